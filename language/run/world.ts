import type { Assignor } from '../model/config.ts';
import type { Outbox } from './aggregate/outbox.ts';
import type { Store } from './aggregate/store.ts';
import type { Streams } from './aggregate/streams.ts';
import { NOBODY, type Reader } from './broker/reader.ts';
import type { Broker, Replica } from './broker/replica.ts';
import type { Topic } from './broker/topic.ts';
import type { Tracker } from './choreography/tracker.ts';
import { Clock, timestampOf } from './clock.ts';
import { Faults } from './faults.ts';
import { Fifo } from './fifo.ts';
import type { Finding } from './findings.ts';
import { hashText, type Id } from './ids.ts';
import type { GivenMeta, Message } from './message.ts';
import type { Part } from './parts.ts';
import type { Data, HandlerProgram } from './program.ts';
import type { Random } from './random.ts';
import { type Timer, type TimerPurpose, Timers } from './timers.ts';
import type { TraceEntry } from './trace.ts';
import type { MessageType } from './types.ts';

export interface RunOptions {
  readonly seed: number;
  /** Keeps a record of all that happens. */
  readonly trace?: boolean;
  /** Freezes what is published, so that nobody can change what is in a log. */
  readonly debug?: boolean;
  /** Stands in for handlers: stubs and samples. Asked first at every delivery; where it says nothing, the body runs. */
  readonly answer?: (request: AnswerRequest) => HandlerAnswer | undefined;
  /** Where an aggregate, by its key, keeps its streams; left out: in memory. */
  readonly store?: (aggregate: string) => Store;
  /** Which of so many enabled steps comes next, from 0; left out, the one that was enabled first. */
  readonly pick?: (enabled: number) => number;
}

export interface AnswerRequest {
  /** The part's key. */
  readonly part: string;
  /** Whose turn it is; undefined where the part has none for the message. */
  readonly handler: HandlerProgram | undefined;
  readonly message: Message;
  /** As the handler reads it. */
  readonly data: Data;
  /** Drawn for this delivery and attempt alone. */
  readonly random: Random;
}

export type HandlerAnswer =
  | {
      readonly emits: readonly {
        readonly message: string;
        readonly data: Data;
        readonly topic?: string;
        readonly delay?: number;
        readonly meta?: GivenMeta;
      }[];
    }
  | { readonly rejected: string };

/** What may take the next step. */
export type Enabled = Reader | Replica | Outbox;

/** All that a run consists of. */
export class World {
  readonly options: RunOptions;
  readonly seed: Id;
  /** How groups share partitions out. */
  readonly assignor: Assignor;
  readonly clock = new Clock();
  readonly timers = new Timers();
  /** Readers with something to read, replicas with something to fetch, outboxes with something to say, in that order in which they got it. */
  readonly ready = new Fifo<Enabled>();
  readonly trace: TraceEntry[] | undefined;
  readonly findings: Finding[] = [];
  readonly brokers: Broker[] = [];
  readonly topics = new Map<string, Topic>();
  readonly types = new Map<string, MessageType>();
  readonly parts = new Map<string, Part>();
  /** Those of all aggregates. */
  readonly streams: Streams[] = [];
  /** By the choreography's key. */
  readonly trackers = new Map<string, Tracker>();
  readonly faults = new Faults();
  /** How many messages were published and sent. */
  said = 0;
  /** All commands that were sent, in order. */
  readonly commands: Message[] = [];
  /** `emit … in 5s`: said, and not published yet. */
  readonly delayed = new Map<Message, Timer>();

  constructor(options: RunOptions, assignor: Assignor = 'range') {
    this.options = options;
    this.assignor = assignor;
    this.seed = hashText(`seed ${options.seed}`);
    this.trace = options.trace ? [] : undefined;
  }

  /** A reader may have got something to read. */
  wake(reader: Reader): void {
    if (reader.state !== 'idle' || reader.part.isAway || reader.member === NOBODY) return;
    if (reader.partition && !reader.partition.leader) return;
    // A message that was tried is at hand already, whatever has become of the log.
    const hasNext = (reader.attempt > 1 && reader.next !== undefined) || reader.seek(this.clock.instant);
    if (reader.missed > 0) this.#tellMissed(reader);
    if (!hasNext) return;
    reader.state = 'ready';
    this.ready.push(reader);
  }

  /** Takes a reader's next delivery back from the enabled steps, or what it waits for. */
  suspend(reader: Reader): void {
    if (reader.state === 'ready') this.ready.delete(reader);
    if (reader.timer) this.timers.cancel(reader.timer);
    reader.timer = undefined;
    reader.state = 'idle';
  }

  /** Lets a reader go on after so many milliseconds. */
  postpone(reader: Reader, delay: number, what: TimerPurpose): void {
    reader.state = 'waiting';
    reader.timer = this.setTimer(delay, what, () => {
      reader.timer = undefined;
      reader.state = 'idle';
      this.wake(reader);
    });
  }

  /** A replica may have something to fetch. */
  wakeReplica(replica: Replica): void {
    const { partition, broker } = replica;
    const hasAll = replica.inSync && replica.end === partition.log.length;
    if (replica.state === 'ready' || hasAll || !broker.isUp || !partition.leader || partition.leader === replica)
      return;
    replica.state = 'ready';
    this.ready.push(replica);
  }

  suspendReplica(replica: Replica): void {
    if (replica.state === 'ready') this.ready.delete(replica);
    replica.state = 'idle';
  }

  /** An aggregate may have something to say. */
  wakeOutbox({ outbox, streams, isAway }: Part): void {
    if (outbox.state === 'ready' || isAway || !streams || streams.store.outbox.length === 0) return;
    outbox.state = 'ready';
    this.ready.push(outbox);
  }

  suspendOutbox({ outbox }: Part): void {
    if (outbox.state === 'ready') this.ready.delete(outbox);
    outbox.state = 'idle';
  }

  setTimer(delay: number, what: TimerPurpose, fire: () => void, pauses?: Timer['pauses']): Timer {
    const at = this.clock.now + delay;
    this.trace?.push({ kind: 'schedule', time: this.time, at: timestampOf(at), timer: what });
    return this.timers.set(at, what, fire, pauses);
  }

  find(finding: Finding): void {
    if (
      this.findings.some(
        (known) => known.kind === finding.kind && known.part === finding.part && known.text === finding.text,
      )
    )
      return;
    this.note(finding);
  }

  /** As `find`, of something that cannot have been found before. */
  note(finding: Finding): void {
    this.findings.push(finding);
    this.trace?.push({ kind: 'finding', time: this.time, finding });
  }

  /** The clock as RFC 3339 text. */
  get time(): string {
    return this.clock.instant.text;
  }

  #tellMissed(reader: Reader): void {
    const { partition, missed, part } = reader;
    reader.missed = 0;
    const place = { topic: partition?.topic.info.key ?? '', partition: partition?.index ?? 0 };
    this.trace?.push({ kind: 'missed', time: this.time, part: part.info.key, ...place, count: missed });
  }
}
