import type { Node } from '../syntax/tree.ts';
import type { Attempt, Output } from './attempt.ts';
import { deadLetterTopic, Topic } from './broker/topic.ts';
import { timestampOf } from './clock.ts';
import type { Delivery } from './delivery.ts';
import { idempotencyKey, rememberedUntil } from './idempotency.ts';
import { PURPOSE } from './ids.ts';
import type { Message } from './message.ts';
import { BodyError } from './program.ts';
import { append, publish } from './publish.ts';
import { placeOf, type SourcePlace } from './trace.ts';
import type { World } from './world.ts';

/**
 * An attempt has come to its end: its state is kept, what it said is published, and the offset is committed.
 * All of it is one step, so nothing can come between; where a crash can, exactly-once shows all or nothing of it,
 * and at-least-once has published before it commits.
 */
export function closeAttempt(world: World, attempt: Attempt): void {
  const { delivery, outputs } = attempt;
  const { reader, message } = delivery;
  const { part } = reader;
  if (part.unbuilt && !attempt.answered) return leaveUnanswered(world, delivery);
  const findings = attempt.changedState ? part.consumer?.checkState(attempt.state) : undefined;
  if (findings) return failAttempt(world, attempt, new Error(`the state does not fit: ${findings.join('; ')}`));

  for (const output of outputs) say(world, output, output.message, part.info.key);
  if (part.memory && delivery.handler) {
    const key = idempotencyKey(part, message, attempt.data);
    const { now } = world.clock;
    if (key !== undefined) part.memory.record(key, outputs, now, rememberedUntil(part, message, now));
  }
  accept(world, delivery);
  done(world, delivery, 'done');
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

  const retry = reader.part.consumer?.info.retry;
  const again = retry !== undefined && outcome !== 'deadLetter' && delivery.attempt <= retry.count;
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
    message.answer = { accepted: false, reason: error };
    world.trace?.push({
      kind: 'reject',
      time: world.time,
      ...placeOf(delivery),
      reason: error,
      place,
    });
    return done(world, delivery, 'rejected');
  }
  const headers = {
    error,
    attempts: delivery.attempt,
    part: reader.part.info.key,
    topic: reader.partition.topic.info.key,
    partition: message.partition,
    offset: message.offset,
  };
  const copy = message.again(headers);
  const topic = deadLetterOf(world, delivery, reader.partition.topic);
  append(world, copy, topic, message.key);
  if (message.key !== undefined) reader.parked.set(message.key, { deadLetter: copy, behind: [] });
  world.trace?.push({
    kind: 'deadLetter',
    time: world.time,
    ...placeOf(delivery),
    attempts: delivery.attempt,
    error,
    to: { topic: topic.info.key, partition: copy.partition, offset: copy.offset },
  });
  done(world, delivery, 'deadLetter');
}

/** Puts a message behind the dead letter of its key; false where there is none. */
export function park(world: World, delivery: Delivery): boolean {
  const { message, reader } = delivery;
  const parked = message.key === undefined ? undefined : reader.parked.get(message.key);
  if (!parked) return false;
  parked.behind.push(message);
  world.trace?.push({ kind: 'park', time: world.time, ...placeOf(delivery), behind: parked.deadLetter.eventId });
  done(world, delivery, 'parked');
  return true;
}

/** A duplicate changes nothing and says again what was said. */
export function repeat(world: World, delivery: Delivery, outputs: readonly Output[]): void {
  world.trace?.push({ kind: 'duplicate', time: world.time, ...placeOf(delivery) });
  const part = delivery.reader.part.info.key;
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

function leaveUnanswered(world: World, delivery: Delivery): void {
  const { info } = delivery.reader.part;
  const { name } = delivery.message.type.program.version;
  world.trace?.push({ kind: 'unanswered', time: world.time, ...placeOf(delivery) });
  const text = `${info.entity.kind} ${info.name} does not run yet, so ${name} is not answered; a stub can stand in for it`;
  world.find({ kind: 'notBuilt', part: info.key, text });
  done(world, delivery, 'unanswered');
}

function accept(world: World, delivery: Delivery): void {
  if (delivery.reader.partition) return;
  delivery.message.answer = { accepted: true };
  world.trace?.push({ kind: 'accept', time: world.time, ...placeOf(delivery) });
}

/** The reader goes on; at most once had committed already. */
function done(world: World, delivery: Delivery, outcome: Delivery['outcome']): void {
  const { reader } = delivery;
  delivery.outcome = outcome;
  const committed = reader.committed > reader.position;
  reader.pass();
  reader.state = 'idle';
  if (!committed && reader.partition) {
    world.trace?.push({ kind: 'commit', time: world.time, ...placeOf(delivery), next: reader.committed });
  }
  world.wake(reader);
  if (!reader.partition && reader.state === 'idle') reader.part.inbox.drained(reader);
}

function say(world: World, output: Output, message: Message, part: string): void {
  if (output.delay === undefined) return publish(world, message, output.to);
  const what = { kind: 'emit', message: message.type.key, eventId: message.eventId, part } as const;
  world.delayed.add(message);
  world.setTimer(output.delay, what, () => {
    world.delayed.delete(message);
    publish(world, message, output.to);
  });
}

/** Blocks the partition or queue until the next attempt, so that order holds. */
function tryAgain(world: World, delivery: Delivery, wait: number): void {
  const { reader } = delivery;
  delivery.outcome = 'retry';
  reader.attempt++;
  reader.state = 'waiting';
  const { part } = reader;
  const what = { kind: 'retry', consumer: part.info.key, eventId: delivery.eventId, attempt: reader.attempt } as const;
  world.setTimer(wait, what, () => {
    reader.state = 'ready';
    world.ready.push(reader);
  });
}

/** Exponential, in whole milliseconds, with up to half of it taken off by chance, but never outside the two limits. */
function backoff(attempt: Attempt, retry: { readonly backoff: number; readonly backoffMax: number }): number {
  const full = Math.min(retry.backoffMax, retry.backoff * 2 ** (attempt.delivery.attempt - 1));
  const jitter = attempt.random(PURPOSE.backoff, 0).next() / 2;
  return Math.max(Math.min(retry.backoff, retry.backoffMax), Math.round(full * (1 - jitter)));
}

function deadLetterOf(world: World, delivery: Delivery, origin: Topic): Topic {
  const named = delivery.reader.part.consumer?.info.deadLetterTo;
  const info = deadLetterTopic(origin.info);
  const topic = world.topics.get(named ?? info.key) ?? world.topics.get(info.key) ?? new Topic(info);
  world.topics.set(topic.info.key, topic);
  return topic;
}

function sourcePlace(delivery: Delivery, node: Node | undefined): SourcePlace | undefined {
  return node && { uri: delivery.reader.part.info.file.uri, start: node.start, end: node.end };
}
