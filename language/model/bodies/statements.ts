import type { Assign, Block, Either, Emit, For, If, Let, Name, Remove, Statement } from '../../syntax/tree.ts';
import type { Entity } from '../entities.ts';
import type { Target, Type } from '../types.ts';
import { typeText } from '../typeText.ts';
import type { Checker } from './checker.ts';
import { check, checkCondition, reportAbsent, requireFit } from './expectations.ts';
import { isContextual, typeOf } from './expressions.ts';
import { adding, type Facts, forgetting, meeting, NOWHERE } from './facts.ts';
import { isNumber, isValueType, mayBeNull, optional, STRING, UNKNOWN, unrefined, withoutNull } from './kinds.ts';
import { declareLocal } from './locals.ts';
import { isPresent, knowing, presentWith } from './narrowing.ts';
import { operandHint, sumOf } from './operators.ts';
import { checkAssignable, namesAssignedIn, placeType, rootName } from './places.ts';
import { refuseStatement } from './purity.ts';
import { typeOfRecordLiteral } from './recordLiterals.ts';
import { type Scope, withFacts, within } from './scope.ts';

/** The statements of a block, in a scope of their own. Gives what is known behind it. */
export function checkBlock(cx: Checker, scope: Scope, block: Block | undefined): Facts {
  if (!block) return scope.facts;
  const inner = within(scope);
  cx.observe?.(block, inner, undefined);
  for (const statement of block.statements) checkStatement(cx, inner, statement);
  return inner.facts;
}

/** Checks a statement, and leaves in the scope what is known behind it. */
export function checkStatement(cx: Checker, scope: Scope, node: Statement): void {
  cx.observe?.(node, scope, undefined);
  switch (node.kind) {
    case 'let':
      return checkLet(cx, scope, node);
    case 'emit':
      return checkEmit(cx, scope, node);
    case 'if':
      return checkIf(cx, scope, node);
    case 'for':
      return checkFor(cx, scope, node);
    case 'either':
      return checkEither(cx, scope, node);
    case 'require':
      refuseStatement(cx, scope, node, 'require');
      checkCondition(cx, scope, node.condition);
      check(cx, withFacts(scope, knowing(cx, scope.facts, node.condition, false)), node.reason, STRING);
      scope.facts = knowing(cx, scope.facts, node.condition, true);
      return;
    case 'reject':
    case 'fail':
    case 'deadLetter':
      refuseStatement(cx, scope, node, node.kind === 'deadLetter' ? 'dead letter' : node.kind);
      check(cx, scope, node.reason, STRING);
      scope.facts = NOWHERE;
      return;
    case 'remove':
      return checkRemove(cx, scope, node);
    case 'assign':
      return checkAssign(cx, scope, node);
  }
}

function checkLet(cx: Checker, scope: Scope, node: Let): void {
  const type = cx.quietlyIf(hasSyntaxError(cx, node.start, node.end), () => typeOf(cx, scope, node.value));
  if (type.kind === 'null')
    cx.report('EVF6029', node.value, {
      name: 'null',
      what: 'nothing by itself',
      advice: 'A local needs a value whose type can be told.',
    });
  declareVariable(cx, scope, node.name, unrefined(type), true);
}

function declareVariable(cx: Checker, scope: Scope, name: Name, type: Type, assignable: boolean): void {
  const target: Target = { kind: 'local', name: name.text, node: name, type };
  declareLocal(cx, scope, { name: name.text, type, target, node: name, assignable });
}

/** `if … else if … else`, however many there are. */
function checkIf(cx: Checker, scope: Scope, node: If): void {
  let next: If | Block | undefined = node;
  let behind = NOWHERE;
  for (; next?.kind === 'if'; next = next.else) {
    checkCondition(cx, scope, next.condition);
    const then = withFacts(scope, knowing(cx, scope.facts, next.condition, true));
    behind = meeting(behind, checkBlock(cx, then, next.then));
    scope.facts = knowing(cx, scope.facts, next.condition, false);
  }
  scope.facts = meeting(behind, checkBlock(cx, scope, next));
}

