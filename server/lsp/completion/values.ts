import { CompletionItemKind } from 'vscode-languageserver';
import { expectedTypeAt, membersOf, scopeAt, type VisibleName } from '../../../language/model/bodies/lookup.ts';
import type { Project } from '../../../language/model/project.ts';
import type { Type } from '../../../language/model/types.ts';
import { fieldText, typeText } from '../../../language/model/typeText.ts';
import { docOf } from '../../../language/syntax/comments.ts';
import type { Context } from './context.ts';
import { namesFor } from './names.ts';
import { plain, type Suggestion, symbolSuggestions, written } from './suggestion.ts';

/** What stands behind a dot in a body or scenario. */
export function membersAt(project: Project, { file, path, before }: Context): Suggestion[] {
  const member = path.findLast((node) => node.kind === 'member');
  const { types, targets } = project.analysis(file.uri).bindings;
  const target = member && targets.get(member.object);
  const key = target?.kind === 'entity' ? target.key : member ? undefined : entityBefore(project, file.uri, before);
  const shape = key === undefined ? undefined : project.shape(key);
  if (shape?.kind === 'enum') return symbolSuggestions(shape.symbols, typeText(shape));
  const type = member
    ? types.get(member.object)
    : key === undefined
      ? undefined
      : ({ kind: 'part', key } satisfies Type);
  return type ? membersOf(project, type).map((name) => suggestionOf(project, name)) : [];
}

/** `Inventory.` in a line that cannot be read yet. */
function entityBefore(project: Project, uri: string, before: readonly string[]): string | undefined {
  return before[0] === '.' && before[1] ? project.resolveIn(before[1], uri)[0]?.key : undefined;
}

/** What may be written where a value is expected; a default is a constant. */
export function valuesAt(project: Project, { file, path, pathBefore, wordStart }: Context): Suggestion[] {
  const type = expectedTypeAt(project, file, wordStart)?.type;
  if (pathBefore.some(({ kind }) => kind === 'field')) return type ? constants(project, type) : [];
  const own = pathBefore.findLast((node) => node.kind === 'let')?.name.text;
  const visible = scopeAt(project, file, wordStart).filter(({ kind, name }) => kind !== 'local' || name !== own);
  const names = visible.map((name) => suggestionOf(project, name));
  const known = new Set(names.map(({ label }) => label));
  const parts = path.some(({ kind }) => kind === 'scenario') ? namesFor(project, file, 'instance') : [];
  return [...(type ? constants(project, type) : []), ...names, ...parts.filter(({ label }) => !known.has(label))];
}

/** What can be assigned to. */
export function placesAt(project: Project, { file, wordStart }: Context): Suggestion[] {
  const found = scopeAt(project, file, wordStart).filter(
    ({ kind, name }) => kind === 'state' || kind === 'local' || name === 'state',
  );
  return found.map((name) => suggestionOf(project, name));
}

/** The fields that a record literal still lacks; one that has the name of something at hand also in the short form. */
export function entriesAt(project: Project, { file, wordStart }: Context): Suggestion[] {
  const missing = expectedTypeAt(project, file, wordStart)?.literal?.missing ?? [];
  const atHand = new Set(scopeAt(project, file, wordStart).map(({ name }) => name));
  return missing.flatMap((field) => {
    const name = written(field.name);
    const isLikely = !field.optional && field.default === undefined;
    const entry = { label: name, kind: CompletionItemKind.Field, detail: fieldText(field), isLikely };
    return [...(atHand.has(field.name) ? [entry] : []), { ...entry, insert: `${plain(name)}: $0` }];
  });
}

function constants(project: Project, type: Type): Suggestion[] {
  const shape = project.dereference(type.kind === 'optional' ? type.type : type);
  return shape.kind === 'enum' ? symbolSuggestions(shape.symbols, typeText(type)) : [];
}

const KINDS: Record<VisibleName['kind'], CompletionItemKind> = {
  local: CompletionItemKind.Variable,
  key: CompletionItemKind.Constant,
  state: CompletionItemKind.Property,
  field: CompletionItemKind.Field,
  message: CompletionItemKind.Variable,
  implicit: CompletionItemKind.Variable,
  part: CompletionItemKind.Class,
  function: CompletionItemKind.Function,
  method: CompletionItemKind.Method,
  query: CompletionItemKind.Method,
};

function suggestionOf(project: Project, { name, kind, detail, doc, field, uri }: VisibleName): Suggestion {
  const home = uri === undefined ? undefined : project.file(uri);
  const fieldDoc = home && field ? docOf(home.tree, home.text, field) : undefined;
  const isCalled = kind === 'function' || kind === 'method' || kind === 'query';
  const label = written(name);
  const takesNothing = /\(\)/.test(detail);
  return {
    label,
    kind: KINDS[kind],
    detail,
    doc: doc ?? fieldDoc,
    insert: isCalled ? `${plain(label)}(${takesNothing ? '' : '$0'})` : undefined,
  };
}
