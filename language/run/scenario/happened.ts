import type { MessageVersion } from '../../model/meaning.ts';
import { declaredType } from '../../model/schema/shapes.ts';
import type { Value, ValueType } from '../../model/types.ts';
import type { MessageProgram, Program } from '../program.ts';
import type { PublishEntry, SendEntry, TraceEntry } from '../trace.ts';

/** Something that `then` and `never` look at: a message that was published or sent, or a command that was rejected. */
export type Happening =
  | {
      readonly kind: 'message';
      readonly said: (PublishEntry | SendEntry) & { readonly time: string };
      /** The version that was written. */
      readonly program: MessageProgram;
      /** The newest minor of the same major. */
      readonly newest: MessageProgram;
    }
  | { readonly kind: 'rejected'; readonly name: string; readonly reason: string };

/**
 * What a message says to one who knows a version of it: as that one reads it where it is of the same major, else as the newest
 * minor of its own does.
 */
export function readFor(
  version: MessageVersion | undefined,
  { said, program, newest }: Extract<Happening, { kind: 'message' }>,
  messages: Program['messages'],
): { readonly value: Value; readonly type: ValueType } {
  const isOfMajor = version?.version.major === program.version.version.major;
  const reader = (isOfMajor && messages.get(version?.key ?? '')) || newest;
  return { value: reader.read(said.data), type: declaredType(reader.version.key) };
}

/** What a trace tells of, in order; grows with the trace. Neither history nor copies in a dead letter topic are in it. */
export class Happenings {
  readonly all: Happening[] = [];
  readonly #program: Program;
  readonly #trace: readonly TraceEntry[];
  readonly #newest = new Map<string, MessageProgram>();
  #read = 0;

  constructor(program: Program, trace: readonly TraceEntry[]) {
    this.#program = program;
    this.#trace = trace;
    for (const message of program.messages.values()) {
      const known = this.#newest.get(majorOf(message));
      if (!known || isNewer(message, known)) this.#newest.set(majorOf(message), message);
    }
  }

  /** Takes in what has been traced since. */
  update(): void {
    for (; this.#read < this.#trace.length; this.#read++) {
      const happening = this.#happening(this.#trace[this.#read] as TraceEntry);
      if (happening) this.all.push(happening);
    }
  }

  #happening(entry: TraceEntry): Happening | undefined {
    switch (entry.kind) {
      case 'publish':
      case 'send': {
        const program = this.#program.messages.get(entry.message);
        if (!program || (entry.kind === 'publish' && (entry.given || entry.deadLetter))) return undefined;
        return { kind: 'message', said: entry, program, newest: this.#newest.get(majorOf(program)) ?? program };
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

function majorOf({ version: { qualifiedName, version } }: MessageProgram): string {
  return `${qualifiedName}@${version.major}`;
}

function isNewer(one: MessageProgram, other: MessageProgram): boolean {
  return one.version.version.minor > other.version.version.minor;
}
