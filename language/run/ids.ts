/**
 * Ids are derived, not drawn: doing something again says the same thing. An id is 128 bits, shown as a UUID of
 * version 8 (RFC 9562, section 5.8: an application's own layout).
 */
export class Id {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  #text: string | undefined;

  constructor(a: number, b: number, c: number, d: number, text?: string) {
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
    this.#text = text;
  }

  /** As text: formatted when it is first asked for, since most messages are never looked at. */
  get text(): string {
    this.#text ??= uuidText(this.a, this.b, this.c, this.d);
    return this.#text;
  }

  /** The id that a text stands for; `text` is kept as it was written. The same text always gives the same id. */
  static of(text: string): Id {
    if (!UUID.test(text)) return hashText(text, text);
    const word = (from: number) => Number.parseInt(digits.slice(from, from + 8), 16) | 0;
    const digits = text.replaceAll('-', '');
    return new Id(word(0), word(8), word(16), word(24), text);
  }
}

/** What an id is derived for, so that the ids of different things never meet. */
export const PURPOSE = { output: 1, uuid: 2, choice: 3, backoff: 4, answer: 5, name: 6 } as const;

/**
 * The id of the `counter`th thing that `part` makes for `purpose` because of `cause`; what comes out depends on nothing else.
 */
export function deriveId(cause: Id, part: Id, purpose: number, counter: number): Id {
  mixer.reset();
  mixer.block(cause.a, cause.b, cause.c, cause.d);
  mixer.block(part.a, part.b, part.c, part.d);
  mixer.block(purpose, counter, 0, 0);
  return mixer.id(48);
}

/** The id that stands for a text, `text` itself shown as the id where it is given. */
export function hashText(value: string, text?: string): Id {
  mixer.reset();
  const length = value.length;
  for (let i = 0; i < length; i += 8) {
    mixer.block(units(value, i), units(value, i + 2), units(value, i + 4), units(value, i + 6));
  }
  return mixer.id(length * 2, text);
}

/** `uuid("name")`: the same name always gives the same UUID. */
export function nameUuid(name: string): string {
  return deriveId(hashText(name), NAMES, PURPOSE.name, 0).text;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Two UTF-16 code units as one word; nothing beyond the end. */
function units(text: string, at: number): number {
  return at + 1 < text.length
    ? text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16)
    : at < text.length
      ? text.charCodeAt(at)
      : 0;
}

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** MurmurHash3_x86_128 (Austin Appleby, public domain) over whole blocks of four 32-bit words. */
class Mixer {
  #a = 0;
  #b = 0;
  #c = 0;
  #d = 0;

  reset(): void {
    this.#a = this.#b = this.#c = this.#d = 0;
  }

  block(a: number, b: number, c: number, d: number): void {
    this.#a ^= Math.imul(rotate(Math.imul(a, 0x239b961b), 15), 0xab0e9789);
    this.#a = (Math.imul((rotate(this.#a, 19) + this.#b) | 0, 5) + 0x561ccd1b) | 0;
    this.#b ^= Math.imul(rotate(Math.imul(b, 0xab0e9789), 16), 0x38b34ae5);
    this.#b = (Math.imul((rotate(this.#b, 17) + this.#c) | 0, 5) + 0x0bcaa747) | 0;
    this.#c ^= Math.imul(rotate(Math.imul(c, 0x38b34ae5), 17), 0xa1e38b93);
    this.#c = (Math.imul((rotate(this.#c, 15) + this.#d) | 0, 5) + 0x96cd1c35) | 0;
    this.#d ^= Math.imul(rotate(Math.imul(d, 0xa1e38b93), 18), 0x239b961b);
    this.#d = (Math.imul((rotate(this.#d, 13) + this.#a) | 0, 5) + 0x32ac3b17) | 0;
  }

  /** The hash as an id, with the version and variant of RFC 9562 in their places. */
  id(length: number, text?: string): Id {
    let a = this.#a ^ length;
    let b = this.#b ^ length;
    let c = this.#c ^ length;
    let d = this.#d ^ length;
    a = (a + b + c + d) | 0;
    b = finish((b + a) | 0);
    c = finish((c + a) | 0);
    d = finish((d + a) | 0);
    a = finish(a);
    a = (a + b + c + d) | 0;
    return new Id(a, ((b + a) & 0xffff0fff) | 0x8000, ((c + a) & 0x3fffffff) | 0x80000000, (d + a) | 0, text);
  }
}

function finish(word: number): number {
  const first = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  return second ^ (second >>> 16);
}

const mixer = new Mixer();
const NAMES = hashText('evflow.name');

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function uuidText(a: number, b: number, c: number, d: number): string {
  return `${pair(a >>> 16)}${pair(a)}-${pair(b >>> 16)}-${pair(b)}-${pair(c >>> 16)}-${pair(c)}${pair(d >>> 16)}${pair(d)}`;
}

function pair(word: number): string {
  return (HEX[(word >>> 8) & 0xff] as string) + (HEX[word & 0xff] as string);
}
