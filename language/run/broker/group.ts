import type { Assignor } from '../../model/config.ts';
import type { Part } from '../parts.ts';
import type { World } from '../world.ts';
import { assignRanges, assignSticky } from './assign.ts';
import { NOBODY, type Reader } from './reader.ts';

/** The members of a part's consumer group, and who reads which partition. */
export class Group {
  readonly #part: Part;
  /** Counted from 0, in order. */
  members: readonly number[];

  constructor(part: Part, size: number, assignor: Assignor = 'range') {
    this.#part = part;
    this.members = Array.from({ length: size }, (_, member) => member);
    const nobody = part.readers.map(() => undefined);
    const shares = assignor === 'range' ? this.#ranges() : assignSticky(nobody, this.members);
    shares.forEach((member, i) => {
      (part.readers[i] as Reader).member = member;
    });
  }

  /** A member joins: one that was there before, else a new one with the lowest number that is free. */
  join(world: World, before?: number): number {
    const free = () => [...this.members.keys(), this.members.length].find((each) => !this.members.includes(each));
    const member = before ?? (free() as number);
    this.#become(
      [...this.members, member].sort((a, b) => a - b),
      world,
      'join',
      member,
    );
    return member;
  }

  /** A member leaves; without any, nothing is read until one joins. */
  leave(world: World, member: number, why: 'leave' | 'crash' = 'leave'): void {
    this.#become(
      this.members.filter((each) => each !== member),
      world,
      why,
      member,
    );
  }

  /** A partition is taken from its member, which loses what it has not committed, before another one gets it. */
  #become(members: readonly number[], world: World, why: 'join' | 'leave' | 'crash', member: number): void {
    const before = this.members;
    this.members = members;
    const sticky = world.assignor === 'cooperative-sticky';
    const shares = members.length === 0 ? [] : sticky ? this.#sticky() : this.#ranges();
    const { readers } = this.#part;
    const revoked = readers.filter((reader, i) => !sticky || reader.member !== shares[i]);
    for (const reader of revoked) revoke(world, reader);
    for (const reader of this.#part.redriving)
      if (reader.letter && revoked.includes(reader.letter.reader)) revoke(world, reader);
    if (members[0] !== before[0]) for (const queue of this.#part.inbox.queues) revoke(world, queue);
    readers.forEach((reader, i) => {
      reader.member = shares[i] ?? NOBODY;
    });
    world.trace?.push({
      kind: 'rebalance',
      time: world.time,
      part: this.#part.info.key,
      why,
      member,
      members: members.map((each) => ({
        member: each,
        partitions: readers.filter((reader) => reader.member === each).map(placeOf),
      })),
      revoked: revoked.map(placeOf),
    });
    for (const reader of this.#part.allReaders()) world.wake(reader);
  }

  #ranges(): number[] {
    const { readers } = this.#part;
    const sizes = new Map(
      readers.flatMap(({ partition }) =>
        partition ? [[partition.topic.info.key, partition.topic.partitions.length] as const] : [],
      ),
    );
    const shares = assignRanges(sizes, this.members.length);
    return readers.map(({ partition }) => {
      const share = shares.findIndex((each) =>
        each.get(partition?.topic.info.key ?? '')?.includes(partition?.index ?? -1),
      );
      return this.members[share] ?? NOBODY;
    });
  }

  #sticky(): number[] {
    const owners = this.#part.readers.map(({ member }) => (this.members.includes(member) ? member : undefined));
    return assignSticky(owners, this.members);
  }
}

/** What its member has not committed is lost. */
function revoke(world: World, reader: Reader): void {
  world.suspend(reader);
  reader.restart();
  if (reader.queue !== undefined && !reader.next) reader.part.inbox.drained(reader);
}

function placeOf({ partition }: Reader) {
  return { topic: partition?.topic.info.key ?? '', partition: partition?.index ?? 0 };
}