function checkFor(cx: Checker, scope: Scope, node: For): void {
  const list = typeOf(cx, scope, node.list);
  // What the block assigns to may have changed when it begins again.
  if (node.block && scope.facts.present.size > 0) scope.facts = forgetting(scope.facts, namesAssignedIn(node.block));
  const inner = within(scope);
  declareVariable(cx, inner, node.name, itemOf(cx, node, list), false);
  // A head that could not be read may have meant more names.
  const isOpen = hasSyntaxError(cx, node.start, node.block?.start ?? node.end);
  cx.quietlyIf(isOpen, () => checkBlock(cx, inner, node.block));
}

function hasSyntaxError(cx: Checker, start: number, end: number): boolean {
  return cx.file.errors.some(({ span }) => span.start >= start && span.start < end);
}

/** What a loop goes through: the items of a list, the keys of a map. */
function itemOf(cx: Checker, node: For, list: Type): Type {
  const shape = cx.shape(list);
  if (shape.kind === 'unknown' || node.list.kind === 'missing') return UNKNOWN;
  const item = shape.kind === 'list' ? shape.item : shape.kind === 'map' ? STRING : undefined;
  if (item && mayBeNull(list)) reportAbsent(cx, node.list, list, withoutNull(list), false);
  if (!item)
    cx.report('EVF6010', node.list, {
      operator: 'for',
      left: typeText(list),
      right: undefined,
      why: '`for` goes through the items of a list, or the keys of a map.',
    });
  return item ?? UNKNOWN;
}

function checkEither(cx: Checker, scope: Scope, node: Either): void {
  refuseStatement(cx, scope, node, 'either');
  const known = new Map<string, Name>();
  let behind = NOWHERE;
  for (const { name, block } of node.arms) {
    const first = known.get(name.text);
    if (first && name.text !== '')
      cx.report('EVF6030', name, { name: name.text }, [cx.here(first, 'the first one is here')]);
    known.set(name.text, first ?? name);
    behind = meeting(behind, checkBlock(cx, scope, block));
  }
  if (node.arms.length > 0) scope.facts = behind;
}

function checkRemove(cx: Checker, scope: Scope, node: Remove): void {
  const { target } = node;
  typeOf(cx, scope, target);
  scope.facts = forgetting(scope.facts, new Set([rootName(target)]));
  if (target.kind === 'missing') return;
  const map = target.kind === 'index' ? cx.types.get(target.object) : undefined;
  const shape = map && cx.shape(map);
  if (shape?.kind === 'unknown') return;
  if (shape?.kind !== 'map') {
    cx.report('EVF6020', target, { type: typeText(cx.types.get(target) ?? UNKNOWN) });
    return;
  }
  checkAssignable(cx, scope, target);
}

const SUMMANDS = { '+=': '`+=` takes two numbers, texts or lists.', '-=': '`-=` takes two numbers.' };

/** `x = v`, `x += v`: what was known of the place is forgotten, but that a value is there now. */
function checkAssign(cx: Checker, scope: Scope, node: Assign): void {
  const { target, value, operator } = node;
  const found = typeOf(cx, scope, target);
  const isPlace = checkAssignable(cx, scope, target);
  const declared = cx.declared.get(target) ?? found;
  if (operator !== '=') checkIncrement(cx, scope, { node, operator, found, isPlace });
  else if (isPlace) check(cx, scope, value, placeType(cx, target, declared));
  else typeOf(cx, scope, value, declared);
  scope.facts = forgetting(scope.facts, new Set([rootName(target)]));
  if (isPlace && (operator !== '=' || isPresent(cx.types.get(value))))
    scope.facts = adding(scope.facts, presentWith(cx, target));
}

interface Increment {
  readonly node: Assign;
  readonly operator: '+=' | '-=';
  readonly found: Type;
  readonly isPlace: boolean;
}

