import type { MessageProgram, Program } from '../program.ts';
import type { PublishEntry, SendEntry, TraceEntry } from '../trace.ts';

/** Something that `then` and `never` look at: a message that was published or sent, or a command that was rejected. */
export type Happening =
  | {
      readonly kind: 'message';
      readonly said: (PublishEntry | SendEntry) & { readonly time: string };
      readonly program: MessageProgram;
    }
  | { readonly kind: 'rejected'; readonly name: string; readonly reason: string };

/** What a trace tells of, in order; grows with the trace. Neither history nor copies in a dead letter topic are in it. */
export class Happenings {
  readonly all: Happening[] = [];
  readonly #program: Program;
  readonly #trace: readonly TraceEntry[];
  #read = 0;

  constructor(program: Program, trace: readonly TraceEntry[]) {
    this.#program = program;
    this.#trace = trace;
  }

  /** Takes in what has been traced since. */
  update(): void {
    for (; this.#read < this.#trace.length; this.#read++) {
      const happening = this.#happening(this.#trace[this.#read] as TraceEntry, this.#trace[this.#read + 1]);
      if (happening) this.all.push(happening);
    }
  }

  #happening(entry: TraceEntry, next: TraceEntry | undefined): Happening | undefined {
    switch (entry.kind) {
      case 'publish':
      case 'send': {
        const program = this.#program.messages.get(entry.message);
        if (!program || (entry.kind === 'publish' && (entry.given || isDeadLetter(entry, next)))) return undefined;
        return { kind: 'message', said: entry, program };
      }
      case 'reject':
        return {
          kind: 'rejected',
          name: this.#program.messages.get(entry.message)?.version.name ?? '',
          reason: entry.reason,
        };
      default:
        return undefined;
    }
  }
}

/** A dead letter is published and then told of, as one step. */
function isDeadLetter(entry: PublishEntry, next: TraceEntry | undefined): boolean {
  if (next?.kind !== 'deadLetter') return false;
  const { topic, partition, offset } = next.to;
  return entry.topic === topic && entry.partition === partition && entry.offset === offset;
}
