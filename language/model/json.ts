import type { Span } from '../syntax/tree.ts';

/** JSON with places. Comments are allowed, as editors allow them in settings. */
export type JsonNode =
  | (Span & {
      readonly kind: 'object';
      readonly members: readonly { readonly key: JsonKey; readonly value: JsonNode }[];
    })
  | (Span & { readonly kind: 'array'; readonly items: readonly JsonNode[] })
  | (Span & { readonly kind: 'value'; readonly value: null | boolean | number | string });

export interface JsonKey extends Span {
  readonly value: string;
}

export interface JsonResult {
  /** Undefined where there is an error. */
  readonly node: JsonNode | undefined;
  readonly error: { readonly message: string; readonly span: Span } | undefined;
}

/** Deeper nesting than any setting has, and far from what overflows the stack. */
const MAX_DEPTH = 100;

/** Parses JSON (RFC 8259) with comments; says at the first error where it is. Nothing but white space is an error. */
export function parseJson(text: string): JsonResult {
  try {
    return { node: new JsonParser(text).file(), error: undefined };
  } catch (error) {
    if (error instanceof JsonError) return { node: undefined, error: { message: error.message, span: error.span } };
    throw error;
  }
}

class JsonError extends Error {
  readonly span: Span;

  constructor(message: string, span: Span) {
    super(message);
    this.span = span;
  }
}

const TOKEN =
  /[{}[\],:]|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const SPACE = /(?:[ \t\r\n\ufeff]+|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)*/y;

interface Token extends Span {
  readonly text: string;
}

class JsonParser {
  readonly #text: string;
  #token: Token;

  constructor(text: string) {
    this.#text = text;
    this.#token = this.#read(0);
  }

  file(): JsonNode {
    const node = this.#value(0);
    if (this.#token.text !== '') throw this.#unexpected('The end of the file');
    return node;
  }

  #read(from: number): Token {
    SPACE.lastIndex = from;
    const start = from + (SPACE.exec(this.#text)?.[0].length ?? 0);
    TOKEN.lastIndex = start;
    const text = TOKEN.exec(this.#text)?.[0];
    if (text !== undefined) return { text, start, end: start + text.length };
    if (start >= this.#text.length) return { text: '', start, end: start };
    const rest = /^[^\s,:{}[\]]*/.exec(this.#text.slice(start, start + 40))?.[0] || this.#text[start]!;
    throw new JsonError(`\`${rest}\` is no JSON.`, { start, end: start + rest.length });
  }

  #take(): Token {
    const token = this.#token;
    this.#token = this.#read(token.end);
    return token;
  }

  #expect(text: string): Token {
    if (this.#token.text !== text) throw this.#unexpected(`\`${text}\``);
    return this.#take();
  }

  #unexpected(expected: string): JsonError {
    const { text } = this.#token;
    return new JsonError(
      `${expected} is expected here, not ${text === '' ? 'the end of the file' : `\`${text}\``}.`,
      this.#token,
    );
  }

  #value(depth: number): JsonNode {
    if (depth > MAX_DEPTH) throw new JsonError(`This is nested more than ${MAX_DEPTH} deep.`, this.#token);
    if (this.#token.text === '{') return this.#object(depth);
    if (this.#token.text === '[') return this.#array(depth);
    if (/^[\]},:]?$/.test(this.#token.text)) throw this.#unexpected('A value');
    const token = this.#take();
    return { kind: 'value', value: JSON.parse(token.text), start: token.start, end: token.end };
  }

  #object(depth: number): JsonNode {
    const { start } = this.#expect('{');
    const members: { key: JsonKey; value: JsonNode }[] = [];
    while (this.#token.text !== '}') {
      if (members.length > 0) this.#expect(',');
      if (!this.#token.text.startsWith('"')) throw this.#unexpected('A name in quotes');
      const token = this.#take();
      this.#expect(':');
      const key = { value: JSON.parse(token.text) as string, start: token.start, end: token.end };
      members.push({ key, value: this.#value(depth + 1) });
    }
    return { kind: 'object', members, start, end: this.#expect('}').end };
  }

  #array(depth: number): JsonNode {
    const { start } = this.#expect('[');
    const items: JsonNode[] = [];
    while (this.#token.text !== ']') {
      if (items.length > 0) this.#expect(',');
      items.push(this.#value(depth + 1));
    }
    return { kind: 'array', items, start, end: this.#expect(']').end };
  }
}
