import type { Value } from '../../model/types.ts';
import type { Output } from '../attempt.ts';
import type { Delivery } from '../delivery.ts';
import type { Message } from '../message.ts';
import type { MutableData } from '../program.ts';
import { copyState } from '../values/ownership.ts';
import type { Kept, Position, SagaEvent, SagaStatus } from './history.ts';

/** A step or compensation that is under way. */
export interface Active extends Position {
  readonly entry: number;
  /** What it has sent, to be sent again. */
  readonly sent: readonly Output[];
  /** By the index of its timeout: how often it was retried. */
  readonly retries: number[];
  /** Why it is parked; undefined where it is not. */
  parked: string | undefined;
  /** It was rejected, so that asking the same again would be answered the same. */
  isRejected: boolean;
}

/** An instance of a saga: where it stands, which follows from its history alone. */
export class Instance {
  readonly history: SagaEvent[] = [];
  key: Value = null;
  /** The message that started it. */
  start: Message | undefined = undefined;
  state: MutableData = {};
  locals: Value[] = [];
  status: 'running' | 'done' | 'aborted' = 'running';
  readonly active: Active[] = [];
  /** By step: how its work ended. */
  readonly outcomes = new Map<string, 'completed' | 'failed' | 'unknown'>();
  /** Steps in the order in which they were last entered. */
  readonly path: string[] = [];
  /** Steps whose work stands, or may stand: an abort compensates them. */
  readonly standing = new Set<string>();
  readonly compensated = new Set<string>();
  reason: string | undefined = undefined;
  entries = 0;
  /** The last delivery that it took part in. */
  by: Delivery | undefined = undefined;
  /** Ids of the messages that it has taken, and of those that nobody waited for. */
  readonly #taken = new Set<string>();
  readonly #ignored = new Set<string>();

  /** Takes one thing in that happened; nothing else changes an instance. */
  apply(event: SagaEvent): void {
    this.history.push(event);
    this.by = event.by;
    if ('kept' in event) this.#keep(event.kept);
    if ('message' in event) (event.kind === 'ignored' ? this.#ignored : this.#taken).add(event.message.eventId);
    switch (event.kind) {
      case 'started':
        this.key = event.key;
        this.start = event.message;
        return;
      case 'entered':
        return this.#enter(event);
      case 'came':
        return this.#unpark(event);
      case 'rejected': {
        const active = this.at(event);
        if (active) active.isRejected = true;
        return;
      }
      case 'retried': {
        const active = this.at(event);
        if (active) active.retries[event.timeout] = event.retry;
        return;
      }
      case 'left':
        return this.#leave(event, event.outcome);
      case 'aborting':
        this.reason = event.reason;
        return;
      case 'parked': {
        const active = this.at(event);
        if (active) active.parked = event.reason;
        return;
      }
      case 'resumed':
        return this.#unpark(event);
      case 'ended':
        this.status = event.outcome;
        return;
      case 'timedOut':
      case 'ignored':
        return;
    }
  }

  /** Parked as soon as one of its steps is. */
  get shownStatus(): SagaStatus {
    return this.status === 'running' && this.active.some(({ parked }) => parked !== undefined) ? 'parked' : this.status;
  }

  at({ step, compensating }: Position): Active | undefined {
    return this.active.find((each) => each.step === step && each.compensating === compensating);
  }

  has(message: Message): boolean {
    return this.#taken.has(message.eventId);
  }

  hasIgnored(message: Message): boolean {
    return this.#ignored.has(message.eventId);
  }

  #keep({ state, locals }: Kept): void {
    this.state = copyState(state);
    this.locals = [...locals];
  }

  #enter({ step, compensating, entry, sent }: Extract<SagaEvent, { kind: 'entered' }>): void {
    this.entries = entry + 1;
    this.active.push({ step, compensating, entry, sent, retries: [], parked: undefined, isRejected: false });
    if (compensating) return;
    this.outcomes.delete(step);
    if (this.path.includes(step)) this.path.splice(this.path.indexOf(step), 1);
    this.path.push(step);
  }

  #leave(position: Position, outcome: 'completed' | 'failed' | 'unknown'): void {
    const active = this.at(position);
    if (active) this.active.splice(this.active.indexOf(active), 1);
    if (!position.compensating) {
      this.outcomes.set(position.step, outcome);
      if (outcome !== 'failed') this.standing.add(position.step);
    } else if (outcome === 'completed') {
      this.standing.delete(position.step);
      this.compensated.add(position.step);
    }
  }

  #unpark(position: Position): void {
    const active = this.at(position);
    if (!active) return;
    active.parked = undefined;
    active.isRejected = false;
    active.retries.length = 0;
  }
}
