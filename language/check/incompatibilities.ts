import { type HistoricVersion, type Incompatibility, incompatibilities } from '../evolve/history.ts';
import { type Explain, explainer } from '../evolve/relation/explain.ts';
import type { MessageVersion } from '../model/meaning.ts';
import { type Problem, problem, type Report } from '../model/problem.ts';
import type { Project } from '../model/project.ts';
import { versionText } from '../model/sourceFile.ts';
import type { FieldType } from '../model/types.ts';
import type { RelatedPlace } from '../syntax/diagnostic.ts';
import type { Field } from '../syntax/tree.ts';
import { changedShape } from './changedShape.ts';
import { fieldHome, nodesIn } from './fieldHome.ts';
import type { Place } from './rule.ts';

/** Reports what each version that is declared in a file does to others of its major; the rules say it in words. */
export function findIncompatibilities({ project, file }: Place, report: Report): void {
  const explain = explainer();
  for (const entity of file.entities) {
    const version = entity.kind === 'message' ? project.versionOf(entity) : undefined;
    if (!version || project.entity(entity.key) !== entity || isHalfWritten(version)) continue;
    for (const found of incompatibilities(project, version)) {
      const against = found.against.filter((other) => !isHalfWritten(other.version));
      const isTold =
        isWrong({ project, version }, found.change.after) || isWrong(found.against[0]!, found.change.before);
      if (against.length > 0 && !isTold) report(problemOf(project, version, { ...found, against }, explain));
    }
  }
}

/** Whether a field of a version has an error of its own, without which it might be another type. */
function isWrong(
  { project, version }: Pick<HistoricVersion, 'project' | 'version'>,
  fields: readonly FieldType[],
): boolean {
  const problems = project.shapeOf(version.entity)?.findings.problems ?? [];
  return fields.some(({ node }) => problems.some(({ span }) => node.start <= span.start && span.end <= node.end));
}

/** Whether it has errors of syntax, so that nobody knows what else it will have. */
function isHalfWritten({ entity: { file, node } }: MessageVersion): boolean {
  return file.errors.some(({ span }) => span.start >= node.start && span.start <= node.end);
}

/** At the changed field, or the field of this version whose type holds it, or the version's name where it is gone. */
function problemOf(project: Project, version: MessageVersion, found: Incompatibility, explain: Explain): Problem {
  const { change, against } = found;
  const own = nodesIn(version.entity);
  const fields = change.after.map(({ node }) => node);
  const span = fields.findLast((field) => own.has(field));
  const inner = fields.at(-1);
  const related = [
    inner && inner !== span ? placeOf(project, version, inner, 'changed here') : [],
    against.flatMap((before) => placeBefore(before, change.before.at(-1)?.node)),
  ];
  return problem(
    change.code,
    span ?? version.entity.node.name!,
    changedShape(project, version, found, explain),
    related.flat(),
  );
}

/** What an old version has at the place; nothing where it was published and is no longer in the project. */
function placeBefore({ project, version, baseline }: HistoricVersion, field: Field | undefined): RelatedPlace[] {
  if (baseline !== undefined) return [];
  const name = `@${versionText(version.version)}`;
  if (field) return placeOf(project, version, field, `in ${name}`);
  return [{ uri: version.entity.file.uri, span: version.entity.node.name!, label: `${name} has no such field` }];
}

function placeOf(project: Project, version: MessageVersion, field: Field, label: string): RelatedPlace[] {
  const home = fieldHome(project, version, field);
  return home ? [{ uri: home.file.uri, span: field, label }] : [];
}
