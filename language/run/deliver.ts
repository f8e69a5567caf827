import type { Node } from '../syntax/tree.ts';
import type { Applying } from './aggregate/applying.ts';
import { applicationsOf } from './aggregate/commit.ts';
import { Attempt } from './attempt.ts';
import { keyText, valueAt } from './broker/keys.ts';
import type { Reader } from './broker/reader.ts';
import { Delivery } from './delivery.ts';
import { recall } from './idempotency.ts';
import { PURPOSE } from './ids.ts';
import type { Message } from './message.ts';
import { closeAttempt, failAttempt, giveUp, park, passOver, repeat, takeIn } from './outcome.ts';
import type { Handler, Part } from './parts.ts';
import { BodyError, type Frame, Unreadable } from './program.ts';
import { readBy } from './reading.ts';
import type { Saga } from './saga/saga.ts';
import { strike } from './strike.ts';
import { placeOf } from './trace.ts';
import type { World } from './world.ts';

/** The run stands still here: at a handler that has a message, or before one of its statements. */
export interface RunPause {
  readonly at: 'delivery' | 'statement';
  readonly node: Node;
  readonly frame: Frame;
  readonly delivery: Delivery;
  /** The event of the command at hand that changes the state here; undefined outside `apply`. */
  readonly applying?: Applying;
}

/** Brings a reader's next message to its part, all at once. */
export function deliver(world: World, reader: Reader): Delivery {
  const delivery = new Delivery(reader.next as Message, reader);
  const attempt = prepare(world, delivery);
  if (attempt) {
    try {
      execute(world, attempt);
    } catch (thrown) {
      failAttempt(world, attempt, thrown);
      return delivery;
    }
    closeAttempt(world, attempt);
  }
  return delivery;
}

/** The same, standing still where a debugger may stop. Where it is not brought to its end, nothing has happened. */
export function* deliverPausing(world: World, reader: Reader): Generator<RunPause, Delivery, void> {
  const delivery = new Delivery(reader.next as Message, reader);
  let taking: Taking | undefined;
  const attempt = prepare(world, delivery, (later) => {
    taking = later;
  });
  if (!attempt) {
    if (taking) yield* takeInPausing(world, delivery, taking);
    return delivery;
  }
  let ended = false;
  try {
    const node = delivery.handler?.program.info.node;
    if (node) yield { at: 'delivery', node, frame: attempt, delivery };
    try {
      yield* executePausing(world, attempt);
    } catch (thrown) {
      ended = true;
      failAttempt(world, attempt, thrown);
      return delivery;
    }
    ended = true;
    closeAttempt(world, attempt);
    return delivery;
  } finally {
    if (!ended) {
      attempt.rollBack();
      reader.state = 'ready';
      world.ready.unshift(reader);
    }
  }
}

/** A saga, and its handlers of a message that has come for it. */
interface Taking {
  readonly saga: Saga;
  readonly handlers: readonly Handler[];
}

function* takeInPausing(world: World, delivery: Delivery, { saga, handlers }: Taking): Generator<RunPause, void, void> {
  const { reader } = delivery;
  let isLeft = true;
  try {
    for (const pause of saga.pausesOf(delivery, handlers)) yield { ...pause, delivery };
    isLeft = false;
  } finally {
    if (isLeft) {
      reader.state = 'ready';
      world.ready.unshift(reader);
    }
  }
  takeIn(world, delivery, saga, handlers);
}

/**
 * All that comes before a body; undefined where that settles the delivery.
 * @param later what a saga takes in is left to the caller
 */
function prepare(world: World, delivery: Delivery, later?: (taking: Taking) => void): Attempt | undefined {
  const { reader, message } = delivery;
  const { part } = reader;
  reader.state = 'busy';
  if (reader.parked.size > 0 && park(world, delivery)) return undefined;
  if (world.faults.strike && strike(world, delivery)) return undefined;
  reader.reached = Math.max(reader.reached, reader.position + 1);
  reader.firstTried ??= world.clock.instant;
  const { attempt } = delivery;
  world.trace?.push({ kind: 'deliver', time: world.time, ...placeOf(delivery), member: reader.member, attempt });
  if (part.program.info.delivery === 'at-most-once') commitBefore(world, delivery);

  const route = part.routes[message.type.index];
  if (part.saga && route && route.kind !== 'unreadable') {
    const handlers = route.kind === 'handle' ? route.handlers : [];
    if (later) later({ saga: part.saga, handlers });
    else takeIn(world, delivery, part.saga, handlers);
    return undefined;
  }
  if (route?.kind === 'handle') return choose(world, delivery, part, route.handlers);
  giveUp(
    world,
    delivery,
    route?.kind === 'unreadable' ? route.reason : `${part.info.name} does not read ${message.type.key}`,
    undefined,
  );
  return undefined;
}

