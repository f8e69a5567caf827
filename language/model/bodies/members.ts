import type { Index, Member } from '../../syntax/tree.ts';
import { nearest } from '../nearest.ts';
import { kindWord } from '../resolve.ts';
import type { FieldType, RecordType, Target, Type, UnionType } from '../types.ts';
import { typeText } from '../typeText.ts';
import { typeOfBuiltin } from './builtinCalls.ts';
import { type Builtin, builtinOf, builtinsOf, needsNoArguments, type Receiver } from './builtins.ts';
import { type Checker, fieldNamed, valueOf } from './checker.ts';
import { check } from './expectations.ts';
import { join } from './fits.ts';
import { INT, JSON_VALUE, mayBeNull, optional, STRING, UNKNOWN, withoutNull } from './kinds.ts';
import { isMetaField, REJECTION } from './meta.ts';
import { rowFields, stateRows } from './parts.ts';
import type { Scope } from './scope.ts';

/** `a.b`: null where `a` is null. */
export function typeOfMember(cx: Checker, scope: Scope, node: Member, object: Type): Type {
  const type = typeOfPresentMember(cx, scope, node, withoutNull(object));
  return mayBeNull(object) ? orNull(cx, node, type) : type;
}

/** What a member of null is typed as. The history of a stream that is not there is empty. */
export function orNull(cx: Checker, node: Member, type: Type): Type {
  const target = cx.targets.get(node);
  const isHistory = target?.kind === 'builtin' && target.receiver === 'row' && target.name === 'history';
  return isHistory ? type : optional(type);
}

function typeOfPresentMember(cx: Checker, scope: Scope, node: Member, object: Type): Type {
  const name = node.name.text;
  const qualified = cx.targets.get(node.object);
  if (qualified?.kind === 'entity' && object.kind === 'declared') return symbolOf(cx, node, object);
  const shape = cx.shape(object);
  if (name === '' || shape.kind === 'unknown' || shape.kind === 'null') return UNKNOWN;
  if (shape.kind === 'json') return JSON_VALUE;
  if (shape.kind === 'record') return fieldOf(cx, node, object, shape);
  if (shape.kind === 'union') return unionField(cx, node, object, shape);
  if (shape.kind === 'row') return rowMember(cx, scope, node, shape.part);
  if (shape.kind === 'part') return partMember(cx, scope, node, shape.key);
  return builtinMember(cx, scope, node, object);
}

/** `Status.paid` */
function symbolOf(cx: Checker, node: Member, object: Type): Type {
  const symbols = cx.enumOf(object)?.symbols ?? [];
  const name = node.name.text;
  if (symbols.includes(name)) {
    cx.targets.set(node, cx.symbolTarget(object, name));
    return object;
  }
  if (name !== '') {
    const args = { name, of: typeText(object), symbols, similar: nearest(name, symbols), replace: node.name };
    cx.report('EVF6026', node.name, args, cx.declaredPlace(object));
  }
  return UNKNOWN;
}

function fieldOf(cx: Checker, node: Member, object: Type, record: RecordType): Type {
  const field = fieldNamed(record, node.name.text);
  if (!field)
    return unknownMember(
      cx,
      node,
      object,
      record.fields.map(({ name }) => name),
    );
  cx.targets.set(node, fieldTarget(cx, object, field));
  return valueOf(field);
}

function fieldTarget(cx: Checker, object: Type, field: FieldType): Target {
  if (isMetaField(field)) return { kind: 'meta', field: field.name };
  if (REJECTION.fields.includes(field)) return { kind: 'reason' };
  const uri = cx.homeOf(object, cx.file.uri);
  cx.remember(field, uri);
  return { kind: 'member', field: field.node, uri };
}

/** The tag, or a field of some of the cases: absent in the others. */
function unionField(cx: Checker, node: Member, object: Type, union: UnionType): Type {
  const name = node.name.text;
  if (name === union.tag) return { kind: 'enum', symbols: union.cases.map((one) => one.name) };
  const records = union.cases.map((one) => ({ type: one.type, shape: cx.shape(one.type) }));
  let type: Type | undefined;
  let everywhere = true;
  for (const one of records) {
    const field = one.shape.kind === 'record' ? fieldNamed(one.shape, name) : undefined;
    if (!field) everywhere = false;
    else {
      cx.targets.set(node, fieldTarget(cx, one.type, field));
      type = type ? (join(type, valueOf(field), cx.project.dereference) ?? JSON_VALUE) : valueOf(field);
    }
  }
  if (type) return everywhere ? type : optional(type);
  return unknownMember(cx, node, object, [
    union.tag,
    ...records.flatMap(({ shape }) => (shape.kind === 'record' ? shape.fields.map((field) => field.name) : [])),
  ]);
}

