import { timestampText } from './values/time.ts';

/** Every run starts at this instant, so that the same project, scenario and seed say the same. */
export const START = Date.UTC(2024, 0, 15, 10, 30);

/** The last instant that RFC 3339, with its years of four digits, can write. */
export const END = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** A point of virtual time, shared by all that happens at it; its text is made when it is first asked for. */
export class Instant {
  /** Since 1970. */
  readonly milliseconds: number;
  #text: string | undefined;

  constructor(milliseconds: number) {
    this.milliseconds = milliseconds;
  }

  get text(): string {
    this.#text ??= timestampOf(this.milliseconds);
    return this.#text;
  }
}

/** RFC 3339 text of milliseconds since 1970, always with three digits of a second, so that it also sorts as text. */
export function timestampOf(milliseconds: number): string {
  return timestampText(Math.min(milliseconds, END));
}

/** Virtual time. */
export class Clock {
  instant = new Instant(START);

  /** Milliseconds since 1970. */
  get now(): number {
    return this.instant.milliseconds;
  }

  set(milliseconds: number): void {
    if (milliseconds !== this.now) this.instant = new Instant(milliseconds);
  }
}
