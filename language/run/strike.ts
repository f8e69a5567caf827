import type { Reader } from './broker/reader.ts';
import type { Delivery } from './delivery.ts';
import type { ActiveFault } from './faults.ts';
import { done } from './outcome.ts';
import { placeOf } from './trace.ts';
import type { World } from './world.ts';

/** Lets faults strike a delivery that is about to begin; true where they have settled it. */
export function strike(world: World, delivery: Delivery): boolean {
  const { reader, message } = delivery;
  // Only what was not delivered yet is struck: no further attempt, no replay, and not the fault's own duplicate.
  if (reader.attempt > 1 || reader.position < reader.reached) return false;
  if (holdForLag(world, delivery)) return true;
  // What comes back to a saga is the answer to its command, not the command.
  if (reader.part.saga && message.type.command) return false;
  for (const active of world.faults.messages) {
    if (holdFurther(world, delivery, active)) return true;
    if (!active.strikes(message, reader.part)) continue;
    if (apply(world, delivery, active)) return true;
  }
  return false;
}

function apply(world: World, delivery: Delivery, active: ActiveFault): boolean {
  const { fault } = active;
  const { reader } = delivery;
  if (fault.kind === 'reorder') return reorder(world, delivery, active);
  note(world, delivery, active);
  if (fault.kind === 'delay') return holdFurther(world, delivery, active);
  if (fault.kind === 'drop') done(world, delivery, 'dropped');
  else if (takesDuplicates(reader)) reader.repeats++;
  return fault.kind !== 'duplicate';
}

function note(world: World, delivery: Delivery, active: ActiveFault): void {
  const { kind, delay = 0 } = active.fault;
  active.note(delivery.message, delivery.reader.part, kind === 'delay' ? world.clock.now + delay : 0);
  world.trace?.push({ kind: 'fault', time: world.time, fault: kind, ...placeOf(delivery) });
}

/**
 * A consumer that commits its offset before or with the effects does not take the same offset twice. Aggregates and
 * projections know a message by its id, however it comes.
 */
function takesDuplicates({ part }: Reader): boolean {
  const { info } = part.program;
  return info.kind !== 'consumer' || info.delivery === 'at-least-once';
}

/**
 * Swaps the message with the next one that its reader reads. Where none is there yet, it is held back until all else
 * of this instant has happened, and then goes its way.
 */
function reorder(world: World, delivery: Delivery, active: ActiveFault): boolean {
  const { reader } = delivery;
  const place = nextPlace(reader);
  if (place === undefined && !active.held.delete(reader)) {
    active.held.add(reader);
    hold(world, delivery, 'reorder', 0);
    return true;
  }
  active.held.delete(reader);
  note(world, delivery, active);
  if (place === undefined) return false;
  active.note(reader.at(place), reader.part);
  reader.swap(place);
  delivery.outcome = 'held';
  reader.state = 'idle';
  world.wake(reader);
  return true;
}

function nextPlace(reader: Reader): number | undefined {
  for (let place = reader.position + 1; place < reader.source.end; place++)
    if (reader.reads(reader.at(place))) return place;
  return undefined;
}

/** A delay lasts, whatever becomes of the member that waits. */
function holdFurther(world: World, delivery: Delivery, active: ActiveFault): boolean {
  const wait = active.heldUntil(delivery.message, delivery.reader.part) - world.clock.now;
  if (wait <= 0) return false;
  hold(world, delivery, 'delay', wait);
  return true;
}

function holdForLag(world: World, delivery: Delivery): boolean {
  const lag = world.faults.lags.get(delivery.reader.part);
  const wait = lag === undefined ? 0 : delivery.message.stored.milliseconds + lag - world.clock.now;
  if (wait <= 0) return false;
  hold(world, delivery, 'lag', wait);
  return true;
}

function hold(world: World, delivery: Delivery, why: 'delay' | 'reorder' | 'lag', wait: number): void {
  const { reader, message } = delivery;
  const { key: part } = reader.part.info;
  delivery.outcome = 'held';
  world.postpone(reader, wait, { kind: 'hold', why, part, message: message.type.key, eventId: message.eventId });
}
