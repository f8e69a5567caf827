import type { Call, Expression, Lambda, Member, Query } from '../../syntax/tree.ts';
import type { ProjectionInfo } from '../meaning.ts';
import type { Target, Type } from '../types.ts';
import { typeText } from '../typeText.ts';
import { nearest } from '../words.ts';
import { BUILTINS, type Builtin, builtinOf, builtinsOf, type Parameter } from './builtins.ts';
import type { Checker } from './checker.ts';
import { check, reportAbsent, requireFit, typeOf } from './expressions.ts';
import { BOOLEAN, INT, isNumber, isValueType, JSON_VALUE, mayBeNull, optional, STRING, TIMESTAMP, UNKNOWN, unrefined, UUID, withoutNull } from './kinds.ts';
import { declareLocal } from './locals.ts';
import { receiverOf, unknownMember } from './members.ts';
import { commonOrder, neighbourHint } from './operators.ts';
import { rowFields } from './parts.ts';
import { refuseImpure } from './purity.ts';
import { type Scope, within } from './scope.ts';

/** A call of a function by its name, of a method, or of a projection's query. `object` is the type before the dot. */
export function typeOfCall(cx: Checker, scope: Scope, node: Call, object: Type | undefined, expected: Type | undefined): Type {
  const { callee, args } = node;
  if (callee.kind === 'nameExpression') return callOfFunction(cx, scope, node, callee.name.text, expected);
  if (callee.kind !== 'member' || !object) {
    if (callee.kind !== 'missing') cx.report('EVF6029', callee, { name: 'this', what: 'no function', advice: '' });
    return forget(cx, scope, args);
  }
  cx.types.set(callee, { kind: 'function', name: callee.name.text });
  const type = callOfMember(cx, scope, node, callee, withoutNull(object), expected);
  return mayBeNull(object) ? optional(type) : type;
}

function callOfFunction(cx: Checker, scope: Scope, node: Call, name: string, expected: Type | undefined): Type {
  const callee = node.callee as Extract<Expression, { kind: 'nameExpression' }>;
  cx.types.set(callee, { kind: 'function', name });
  const one = builtinOf('function', name);
  if (!one) {
    const known = builtinsOf('function').map((builtin) => builtin.name);
    if (name !== '') cx.report('EVF6013', callee, { name, known, similar: nearest(name, known), method: methodNote(name), replace: callee.name });
    return forget(cx, scope, node.args);
  }
  cx.targets.set(callee, { kind: 'builtin', name });
  if (one.impure) refuseImpure(cx, scope, node, one);
  return typeOfBuiltin(cx, scope, { one, receiver: undefined, args: node.args, node, expected });
}

/** A method that someone calls as if it were a function. */
function methodNote(name: string): string | undefined {
  return BUILTINS.find((one) => one.receiver !== 'function' && one.name === name)?.signature;
}

function callOfMember(cx: Checker, scope: Scope, node: Call, callee: Member, object: Type, expected: Type | undefined): Type {
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
    return unknownMember(cx, callee, object, receiver && isStream ? builtinsOf(receiver).map((builtin) => builtin.name) : []);
  }
  cx.targets.set(callee, { kind: 'builtin', name });
  return typeOfBuiltin(cx, scope, { one, receiver: object, args: node.args, node, expected });
}

/** `CustomerOrders.bigSpenders(100)`: its rows, the key with them. */
function callOfQuery(cx: Checker, scope: Scope, node: Call, callee: Member, key: string): Type {
  const part = cx.project.part(key);
  const queries = part?.kind === 'projection' ? part.queries : [];
  const query = queries.find((one) => one.name.text === callee.name.text);
  if (!part || !query) {
    forget(cx, scope, node.args);
    return unknownMember(cx, callee, { kind: 'part', key }, queries.map((one) => one.name.text));
  }
  cx.targets.set(callee, { kind: 'query', part: key, name: query.name.text, node: query });
  checkQueryArguments(cx, scope, node, part as ProjectionInfo, query);
  return { kind: 'list', item: { kind: 'record', fields: rowFields(cx.project, key) } };
}

function checkQueryArguments(cx: Checker, scope: Scope, node: Call, part: ProjectionInfo, query: Query): void {
  const params = query.params.map((param) => ({ name: param.name.text, optional: param.optional, type: cx.project.typeOf(param.type, part.file) }));
  const written = params.map((param) => `${param.name}${param.optional ? '?' : ''}: ${typeText(param.type)}`).join(', ');
  node.args.forEach((arg, i) => {
    const param = params[i];
    check(cx, scope, arg, !param ? UNKNOWN : param.optional ? optional(param.type) : param.type);
  });
  const least = params.filter((param) => !param.optional).length;
  checkCount(cx, node, `${part.name}.${query.name.text}(${written})`, node.args.length, least, params.length);
}

