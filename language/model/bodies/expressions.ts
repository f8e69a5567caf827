import type { Binary, Conditional, Expression, Lambda, Member, NameExpression } from '../../syntax/tree.ts';
import { numberText } from '../numbers.ts';
import type { Type } from '../types.ts';
import { typeText, typeTexts } from '../typeText.ts';
import { typeOfCall } from './calls.ts';
import type { Checker } from './checker.ts';
import { checkCondition } from './expectations.ts';
import { join } from './fits.ts';
import { BOOLEAN, DURATION, NULL, UNKNOWN, withoutNull } from './kinds.ts';
import { typeOfList, typeOfNumber, typeOfString } from './literals.ts';
import { typeOfIndex, typeOfMember } from './members.ts';
import { isKnown, qualifiedEntity, typeOfEntity, typeOfName } from './names.ts';
import { isNarrowed, isPresent, knowing, narrowed } from './narrowing.ts';
import { neighbourHint, operandHint, typeOfBinary, typeOfUnary } from './operators.ts';
import { typeOfRecordLiteral } from './recordLiterals.ts';
import { type Scope, withFacts } from './scope.ts';

/** Nested deeper than any text that someone wrote; long chains are no nesting. */
const DEEPEST = 400;

/**
 * The type of an expression. `expected` is what the place takes: it gives literals and bare symbols their meaning, but a
 * value of another type is not reported here; see `check`. Chains of operators, members and calls are walked in a loop,
 * so that their length does not matter.
 */
export function typeOf(cx: Checker, scope: Scope, node: Expression, expected?: Type): Type {
  if (cx.depth >= DEEPEST) {
    cx.report('EVF6034', node, {});
    return UNKNOWN;
  }
  cx.depth++;
  try {
    return typeOfChain(cx, scope, node, expected);
  } finally {
    cx.depth--;
  }
}

/** What stands left inside a link of a chain; undefined for an expression that is no chain. */
export function leftOf(node: Expression): Expression | undefined {
  switch (node.kind) {
    case 'binary':
      return node.operator === '??' ? undefined : node.left;
    case 'unary':
      return numberText(node) === undefined ? node.operand : undefined;
    case 'member':
    case 'index':
      return node.object;
    case 'call':
      return node.callee.kind === 'member'
        ? node.callee.object
        : node.callee.kind === 'nameExpression'
          ? undefined
          : node.callee;
    case 'parenthesized':
      return node.value;
    default:
      return undefined;
  }
}

function typeOfChain(cx: Checker, scope: Scope, node: Expression, expected: Type | undefined): Type {
  const links: Expression[] = [];
  let inner = node;
  for (let left = leftOf(inner); left; left = leftOf(inner)) {
    links.push(inner);
    inner = left;
  }
  const hints = new Hints(cx, scope, links, expected);
  cx.observe?.(inner, scope, hints.forInnermost(inner));
  let done = links.length;
  let type: Type;
  const qualified =
    inner.kind === 'nameExpression' && !isKnown(cx, scope, inner.name.text)
      ? qualify(cx, scope, inner, links)
      : undefined;
  if (qualified) {
    type = qualified.type;
    done -= qualified.length;
  } else {
    const outer = links.at(-1);
    const isQualifier = outer?.kind === 'member' || (outer?.kind === 'call' && outer.callee.kind === 'member');
    type = narrowed(cx, scope, inner, typeOfLeaf(cx, scope, inner, hints.forInnermost(inner), isQualifier));
    cx.types.set(inner, type);
  }
  for (let i = done - 1; i >= 0; i--) {
    const link = links[i]!;
    const hint = hints.for(i);
    cx.observe?.(link, scope, hint);
    type = narrowed(cx, scope, link, typeOfLink(cx, scope, link, type, hint, hints.rightOf(link)));
    cx.types.set(link, type);
  }
  return type;
}

