import type { Node } from '../syntax/tree.ts';
import { keep } from './aggregate/commit.ts';
import type { Outbox } from './aggregate/outbox.ts';
import type { Streams } from './aggregate/streams.ts';
import type { Attempt, Output } from './attempt.ts';
import type { Done } from './broker/memory.ts';
import type { Reader } from './broker/reader.ts';
import { timestampOf } from './clock.ts';
import { crash } from './crash.ts';
import { layAside, parkBehind, redriven } from './deadLetters.ts';
import type { Delivery } from './delivery.ts';
import { idempotencyKey, rememberedUntil } from './idempotency.ts';
import { PURPOSE } from './ids.ts';
import type { Message } from './message.ts';
import type { Handler, Part } from './parts.ts';
import { BodyError } from './program.ts';
import { publish } from './publish.ts';
import { tellSender } from './saga/answers.ts';
import type { Saga } from './saga/saga.ts';
import { placeOf, type SourcePlace } from './trace.ts';
import type { World } from './world.ts';

/**
 * An attempt has come to its end: its state is kept, what it said is published, and the offset is committed.
 * All of it is one step, so nothing can come between but a crash that a fault asks for.
 */
export function closeAttempt(world: World, attempt: Attempt): void {
  const { delivery, outputs } = attempt;
  const { message, reader } = delivery;
  const { part } = reader;
  const findings = attempt.changedState ? part.program.checkState(attempt.state) : undefined;
  if (findings) return failAttempt(world, attempt, new Error(`the state does not fit: ${findings.join('; ')}`));
  const { crashing } = world.faults;
  if (crashing.size > 0 && crashing.delete(part)) return crashAttempt(world, attempt);

  if (part.streams) return keepCommand(world, attempt, part.streams);
  for (const output of outputs) say(world, output, output.message, part);
  if (part.memory && delivery.handler) {
    const key = idempotencyKey(part, message, attempt.data);
    const { now } = world.clock;
    if (key !== undefined) part.memory.record(key, outputs, now, rememberedUntil(part, message, now));
  }
  accept(world, delivery);
  done(world, delivery, 'done');
}

/** Of an aggregate; where another commit came first, the command is decided again from the new state. */
function keepCommand(world: World, attempt: Attempt, streams: Streams): void {
  const { delivery } = attempt;
  const { reader } = delivery;
  if (keep(attempt, streams)) {
    world.wakeOutbox(reader.part);
    accept(world, delivery);
    return done(world, delivery, 'done');
  }
  attempt.rollBack();
  delivery.outcome = 'conflict';
  world.trace?.push({ kind: 'conflict', time: world.time, ...placeOf(delivery) });
  reader.state = 'idle';
  world.wake(reader);
}

/** Brings a reply, a starting message or a rejection to a saga; what comes of it is one step, exactly once. */
export function takeIn(world: World, delivery: Delivery, saga: Saga, handlers: readonly Handler[]): void {
  const { reader, message } = delivery;
  if (world.faults.crashing.delete(saga.part)) {
    delivery.outcome = 'crashed';
    reader.state = 'idle';
    return crash(world, saga.part, reader.member);
  }
  const taken = message.type.command ? saga.takeRejection(delivery) : saga.take(delivery, handlers);
  switch (taken.kind) {
    case 'done':
      for (const output of taken.said) say(world, output, output.message, saga.part);
      return done(world, delivery, 'done');
    case 'failed':
      return failTaking(world, delivery, taken.error);
    case 'duplicate':
      world.trace?.push({ kind: 'duplicate', time: world.time, ...placeOf(delivery) });
      return done(world, delivery, 'duplicate');
    case 'unwanted':
      return passOver(world, delivery);
  }
}

function failTaking(world: World, delivery: Delivery, thrown: unknown): void {
  const place = sourcePlace(delivery, thrown instanceof BodyError ? thrown.node : undefined);
  giveUp(world, delivery, thrown instanceof Error ? thrown.message : String(thrown), place);
}

/** Says what the commits of an aggregate have left to be said, in their order. */
export function relay(world: World, { part }: Outbox): void {
  world.suspendOutbox(part);
  for (const output of part.streams?.store.takeOutbox() ?? []) say(world, output, output.message, part);
}

/**
 * Its member crashes after the effects and before the commit. At-least-once has published by then and will again;
 * exactly-once has shown nothing; at-most-once had committed its offset, so that message, state and outputs are lost.
 */
function crashAttempt(world: World, attempt: Attempt): void {
  const { delivery, outputs } = attempt;
  const { reader } = delivery;
  const { part } = reader;
  const guarantee = part.program.info.delivery;
  if (guarantee === 'at-least-once') for (const output of outputs) say(world, output, output.message, part);
  attempt.rollBack();
  delivery.outcome = 'crashed';
  if (guarantee === 'at-most-once') {
    world.trace?.push({ kind: 'lose', time: world.time, ...placeOf(delivery) });
    reader.committed = reader.position + 1;
  }
  reader.state = 'idle';
  crash(world, part, reader.member);
  endQueue(reader);
}

