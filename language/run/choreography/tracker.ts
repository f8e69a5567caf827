import { advance, awaitedAt, begin, outcomeOf, type Position } from '../../model/choreographies/position.ts';
import type { Value } from '../../model/types.ts';
import { keyText, valueAt } from '../broker/keys.ts';
import type { Message } from '../message.ts';
import { Unreadable } from '../program.ts';
import { readBy } from '../reading.ts';
import type { Timer } from '../timers.ts';
import type { MessageType } from '../types.ts';
import type { World } from '../world.ts';
import type { ChoreographyProgram } from './program.ts';
import { stuckText } from './text.ts';
import type { ChoreographyEntry, ChoreographyStatus } from './trace.ts';

/** One key of a choreography. */
export interface ChoreographyInstance {
  /** The key as text. */
  readonly key: string;
  readonly status: ChoreographyStatus;
}

interface Tracked extends ChoreographyInstance {
  status: ChoreographyStatus;
  position: Position | undefined;
  /** Ids of what it has counted. */
  readonly counted: Set<string>;
  timer: Timer | undefined;
}

/** Follows what is published, key by key, against what a choreography promises. It takes no part in what happens. */
export class Tracker {
  readonly program: ChoreographyProgram;
  readonly #world: World;
  readonly #instances = new Map<string, Tracked>();

  constructor(world: World, program: ChoreographyProgram) {
    this.#world = world;
    this.program = program;
  }

  /** Undefined for a key that nothing was published for. */
  instance(key: Value | undefined): ChoreographyInstance | undefined {
    return this.#instances.get(keyText(key) ?? '');
  }

  /** A message that the choreography names was published; each counts once. */
  follow(message: Message): void {
    const { contract } = this.program;
    const key = keyText(this.#keyOf(message));
    if (key === undefined) return;
    const known = this.#instances.get(key);
    if (known?.counted.has(message.eventId)) return;
    const tracked: Tracked = known ?? {
      key,
      status: 'running',
      position: undefined,
      counted: new Set(),
      timer: undefined,
    };
    if (!known) this.#instances.set(key, tracked);
    tracked.counted.add(message.eventId);
    if (tracked.status === 'stuck') return;
    const name = message.type.program.version.qualifiedName;
    if (!known && name === contract.start) {
      this.#watchTime(tracked);
      this.#move(tracked, begin(contract, name), message);
      return;
    }
    const next = tracked.position && advance(contract, tracked.position, name);
    if (next) this.#move(tracked, next, message);
    else this.#stick(tracked, message);
  }

  /** An older version may say the key in another way; it is read as the newest one then. */
  #keyOf(message: Message): Value | undefined {
    const { by } = this.program.info;
    if (!by) return undefined;
    const own = valueAt(message.data, by);
    const newest = own === undefined ? newestOf(message.type, this.#world) : message.type;
    if (newest === message.type) return own;
    const { major } = message.type.program.version.version;
    const isOther = newest.program.version.version.major !== major;
    const upcast = isOther ? newest.program.upcaster(major) : undefined;
    const data = isOther && !upcast ? undefined : readBy({ reads: newest, upcast }, message, this.#world.options);
    return data && !(data instanceof Unreadable) ? valueAt(data, by) : undefined;
  }

  #move(tracked: Tracked, position: Position, message: Message): void {
    tracked.position = position;
    tracked.status = outcomeOf(position);
    if (tracked.status !== 'running') this.#stopTimer(tracked);
    this.#tell(tracked, message);
  }

  /** @param stray undefined where the time is up */
  #stick(tracked: Tracked, stray: Message | undefined): void {
    tracked.status = 'stuck';
    this.#stopTimer(tracked);
    const entry = this.#tell(tracked, stray);
    const { key: part, name } = this.program.info;
    const text = `${name} ${tracked.key} is stuck: ${stuckText(entry, shortName)}`;
    this.#world.note({ kind: 'stuck', part, text });
  }

  #watchTime(tracked: Tracked): void {
    const { info, contract } = this.program;
    if (contract.within === undefined) return;
    const what = { kind: 'within', part: info.key, instance: tracked.key } as const;
    tracked.timer = this.#world.setTimer(contract.within, what, () => {
      tracked.timer = undefined;
      this.#stick(tracked, undefined);
    });
  }

  #stopTimer(tracked: Tracked): void {
    if (tracked.timer) this.#world.timers.cancel(tracked.timer);
    tracked.timer = undefined;
  }

  #tell({ key, status, position }: Tracked, message: Message | undefined): ChoreographyEntry {
    const entry: ChoreographyEntry = {
      kind: 'choreography',
      part: this.program.info.key,
      instance: key,
      status,
      message: message?.type.key,
      eventId: message?.eventId,
      awaited: position ? awaitedAt(position) : [],
    };
    this.#world.trace?.push({ time: this.#world.time, ...entry });
    return entry;
  }
}

function newestOf(type: MessageType, { types }: World): MessageType {
  const { qualifiedName } = type.program.version;
  let newest = type;
  for (const other of types.values())
    if (other.program.version.qualifiedName === qualifiedName && isNewer(other, newest)) newest = other;
  return newest;
}

function isNewer(a: MessageType, b: MessageType): boolean {
  const [x, y] = [a.program.version.version, b.program.version.version];
  return x.major > y.major || (x.major === y.major && x.minor > y.minor);
}

/** A message was published: whoever follows it is told. What a consumer gives up was published before. */
export function followed(message: Message): void {
  if (message.headers) return;
  for (const tracker of message.type.trackers) tracker.follow(message);
}

/** `shop.OrderPlaced@1.0` as `OrderPlaced` */
function shortName(key: string): string {
  return key.replace(/@.*/, '').replace(/^.*\./, '');
}