/** A whole name at the head of a chain, where it means a declaration. */
function qualify(
  cx: Checker,
  scope: Scope,
  first: NameExpression,
  links: readonly Expression[],
): { type: Type; length: number } | undefined {
  if (links.at(-1)?.kind !== 'member' || cx.project.resolveIn(first.name.text, cx.file.uri).length > 0)
    return undefined;
  const innermostFirst = links.toReversed();
  const found = qualifiedEntity(cx, first, innermostFirst);
  if (!found) return undefined;
  const node = innermostFirst[found.length - 1] as Member;
  const isQualifier = innermostFirst[found.length]?.kind === 'member';
  const type = typeOfEntity(cx, scope, node, found.entity, isQualifier);
  for (const part of [first, ...innermostFirst.slice(0, found.length)]) cx.types.set(part, type);
  return { type, length: found.length };
}

/** What each link of a chain expects of the one inside it. */
class Hints {
  readonly #cx: Checker;
  readonly #scope: Scope;
  readonly #links: readonly Expression[];
  readonly #expected: Type | undefined;
  /** The type of a right operand that had to be looked at first, because the left one depends on it. */
  #right: { readonly link: Expression; readonly type: Type } | undefined;

  constructor(cx: Checker, scope: Scope, links: readonly Expression[], expected: Type | undefined) {
    this.#cx = cx;
    this.#scope = scope;
    this.#links = links;
    this.#expected = expected;
  }

  /** What is expected of the link itself: the outermost gets what the place takes, and so does what parentheses hold. */
  for(index: number): Type | undefined {
    for (let i = index; i > 0; i--) {
      const around = this.#links[i - 1]!;
      if (around.kind !== 'parenthesized' && !isMinus(around)) return undefined;
    }
    return this.#expected;
  }