/** An attempt has failed: it leaves nothing behind, and is made again, or given up. */
export function failAttempt(world: World, attempt: Attempt, thrown: unknown): void {
  const { delivery } = attempt;
  const { reader } = delivery;
  const outcome = thrown instanceof BodyError ? thrown.outcome : 'error';
  const error = thrown instanceof Error ? thrown.message : String(thrown);
  const place = sourcePlace(delivery, thrown instanceof BodyError ? thrown.node : delivery.handler?.program.info.node);
  attempt.rollBack();
  if (outcome === 'reject') return giveUp(world, delivery, error, place);

  const retry = reader.part.program.info.retry;
  const again = outcome !== 'deadLetter' && delivery.attempt <= retry.count;
  const wait = again ? backoff(attempt, retry) : undefined;
  delivery.error = error;
  world.trace?.push({
    kind: 'fail',
    time: world.time,
    ...placeOf(delivery),
    attempt: delivery.attempt,
    error,
    place,
    retryAt: wait === undefined ? undefined : timestampOf(world.clock.now + wait),
  });
  if (wait === undefined) giveUp(world, delivery, error, place);
  else tryAgain(world, delivery, wait);
}

/** Gives a message up: a command is rejected, an event goes to the dead letter topic, and its key's later messages wait behind it. */
export function giveUp(world: World, delivery: Delivery, error: string, place: SourcePlace | undefined): void {
  const { message, reader } = delivery;
  delivery.error = error;
  if (!reader.partition) {
    reader.part.streams?.store.reject(message.eventId, error);
    return reject(world, delivery, error, place);
  }
  layAside(world, delivery, error);
  done(world, delivery, 'deadLetter');
}

function reject(world: World, delivery: Delivery, reason: string, place: SourcePlace | undefined): void {
  delivery.message.answer = { accepted: false, reason };
  tellSender(world, delivery.message);
  world.trace?.push({
    kind: 'reject',
    time: world.time,
    ...placeOf(delivery),
    reason,
    place,
  });
  done(world, delivery, 'rejected');
}

/** Puts a message behind the dead letter of its key; false where there is none. */
export function park(world: World, delivery: Delivery): boolean {
  const letter = parkBehind(delivery);
  if (!letter) return false;
  world.trace?.push({ kind: 'park', time: world.time, ...placeOf(delivery), behind: letter.copy.eventId });
  done(world, delivery, 'parked');
  return true;
}

/** A duplicate changes nothing and says again what was said. */
export function repeat(world: World, delivery: Delivery, { outputs, rejected }: Done): void {
  world.trace?.push({ kind: 'duplicate', time: world.time, ...placeOf(delivery) });
  const { part } = delivery.reader;
  if (rejected !== undefined) return reject(world, delivery, rejected, undefined);
  // What was decided before comes first, so that each event is first published in the order of its stream.
  if (part.streams) relay(world, part.outbox);
  for (const output of outputs) say(world, output, output.message.again(), part);
  accept(world, delivery);
  done(world, delivery, 'duplicate');
}

/** No handler wanted it, which is no failure. */
export function passOver(world: World, delivery: Delivery): void {
  world.trace?.push({ kind: 'unwanted', time: world.time, ...placeOf(delivery) });
  accept(world, delivery);
  done(world, delivery, 'unwanted');
}

function accept(world: World, delivery: Delivery): void {
  if (delivery.reader.partition) return;
  delivery.message.answer = { accepted: true };
  world.trace?.push({ kind: 'accept', time: world.time, ...placeOf(delivery) });
}

/** The reader goes on; at most once had committed already. */
export function done(world: World, delivery: Delivery, outcome: Delivery['outcome']): void {
  const { reader } = delivery;
  delivery.outcome = outcome;
  const committed = reader.committed > reader.position;
  if (reader.repeats > 0) reader.repeat();
  else reader.pass();
  reader.state = 'idle';
  if (!committed && reader.partition && !reader.letter) {
    world.trace?.push({ kind: 'commit', time: world.time, ...placeOf(delivery), next: reader.committed });
  }
  world.wake(reader);
  endQueue(reader);
}

/** A queue that has run empty is there no longer. */
function endQueue(reader: Reader): void {
  if (reader.next) return;
  if (reader.letter) redriven(reader);
  else if (!reader.partition) reader.part.inbox.drained(reader);
}

export function say(world: World, output: Output, message: Message, part: Part): void {
  if (output.delay === undefined) return publish(world, message, output.to);
  const what = { kind: 'emit', message: message.type.key, eventId: message.eventId, part: part.info.key } as const;
  const speak = () => {
    if (part.isAway) return void part.overdue.push({ what, fire: speak });
    if (world.delayed.delete(message)) publish(world, message, output.to);
  };
  world.delayed.set(message, world.setTimer(output.delay, what, speak));
}

/** Blocks the partition or queue until the next attempt, so that order holds. */
function tryAgain(world: World, delivery: Delivery, wait: number): void {
  const { reader } = delivery;
  delivery.outcome = 'retry';
  reader.attempt++;
  const { key: consumer } = reader.part.info;
  world.postpone(reader, wait, { kind: 'retry', consumer, eventId: delivery.eventId, attempt: reader.attempt });
}

/** Exponential, in whole milliseconds, with up to half of it taken off by chance, but never outside the two limits. */
function backoff(attempt: Attempt, retry: { readonly backoff: number; readonly backoffMax: number }): number {
  const full = Math.min(retry.backoffMax, retry.backoff * 2 ** (attempt.delivery.attempt - 1));
  const jitter = attempt.random(PURPOSE.backoff, 0).next() / 2;
  return Math.max(Math.min(retry.backoff, retry.backoffMax), Math.round(full * (1 - jitter)));
}

function sourcePlace(delivery: Delivery, node: Node | undefined): SourcePlace | undefined {
  return node && { uri: delivery.reader.part.info.file.uri, start: node.start, end: node.end };
}
