import type { Consumer, Path } from '../../syntax/tree.ts';
import type { Entity } from '../entities.ts';
import { nearest } from '../nearest.ts';
import { followPath, isKeyType, namesOf } from '../paths.ts';
import { ANY_FACT, type Expectation, PINNED_FACT, PINNED_MESSAGE } from '../references.ts';
import { resolveReference } from '../resolve.ts';
import { typeText } from '../typeText.ts';
import type { DeclarationContext } from './context.ts';

/** Paths to keys that one message at hand must have: `carries M by path`, `on M by path`. */
export function checkKeys(cx: DeclarationContext): void {
  const { node } = cx.entity;
  if (node.kind === 'topic') {
    for (const item of node.items) {
      if (item.kind !== 'carries') continue;
      for (const { message, by } of item.messages) if (by) checkPath(cx, by, message, ANY_FACT);
    }
    bindTopicKey(cx);
  }
  if (node.kind === 'consumer' || node.kind === 'projection') {
    const expected = node.kind === 'projection' ? PINNED_FACT : PINNED_MESSAGE;
    for (const item of node.items) if (item.kind === 'on' && item.by) checkPath(cx, item.by, item.message, expected);
  }
  if (node.kind === 'consumer') bindIdempotency(cx, node);
  if ('by' in node && node.by) bindPartKey(cx, node.by);
}

function checkPath(
  cx: DeclarationContext,
  path: Path,
  message: Parameters<typeof resolveReference>[1],
  expected: Expectation,
): void {
  const { entity } = resolveReference(cx.project, message, expected, cx.entity.file.uri);
  if (entity) bindPath(cx, path, entity);
}

/** Says what each step stands for, and what is wrong with it. */
function bindPath(cx: DeclarationContext, path: Path, message: Entity): void {
  const names = namesOf(path);
  const { fields, missing } = followPath(cx.project, message, names);
  for (const [i, { field, uri }] of fields.entries())
    cx.target(path.parts[i]!, { kind: 'member', field: field.node, uri });
  const step = missing && path.parts[missing.index];
  if (missing && step) {
    const known = missing.record?.fields.map(({ name }) => name) ?? [];
    const of = missing.index === 0 ? message.name : names.slice(0, missing.index).join('.');
    const args = { path: names.join('.'), step: step.text, of, fields: known, similar: nearest(step.text, known)[0] };
    return cx.report('EVF2111', step, args, [
      { uri: message.file.uri, span: message.node.name, label: `${message.name} is declared here` },
    ]);
  }
  const last = fields.at(-1);
  if (last && fields.length === names.length) checkKeyType(cx, path, last.field.type);
}

function checkKeyType(cx: DeclarationContext, path: Path, type: Parameters<typeof isKeyType>[1]): void {
  if (isKeyType(cx.project, type)) return;
  cx.report('EVF2112', path, { path: namesOf(path).join('.'), type: typeText(type) });
}

/**
 * A topic's key is a field of each message that has none of its own; the first one that has it stands for them all. Where
 * none has it, the key is wrong and not the messages.
 */
function bindTopicKey(cx: DeclarationContext): void {
  const { node } = cx.entity;
  if (node.kind !== 'topic') return;
  const key = node.items.find((item) => item.kind === 'key')?.path;
  const carried = node.items.flatMap((item) => (item.kind === 'carries' ? item.messages : [])).filter(({ by }) => !by);
  if (!key) return;
  const messages = carried.flatMap(
    ({ message }) => resolveReference(cx.project, message, ANY_FACT, cx.entity.file.uri).entity ?? [],
  );
  const keyed = messages.find((message) => !followPath(cx.project, message, namesOf(key)).missing);
  const example = keyed ?? messages[0];
  if (example) bindPath(cx, key, example);
}

function bindPartKey(cx: DeclarationContext, path: Path): void {
  const last = path.parts.at(-1);
  if (last && last.text !== '') cx.target(last, { kind: 'key', part: cx.entity.key });
}

/** The field of an idempotent consumer is one of each message that it handles; the first one that has it stands for all. */
function bindIdempotency(cx: DeclarationContext, consumer: Consumer): void {
  const by = consumer.items.find((item) => item.kind === 'idempotent')?.by;
  if (!by) return;
  for (const item of consumer.items) {
    if (item.kind !== 'on') continue;
    const { entity } = resolveReference(cx.project, item.message, PINNED_MESSAGE, cx.entity.file.uri);
    if (entity && !followPath(cx.project, entity, namesOf(by)).missing) return bindPath(cx, by, entity);
  }
}