  forInnermost(inner: Expression): Type | undefined {
    const outer = this.#links.at(-1);
    if (!outer) return this.#expected;
    if (outer.kind === 'parenthesized' || isMinus(outer)) return this.for(this.#links.length);
    if (outer.kind !== 'binary' || isLogical(outer) || !takesHint(this.#cx, this.#scope, inner)) return undefined;
    const asksFirst = isContextual(this.#cx, this.#scope, inner) ? isContextual : takesHint;
    if (asksFirst(this.#cx, this.#scope, outer.right)) return undefined;
    this.#right ??= { link: outer, type: typeOf(this.#cx, this.#scope, outer.right) };
    return operandHint(outer.operator, inner, this.#right.type, 'left');
  }

  rightOf(link: Expression): Type | undefined {
    return this.#right?.link === link ? this.#right.type : undefined;
  }
}

function isMinus(node: Expression): boolean {
  return node.kind === 'unary' && node.operator === '-';
}

/** `and` and `or`, whose right side is looked at knowing how the left one came out. */
function isLogical({ operator }: Binary): boolean {
  return operator === 'and' || operator === 'or';
}

/** True for an expression that takes its type from its place: a literal, or a name that only a symbol can have. */
export function isContextual(cx: Checker, scope: Scope, node: Expression): boolean {
  switch (node.kind) {
    case 'number':
    case 'string':
    case 'list':
    case 'recordLiteral':
    case 'null':
    case 'missing':
      return true;
    case 'unary':
      return numberText(node) !== undefined;
    case 'nameExpression':
      return !isKnown(cx, scope, node.name.text);
    default:
      return false;
  }
}

/** True also for a name that has a meaning, which a symbol of the same name may rival. */
export function takesHint(cx: Checker, scope: Scope, node: Expression): boolean {
  return node.kind === 'nameExpression' || isContextual(cx, scope, node);
}

function typeOfLeaf(
  cx: Checker,
  scope: Scope,
  node: Expression,
  expected: Type | undefined,
  isQualifier: boolean,
): Type {
  switch (node.kind) {
    case 'number':
    case 'unary':
      return typeOfNumber(cx, node, expected);
    case 'string':
      return typeOfString(cx, node, expected);
    case 'duration':
      return DURATION;
    case 'boolean':
      return BOOLEAN;
    case 'null':
      return NULL;
    case 'nameExpression':
      return typeOfName(cx, scope, node, expected, isQualifier);
    case 'list':
      return typeOfList(cx, scope, node, expected);
    case 'recordLiteral':
      return typeOfRecordLiteral(cx, scope, node, expected);
    case 'call':
      return typeOfCall(cx, scope, node, undefined, expected);
    case 'binary':
      return typeOfCoalescing(cx, scope, node, expected);
    case 'conditional':
      return typeOfConditional(cx, scope, node, expected);
    case 'lambda':
      return typeOfStrayLambda(cx, node);
    default:
      return UNKNOWN;
  }
}

function typeOfLink(
  cx: Checker,
  scope: Scope,
  link: Expression,
  inner: Type,
  expected: Type | undefined,
  right: Type | undefined,
): Type {
  switch (link.kind) {
    case 'binary':
      return typeOfBinary(cx, scope, link, inner, right);
    case 'unary':
      return typeOfUnary(cx, link, inner);
    case 'member':
      return typeOfMember(cx, scope, link, inner);
    case 'index':
      return typeOfIndex(cx, scope, link, inner);
    case 'call':
      return typeOfCall(cx, scope, link, inner, expected);
    default:
      return inner;
  }
}

function typeOfStrayLambda(cx: Checker, node: Lambda): Type {
  cx.report('EVF6029', node, {
    name: `${node.param.text} => …`,
    what: 'a function',
    advice: 'It stands only as an argument: list.map(i => i.sku).',
  });
  return UNKNOWN;
}

/** `a ?? b ?? c`: the first that is there; the operands of a chain lie right inside each other. */
function typeOfCoalescing(cx: Checker, scope: Scope, node: Binary, expected: Type | undefined): Type {
  const nodes: Binary[] = [];
  let last: Expression = node;
  for (; last.kind === 'binary' && last.operator === '??'; last = last.right) nodes.push(last);
  const lefts = nodes.map(({ left }) => typeOf(cx, scope, left, expected));
  nodes.forEach((one, i) => {
    requireNullable(cx, one, lefts[i]!);
  });
  const first = lefts.find((type) => type.kind !== 'null' && type.kind !== 'unknown');
  let type = typeOf(cx, scope, last, expected ?? neighbourHint(last, first));
  for (let i = nodes.length - 1; i >= 0; i--) {
    type = joined(cx, nodes[i]!, 'The sides of `??`', withoutNull(lefts[i]!), type);
    cx.types.set(nodes[i]!, type);
  }
  return type;
}

function requireNullable(cx: Checker, node: Binary, left: Type): void {
  if (!isPresent(left) || isNarrowed(cx, node.left)) return;
  cx.report('EVF6025', node, { type: typeText(left), keep: node.left });
}

function typeOfConditional(cx: Checker, scope: Scope, node: Conditional, expected: Type | undefined): Type {
  checkCondition(cx, scope, node.condition);
  const scopeIf = (holds: boolean) => withFacts(scope, knowing(cx, scope.facts, node.condition, holds));
  const branches = [
    [node.then, scopeIf(true)],
    [node.else, scopeIf(false)],
  ] as const;
  const [[first, inFirst], [second, inSecond]] = isContextual(cx, scope, node.then)
    ? [branches[1], branches[0]]
    : branches;
  const firstType = typeOf(cx, inFirst, first, expected);
  const secondType = typeOf(cx, inSecond, second, expected ?? neighbourHint(second, firstType));
  return joined(cx, node, 'The branches of `? :`', firstType, secondType);
}

/** The common type of two values that meet in one place. */
export function joined(cx: Checker, node: Expression, what: string, a: Type, b: Type): Type {
  const type = join(a, b, cx.project.dereference);
  if (type) return type;
  cx.report('EVF6033', node, { what, types: typeTexts(a, b) });
  return UNKNOWN;
}
