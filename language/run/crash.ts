import type { Part } from './parts.ts';
import type { World } from './world.ts';

/**
 * A member of a part crashes: what it has not committed is lost, its partitions are handed over, and it returns at once.
 * @param member undefined for all members
 */
export function crash(world: World, part: Part, member?: number): void {
  world.trace?.push({ kind: 'crash', time: world.time, part: part.info.key, member });
  part.streams?.forgetAll();
  part.saga?.restore();
  for (const each of member === undefined ? part.group.members : [member]) {
    part.group.leave(world, each, 'crash');
    part.group.join(world, each);
  }
}

/** For so many milliseconds the part reads nothing and its timers wait; its offsets are kept. */
export function disconnect(world: World, part: Part, period: number): void {
  world.trace?.push({ kind: 'disconnect', time: world.time, part: part.info.key });
  part.away++;
  for (const reader of part.allReaders()) if (reader.state === 'ready') world.suspend(reader);
  world.suspendOutbox(part);
  world.setTimer(period, { kind: 'reconnect', part: part.info.key }, () => {
    part.away--;
    if (part.isAway) return;
    // Deliveries come before timers: what waits for the part comes first.
    for (const { what, fire } of part.overdue.splice(0)) world.setTimer(0, what, fire);
    for (const reader of part.allReaders()) world.wake(reader);
    world.wakeOutbox(part);
  });
}