/** `Order[k].status`, `state.status`, `Order[k].history`. */
function rowMember(cx: Checker, scope: Scope, node: Member, part: string): Type {
  const name = node.name.text;
  const fields = rowFields(cx.project, part);
  const field = fields.find((one) => one.name === name);
  if (field) {
    const uri = cx.project.entity(part)?.file.uri ?? cx.file.uri;
    cx.remember(field, uri);
    cx.targets.set(node, { kind: 'state', part, field: field.node });
    return valueOf(field);
  }
  const isStream = cx.project.entity(part)?.kind === 'aggregate';
  const method = isStream ? builtinOf('row', name) : undefined;
  if (method) return asProperty(cx, scope, node, method, { kind: 'row', part });
  const methods = isStream ? builtinsOf('row').map((one) => one.name) : [];
  return unknownMember(cx, node, { kind: 'row', part }, [...fields.map((one) => one.name), ...methods]);
}

/** `Inventory.stock`: the state of a part without keys, or a projection's query. */
function partMember(cx: Checker, scope: Scope, node: Member, key: string): Type {
  const part = cx.project.part(key);
  const name = node.name.text;
  if (part?.kind === 'projection' && part.queries.some((query) => query.name.text === name)) {
    const written = `${part.name}.${name}(…)`;
    cx.report('EVF6029', node.name, { name, what: 'a query', advice: `It is called: ${written}.` });
    return UNKNOWN;
  }
  const rows = stateRows(cx.project, key);
  if (!rows || rows.id) {
    cx.report('EVF6028', node, { part: part?.name ?? key, key: rows?.id?.name, named: name });
    return UNKNOWN;
  }
  return rowMember(cx, scope, node, key);
}

function builtinMember(cx: Checker, scope: Scope, node: Member, object: Type): Type {
  const receiver = receiverOf(cx.shape(object));
  const method = receiver && builtinOf(receiver, node.name.text);
  if (method) return asProperty(cx, scope, node, method, object);
  return unknownMember(cx, node, object, receiver ? builtinsOf(receiver).map(({ name }) => name) : []);
}

/** A method without parentheses: it is called all the same, where it needs no arguments. */
function asProperty(cx: Checker, scope: Scope, node: Member, method: Builtin, object: Type): Type {
  cx.targets.set(node, { kind: 'builtin', receiver: method.receiver, name: method.name });
  if (needsNoArguments(method))
    return typeOfBuiltin(cx, scope, { one: method, receiver: object, args: [], node, expected: undefined });
  cx.report('EVF6029', node.name, {
    name: method.name,
    what: 'a function',
    advice: `It is called: ${method.signature}.`,
  });
  return UNKNOWN;
}

/** Which built-in methods a value has. */
export function receiverOf(shape: Type): Receiver | undefined {
  switch (shape.kind) {
    case 'list':
    case 'map':
    case 'row':
      return shape.kind;
    case 'string':
    case 'uuid':
    case 'uri':
    case 'email':
      return 'string';
    default:
      return undefined;
  }
}

export function unknownMember(cx: Checker, node: Member, object: Type, known: readonly string[]): Type {
  const name = node.name.text;
  if (name === '') return UNKNOWN;
  const args = {
    name,
    of: typeText(withoutNull(object)),
    known: [...new Set(known)],
    similar: nearest(name, known),
    replace: node.name,
  };
  cx.report('EVF6003', node.name, args, cx.declaredPlace(object));
  return UNKNOWN;
}

/** `a[k]`: null where `a` is null, or has nothing there. */
export function typeOfIndex(cx: Checker, scope: Scope, node: Index, object: Type): Type {
  const shape = cx.shape(object);
  switch (shape.kind) {
    case 'list':
      check(cx, scope, node.index, INT);
      return optional(shape.item);
    case 'map':
      check(cx, scope, node.index, STRING);
      return optional(shape.value);
    case 'part':
      return partRow(cx, scope, node, shape.key);
    case 'json':
      check(cx, scope, node.index, JSON_VALUE);
      return JSON_VALUE;
    case 'unknown':
    case 'null':
      check(cx, scope, node.index, UNKNOWN);
      return UNKNOWN;
    default:
      check(cx, scope, node.index, UNKNOWN);
      cx.report('EVF6010', node, {
        operator: '[ ]',
        left: typeText(object),
        right: undefined,
        why: 'A list is read by position, a map by its key, a part by its own.',
      });
      return UNKNOWN;
  }
}

/** `Order[k]`: null for a key not met. */
function partRow(cx: Checker, scope: Scope, node: Index, key: string): Type {
  const rows = stateRows(cx.project, key);
  const part = cx.project.entity(key);
  if (rows?.id) {
    check(cx, scope, node.index, rows.id.type);
    return { kind: 'optional', type: { kind: 'row', part: key } };
  }
  check(cx, scope, node.index, UNKNOWN);
  if (part) cx.report('EVF6028', node, { part: `${kindWord(part)} ${part.name}`, key: undefined, named: undefined });
  return UNKNOWN;
}
