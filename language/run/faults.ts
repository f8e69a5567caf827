import type { Reader } from './broker/reader.ts';
import type { Message } from './message.ts';
import type { Part } from './parts.ts';

/** Something that goes wrong with deliveries of a message. */
export interface MessageFault {
  readonly kind: 'duplicate' | 'drop' | 'reorder' | 'delay';
  /** The message's qualified name. */
  readonly message: string;
  /** Left out: any. */
  readonly major?: number | undefined;
  readonly minor?: number | undefined;
  /** Milliseconds; of `delay` alone. */
  readonly delay?: number;
  /** Strikes each publication instead of the next one. */
  readonly every: boolean;
}

/** A message fault at work. */
export class ActiveFault {
  readonly fault: MessageFault;
  /** Readers whose message waits for another one to swap with. */
  readonly held = new Set<Reader>();
  /** By part and message: until when it is kept back, in milliseconds since 1970. */
  readonly #struck = new Map<Part, Map<Message, number>>();

  constructor(fault: MessageFault) {
    this.fault = fault;
  }

  /** Whether it strikes a message on its way to a part: once for each part, or once for each publication. */
  strikes(message: Message, part: Part): boolean {
    const { fault } = this;
    const { qualifiedName, version } = message.type.program.version;
    if (fault.message !== qualifiedName) return false;
    if (fault.major !== undefined && fault.major !== version.major) return false;
    if (fault.minor !== undefined && fault.minor !== version.minor) return false;
    const struck = this.#struck.get(part);
    return fault.every ? !struck?.has(message) : struck === undefined;
  }

  /** Whether it has done anything yet. */
  get hasStruck(): boolean {
    return this.#struck.size > 0;
  }

  note(message: Message, part: Part, until = 0): void {
    const struck = this.#struck.get(part);
    if (struck) struck.set(message, until);
    else this.#struck.set(part, new Map([[message, until]]));
  }

  /** Until when it keeps a message that it has struck from its part; 0 where it does not. */
  heldUntil(message: Message, part: Part): number {
    return this.#struck.get(part)?.get(message) ?? 0;
  }
}

/** What goes wrong from now on. */
export class Faults {
  readonly messages: ActiveFault[] = [];
  /** By part: how much later, in milliseconds, its messages reach it. */
  readonly lags = new Map<Part, number>();
  /** Parts that crash before their next commit. */
  readonly crashing = new Set<Part>();

  /** Whether a delivery has to be looked at. */
  get strike(): boolean {
    return this.messages.length > 0 || this.lags.size > 0;
  }
}
