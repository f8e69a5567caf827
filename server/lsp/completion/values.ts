import { CompletionItemKind } from 'vscode-languageserver';
import { expectedTypeAt, membersOf, scopeAt, type VisibleName } from '../../../language/model/bodies/lookup.ts';
import type { Project } from '../../../language/model/project.ts';
import type { FieldType, Type } from '../../../language/model/types.ts';
import { fieldText, typeText } from '../../../language/model/typeText.ts';
import { docOf } from '../../../language/syntax/comments.ts';
import type { Context } from './context.ts';
import type { Suggestion } from './suggestion.ts';

/** What stands behind a dot in a body or scenario; undefined where the cursor is not behind one. */
export function membersAt(project: Project, { file, path, before }: Context): Suggestion[] | undefined {
  if (before[0] !== '.') return undefined;
  const member = path.findLast((node) => node.kind === 'member');
  if (!member) return undefined;
  const { types, targets } = project.analysis(file.uri).bindings;
  const target = targets.get(member.object);
  const declared = target?.kind === 'entity' ? project.shape(target.key) : undefined;
  if (declared?.kind === 'enum') return symbols(declared.symbols, typeText(declared));
  const type = types.get(member.object);
  return type ? membersOf(project, type).map((name) => suggestionOf(project, name)) : [];
}

/** What may be written where a value, or an entry of a record literal, is expected. */
export function valuesAt(project: Project, { file, wordStart }: Context): Suggestion[] {
  const expectation = expectedTypeAt(project, file, wordStart);
  const entries = (expectation?.literal?.missing ?? []).map(entrySuggestion);
  const names = scopeAt(project, file, wordStart).map((name) => suggestionOf(project, name));
  return [...entries, ...(expectation?.type ? constants(project, expectation.type) : []), ...names];
}

function constants(project: Project, type: Type): Suggestion[] {
  const shape = project.dereference(type.kind === 'optional' ? type.type : type);
  if (shape.kind === 'enum') return symbols(shape.symbols, typeText(type));
  if (shape.kind === 'boolean') return symbols(['true', 'false'], 'boolean');
  return [];
}

function symbols(names: readonly string[], detail: string): Suggestion[] {
  return names.map((label) => ({ label, kind: CompletionItemKind.EnumMember, detail }));
}

function entrySuggestion(field: FieldType): Suggestion {
  return { label: field.name, kind: CompletionItemKind.Field, detail: fieldText(field), insert: `${field.name}: $0`, isLikely: !field.optional };
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
  return { label: name, kind: KINDS[kind], detail, doc: doc ?? fieldDoc, insert: isCalled ? `${name}($0)` : undefined };
}