/** A built-in as it is written: with its arguments, or as a property without them. */
export interface BuiltinUse {
  readonly one: Builtin;
  /** What stands before the dot; undefined for a function. */
  readonly receiver: Type | undefined;
  readonly args: readonly Expression[];
  readonly node: Call | Member;
  readonly expected: Type | undefined;
}

/** Checks the arguments and gives the type of what comes out. */
export function typeOfBuiltin(cx: Checker, scope: Scope, use: BuiltinUse): Type {
  const { one, args, node } = use;
  const isVariadic = one.receiver === 'function' && (one.name === 'min' || one.name === 'max') && args.length > 1 && args[1]!.kind !== 'lambda';
  if (isVariadic) return bestOf(cx, scope, use);
  const least = one.params.filter((param) => !param.optional).length;
  if (!checkCount(cx, node, one.signature, args.length, least, one.params.length)) return forget(cx, scope, args);
  return new Application(cx, scope, use).result();
}

function checkCount(cx: Checker, node: Expression, signature: string, given: number, least: number, most: number): boolean {
  if (given >= least && given <= most) return true;
  const wanted = least === most ? `${least}` : `${least} to ${most}`;
  const noun = least === 1 && most === 1 ? 'argument' : 'arguments';
  cx.report('EVF6014', node, { signature, why: `It takes ${most === 0 ? 'no' : wanted} ${noun}, not ${given}.` });
  return false;
}

/** `max(a, b)`: the best of what is there; absent only where all may be. */
function bestOf(cx: Checker, scope: Scope, { one, args }: BuiltinUse): Type {
  let type: Type | undefined;
  let alwaysThere = false;
  for (const arg of args) {
    const next = typeOf(cx, scope, arg, neighbourHint(arg, type));
    if (next.kind === 'null') continue;
    if (!mayBeNull(next)) alwaysThere = true;
    const plain = withoutNull(next);
    const common: Type | undefined = commonOrder(cx.shape(type ?? plain), cx.shape(plain));
    if (!common) {
      const right = type ? typeText(type) : undefined;
      cx.report('EVF6010', arg, { operator: one.name, left: typeText(plain), right, why: 'Numbers, texts, times and durations have an order, each among themselves.' });
      return UNKNOWN;
    }
    type = common;
  }
  return type === undefined ? UNKNOWN : alwaysThere ? type : optional(type);
}

/** One use of a built-in: its arguments are looked at in order, and leave behind what its result depends on. */
class Application {
  readonly #cx: Checker;
  readonly #scope: Scope;
  readonly #use: BuiltinUse;
  /** The list or map that it works on. */
  #subject: Type;
  /** What the lambda gives, or the number that is rounded. */
  #given: Type | undefined;

  constructor(cx: Checker, scope: Scope, use: BuiltinUse) {
    this.#cx = cx;
    this.#scope = scope;
    this.#use = use;
    this.#subject = use.receiver ? cx.shape(use.receiver) : UNKNOWN;
  }

  result(): Type {
    const { one, args } = this.#use;
    one.params.forEach((param, i) => {
      const arg = args[i];
      if (arg) this.#argument(param, arg);
    });
    return this.#result();
  }

