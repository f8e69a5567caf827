import type { Reader } from './broker/reader.ts';
import type { Topic } from './broker/topic.ts';
import { Clock, timestampOf } from './clock.ts';
import { Fifo } from './fifo.ts';
import type { Finding } from './findings.ts';
import { hashText, type Id } from './ids.ts';
import type { Message } from './message.ts';
import type { Part } from './parts.ts';
import type { Data, HandlerProgram } from './program.ts';
import type { Random } from './random.ts';
import { type TimerPurpose, Timers } from './timers.ts';
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
}

export interface AnswerRequest {
  /** The part's key. */
  readonly part: string;
  /** Undefined where the part cannot run yet. */
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
      }[];
    }
  | { readonly rejected: string };

/** All that a run consists of. */
export class World {
  readonly options: RunOptions;
  readonly seed: Id;
  readonly clock = new Clock();
  readonly timers = new Timers();
  /** Readers that have something to read, in the order in which they got it. */
  readonly ready = new Fifo<Reader>();
  readonly trace: TraceEntry[] | undefined;
  readonly findings: Finding[] = [];
  readonly topics = new Map<string, Topic>();
  readonly types = new Map<string, MessageType>();
  readonly parts = new Map<string, Part>();
  /** All commands that were sent, in order. */
  readonly commands: Message[] = [];
  /** `emit … in 5s`: said, and not published yet. */
  readonly delayed = new Set<Message>();

  constructor(options: RunOptions) {
    this.options = options;
    this.seed = hashText(`seed ${options.seed}`);
    this.trace = options.trace ? [] : undefined;
  }

  /** A reader may have got something to read. */
  wake(reader: Reader): void {
    if (reader.state !== 'idle' || !reader.seek()) return;
    reader.state = 'ready';
    this.ready.push(reader);
  }

  setTimer(delay: number, what: TimerPurpose, fire: () => void): void {
    const at = this.clock.now + delay;
    this.timers.set(at, what, fire);
    this.trace?.push({ kind: 'schedule', time: this.time, at: timestampOf(at), timer: what });
  }

  find(finding: Finding): void {
    if (
      this.findings.some(
        (known) => known.kind === finding.kind && known.part === finding.part && known.text === finding.text,
      )
    )
      return;
    this.findings.push(finding);
    this.trace?.push({ kind: 'finding', time: this.time, finding });
  }

  /** The clock as RFC 3339 text. */
  get time(): string {
    return this.clock.instant.text;
  }
}
