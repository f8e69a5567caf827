import type { Annotation, Declaration, Field, TypeNode } from '../../syntax/tree.ts';
import type { Entity } from '../entities.ts';
import type { RecordType, Type, UnionType } from '../types.ts';
import { type Checker, fieldNamed } from './checker.ts';
import { typeOf } from './expressions.ts';
import { JSON_VALUE, STRING, UNKNOWN } from './kinds.ts';
import { scopeOf } from './scope.ts';

const SCOPE = scopeOf({ place: 'constant' });

/** What known annotations say; of any other, anything is taken. */
const TEXT_ANNOTATIONS: ReadonlySet<string> = new Set(['deprecated', 'owner', 'tag']);

/**
 * Binds defaults and the arguments of annotations. What is wrong with a default is found where its value is made;
 * an annotation takes anything.
 */
export function bindConstants(cx: Checker, entity: Entity): void {
  cx.quietly(() => {
    const types = fieldTypes(cx, entity);
    const visit = (node: { annotations: Annotation[] }, type: Type) => {
      for (const annotation of node.annotations) bindAnnotation(cx, annotation, type);
    };
    const bindField = (field: Field, type: Type) => {
      visit(field, type);
      cx.observe?.(field, SCOPE, type);
      if (field.default) typeOf(cx, SCOPE, field.default, type);
    };
    const { node } = entity;
    if ('annotations' in node) visit(node, UNKNOWN);
    for (const [field, type] of types) bindField(field, type);
    for (const symbol of node.kind === 'enum' ? node.symbols : []) visit(symbol, UNKNOWN);
  });
}

function bindAnnotation(cx: Checker, annotation: Annotation, type: Type): void {
  const { text } = annotation.name;
  const expected = text === 'example' ? type : TEXT_ANNOTATIONS.has(text) ? STRING : JSON_VALUE;
  for (const arg of annotation.args) typeOf(cx, SCOPE, arg, expected);
}

/** Every field that a declaration writes, inline records included, with its type. */
function fieldTypes(cx: Checker, entity: Entity): [Field, Type][] {
  const found: [Field, Type][] = [];
  const collect = (fields: readonly Field[], record: RecordType | undefined) => {
    for (const field of fields) {
      const known = record && fieldNamed(record, field.name.text);
      const type: Type = known?.node === field ? known.type : cx.project.typeOf(field.type, cx.file);
      if (known?.node === field) cx.remember(known, cx.file.uri);
      found.push([field, type]);
      const inner = inlineRecord(field.type, type);
      if (inner) collect(inner.fields, inner.record);
    }
  };
  const { node } = entity;
  const shape = cx.project.shapeOf(entity)?.shape;
  if (node.kind === 'record' || node.kind === 'message')
    collect(fieldsAmong(node.members), shape?.kind === 'record' ? shape : undefined);
  if (node.kind === 'union') collectCases(node, shape?.kind === 'union' ? shape : undefined, collect);
  collect(stateFields(node), cx.project.stateOf(entity));
  return found;
}

type Collect = (fields: readonly Field[], record: RecordType | undefined) => void;

function collectCases(
  node: Extract<Declaration, { kind: 'union' }>,
  union: UnionType | undefined,
  collect: Collect,
): void {
  for (const one of node.cases) {
    const type = union?.cases.find(({ name }) => name === one.name.text)?.type ?? UNKNOWN;
    const inner = inlineRecord(one.type, type);
    if (inner) collect(inner.fields, inner.record);
  }
}

function fieldsAmong(members: readonly { kind: string }[]): Field[] {
  return members.filter((member): member is Field => member.kind === 'field');
}

function stateFields(node: Declaration): Field[] {
  if (node.kind !== 'consumer' && node.kind !== 'aggregate' && node.kind !== 'projection' && node.kind !== 'saga')
    return [];
  return (node.items as readonly { kind: string; fields?: Field[] }[]).flatMap((item) =>
    item.kind === 'state' ? (item.fields ?? []) : [],
  );
}

function inlineRecord(node: TypeNode, type: Type): { fields: Field[]; record: RecordType | undefined } | undefined {
  let [inner, innerType] = [node, type];
  while (inner.kind === 'listType' || inner.kind === 'mapType') {
    const next: Type =
      innerType.kind === 'list' ? innerType.item : innerType.kind === 'map' ? innerType.value : UNKNOWN;
    [inner, innerType] = [inner.kind === 'listType' ? inner.item : inner.value, next];
  }
  if (inner.kind !== 'recordType') return undefined;
  return { fields: inner.fields, record: innerType.kind === 'record' ? innerType : undefined };
}
