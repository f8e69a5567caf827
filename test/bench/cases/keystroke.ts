import { EmptyFileSystemProvider, type FileSystemProvider, URI } from 'langium';
import { createServicesForGrammar } from 'langium/grammar';

import { asEntities, asEvflow, LANGIUM_GRAMMAR, modules } from '../sources.ts';
import { histories } from '../versions.ts';

const FILES = 1000;
const KEYSTROKES = 60;
const MESSAGES = 2000;

/** A person types into the middle file: a comment grows, a field's name grows, by turns. Other files use what it declares. */
function typed(text: string, keystroke: number): string {
  return keystroke % 2 === 0
    ? `${text}\n// ${'x'.repeat(keystroke)}`
    : text.replace('field1', `field1${'x'.repeat(keystroke)}`);
}

/** One field of the third of five versions gets another name with every keystroke. */
function typedVersion(text: string, keystroke: number): string {
  return text.replace(/(@1\.2 \{[\s\S]*?)gift/, `$1gift${'x'.repeat(keystroke + 1)}`);
}

/** @returns milliseconds, the median of all keystrokes */
async function measure(
  texts: readonly string[],
  edit: (index: number, text: string) => Promise<unknown> | unknown,
  type = typed,
): Promise<number> {
  const index = texts.length / 2;
  const times: number[] = [];
  for (let keystroke = 0; keystroke < KEYSTROKES; keystroke++) {
    const text = type(texts[index] ?? '', keystroke);
    const start = performance.now();
    await edit(index, text);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[KEYSTROKES / 2] ?? Number.NaN;
}

/** @returns the median of all keystrokes, or with `first` how long it took until all files had their diagnostics; milliseconds */
async function evflow(texts: readonly string[], type = typed, first = false): Promise<number> {
  const { Project } = await import('../../../language/model/project.ts');
  const { diagnose } = await import('../../../language/check/diagnose.ts');
  const uri = (index: number) => `file:///bench/${index}.evflow`;
  const project = new Project();
  const start = performance.now();
  project.batch(() => {
    for (const [index, text] of texts.entries()) project.setFile(uri(index), text);
  });
  let sent = 0;
  for (const file of project.uris) project.watch(() => (sent += 1 + diagnose(project, file).length));
  if (first) return performance.now() - start;
  return measure(
    texts,
    (index, text) => {
      const before = sent;
      project.setFile(uri(index), text);
      if (sent === before) throw new Error('no diagnostics came');
    },
    type,
  );
}

async function langium(texts: readonly string[]): Promise<number> {
  const current = new Map<string, string>();
  const files: FileSystemProvider = Object.assign(new EmptyFileSystemProvider(), {
    readFile: async (uri: URI) => current.get(uri.toString()) ?? '',
    existsSync: (uri: URI) => current.has(uri.toString()),
  });
  const sharedModule = { workspace: { FileSystemProvider: () => files } };
  const { shared } = await createServicesForGrammar({ grammar: LANGIUM_GRAMMAR, sharedModule });
  const uri = (index: number) => URI.parse(`file:///bench/${index}.txt`);
  const { LangiumDocuments, LangiumDocumentFactory, DocumentBuilder } = shared.workspace;
  const documents = texts.map((text, index) => LangiumDocumentFactory.fromString(text, uri(index)));
  for (const document of documents) LangiumDocuments.addDocument(document);
  DocumentBuilder.updateBuildOptions = { validation: true };
  await DocumentBuilder.build(documents, { validation: true });
  return measure(texts, async (index, text) => {
    current.set(uri(index).toString(), text);
    await DocumentBuilder.update([uri(index)], []);
    if (!LangiumDocuments.getDocument(uri(index))?.diagnostics) throw new Error('no diagnostics came');
  });
}

const what = process.argv[2];

function measured(): Promise<number> {
  if (what === 'langium') return langium(modules(FILES).map(asEntities));
  if (what === 'evflow') return evflow(modules(FILES).map(asEvflow));
  return evflow(histories(MESSAGES), typedVersion, what === 'versions-first');
}

console.log(await measured());
