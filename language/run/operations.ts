import type { Partition } from './broker/partition.ts';
import { unpark } from './deadLetters.ts';
import type { Part } from './parts.ts';
import type { World } from './world.ts';

/** Where a replay begins: an end of the log, an offset, or the first message written at or after a time (milliseconds since 1970). */
export type ReplayStart = 'earliest' | 'latest' | { readonly offset: number } | { readonly time: number };

/** Moves the offsets of a part, which keeps its state; what was read before is read again as replayed. @returns whether any has moved */
export function replay(world: World, part: Part, from: ReplayStart): boolean {
  const positions = part.readers.map((reader) => {
    const partition = reader.partition as Partition;
    const { committed } = reader;
    const to = startIn(partition, from, world.clock.now);
    world.suspend(reader);
    reader.replayedUntil = Math.max(reader.replayedUntil, committed);
    unpark(world, reader, to);
    reader.rewind(to);
    return { topic: partition.topic.info.key, partition: partition.index, from: committed, to };
  });
  world.trace?.push({ kind: 'replay', time: world.time, part: part.info.key, positions });
  for (const reader of part.readers) world.wake(reader);
  return positions.some((position) => position.from !== position.to);
}

function startIn(partition: Partition, from: ReplayStart, now: number): number {
  const first = partition.start(now);
  if (from === 'earliest') return first;
  if (from === 'latest') return partition.end;
  if ('offset' in from) return Math.min(Math.max(from.offset, first), partition.end);
  const found = partition.log.findIndex(({ stored }, offset) => offset >= first && stored.milliseconds >= from.time);
  return found < 0 ? partition.end : Math.min(found, partition.end);
}