  #argument(param: Parameter, arg: Expression): void {
    switch (param.kind) {
      case 'list':
        this.#subject = this.#list(arg);
        return;
      case 'test':
        this.#lambda(arg, BOOLEAN, (body, type) => requireFit(this.#cx, body, type, BOOLEAN));
        return;
      case 'value':
        this.#given = this.#lambda(arg, this.#wantedItem(), (body, type) => this.#isItem(body, type));
        return;
      case 'number':
        this.#given = this.#lambda(arg, undefined, (body, type) => this.#isNumber(body, type));
        return;
      case 'ordered':
        this.#given = this.#lambda(arg, undefined, (body, type) => this.#isOrdered(body, type));
        return;
      case 'amount':
        this.#given = typeOf(this.#cx, this.#scope, arg);
        if (!this.#isNumber(arg, this.#given)) this.#given = UNKNOWN;
        return;
      case 'moment':
        check(this.#cx, this.#scope, arg, arg.kind === 'string' ? TIMESTAMP : this.#momentOf(arg));
        return;
      default:
        check(this.#cx, this.#scope, arg, param.kind === 'item' ? this.#item() : param.kind === 'int' ? INT : STRING);
    }
  }

  #list(arg: Expression): Type {
    const type = typeOf(this.#cx, this.#scope, arg);
    const shape = this.#cx.shape(type);
    if (shape.kind === 'unknown') return UNKNOWN;
    if (mayBeNull(type)) reportAbsent(this.#cx, arg, type, withoutNull(type), false);
    else if (shape.kind !== 'list') this.#wrong(arg, `It takes a list, not ${typeText(type)}.`);
    return shape.kind === 'list' ? shape : UNKNOWN;
  }

  /** A time or a number of events: whichever it is by itself. */
  #momentOf(arg: Expression): Type {
    const type = this.#cx.quietly(() => typeOf(this.#cx, this.#scope, arg));
    return withoutNull(type).kind === 'timestamp' ? TIMESTAMP : INT;
  }

  #lambda(arg: Expression, expected: Type | undefined, accepts: (body: Expression, type: Type) => boolean): Type {
    if (arg.kind !== 'lambda') {
      if (arg.kind !== 'missing') this.#wrong(arg, `It takes a function of the item, as in ${this.#use.one.name}(${this.#use.one.receiver === 'function' ? 'list, ' : ''}i => …).`);
      return forget(this.#cx, this.#scope, [arg]);
    }
    const type = typeOfLambda(this.#cx, this.#scope, arg, this.#item(), expected);
    return accepts(arg.body, type) ? type : UNKNOWN;
  }

  /** What `map` should give, where a list of it is expected. */
  #wantedItem(): Type | undefined {
    const { expected } = this.#use;
    const shape = expected && this.#cx.shape(expected);
    return shape?.kind === 'list' ? shape.item : undefined;
  }

  #isItem(body: Expression, type: Type): boolean {
    const wanted = this.#wantedItem();
    if (wanted) return requireFit(this.#cx, body, type, wanted);
    if (!mayBeNull(type)) return true;
    reportAbsent(this.#cx, body, type, withoutNull(type), false);
    return false;
  }

  #isNumber(body: Expression, type: Type): boolean {
    const shape = this.#cx.shape(type);
    if (shape.kind === 'unknown' || body.kind === 'missing') return false;
    if (!isNumber(shape)) {
      this.#wrong(body, `It takes numbers, not ${typeText(type)}.`);
      return false;
    }
    if (mayBeNull(type)) reportAbsent(this.#cx, body, type, withoutNull(type), false);
    return true;
  }

  #isOrdered(body: Expression, type: Type): boolean {
    const shape = this.#cx.shape(type);
    if (shape.kind === 'unknown' || body.kind === 'missing') return false;
    if (commonOrder(shape, shape)) return true;
    this.#wrong(body, `It takes what has an order, numbers, texts or times, not ${typeText(type)}.`);
    return false;
  }

  #item(): Type {
    return this.#subject.kind === 'list' ? this.#subject.item : UNKNOWN;
  }

  #wrong(node: Expression, why: string): void {
    this.#cx.report('EVF6014', node, { signature: this.#use.one.signature, why });
  }

  #result(): Type {
    const subject = this.#subject;
    switch (this.#use.one.result) {
      case 'boolean':
        return BOOLEAN;
      case 'int':
        return INT;
      case 'string':
        return STRING;
      case 'strings':
        return { kind: 'list', item: STRING };
      case 'uuid':
        return UUID;
      case 'timestamp':
        return TIMESTAMP;
      case 'list':
        return subject.kind === 'list' ? unrefined(subject) : UNKNOWN;
      case 'values':
        return this.#values();
      case 'total':
        return this.#total();
      case 'best':
        return this.#best();
      case 'item':
        return optional(this.#item());
      case 'mapValues':
        return subject.kind === 'map' ? { kind: 'list', item: subject.value } : UNKNOWN;
      case 'amount':
        return unrefined(this.#given ?? UNKNOWN);
      case 'row':
        return optional(subject);
      case 'history':
        return { kind: 'list', item: JSON_VALUE };
    }
  }

  #values(): Type {
    const item = this.#wantedItem() ?? unrefined(this.#given ?? UNKNOWN);
    return { kind: 'list', item: isValueType(item) ? item : UNKNOWN };
  }

  /** The sum of numbers of one kind is of that kind. */
  #total(): Type {
    const summed = this.#given ?? this.#item();
    if (this.#given === undefined && this.#item().kind !== 'unknown' && !this.#isNumber(this.#use.args[0] ?? this.#use.node, summed)) return UNKNOWN;
    return unrefined(withoutNull(summed));
  }

  #best(): Type {
    const type = this.#given ?? this.#item();
    if (this.#given === undefined && this.#item().kind !== 'unknown' && !this.#isOrdered(this.#use.args[0] ?? this.#use.node, type)) return UNKNOWN;
    return optional(unrefined(withoutNull(type)));
  }
}

function typeOfLambda(cx: Checker, scope: Scope, node: Lambda, item: Type, expected: Type | undefined): Type {
  const inner = within(scope);
  const target: Target = { kind: 'local', name: node.param.text, node: node.param };
  declareLocal(cx, inner, { name: node.param.text, type: item, target, node: node.param, assignable: false });
  cx.types.set(node, { kind: 'function', name: '' });
  cx.observe?.(node, inner, undefined);
  return typeOf(cx, inner, node.body, expected);
}

/** Looks at arguments that nothing is known about, so that their names are bound. */
function forget(cx: Checker, scope: Scope, args: readonly Expression[]): Type {
  cx.quietly(() => {
    for (const arg of args) {
      if (arg.kind === 'lambda') typeOfLambda(cx, scope, arg, UNKNOWN, undefined);
      else typeOf(cx, scope, arg, UNKNOWN);
    }
  });
  return UNKNOWN;
}

