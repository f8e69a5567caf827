import type { Saga, Start, Statement, Step, Target, Wait, WaitOn } from '../../syntax/tree.ts';
import type { Entity } from '../entities.ts';
import type { Checker } from './checker.ts';
import { check, checkCondition } from './expectations.ts';
import { NOTHING_KNOWN } from './facts.ts';
import { nameMessage } from './handlers.ts';
import { STRING } from './kinds.ts';
import { declareLocal } from './locals.ts';
import { REJECTION } from './meta.ts';
import { knowing } from './narrowing.ts';
import { messageAtHand, ownPart } from './parts.ts';
import { type MessageAtHand, type Scope, scopeOf, withFacts, within } from './scope.ts';
import { checkBlock, checkStatement } from './statements.ts';

/** The steps, waits and endings of a saga. The message that started it is at hand in all of them. */
export function checkSaga(cx: Checker, entity: Entity, node: Saga): void {
  const part = ownPart(cx.project, entity);
  const start = node.items.find((item): item is Start => item.kind === 'start');
  const message = start && messageAtHand(cx, start.message, start.as, part?.by);
  const body = { place: 'saga' as const, part, messages: message ? [message] : [], event: message };
  const whole = scopeOf(body);
  if (message) nameMessage(cx, whole, message);
  for (const item of node.items) {
    if (item.kind === 'step') checkStep(cx, whole, item);
    else if (item.kind === 'parallel') {
      for (const step of item.steps) checkStep(cx, whole, step);
      checkTarget(cx, whole, item.target);
    } else if (item.kind === 'ending') {
      const isAbort = item.outcome === 'abort';
      const scope = isAbort ? { ...within(whole), body: { ...whole.body, reason: true } } : whole;
      cx.observe?.(item, scope, undefined);
      checkBlock(cx, scope, item.block);
    } else if (item.kind === 'start') {
      cx.observe?.(item, whole, undefined);
      if (item.when) checkCondition(cx, whole, item.when);
    }
  }
}

function checkStep(cx: Checker, whole: Scope, step: Step): void {
  const scope = within(whole);
  cx.observe?.(step, scope, undefined);
  for (const item of step.items) {
    if (item.kind === 'compensate') {
      const inner = within(whole);
      cx.observe?.(item, inner, undefined);
      for (const one of item.items) checkStepItem(cx, inner, one);
    } else checkStepItem(cx, scope, item);
  }
}

function checkStepItem(cx: Checker, scope: Scope, item: Wait | Statement): void {
  if (item.kind === 'waitOn') checkWait(cx, scope, item);
  else if (item.kind === 'waitAfter') checkTarget(cx, withFacts(scope, NOTHING_KNOWN), item.target);
  else checkStatement(cx, scope, item);
}

function checkWait(cx: Checker, scope: Scope, node: WaitOn): void {
  const inner = node.message ? replyScope(cx, scope, node) : rejectionScope(cx, scope, node);
  // Until a reply comes, other steps may have changed the state.
  inner.facts = NOTHING_KNOWN;
  cx.observe?.(node, inner, undefined);
  if (node.when) {
    checkCondition(cx, inner, node.when);
    inner.facts = knowing(cx, inner.facts, node.when, true);
  }
  inner.facts = checkBlock(cx, inner, node.block);
  checkTarget(cx, inner, node.target);
}

/** A reply joins the starting message: both may be read. */
function replyScope(cx: Checker, scope: Scope, node: WaitOn): Scope {
  const keyPath = scope.body.messages[0]?.keyPath;
  const reply: MessageAtHand | undefined = node.message && messageAtHand(cx, node.message, node.as, keyPath);
  if (!reply) return within(scope);
  const inner = { ...within(scope), body: { ...scope.body, messages: [...scope.body.messages, reply], event: reply } };
  nameMessage(cx, inner, reply);
  return inner;
}

function rejectionScope(cx: Checker, scope: Scope, { as }: WaitOn): Scope {
  const inner = within(scope);
  if (as)
    declareLocal(cx, inner, {
      name: as.text,
      type: REJECTION,
      target: { kind: 'local', name: as.text, node: as, type: REJECTION },
      node: as,
      assignable: false,
    });
  return inner;
}

/** Where a step goes on; the names of steps are another matter. */
function checkTarget(cx: Checker, scope: Scope, target: Target | undefined): void {
  if (target?.kind === 'abortTarget') check(cx, scope, target.reason, STRING);
}
