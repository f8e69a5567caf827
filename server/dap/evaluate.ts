import type { Value } from '../../language/model/types.ts';
import type { ValuePart } from '../../language/run/values/parts.ts';
import type { ScenarioDebuggee } from './scenarioDebuggee.ts';

/** An expression that cannot be evaluated; the message says why. */
export class EvaluationError extends Error {}

const TOKEN = /\s*(?:([A-Za-z_]\w*|`[^`]*`)|("(?:[^"\\]|\\.)*")|(\d+)|(\S))/y;

/**
 * The value of a path through what is in scope: `order.items[0].sku`, `stock[order.sku]`. What is sensitive stays so.
 * @param names the values that a name may mean; of several with one name the first
 * @throws EvaluationError for anything else
 */
export function evaluate(expression: string, names: readonly ValuePart[], debuggee: ScenarioDebuggee): ValuePart {
  const path = new Path(expression, names, debuggee);
  const value = path.value();
  if (!path.isAtEnd) throw new EvaluationError(ONLY_PATHS);
  return value;
}

const ONLY_PATHS = 'Only a path can be evaluated so far, as in `order.items[0].sku` or `stock["tea"]`.';

/** Reads a path from left to right, going into the value with it. */
class Path {
  readonly #names: readonly ValuePart[];
  readonly #debuggee: ScenarioDebuggee;
  readonly #tokens: readonly string[];
  #next = 0;

  constructor(expression: string, names: readonly ValuePart[], debuggee: ScenarioDebuggee) {
    this.#names = names;
    this.#debuggee = debuggee;
    this.#tokens = tokensOf(expression.trim());
  }

  get isAtEnd(): boolean {
    return this.#next === this.#tokens.length;
  }

  value(): ValuePart {
    const name = this.#name();
    let found = this.#names.find((part) => part.name === name);
    if (!found) throw new EvaluationError(`There is no ${name} here.`);
    for (;;) {
      if (this.#takes('.')) found = this.#inside(found, this.#name());
      else if (this.#takes('[')) {
        found = this.#inside(found, this.#key());
        if (!this.#takes(']')) throw new EvaluationError(ONLY_PATHS);
      } else return found;
    }
  }

  /** As in the language: what is not there, and everything in it, is null. */
  #inside(whole: ValuePart, name: string): ValuePart {
    const nothing: ValuePart = { name, value: null, type: { kind: 'null' }, sensitive: false };
    const part = this.#debuggee.partsOf(whole.value, whole.type).find((one) => one.name === name);
    return { ...(part ?? nothing), sensitive: whole.sensitive || (part?.sensitive ?? false) };
  }

  #key(): string {
    const token = this.#tokens[this.#next] ?? '';
    if (!/^["\d]/.test(token)) return keyText(this.value());
    this.#next++;
    return token.startsWith('"') ? textOf(token) : token;
  }

  #name(): string {
    const token = this.#tokens[this.#next] ?? '';
    if (!/^[A-Za-z_`]/.test(token)) throw new EvaluationError(ONLY_PATHS);
    this.#next++;
    return token.replaceAll('`', '');
  }

  #takes(token: string): boolean {
    if (this.#tokens[this.#next] !== token) return false;
    this.#next++;
    return true;
  }
}

function tokensOf(text: string): string[] {
  return [...text.matchAll(new RegExp(TOKEN, 'gy'))].map(([token]) => token.trim());
}

function textOf(literal: string): string {
  try {
    return JSON.parse(literal) as string;
  } catch {
    throw new EvaluationError(ONLY_PATHS);
  }
}

function keyText({ value, sensitive }: { readonly value: Value; readonly sensitive: boolean }): string {
  if (sensitive || typeof value === 'object') throw new EvaluationError('This is no key that can be looked up here.');
  return String(value);
}
