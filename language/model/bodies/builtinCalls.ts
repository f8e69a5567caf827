import type { Call, Expression, Member } from '../../syntax/tree.ts';
import type { Type } from '../types.ts';
import { typeText } from '../typeText.ts';
import { checkCount, forget, typeOfLambda } from './arguments.ts';
import type { Builtin, Parameter } from './builtins.ts';
import type { Checker } from './checker.ts';
import { check, reportAbsent, requireFit } from './expectations.ts';
import { typeOf } from './expressions.ts';
import {
  BOOLEAN,
  INT,
  isNumber,
  isValueType,
  JSON_VALUE,
  mayBeNull,
  optional,
  STRING,
  TIMESTAMP,
  UNKNOWN,
  UUID,
  unrefined,
  withoutNull,
} from './kinds.ts';
import { commonOrder, neighbourHint } from './operators.ts';
import type { Scope } from './scope.ts';

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
  const isVariadic =
    one.receiver === 'function' &&
    (one.name === 'min' || one.name === 'max') &&
    args.length > 1 &&
    args[1]!.kind !== 'lambda';
  if (isVariadic) return bestOf(cx, scope, use);
  const least = one.params.filter((param) => !param.optional).length;
  if (!checkCount(cx, node, one.signature, args.length, least, one.params.length)) return forget(cx, scope, args);
  return new Application(cx, scope, use).result();
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
      cx.report('EVF6010', arg, {
        operator: one.name,
        left: typeText(plain),
        right,
        why: 'Numbers, texts, times and durations have an order, each among themselves.',
      });
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
      if (arg.kind !== 'missing')
        this.#wrong(
          arg,
          `It takes a function of the item, as in ${this.#use.one.name}(${this.#use.one.receiver === 'function' ? 'list, ' : ''}i => …).`,
        );
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
    if (
      this.#given === undefined &&
      this.#item().kind !== 'unknown' &&
      !this.#isNumber(this.#use.args[0] ?? this.#use.node, summed)
    )
      return UNKNOWN;
    return unrefined(withoutNull(summed));
  }

  #best(): Type {
    const type = this.#given ?? this.#item();
    if (
      this.#given === undefined &&
      this.#item().kind !== 'unknown' &&
      !this.#isOrdered(this.#use.args[0] ?? this.#use.node, type)
    )
      return UNKNOWN;
    return optional(unrefined(withoutNull(type)));
  }
}
