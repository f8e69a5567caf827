import type { Value } from '../model/types.ts';
import { startBroker, stopBroker } from './broker/cluster.ts';
import { crash, disconnect } from './crash.ts';
import { redrive } from './deadLetters.ts';
import { ActiveFault, type MessageFault } from './faults.ts';
import { type ReplayStart, replay } from './operations.ts';
import type { Part } from './parts.ts';
import type { World } from './world.ts';

/**
 * What goes wrong in a run, and what its operators do. Each acts at once or from now on, between two steps. Parts and
 * topics are named by their keys, periods are milliseconds. Throws an `Error` for a name that the run does not have.
 */
export class Control {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** Lets deliveries of a message go wrong. @returns the fault, which tells whether it has struck */
  fault(fault: MessageFault): ActiveFault {
    const active = new ActiveFault(fault);
    this.#world.faults.messages.push(active);
    return active;
  }

  /** Whether a part that is to crash before a commit has not done so yet. */
  isCrashing(part: string): boolean {
    return this.#world.faults.crashing.has(this.#part(part));
  }

  /** All members crash now; each loses what it has not committed, and returns at once. */
  crash(part: string): void {
    crash(this.#world, this.#part(part));
  }

  /** The member that is done with the next message crashes after its effects, before it commits. */
  crashBeforeCommit(part: string): void {
    this.#world.faults.crashing.add(this.#part(part));
  }

  /** The part reads nothing for a while, and its timers wait. */
  disconnect(part: string, period: number): void {
    disconnect(this.#world, this.#part(part), period);
  }

  /** From now on each message reaches the part so much later than it was written. */
  lag(part: string, period: number): void {
    this.#world.faults.lags.set(this.#part(part), period);
  }

  /** A broker, counted from 1, stops for a while. */
  stopBroker(id: number, period: number): void {
    const broker = this.#world.brokers.find((each) => each.id === id);
    if (!broker) throw new Error(`there is no broker ${id}, only ${this.#world.brokers.length}`);
    if (broker.stops++ === 0) stopBroker(this.#world, broker);
    this.#world.setTimer(period, { kind: 'startBroker', broker: id }, () => {
      if (--broker.stops === 0) startBroker(this.#world, broker);
    });
  }

  /** Another member joins the part's group. @returns its number */
  join(part: string): number {
    return this.#part(part).group.join(this.#world);
  }

  /** A member leaves the part's group. */
  leave(part: string, member: number): void {
    this.#part(part).group.leave(this.#world, member);
  }

  /** Moves the part's offsets; what it has read already comes again as replayed. @returns whether any has moved */
  replay(part: string, from: ReplayStart): boolean {
    return replay(this.#world, this.#part(part), from);
  }

  /** Runs the parked step of a saga's instance again. */
  resume(saga: string, key: Value): void {
    this.#part(saga).saga?.resume(key);
  }

  /** Drops all rows of a projection and reads again what is retained. */
  rebuild(projection: string): void {
    const part = this.#part(projection);
    part.forgetAll();
    this.#world.trace?.push({ kind: 'rebuild', time: this.#world.time, part: projection });
    replay(this.#world, part, 'earliest');
  }

  /** Delivers once more, with what waits behind them, the dead letters that lie in a topic or in its own dead letter topic. @returns how many they were */
  redrive(topic: string): number {
    const found = [topic, `${topic}.dlq`].flatMap((key) => this.#world.topics.get(key) ?? []);
    const count = found.reduce((sum, { letters }) => sum + letters.size, 0);
    for (const each of found) redrive(this.#world, each);
    return count;
  }

  #part(key: string): Part {
    const part = this.#world.parts.get(key);
    if (!part) throw new Error(`there is no part ${key} that runs`);
    return part;
  }
}
