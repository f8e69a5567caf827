import type { Field, Node, RecordLiteral, Span } from '../../syntax/tree.ts';
import type { Entity, SourceFile } from '../entities.ts';
import type { Project } from '../project.ts';
import type { FieldType, Type } from '../types.ts';
import { fieldText, typeText } from '../typeText.ts';
import { builtinsOf } from './builtins.ts';
import { checkDeclaration } from './check.ts';
import { type Checker, fieldNamed, valueOf } from './checker.ts';
import { entryKey, entryValue } from './entries.ts';
import { withoutNull } from './kinds.ts';
import { receiverOf } from './members.ts';
import { isMetaField, META_DOCS } from './meta.ts';
import { implicitMeaning, implicitNames, mayReadParts, meaningsOf, namesIn } from './names.ts';
import { rowFields, stateRows } from './parts.ts';
import type { Scope } from './scope.ts';

/** A name that means something, as completion offers it. */
export interface VisibleName {
  readonly name: string;
  readonly kind:
    | 'local'
    | 'key'
    | 'state'
    | 'field'
    | 'message'
    | 'implicit'
    | 'part'
    | 'function'
    | 'method'
    | 'query';
  readonly type: Type | undefined;
  /** What is shown behind the name: its type, or how it is called. */
  readonly detail: string;
  readonly doc: string | undefined;
  /** The field behind it, whose comment documents it; it stands in `uri`. */
  readonly field: Field | undefined;
  readonly uri: string | undefined;
}

/** What a place in a body takes. */
export interface Expectation {
  readonly type: Type | undefined;
  /** Where the cursor may begin an entry of a record literal: what the record still lacks. */
  readonly literal:
    | { readonly node: RecordLiteral; readonly type: Type; readonly missing: readonly FieldType[] }
    | undefined;
}

interface Seen {
  readonly node: Node;
  readonly scope: Scope;
  readonly expected: Type | undefined;
}

/** Every bare name that means something at an offset, nearest first; none outside bodies and scenarios. */
export function scopeAt(project: Project, file: SourceFile, offset: number): readonly VisibleName[] {
  const found = look(project, file, offset);
  if (!found) return [];
  const { cx, seen } = found;
  const names = namesIn(cx, seen.scope).map((name) => visibleName(cx, seen.scope, name));
  const declared = names.filter(
    (one) => one !== undefined && !isLater(cx, seen.scope, one.name, offset),
  ) as VisibleName[];
  const implicit = implicitNames(seen.scope).map((name): VisibleName => {
    const type = implicitMeaning(seen.scope, name)?.type;
    return plain(name, 'implicit', type, type ? typeText(type) : '');
  });
  const functions = builtinsOf('function').map((one) => plain(one.name, 'function', undefined, one.signature, one.doc));
  return [...declared, ...implicit, ...functions];
}

/** What is expected at an offset: the type of the value, and the fields of the record literal around it. */
export function expectedTypeAt(project: Project, file: SourceFile, offset: number): Expectation | undefined {
  const found = look(project, file, offset);
  if (!found) return undefined;
  const { cx, seen, next, literal } = found;
  const isBetween = literal !== undefined && seen.node === literal.node;
  return { type: isBetween ? undefined : (next ?? seen).expected, literal: literal && lacking(cx, literal) };
}

/** What stands behind a dot: fields and methods of a value, queries and state of a part. */
export function membersOf(project: Project, type: Type): readonly VisibleName[] {
  const shape = project.dereference(withoutNull(type));
  const uri = homeOf(project, withoutNull(type));
  switch (shape.kind) {
    case 'record':
      return shape.fields.map((field) => fieldMember(field, 'field', uri));
    case 'union':
      return unionMembers(project, shape, uri);
    case 'row':
      return rowMembers(project, shape.part);
    case 'part':
      return partMembers(project, shape.key);
    default: {
      const receiver = receiverOf(shape);
      return receiver
        ? builtinsOf(receiver).map((one) => plain(one.name, 'method', undefined, one.signature, one.doc))
        : [];
    }
  }
}

function homeOf(project: Project, type: Type): string | undefined {
  return type.kind === 'declared' ? project.entity(type.key)?.file.uri : undefined;
}

function fieldMember(field: FieldType, kind: 'field' | 'state', uri: string | undefined): VisibleName {
  const doc = isMetaField(field) ? META_DOCS[field.name] : undefined;
  return {
    name: field.name,
    kind,
    type: valueOf(field),
    detail: fieldText(field),
    doc,
    field: isMetaField(field) ? undefined : field.node,
    uri,
  };
}

function unionMembers(
  project: Project,
  union: Extract<Type, { kind: 'union' }>,
  uri: string | undefined,
): VisibleName[] {
  const tag: Type = { kind: 'enum', symbols: union.cases.map(({ name }) => name) };
  const found = new Map([[union.tag, plain(union.tag, 'field', tag, typeText(tag))]]);
  for (const { type } of union.cases) {
    for (const member of membersOf(project, type))
      if (!found.has(member.name)) found.set(member.name, { ...member, uri: member.uri ?? uri });
  }
  return [...found.values()];
}

function rowMembers(project: Project, part: string): VisibleName[] {
  const uri = project.entity(part)?.file.uri;
  const methods = project.entity(part)?.kind === 'aggregate' ? builtinsOf('row') : [];
  return [
    ...rowFields(project, part).map((field) => fieldMember(field, 'state', uri)),
    ...methods.map((one) => plain(one.name, 'method', undefined, one.signature, one.doc)),
  ];
}