/** The first handler whose `when` wants the message, with everything at hand; undefined where that settles the delivery. */
function choose(world: World, delivery: Delivery, part: Part, handlers: readonly Handler[]): Attempt | undefined {
  for (const handler of handlers) {
    const data = readBy(handler, delivery.message, world.options);
    if (data instanceof Unreadable) {
      giveUp(world, delivery, `unreadable as ${handler.reads.key}: ${data.reason}`, data.place);
      return undefined;
    }
    const recorded = recall(part, delivery.message, data, world.clock.now);
    if (recorded) {
      repeat(world, delivery, recorded);
      return undefined;
    }
    delivery.handler = handler;
    const attempt = new Attempt(world, delivery, data);
    try {
      open(part, handler, attempt);
      if (!handler.program.guard || handler.program.guard(attempt)) return attempt;
    } catch (thrown) {
      failAttempt(world, attempt, thrown);
      return undefined;
    }
    attempt.rollBack();
    delivery.handler = undefined;
  }
  passOver(world, delivery);
  return undefined;
}

/** Gives an attempt the key and state of its part. */
function open(part: Part, handler: Handler, attempt: Attempt): void {
  if (handler.by) {
    const key = valueAt(attempt.data, handler.by);
    if (keyText(key) === undefined) {
      const { node } = handler.program.info;
      throw new BodyError(
        'error',
        `${handler.reads.program.version.name} has no ${handler.by.join('.')}, the key of ${part.info.name}`,
        node,
      );
    }
    attempt.key = key;
  }
  if (part.streams) {
    attempt.state = part.streams.load(attempt.key).state;
    return;
  }
  if (!part.program.info.state) return;
  const state = part.state(attempt.key);
  attempt.state = state ?? part.openState(attempt.key);
  attempt.isStateNew = state === undefined;
}

function execute(world: World, attempt: Attempt): void {
  if (!answer(world, attempt)) attempt.delivery.handler?.program.run?.(attempt);
  for (const applying of applicationsOf(world, attempt)) applying.run();
}

function* executePausing(world: World, attempt: Attempt): Generator<RunPause, void, void> {
  const { delivery } = attempt;
  const program = delivery.handler?.program;
  if (!answer(world, attempt)) {
    if (!program?.pausing) program?.run?.(attempt);
    else for (const { node, frame } of program.pausing(attempt)) yield { at: 'statement', node, frame, delivery };
  }
  for (const applying of applicationsOf(world, attempt)) {
    const { info, pausing } = applying.handler.program;
    yield { at: 'statement', node: info.node, frame: applying, delivery, applying };
    for (const { node, frame } of pausing?.(applying) ?? []) yield { at: 'statement', node, frame, delivery, applying };
  }
}

/** Whether something stands in for the body, or has to. */
function answer(world: World, attempt: Attempt): boolean {
  const { delivery, data } = attempt;
  const { part } = delivery.reader;
  const handler = delivery.handler?.program;
  const ask = world.options.answer;
  const given = ask?.({
    part: part.info.key,
    handler,
    message: delivery.message,
    data,
    random: attempt.random(PURPOSE.answer, 0),
  });
  const node = handler?.info.node ?? part.info.entity.node;
  if (given && 'rejected' in given) throw new BodyError('reject', given.rejected, node);
  if (given) {
    for (const said of given.emits) attempt.emit(said.message, said.data, said.topic, said.delay, node, said.meta);
    return true;
  }
  if (handler?.run) return false;
  if (handler) {
    const text = `${part.info.name} has no body for ${delivery.message.type.program.version.name}, and nothing stands in for it`;
    world.find({ kind: 'noAnswer', part: part.info.key, text });
  }
  return true;
}

/** At most once: whatever happens from here on, the message is not read again. */
function commitBefore(world: World, delivery: Delivery): void {
  const { reader } = delivery;
  if (!reader.partition || reader.letter || reader.committed > reader.position) return;
  reader.committed = reader.position + 1;
  world.trace?.push({
    kind: 'commit',
    time: world.time,
    ...placeOf(delivery),
    next: reader.committed,
  });
}