/** The target's own type decides what fits, and a missing one counts as 0. */
function checkIncrement(cx: Checker, scope: Scope, { node, operator, found, isPlace }: Increment): void {
  const { value } = node;
  const present = withoutNull(found);
  const hint = isContextual(cx, scope, value) ? operandHint('+', value, present, 'right') : undefined;
  const added = typeOf(cx, scope, value, hint);
  if (!isPlace || found.kind === 'unknown' || added.kind === 'unknown' || value.kind === 'missing') return;
  if (mayBeNull(added)) {
    reportAbsent(cx, value, added, withoutNull(added), false);
    return;
  }
  const sum = sumOf(operator.slice(0, 1), cx.shape(present), cx.shape(added), cx.project.dereference);
  const startsEmpty = isNumber(cx.shape(present)) || cx.shape(present).kind === 'list';
  if (!sum || (mayBeNull(found) && !startsEmpty)) {
    const why = sum
      ? 'A number starts at 0 and a list empty when nothing is there yet; a text does not.'
      : SUMMANDS[operator];
    cx.report('EVF6010', node, { operator, left: typeText(found), right: typeText(added), why });
  } else requireFit(cx, value, sum, present, false);
}

function checkEmit(cx: Checker, scope: Scope, node: Emit): void {
  refuseStatement(cx, scope, node, node.verb);
  const { entity, problem } = cx.project.resolveMessage(node.message, cx.file);
  // Which version is meant is open where the reference is a problem, and so is what it needs.
  cx.quietlyIf(problem !== undefined, () => checkData(cx, scope, node, entity));
  if (entity) {
    checkDeclared(cx, scope, node, entity);
    checkTopic(cx, node, entity);
  }
}

/** The data must be whole; without a literal there is none. */
function checkData(cx: Checker, scope: Scope, node: Emit, entity: Entity | undefined): void {
  const type: Type = entity?.kind === 'message' ? { kind: 'declared', key: entity.key } : UNKNOWN;
  if (node.data) {
    check(cx, scope, node.data, type);
    return;
  }
  if (type.kind === 'unknown' || node.message.end === node.message.start) return;
  const empty = { kind: 'recordLiteral' as const, start: node.message.start, end: node.message.end, entries: [] };
  typeOfRecordLiteral(cx, scope, empty, type);
  cx.literals.delete(empty);
}

/** A handler that says what it emits says nothing else. */
function checkDeclared(cx: Checker, { body }: Scope, node: Emit, entity: Entity): void {
  if (!body.emits || body.emits.length === 0) return;
  const declared = body.emits.map((reference) => cx.message(reference)?.qualifiedName);
  if (declared.includes(entity.qualifiedName) || declared.includes(undefined)) return;
  const written = cx.file.text.slice(node.message.start, node.message.end);
  const args = {
    message: entity.name,
    verb: node.verb,
    declared: declared.flatMap((name) => name ?? []).map(lastSegment),
    written,
    last: body.emits.at(-1)!,
  };
  cx.report('EVF6017', node.message, args, [cx.here(body.emits[0]!, 'declared here')]);
}

function lastSegment(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** `to` names a topic that carries the message. */
function checkTopic(cx: Checker, node: Emit, entity: Entity): void {
  if (!node.topic) return;
  if (entity.node.kind === 'message' && entity.node.messageKind === 'command') {
    cx.report('EVF6032', node.topic, { command: entity.name, after: node.data ?? node.message, topic: node.topic });
    return;
  }
  const topic = cx.project.resolveName(node.topic, cx.file).find(({ kind }) => kind === 'topic');
  const info = topic && cx.project.topic(topic.key);
  if (!topic || !info || info.carries.has(entity.qualifiedName)) return;
  const carriers = cx.project
    .topicsOf(entity.qualifiedName)
    .filter(({ node: written }) => written)
    .map(({ name }) => name);
  const args = { topic: topic.name, message: entity.name, carriers, replace: node.topic };
  const place = { uri: topic.file.uri, span: topic.node.name, label: `${topic.name} is declared here` };
  cx.report('EVF6018', node.topic, args, [place]);
}

/** A query's parameter, a local like any other. */
export function declareParameter(cx: Checker, scope: Scope, name: Name, type: Type, isOptional: boolean): void {
  const whole = isOptional && isValueType(type) ? optional(type) : type;
  declareVariable(cx, scope, name, whole, false);
}