function partMembers(project: Project, key: string): VisibleName[] {
  const part = project.part(key);
  const queries = part?.kind === 'projection' ? part.queries : [];
  const shown = queries.map(({ name, params }) => {
    const written = params.map(
      (param) => `${param.name.text}${param.optional ? '?' : ''}: ${typeText(project.typeOf(param.type, part!.file))}`,
    );
    return plain(name.text, 'query', undefined, `${name.text}(${written.join(', ')})`);
  });
  return stateRows(project, key)?.id ? shown : [...rowMembers(project, key), ...shown];
}

function plain(
  name: string,
  kind: VisibleName['kind'],
  type: Type | undefined,
  detail: string,
  doc?: string,
): VisibleName {
  return { name, kind, type, detail, doc, field: undefined, uri: undefined };
}

function visibleName(cx: Checker, scope: Scope, name: string): VisibleName | undefined {
  const meaning = meaningsOf(cx, scope, name)[0];
  if (!meaning) return mayReadParts(scope) ? partName(cx, name) : undefined;
  const { target, type } = meaning;
  const kind =
    target.kind === 'local' || target.kind === 'key' || target.kind === 'state' || target.kind === 'message'
      ? target.kind
      : 'field';
  const owner = target.kind === 'field' ? target.message : target.kind === 'state' ? target.part : undefined;
  const field = target.kind === 'field' || target.kind === 'state' ? target.field : undefined;
  const uri = owner === undefined ? undefined : cx.project.entity(owner)?.file.uri;
  return { name, kind, type, detail: typeText(type), doc: undefined, field, uri };
}

function partName(cx: Checker, name: string): VisibleName | undefined {
  const entity = cx.project.resolveIn(name, cx.file.uri).at(-1);
  return entity && plain(name, 'part', { kind: 'part', key: entity.key }, entity.kind);
}

/** A local that is declared only below. */
function isLater(cx: Checker, scope: Scope, name: string, offset: number): boolean {
  const meaning = meaningsOf(cx, scope, name)[0];
  return meaning?.target.kind === 'local' && (meaning.target.node as Span).start >= offset;
}

function lacking(cx: Checker, { node, expected }: Seen): Expectation['literal'] {
  const literal = node as RecordLiteral;
  const plan = cx.literals.get(literal);
  const record = expected && cx.shape(expected);
  if (!expected || record?.kind !== 'record') return undefined;
  const given = new Set(
    literal.entries.flatMap((entry) =>
      entry.kind === 'entry' ? [entryKey(entry)] : [...(plan?.spreads.get(entry) ?? [])],
    ),
  );
  return {
    node: literal,
    type: withoutNull(expected),
    missing: record.fields.filter(({ name }) => !given.has(name) || !fieldNamed(record, name)),
  };
}

/** White space longer than this separates what it stands between. */
const FAR = 200;

interface Look {
  readonly cx: Checker;
  /** The innermost place that touches the offset. */
  readonly seen: Seen;
  /** What follows an operator or a mark before the offset, be it something that only the next line has. */
  readonly next: Seen | undefined;
  readonly literal: Seen | undefined;
}

/** Checks the declaration around an offset again, watching for the places at it. */
function look(project: Project, file: SourceFile, offset: number): Look | undefined {
  const entity = entityAt(file, offset);
  if (!entity) return undefined;
  const { text } = file;
  let seen: Seen | undefined;
  let next: Seen | undefined;
  let literal: Seen | undefined;
  const cx = checkDeclaration(
    project,
    entity,
    () => {},
    (node, scope, expected) => {
      const found = { node, scope, expected };
      if (!next && node.start > offset && node.start < offset + FAR && isBlank(text, offset, node.start)) next = found;
      if (!touches(text, node, offset)) return;
      if (!seen || isInner(node, seen.node)) seen = found;
      if (node.kind === 'recordLiteral' && node.start < offset && (!literal || isInner(node, literal.node)))
        literal = found;
    },
  );
  if (!seen) return undefined;
  const isAwaited =
    /[=([,:?<>+*/%-]\s*$/.test(text.slice(Math.max(0, offset - 100), offset)) && seen.node.kind !== 'missing';
  const beginsHere = literal && beginsEntry(literal.node as RecordLiteral, seen.node);
  return { cx, seen, next: isAwaited && !beginsHere ? next : undefined, literal: beginsHere ? literal : undefined };
}

/** The innermost declaration around an offset; behind an unfinished one the cursor is still in it. */
function entityAt(file: SourceFile, offset: number): Entity | undefined {
  const before = file.entities.filter(({ node }) => node.start <= offset);
  const around = before.filter(({ node }) => offset <= node.end);
  if (around.length > 0) return around.reduce((best, one) => (isInside(one.node, best.node) ? one : best));
  const last = before.at(-1);
  return last && file.text[last.node.end - 1] !== '}' ? last : undefined;
}

/** What is missing in the text stands wherever there is white space around it. */
function touches(text: string, node: Node, offset: number): boolean {
  if (node.start <= offset && offset <= node.end) return true;
  const isUnclosed = node.kind === 'recordLiteral' && text[node.end - 1] !== '}';
  if (isUnclosed && node.end < offset) return isBlank(text, node.end, offset);
  if (node.start !== node.end) return false;
  return node.start < offset ? isBlank(text, node.start, offset) : isBlank(text, offset, node.start);
}

function isBlank(text: string, from: number, to: number): boolean {
  return /^\s*$/.test(text.slice(from, to));
}

/** Of several things that are missing in one place, the first one is awaited. */
function isInner(node: Span, before: Span): boolean {
  return isInside(node, before) && (node.start !== node.end || before.start !== before.end);
}

function isInside(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** True between the entries of a literal, and at the name of one. */
function beginsEntry(literal: RecordLiteral, innermost: Node): boolean {
  if (innermost === literal) return true;
  return literal.entries.some((entry) => entry.kind === 'entry' && !entry.value && entryValue(entry) === innermost);
}
