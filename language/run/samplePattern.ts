import type { Random } from './random.ts';

/** Makes a text; `extra` bounds how many repetitions an open quantifier adds. */
type Make = (random: Random, extra: number) => string;

/** Tries before a pattern is given up; each allows longer texts than the one before. */
const TRIES = 400;

/**
 * A text that matches an ECMA-262 pattern and has a length in code points within the bounds; undefined where none was found.
 * Patterns with look-around or back references are out of reach, unless a plain reading of them happens to match.
 */
export function sampleOfPattern(pattern: string, min: number, max: number, random: Random): string | undefined {
  const make = compilePattern(pattern);
  const expression = safeRegExp(pattern);
  if (!make || !expression) return undefined;
  for (let i = 0; i < TRIES; i++) {
    const text = make(random, Math.min(i, Math.max(min, 8) * 2));
    const length = [...text].length;
    if (length <= max) {
      const padded = length < min ? text + 'a'.repeat(min - length) : text;
      if (expression.test(padded)) return padded;
    }
  }
  return undefined;
}

function safeRegExp(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
}

function compilePattern(pattern: string): Make | undefined {
  try {
    const reader = new Reader([...pattern]);
    const make = alternatives(reader);
    return reader.done ? make : undefined;
  } catch (error) {
    if (error instanceof TooHard) return undefined;
    throw error;
  }
}

class TooHard extends Error {}

class Reader {
  readonly #chars: readonly string[];
  #at = 0;

  constructor(chars: readonly string[]) {
    this.#chars = chars;
  }

  get done(): boolean {
    return this.#at >= this.#chars.length;
  }

  get next(): string {
    return this.#chars[this.#at] ?? '';
  }

  take(): string {
    const char = this.#chars[this.#at];
    if (char === undefined) throw new TooHard();
    this.#at++;
    return char;
  }

  /** Takes the text if it comes next. */
  accept(text: string): boolean {
    if (
      !this.#chars
        .slice(this.#at, this.#at + text.length)
        .join('')
        .startsWith(text)
    )
      return false;
    this.#at += text.length;
    return true;
  }

  until(end: string): string {
    let text = '';
    while (this.next !== end) text += this.take();
    this.take();
    return text;
  }
}

function alternatives(reader: Reader): Make {
  const options = [sequence(reader)];
  while (reader.accept('|')) options.push(sequence(reader));
  return (random, extra) => (options[random.below(options.length)] as Make)(random, extra);
}

function sequence(reader: Reader): Make {
  const parts: Make[] = [];
  while (!reader.done && reader.next !== '|' && reader.next !== ')') parts.push(quantified(reader));
  return (random, extra) => parts.map((part) => part(random, extra)).join('');
}

function quantified(reader: Reader): Make {
  const make = atom(reader);
  const [min, max] = quantifier(reader);
  if (min === 1 && max === 1) return make;
  return (random, extra) => {
    const most = Math.min(max, min + extra);
    const count = min + random.below(most - min + 1);
    return Array.from({ length: count }, () => make(random, extra)).join('');
  };
}

function quantifier(reader: Reader): [number, number] {
  let range: [number, number];
  if (reader.accept('?')) range = [0, 1];
  else if (reader.accept('*')) range = [0, Number.POSITIVE_INFINITY];
  else if (reader.accept('+')) range = [1, Number.POSITIVE_INFINITY];
  else if (reader.accept('{')) range = counted(reader.until('}'));
  else return [1, 1];
  reader.accept('?');
  return range;
}

const MOST_COUNTED = 100_000;

function counted(text: string): [number, number] {
  const [min = '', max = min] = text.split(',');
  const least = Number(min);
  if (!Number.isInteger(least) || least > MOST_COUNTED) throw new TooHard();
  return [least, max === '' ? Number.POSITIVE_INFINITY : Number(max)];
}

function atom(reader: Reader): Make {
  if (reader.accept('(')) return group(reader);
  if (reader.accept('[')) return oneOf(characterClass(reader));
  if (reader.accept('^') || reader.accept('$') || reader.accept('\\b')) return () => '';
  if (reader.accept('.')) return oneOf(WORD);
  if (reader.accept('\\')) return oneOf(escaped(reader));
  const char = reader.take();
  return () => char;
}

function group(reader: Reader): Make {
  if (reader.accept('?')) {
    if (reader.accept('<')) {
      if (reader.next === '=' || reader.next === '!') throw new TooHard();
      reader.until('>');
    } else if (!reader.accept(':')) {
      throw new TooHard();
    }
  }
  const make = alternatives(reader);
  if (!reader.accept(')')) throw new TooHard();
  return make;
}

const range = (from: string, to: string): string[] => {
  const first = from.codePointAt(0) ?? 0;
  const last = Math.min(to.codePointAt(0) ?? 0, first + 1000);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => String.fromCodePoint(first + i));
};
const DIGITS = range('0', '9');
const LETTERS = [...range('a', 'z'), ...range('A', 'Z')];
const WORD = [...LETTERS, ...DIGITS];
const PRINTABLE = range(' ', '~');
const PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  L: LETTERS,
  Letter: LETTERS,
  Lu: range('A', 'Z'),
  Ll: range('a', 'z'),
  N: DIGITS,
  Nd: DIGITS,
};
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v', 0: '\0' };

function characterClass(reader: Reader): readonly string[] {
  const negated = reader.accept('^');
  const chars: string[] = [];
  while (!reader.accept(']')) {
    const first = classAtom(reader);
    const from = first.length === 1 ? first[0] : undefined;
    if (from !== undefined && reader.next === '-' && reader.accept('-')) {
      if (reader.accept(']')) return choice([...chars, from, '-'], negated);
      const [to] = classAtom(reader);
      chars.push(...range(from, to ?? from));
    } else {
      chars.push(...first);
    }
  }
  return choice(chars, negated);
}

function choice(chars: readonly string[], negated: boolean): readonly string[] {
  return negated ? PRINTABLE.filter((char) => !chars.includes(char)) : chars;
}

function classAtom(reader: Reader): readonly string[] {
  return reader.accept('\\') ? escaped(reader) : [reader.take()];
}

function escaped(reader: Reader): readonly string[] {
  const char = reader.take();
  switch (char) {
    case 'd':
      return DIGITS;
    case 'w':
      return WORD;
    case 's':
      return [' '];
    case 'D':
    case 'S':
      return LETTERS;
    case 'W':
      return ['-'];
    case 'p': {
      reader.take();
      const set = PROPERTIES[reader.until('}').replace(/^.*=/, '')];
      if (!set) throw new TooHard();
      return set;
    }
    case 'u':
      return [unicodeEscape(reader)];
    case 'x':
      return [String.fromCodePoint(Number.parseInt(reader.take() + reader.take(), 16))];
    case 'k':
    case 'B':
    case 'P':
    case 'c':
      throw new TooHard();
  }
  if (/[1-9]/.test(char)) throw new TooHard();
  return [CONTROLS[char] ?? char];
}

function unicodeEscape(reader: Reader): string {
  const digits = reader.accept('{') ? reader.until('}') : Array.from({ length: 4 }, () => reader.take()).join('');
  return String.fromCodePoint(Number.parseInt(digits, 16));
}

function oneOf(chars: readonly string[]): Make {
  if (chars.length === 0) throw new TooHard();
  return (random) => chars[random.below(chars.length)] as string;
}
