import type { Aggregate, Apply, Consumer, Handle, On, Path, Projection, Query } from '../../syntax/tree.ts';
import type { Entity } from '../entities.ts';
import { nearest } from '../nearest.ts';
import { pathOf } from '../topics.ts';
import { typeText } from '../typeText.ts';
import type { Checker } from './checker.ts';
import { check, checkCondition } from './expectations.ts';
import { INT } from './kinds.ts';
import { declareLocal } from './locals.ts';
import { knowing } from './narrowing.ts';
import { messageAtHand, ownPart, rowFields } from './parts.ts';
import { type Body, type MessageAtHand, type OwnPart, type Place, type Scope, scopeOf } from './scope.ts';
import { checkBlock, declareParameter } from './statements.ts';

/** The handlers and queries of a consumer, aggregate or projection. */
export function checkPart(cx: Checker, entity: Entity, node: Consumer | Aggregate | Projection): void {
  const part = ownPart(cx.project, entity);
  for (const item of node.items) {
    if (item.kind === 'on') checkOn(cx, part, item, node.kind === 'projection' ? 'projection' : undefined);
    else if (item.kind === 'handle') checkHandler(cx, part, item, 'handle', item.emits);
    else if (item.kind === 'apply') checkHandler(cx, part, item, 'apply', undefined);
    else if (item.kind === 'query') checkQuery(cx, part, item);
  }
}

function checkOn(cx: Checker, part: OwnPart | undefined, node: On, place: Place | undefined): void {
  const scope = handlerScope(cx, part, node, place, node.emits, pathOf(node.by));
  if (node.when) {
    checkCondition(cx, scope, node.when);
    scope.facts = knowing(cx, scope.facts, node.when, true);
  }
  checkBlock(cx, scope, node.block);
}

function checkHandler(
  cx: Checker,
  part: OwnPart | undefined,
  node: Handle | Apply,
  place: Place,
  emits: Body['emits'],
): void {
  checkBlock(cx, handlerScope(cx, part, node, place, emits, undefined), node.block);
}

function handlerScope(
  cx: Checker,
  part: OwnPart | undefined,
  node: On | Handle | Apply,
  place: Place | undefined,
  emits: Body['emits'],
  by: readonly string[] | undefined,
): Scope {
  const message = messageAtHand(cx, node.message, node.as, by ?? part?.by);
  const wanted = place ?? (message && !message.isFact ? 'command' : 'event');
  const scope = scopeOf({ place: wanted, part, emits, messages: message ? [message] : [], event: message });
  if (message) nameMessage(cx, scope, message);
  cx.observe?.(node, scope, undefined);
  return scope;
}

/** Makes `as x` a name for the message. */
export function nameMessage(cx: Checker, scope: Scope, message: MessageAtHand): void {
  const { as, key } = message;
  if (!as) return;
  declareLocal(cx, scope, {
    name: as.text,
    type: { kind: 'declared', key },
    target: { kind: 'message', key, node: as },
    node: as,
    assignable: false,
  });
}

function checkQuery(cx: Checker, part: OwnPart | undefined, node: Query): void {
  const scope = scopeOf({ place: 'query', part });
  cx.observe?.(node, scope, undefined);
  for (const param of node.params)
    declareParameter(cx, scope, param.name, cx.project.typeOf(param.type, cx.file), param.optional);
  if (node.where) checkCondition(cx, scope, node.where);
  if (node.orderBy) bindOrder(cx, part, node.orderBy);
  if (node.limit) check(cx, scope, node.limit, INT);
}

/** `order by spent`: a path from a field of the row. */
function bindOrder(cx: Checker, part: OwnPart | undefined, path: Path): void {
  if (!part) return;
  let fields = rowFields(cx.project, part.key);
  let of = `the state of ${cx.project.entity(part.key)?.name ?? ''}`;
  for (const step of path.parts) {
    const field = fields.find(({ name }) => name === step.text);
    if (!field) {
      const names = fields.map(({ name }) => name);
      const args = {
        path: path.parts.map(({ text }) => text).join('.'),
        step: step.text,
        of,
        fields: names,
        similar: nearest(step.text, names)[0],
      };
      if (step.text !== '') cx.report('EVF2111', step, args);
      return;
    }
    cx.targets.set(step, { kind: 'state', part: part.key, field: field.node });
    const shape = cx.shape(field.type);
    fields = shape.kind === 'record' ? shape.fields : [];
    of = typeText(field.type);
  }
}
