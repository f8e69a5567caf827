import { CompletionItemKind } from 'vscode-languageserver';
import { KNOWN_ANNOTATIONS } from '../../../language/model/annotations.ts';
import type { Project } from '../../../language/model/project.ts';
import type { Node } from '../../../language/syntax/tree.ts';
import { walk } from '../../../language/syntax/walk.ts';
import type { Context } from './context.ts';
import { keywordsAt } from './keywords.ts';
import { namesFor, wantedAt } from './names.ts';
import type { Suggestion } from './suggestion.ts';
import { membersAt, valuesAt } from './values.ts';

/** Everything that may be written at the cursor: where one kind of thing is asked for, only that. */
export function suggest(project: Project, context: Context): Suggestion[] {
  const { before, container } = context;
  if (before[0] === '@') return isVersion(before) ? versions(project, context) : annotations();
  const members = membersAt(project, context);
  if (members) return members;
  if (container === 'use' || before[0] === '.') return qualified(project, context);
  const paths = fieldPaths(project, context);
  if (paths) return paths;
  if (before[0] === '->') return targets(project, context);
  const wanted = wantedAt(context);
  const names = wanted ? namesFor(project, wanted) : [];
  if (wanted && !context.itemStart) return [...names, ...followers(context)];
  return [...names, ...keywordSuggestions(keywordsAt(context)), ...(takesValues(context) ? valuesAt(project, context) : [])];
}

function keywordSuggestions(words: readonly string[]): Suggestion[] {
  return words.map((label) => ({ label, kind: CompletionItemKind.Keyword }));
}

/** `then rejected`, `on rejected`, `fault duplicate every`: a word that may stand where a message may. */
function followers({ before, container }: Context): Suggestion[] {
  const isRejection = (before[0] === 'then' && container === 'scenario') || (before[0] === 'on' && container === 'step');
  if (isRejection) return keywordSuggestions(['rejected']);
  const isFault = before[1] === 'fault' && ['duplicate', 'drop', 'reorder'].includes(before[0] ?? '');
  return isFault ? keywordSuggestions(['every']) : [];
}

function isVersion(before: readonly string[]): boolean {
  return /^[A-Za-z_`]/.test(before[1] ?? '');
}

/** The versions of the name before the `@`: each exactly, and each major once. */
function versions(project: Project, { before, file }: Context): Suggestion[] {
  const name = before[1]?.replaceAll('`', '') ?? '';
  const found = project.resolveIn(name, file.uri).flatMap(({ version }) => version ?? []);
  const majors = [...new Set(found.map(({ major }) => major))];
  const labels = [...majors.map(String), ...found.map(({ major, minor }) => `${major}.${minor}`)];
  return labels.map((label) => ({ label, kind: CompletionItemKind.Value, detail: `version of ${name}` }));
}

function annotations(): Suggestion[] {
  return KNOWN_ANNOTATIONS.map((label) => ({ label, kind: CompletionItemKind.Keyword, detail: 'annotation' }));
}

/** What a qualified name may go on with: names of the namespace before the dot, and namespaces below it. */
function qualified(project: Project, { file, wordStart }: Context): Suggestion[] {
  const written = /([\w`.]*?)\.?\{?[^{}]*$/.exec(lineBefore(file.text, wordStart).replace(/^.*\buse\s+/, ''))?.[1] ?? '';
  const prefix = written === '' ? '' : `${written.replaceAll('`', '').replace(/\.$/, '')}.`;
  const found = new Map<string, Suggestion>();
  for (const { qualifiedName, kind } of project.entities()) {
    if (kind === 'scenario' || !qualifiedName.startsWith(prefix)) continue;
    const [label = '', ...rest] = qualifiedName.slice(prefix.length).split('.');
    const isNamespace = rest.length > 0;
    found.set(label, { label, kind: isNamespace ? CompletionItemKind.Module : CompletionItemKind.Reference, detail: isNamespace ? 'namespace' : kind });
  }
  return [...found.values()];
}

function lineBefore(text: string, offset: number): string {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
}

/** Fields of the messages that a topic carries or a part handles, where `key` or `by` asks for one. */
function fieldPaths(project: Project, { before, container, path, file }: Context): Suggestion[] | undefined {
  const isKey = before[0] === 'key' && container === 'topic';
  if (!isKey && before[0] !== 'by') return undefined;
  const owner = path.findLast((node) => ['topic', 'consumer', 'aggregate', 'projection', 'saga', 'choreography', 'union'].includes(node.kind));
  if (!owner || owner.kind === 'union') return [];
  const fields = messagesIn(project, file.uri, owner).flatMap((key) => {
    const shape = project.shape(key);
    return shape?.kind === 'record' ? shape.fields.map(({ name }) => name) : [];
  });
  return [...new Set(fields)].map((label) => ({ label, kind: CompletionItemKind.Field }));
}

function messagesIn(project: Project, uri: string, owner: Node): string[] {
  const { targets } = project.analysis(uri).bindings;
  const found = new Set<string>();
  walk(owner, (node) => {
    const target = targets.get(node);
    if (target?.kind === 'entity' && project.entity(target.key)?.kind === 'message') found.add(target.key);
  });
  return [...found];
}

/** Behind `->`: steps of the saga, messages of a choreography, answers of a stub. */
function targets(project: Project, { path, container }: Context): Suggestion[] {
  const saga = path.find((node) => node.kind === 'saga');
  if (!saga) return [...namesFor(project, 'event'), ...(container === 'scenario' ? keywordSuggestions(['rejected']) : [])];
  const steps: Suggestion[] = [];
  walk(saga, (node) => {
    if (node.kind === 'step' || node.kind === 'parallel') steps.push({ label: node.name.text, kind: CompletionItemKind.Function, detail: node.kind });
  });
  return [...steps, ...keywordSuggestions(['done', 'abort', 'joined', 'compensated'])];
}

/** Bodies, record literals and scenarios take values; so do defaults and conditions of other items. */
function takesValues({ container, before, itemStart }: Context): boolean {
  if (['block', 'recordLiteral', 'step', 'compensate', 'upcast'].includes(container)) return true;
  return !itemStart && /^(=|==|!=|<=?|>=?|\(|\[|and|or|not|in|\?\?|\+|-|\*|\/|%|when|where|limit|expect|given|:|\?|=>)$/.test(before[0] ?? '');
}
