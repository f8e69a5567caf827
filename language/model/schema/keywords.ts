import { _, type CodeKeywordDefinition, type KeywordCxt, str } from 'ajv';
import type { DecimalType, LongType } from '../types.ts';
import { plainNumber } from './numbers.ts';

/** The `decimal` keyword's value; a reader also takes JSON numbers. */
export interface DecimalRule extends Pick<DecimalType, 'precision' | 'scale'> {
  readonly numbers: boolean;
}

/** The `long` keyword's value; bounds in digits. */
export interface LongRule {
  readonly min: string;
  readonly max: string;
  readonly numbers: boolean;
}

/** The text of a `long`, but for its range. */
export const LONG_PATTERN = '^(?:0|-?[1-9][0-9]{0,18})$';

const LONG_MIN = -(2n ** 63n);
const LONG_MAX = 2n ** 63n - 1n;

/** The range of a `long`, never wider than 64 bits. */
export function longRule(type: LongType, numbers: boolean): LongRule {
  const min = type.min === undefined || type.min < LONG_MIN ? LONG_MIN : type.min;
  const max = type.max === undefined || type.max > LONG_MAX ? LONG_MAX : type.max;
  return { min: String(min), max: String(max), numbers };
}

/** The text of a decimal: digits before the point up to precision − scale, after it up to scale, as in SQL. */
export function decimalPattern({ precision, scale }: Pick<DecimalType, 'precision' | 'scale'>): string {
  const after = precision === undefined ? scale : (scale ?? 0);
  const before = precision === undefined ? undefined : Math.max(0, precision - (after ?? 0));
  const whole = before === undefined ? '(?:0|[1-9][0-9]*)' : before === 0 ? '0' : `(?:0|[1-9][0-9]{0,${before - 1}})`;
  const fraction = after === undefined ? '(?:\\.[0-9]+)?' : after === 0 ? '' : `(?:\\.[0-9]{1,${after}})?`;
  return `^-?${whole}${fraction}$`;
}

const decimal: CodeKeywordDefinition = {
  keyword: 'decimal',
  schemaType: 'object',
  error: {
    message: ({ schema }: { schema: DecimalRule }) => str`must be ${decimalWords(schema)}`,
  },
  code(context: KeywordCxt) {
    const { gen, data } = context;
    const rule = context.schema as DecimalRule;
    const pattern = regularExpression(context, decimalPattern(rule));
    if (!rule.numbers) return context.pass(_`typeof ${data} === "string" && ${pattern}.test(${data})`);
    const plain = gen.scopeValue('func', { ref: plainNumber, code: _`plainNumber` });
    context.pass(_`typeof ${data} === "string" ? ${pattern}.test(${data})
      : typeof ${data} === "number" && ${pattern}.test(${plain}(${data}))`);
  },
};

const long: CodeKeywordDefinition = {
  keyword: 'long',
  schemaType: 'object',
  error: {
    message: ({ schema }: { schema: LongRule }) =>
      str`must be a whole number as a string of digits, from ${schema.min} to ${schema.max}`,
  },
  code(context: KeywordCxt) {
    const { gen, data } = context;
    const rule = context.schema as LongRule;
    const pattern = regularExpression(context, LONG_PATTERN);
    const bound = (digits: string) =>
      gen.scopeValue('schema', { ref: BigInt(digits), key: digits, code: _`BigInt(${digits})` });
    const whole = rule.numbers
      ? _`(typeof ${data} === "string" ? ${pattern}.test(${data}) : Number.isSafeInteger(${data}))`
      : _`typeof ${data} === "string" && ${pattern}.test(${data})`;
    context.pass(_`${whole} && BigInt(${data}) >= ${bound(rule.min)} && BigInt(${data}) <= ${bound(rule.max)}`);
  },
};

/** Keywords that JSON Schema lacks; their code stands alone but for `plainNumber`. */
export const KEYWORDS = [decimal, long];

function regularExpression({ gen }: KeywordCxt, source: string) {
  return gen.scopeValue('pattern', { key: source, ref: new RegExp(source), code: _`new RegExp(${source})` });
}

function decimalWords({ precision, scale }: DecimalRule): string {
  const text = 'a decimal number as a string';
  if (precision === undefined && scale === undefined) return text;
  const after = scale ?? 0;
  const before = precision === undefined ? '' : `${Math.max(0, precision - after)} digits before and `;
  return `${text} with at most ${before}${after} after the point`;
}
