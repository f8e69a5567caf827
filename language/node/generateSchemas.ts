import { resolve } from 'node:path';
import { avroSchemaOf, avroText } from '../generate/avro/index.ts';
import type { Exported } from '../generate/exported.ts';
import { jsonSchemaOf, referenceTo } from '../generate/jsonSchema/index.ts';
import type { GenerateProblem } from '../generate/typescript/index.ts';
import type { ProjectConfig } from '../model/config.ts';
import type { Entity } from '../model/entities.ts';
import type { Project } from '../model/project.ts';
import { OutputError, type ProjectOutput } from './generateProject.ts';
import { writeOutput } from './writeOutput.ts';

/**
 * Writes the JSON Schemas and Avro schemas that evflow.json asks for: a file for every version of every message, whole, named
 * by its key. A version that a format cannot say is a problem and has no file.
 * @param root absolute path of the project's folder
 * @throws OutputError where a folder cannot be written or holds files of somebody else; then nothing is written to it
 */
export async function generateSchemas(root: string, project: Project, config: ProjectConfig): Promise<ProjectOutput[]> {
  const { jsonSchema, avro } = config.generate;
  refuseShared(Object.values(config.generate).map(({ out }) => resolve(root, out)));
  const messages = messagesOf(project);
  const outputs: ProjectOutput[] = [];
  if (jsonSchema) outputs.push(await written(resolve(root, jsonSchema.out), messages, jsonSchemaFile(project)));
  if (avro) outputs.push(await written(resolve(root, avro.out), messages, avroFile(project)));
  return outputs;
}

/** Each output deletes what it wrote before and no longer writes: two in one folder would delete each other. */
function refuseShared(folders: readonly string[]): void {
  const twice = folders.find((folder, index) => folders.indexOf(folder) !== index);
  if (twice === undefined) return;
  throw new OutputError(
    `${twice} is the folder of two outputs in evflow.json. Nothing was written. Give each its own.`,
  );
}

/** The text of a message's file, and how its name ends. */
type FileOf = (key: string) => Pick<Exported<unknown>, 'problems'> & { readonly text: string; readonly ending: string };

const jsonSchemaFile =
  (project: Project): FileOf =>
  (key) => {
    const { schema, problems } = jsonSchemaOf(project, key);
    return { problems, text: `${JSON.stringify(schema, undefined, 2)}\n`, ending: '.schema.json' };
  };

const avroFile =
  (project: Project): FileOf =>
  (key) => {
    const { schema, problems } = avroSchemaOf(project, key);
    return { problems, text: `${avroText(schema)}\n`, ending: '.avsc' };
  };

async function written(out: string, messages: readonly Entity[], fileOf: FileOf): Promise<ProjectOutput> {
  const problems: GenerateProblem[] = [];
  const files = messages.flatMap(({ key, file, node }) => {
    const made = fileOf(key);
    const { start, end } = 'name' in node ? node.name : node;
    for (const { place, message } of made.problems) {
      problems.push({ uri: file.uri, span: { start, end }, message: `${place}: ${message}` });
    }
    return made.problems.length > 0 ? [] : [{ path: referenceTo(key) + made.ending, text: made.text }];
  });
  return { out, problems, ...(await writeOutput(out, files)) };
}

function messagesOf(project: Project): readonly Entity[] {
  const messages = project.entities().filter(({ kind }) => kind === 'message');
  return messages.filter((entity) => project.entity(entity.key) === entity).sort((a, b) => (a.key < b.key ? -1 : 1));
}
