import type { Call, Expression, Member, Query } from '../../syntax/tree.ts';
import type { ProjectionInfo } from '../meaning.ts';
import { nearest } from '../nearest.ts';
import type { Type } from '../types.ts';
import { typeText } from '../typeText.ts';
import { checkCount, forget } from './arguments.ts';
import { typeOfBuiltin } from './builtinCalls.ts';
import { BUILTINS, builtinOf, builtinsOf } from './builtins.ts';
import type { Checker } from './checker.ts';
import { check } from './expectations.ts';
import { JSON_VALUE, mayBeNull, optional, UNKNOWN, withoutNull } from './kinds.ts';
import { orNull, receiverOf, unknownMember } from './members.ts';
import { rowFields } from './parts.ts';
import { refuseImpure } from './purity.ts';
import type { Scope } from './scope.ts';

/** A call of a function by its name, of a method, or of a projection's query. `object` is the type before the dot. */
export function typeOfCall(
  cx: Checker,
  scope: Scope,
  node: Call,
  object: Type | undefined,
  expected: Type | undefined,
): Type {
  const { callee, args } = node;
  if (callee.kind === 'nameExpression') return callOfFunction(cx, scope, node, callee.name.text, expected);
  if (callee.kind !== 'member' || !object) {
    if (callee.kind !== 'missing') cx.report('EVF6029', callee, { name: 'this', what: 'no function', advice: '' });
    return forget(cx, scope, args);
  }
  cx.types.set(callee, { kind: 'function', name: callee.name.text });
  const type = callOfMember(cx, scope, node, callee, withoutNull(object), expected);
  return mayBeNull(object) ? orNull(cx, callee, type) : type;
}

function callOfFunction(cx: Checker, scope: Scope, node: Call, name: string, expected: Type | undefined): Type {
  const callee = node.callee as Extract<Expression, { kind: 'nameExpression' }>;
  cx.types.set(callee, { kind: 'function', name });
  const one = builtinOf('function', name);
  if (!one) {
    const known = builtinsOf('function').map((builtin) => builtin.name);
    if (name !== '')
      cx.report('EVF6013', callee, {
        name,
        known,
        similar: nearest(name, known),
        method: methodNote(name),
        replace: callee.name,
      });
    return forget(cx, scope, node.args);
  }
  cx.targets.set(callee, { kind: 'builtin', receiver: 'function', name });
  if (one.impure) refuseImpure(cx, scope, node, one);
  return typeOfBuiltin(cx, scope, { one, receiver: undefined, args: node.args, node, expected });
}

/** A method that someone calls as if it were a function. */
function methodNote(name: string): string | undefined {
  return BUILTINS.find((one) => one.receiver !== 'function' && one.name === name)?.signature;
}

function callOfMember(
  cx: Checker,
  scope: Scope,
  node: Call,
  callee: Member,
  object: Type,
  expected: Type | undefined,
): Type {
  const shape = cx.shape(object);
  const name = callee.name.text;
  if (shape.kind === 'unknown' || shape.kind === 'json' || shape.kind === 'null' || name === '') {
    forget(cx, scope, node.args);
    return shape.kind === 'json' ? JSON_VALUE : UNKNOWN;
  }
  if (shape.kind === 'part') return callOfQuery(cx, scope, node, callee, shape.key);
  const receiver = receiverOf(shape);
  const isStream = shape.kind !== 'row' || cx.project.entity(shape.part)?.kind === 'aggregate';
  const one = receiver && isStream ? builtinOf(receiver, name) : undefined;
  if (!one) {
    forget(cx, scope, node.args);
    return unknownMember(
      cx,
      callee,
      object,
      receiver && isStream ? builtinsOf(receiver).map((builtin) => builtin.name) : [],
    );
  }
  cx.targets.set(callee, { kind: 'builtin', receiver: one.receiver, name });
  return typeOfBuiltin(cx, scope, { one, receiver: object, args: node.args, node, expected });
}

/** `CustomerOrders.bigSpenders(100)`: its rows, the key with them. */
function callOfQuery(cx: Checker, scope: Scope, node: Call, callee: Member, key: string): Type {
  const part = cx.project.part(key);
  const queries = part?.kind === 'projection' ? part.queries : [];
  const query = queries.find((one) => one.name.text === callee.name.text);
  if (!part || !query) {
    forget(cx, scope, node.args);
    return unknownMember(
      cx,
      callee,
      { kind: 'part', key },
      queries.map((one) => one.name.text),
    );
  }
  cx.targets.set(callee, { kind: 'query', part: key, name: query.name.text, node: query });
  checkQueryArguments(cx, scope, node, part as ProjectionInfo, query);
  return { kind: 'list', item: { kind: 'record', fields: rowFields(cx.project, key) } };
}

function checkQueryArguments(cx: Checker, scope: Scope, node: Call, part: ProjectionInfo, query: Query): void {
  const params = query.params.map((param) => ({
    name: param.name.text,
    optional: param.optional,
    type: cx.project.typeOf(param.type, part.file),
  }));
  const written = params
    .map((param) => `${param.name}${param.optional ? '?' : ''}: ${typeText(param.type)}`)
    .join(', ');
  node.args.forEach((arg, i) => {
    const param = params[i];
    check(cx, scope, arg, !param ? UNKNOWN : param.optional ? optional(param.type) : param.type);
  });
  const least = params.filter((param) => !param.optional).length;
  checkCount(cx, node, `${part.name}.${query.name.text}(${written})`, node.args.length, least, params.length);
}
