/** Made by support.test.ts from the sources that it names. */
export const SUPPORT = `/** A finite number in digits, without an exponent: \`1e-7\` is \`0.0000001\`. */
export function plainNumber(value: number): string {
  const text = String(value);
  const match = /^(-?)(\\d)(?:\\.(\\d+))?e([+-]\\d+)$/.exec(text);
  if (!match) return text;
  const [, sign = '', first = '', fraction = '', exponent = '0'] = match;
  const digits = first + fraction;
  const point = 1 + Number(exponent);
  if (point <= 0) return \`\${sign}0.\${'0'.repeat(-point)}\${digits}\`;
  return sign + digits.padEnd(point, '0');
}

/** What ajv says of a value. */
export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string | undefined;
  readonly params: Readonly<Record<string, unknown>>;
}

const MOST = 20;

/** One line an error, each with the place as a JSON pointer: \`/items/0/quantity must be >= 1\`; the first twenty. */
export function findings(errors: readonly SchemaError[] | null | undefined): string[] {
  const lines = new Set<string>();
  for (const error of errors ?? []) {
    if (error.keyword === 'if') continue;
    if (lines.size === MOST) break;
    lines.add(\`\${error.instancePath || '/'} \${phrase(error)}\`);
  }
  return lines.size > 0 ? [...lines] : ['/ does not fit'];
}

function phrase({ keyword, message, params }: SchemaError): string {
  if (keyword === 'additionalProperties')
    return \`must not have the field \${JSON.stringify(params['additionalProperty'])}\`;
  if (keyword === 'required') return \`must have the field \${JSON.stringify(params['missingProperty'])}\`;
  if (keyword === 'enum') return \`must be one of \${(params['allowedValues'] as unknown[]).join(', ')}\`;
  return message ?? \`does not fit (\${keyword})\`;
}

const digits = (count: number): string => \`[0-9]{\${count}}\`;
const leapYear = '(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)';
const dateSource =
  \`(?:\${leapYear}-02-29|\${digits(4)}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])\` +
  \`|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8])))\`;
const clock = '(?:[01][0-9]|2[0-3]):[0-5][0-9]';
const timeSource = \`\${clock}:[0-5][0-9](?:\\\\.[0-9]+)?(?:[Zz]|[+-]\${clock})\`;

const seconds = '[0-9]+(?:\\\\.[0-9]+)?S';
const minutes = \`(?:[0-9]+M(?:\${seconds})?|\${seconds})\`;
const timePart = \`T(?:[0-9]+H(?:\${minutes})?|\${minutes})\`;
const months = '(?:[0-9]+M(?:[0-9]+D)?|[0-9]+D)';
const datePart = \`(?:[0-9]+Y(?:\${months})?|\${months})\`;

const escaped = '%[0-9A-Fa-f]{2}';
const pathCharacter = \`(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|\${escaped})\`;
const hostCharacter = \`(?:[A-Za-z0-9._~!$&'()*+,;=-]|\${escaped})\`;
const authority = \`(?:(?:[A-Za-z0-9._~!$&'()*+,;=:-]|\${escaped})*@)?(?:\\\\[[0-9A-Fa-f:.]+\\\\]|\${hostCharacter}*)(?::[0-9]*)?\`;
const path = \`(?:\\\\/\\\\/\${authority}(?:\\\\/\${pathCharacter}*)*|\\\\/?(?:\${pathCharacter}+(?:\\\\/\${pathCharacter}*)*)?)\`;
const rest = \`(?:[/?]|\${pathCharacter})*\`;

const atom = "[A-Za-z0-9!#$%&'*+/=?^_\`{|}~-]+";
const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';

/**
 * What the text of a format looks like: regular expressions without backreferences or lookaround, so that they need no
 * code at run time and can be compared with patterns. \`date\`, \`time\`, \`timestamp\` and \`uri\` are those of RFC 3339 and
 * RFC 3986, but for leap seconds, which \`Date\` cannot read; \`duration\` is ISO 8601 with fractions of seconds; \`email\` is
 * RFC 5321's dot-atom and a domain name. \`uuid\` is written out, as V8 is three times faster without counting.
 */
export const FORMAT_PATTERNS = {
  uuid: new RegExp(\`^\${[8, 4, 4, 4, 12].map((count) => '[0-9A-Fa-f]'.repeat(count)).join('-')}$\`),
  date: new RegExp(\`^\${dateSource}$\`),
  time: new RegExp(\`^\${timeSource}$\`),
  timestamp: new RegExp(\`^\${dateSource}[Tt]\${timeSource}$\`),
  duration: new RegExp(\`^P(?:[0-9]+W|\${datePart}(?:\${timePart})?|\${timePart})$\`),
  uri: new RegExp(\`^[A-Za-z][A-Za-z0-9+.-]*:\${path}(?:\\\\?\${rest})?(?:#\${rest})?$\`),
  email: new RegExp(\`^\${atom}(?:\\\\.\${atom})*@\${label}(?:\\\\.\${label})*$\`),
};

/** Base64 with padding, RFC 4648 section 4. */
export const BYTES_PATTERN = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * What differs between a value as written, as understood and as TypeScript sees it: plain data, made from a type. Types of
 * which nothing differs have no plan.
 */
export type Plan =
  | { readonly kind: 'decimal' | 'long' | 'bytes' }
  | { readonly kind: 'enum'; readonly symbols: readonly string[]; readonly otherwise: string }
  | { readonly kind: 'list' | 'map'; readonly item: Plan }
  | { readonly kind: 'record'; readonly fields: readonly FieldPlan[] }
  | { readonly kind: 'union'; readonly tag: string; readonly cases: readonly CasePlan[]; readonly otherwise?: string }
  | { readonly kind: 'declared'; readonly key: string };

export interface FieldPlan {
  readonly name: string;
  readonly plan?: Plan;
  readonly was?: string;
  /** Null counts as absent. */
  readonly optional?: true;
  readonly default?: unknown;
}

export interface CasePlan {
  readonly name: string;
  readonly plan?: Plan;
}

/** Plans of declared types by key. */
export type Plans = ReadonlyMap<string, Plan>;

/** What a walk does at the leaves, and whether it reads what others wrote. */
interface Walk {
  readonly plans: Plans;
  /** Takes \`was\` names and \`otherwise\`. */
  readonly tolerant: boolean;
  leaf(kind: 'decimal' | 'long' | 'bytes', value: unknown): unknown;
}

type Fields = { readonly [name: string]: unknown };

/** How deep a value may nest. */
export const DEEPEST = 1000;

/**
 * Reads a wire value that another version may have written: \`was\` names, defaults, \`otherwise\`, null for absent, numbers for
 * \`long\` and \`decimal\`. What does not fit stays as it is. The same object where nothing changes.
 */
export function readWith(plan: Plan, plans: Plans, value: unknown): unknown {
  return apply({ plans, tolerant: true, leaf: readLeaf }, plan, value);
}

function readLeaf(kind: string, value: unknown): unknown {
  if (typeof value !== 'number') return value;
  const readable = kind === 'long' ? Number.isSafeInteger(value) : kind === 'decimal' && Number.isFinite(value);
  return readable ? plainNumber(value) : value;
}

/** Applies a plan; for code that converts leaves in its own way. */
export function apply(walk: Walk, plan: Plan, value: unknown): unknown {
  switch (plan.kind) {
    case 'declared': {
      const declared = walk.plans.get(plan.key);
      return declared ? apply(walk, declared, value) : value;
    }
    case 'list':
      return Array.isArray(value) ? applyList(walk, plan.item, value) : value;
    case 'map':
      return isObject(value) ? applyMap(walk, plan.item, value) : value;
    case 'record':
      return isObject(value) ? applyRecord(walk, plan.fields, value) : value;
    case 'union':
      return isObject(value) ? applyUnion(walk, plan, value) : value;
    case 'enum':
      return walk.tolerant && typeof value === 'string' && !plan.symbols.includes(value) ? plan.otherwise : value;
    default:
      return walk.leaf(plan.kind, value);
  }
}

function applyRecord(walk: Walk, fields: readonly FieldPlan[], record: Fields): Fields {
  let changes: Map<string, unknown> | undefined;
  for (const field of fields) {
    const present = own(record, field.name);
    const renamed = walk.tolerant && present === undefined && field.was !== undefined;
    const found = renamed ? own(record, field.was) : present;
    const value = applyField(walk, field, found);
    if (renamed && found !== undefined) (changes ??= new Map()).set(field.was, undefined);
    if (value !== present) (changes ??= new Map()).set(field.name, value);
  }
  return changes ? changed(record, changes) : record;
}

function applyField(walk: Walk, field: FieldPlan, found: unknown): unknown {
  const value = found === undefined || (found === null && field.optional) ? field.default : found;
  return value !== undefined && field.plan ? apply(walk, field.plan, value) : value;
}

function applyUnion(walk: Walk, plan: Plan & { kind: 'union' }, value: Fields): unknown {
  const tag = own(value, plan.tag);
  const known = plan.cases.find((oneCase) => oneCase.name === tag);
  if (known) return known.plan ? apply(walk, known.plan, value) : value;
  const otherwise = plan.cases.find((oneCase) => oneCase.name === plan.otherwise);
  if (!walk.tolerant || !otherwise || typeof tag !== 'string') return value;
  const retagged = changed(value, new Map([[plan.tag, otherwise.name]]));
  return otherwise.plan ? apply(walk, otherwise.plan, retagged) : retagged;
}

function applyList(walk: Walk, plan: Plan, list: readonly unknown[]): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const item = apply(walk, plan, list[index]);
    if (item !== list[index]) (copy ??= [...list])[index] = item;
  }
  return copy ?? list;
}

function applyMap(walk: Walk, plan: Plan, map: Fields): Fields {
  let changes: Map<string, unknown> | undefined;
  for (const key of Object.keys(map)) {
    const item = apply(walk, plan, map[key]);
    if (item !== map[key]) (changes ??= new Map()).set(key, item);
  }
  return changes ? changed(map, changes) : map;
}

/** A copy with changes, undefined meaning without the field. Entries are defined, not assigned: \`__proto__\` is a name like any other. */
function changed(record: Fields, changes: ReadonlyMap<string, unknown>): Fields {
  const entries = new Map([...Object.entries(record), ...changes]);
  return Object.fromEntries([...entries].filter(([, value]) => value !== undefined));
}

function own(record: Fields, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a JSON value nests deeper than some levels; without recursion. */
export function deeperThan(value: unknown, levels: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levels) return true;
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
  return false;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map([...ALPHABET].map((character, value) => [character, value]));

/** Bytes as base64 with padding, RFC 4648. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second, third] = bytes.subarray(at, at + 3);
    const bits = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    text += sextet(bits, 18) + sextet(bits, 12);
    text += (second === undefined ? '=' : sextet(bits, 6)) + (third === undefined ? '=' : sextet(bits, 0));
  }
  return text;
}

/** The bytes of well-formed base64. */
export function decodeBase64(text: string): Uint8Array {
  const digits = text.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  for (let at = 0, end = 0; at < digits.length; at += 4) {
    const group = digits.slice(at, at + 4).padEnd(4, 'A');
    const bits = [...group].reduce((sum, character) => (sum << 6) | (VALUES.get(character) ?? 0), 0);
    for (let shift = 16; shift >= 0 && end < bytes.length; shift -= 8) bytes[end++] = (bits >> shift) & 0xff;
  }
  return bytes;
}

function sextet(bits: number, shift: number): string {
  return ALPHABET.charAt((bits >> shift) & 63);
}

export type NumberKind = 'int' | 'long' | 'decimal' | 'double';
export type Operator = '+' | '-' | '*' | '/' | '%';

/** A decimal as units of ten to the power of minus \`scale\`. */
interface Exact {
  readonly units: bigint;
  readonly scale: number;
}

const LONG_LIMIT = 2n ** 63n;
/** A decimal may have this many digits before its point, and as many after it. */
const DECIMAL_DIGITS = 1000;
/** IEEE 754 decimal128: a quotient keeps 34 significant digits. */
const QUOTIENT_DIGITS = 34;

/** Computes with two numbers of one kind. Throws a \`RangeError\` where the result is none of this kind. */
export function compute(kind: NumberKind, operator: Operator, left: unknown, right: unknown): number | string {
  if (kind === 'decimal') return decimalText(onDecimals(operator, exact(left), exact(right)));
  if (kind === 'long') return longText(onLongs(operator, BigInt(left as string), BigInt(right as string)));
  const result = onNumbers(operator, left as number, right as number);
  if (kind === 'double') {
    if (!Number.isFinite(result)) throw new RangeError('the result is beyond the range of double');
    return result;
  }
  const whole = operator === '/' ? Math.trunc(result) : result;
  if (!Number.isSafeInteger(whole)) throw new RangeError('the result is beyond the range of int');
  return whole === 0 ? 0 : whole;
}

/** The number with its sign changed. */
export function negate(kind: NumberKind, value: unknown): number | string {
  return kind === 'double' ? -(value as number) : compute(kind, '-', 0, value);
}

/** Negative, zero or positive. */
export function compareNumbers(kind: NumberKind, left: unknown, right: unknown): number {
  if (kind === 'int' || kind === 'double') return (left as number) - (right as number);
  const [a, b] = aligned(exact(left), exact(right));
  return a < b ? -1 : a > b ? 1 : 0;
}

function onNumbers(operator: Operator, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / divisor(right);
    case '%':
      return left % divisor(right);
  }
}

function onLongs(operator: Operator, left: bigint, right: bigint): bigint {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / divisor(right);
    case '%':
      return left % divisor(right);
  }
}

function onDecimals(operator: Operator, left: Exact, right: Exact): Exact {
  if (operator === '*') return { units: left.units * right.units, scale: left.scale + right.scale };
  if (operator === '/') return quotient(left, right);
  const [a, b] = aligned(left, right);
  const scale = Math.max(left.scale, right.scale);
  if (operator === '%') return { units: a % divisor(b), scale };
  return { units: operator === '+' ? a + b : a - b, scale };
}

/** Half to even at the last of 34 significant digits. */
function quotient(left: Exact, right: Exact): Exact {
  const [a, b] = aligned(left, right);
  const [over, under] = [abs(a), abs(divisor(b))];
  if (over === 0n) return { units: 0n, scale: 0 };
  const leading = digitsOf(over) - digitsOf(under);
  const atLeastOne = leading >= 0 ? over >= under * 10n ** BigInt(leading) : over * 10n ** BigInt(-leading) >= under;
  const scale = QUOTIENT_DIGITS - (atLeastOne ? leading + 1 : leading);
  const [dividend, by] = scale >= 0 ? [over * 10n ** BigInt(scale), under] : [over, under * 10n ** BigInt(-scale)];
  const units = halfEven(dividend, by) * (a < 0n === b < 0n ? 1n : -1n);
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}

function halfEven(dividend: bigint, by: bigint): bigint {
  const whole = dividend / by;
  const twice = (dividend % by) * 2n;
  return twice > by || (twice === by && whole % 2n === 1n) ? whole + 1n : whole;
}

function divisor<N extends number | bigint>(value: N): N {
  if (value === 0 || value === 0n) throw new RangeError('division by zero');
  return value;
}

function exact(value: unknown): Exact {
  const match = /^(-?)(\\d+)(?:\\.(\\d+))?$/.exec(String(value));
  if (!match) throw new RangeError(\`\${JSON.stringify(value)} is not a decimal\`);
  const [, sign = '', whole = '', fraction = ''] = match;
  return { units: BigInt(sign + whole + fraction), scale: fraction.length };
}

/** The units of both at the larger scale. */
function aligned(left: Exact, right: Exact): [bigint, bigint] {
  const scale = Math.max(left.scale, right.scale);
  return [left.units * 10n ** BigInt(scale - left.scale), right.units * 10n ** BigInt(scale - right.scale)];
}

/** The one text of a decimal: no exponent, no superfluous zero, no \`-0\`. */
function decimalText({ units, scale }: Exact): string {
  const digits = abs(units)
    .toString()
    .padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  if (whole.length > DECIMAL_DIGITS || fraction.length > DECIMAL_DIGITS) {
    throw new RangeError(\`a decimal may have \${DECIMAL_DIGITS} digits before and \${DECIMAL_DIGITS} after its point\`);
  }
  return (units < 0n ? '-' : '') + whole + (fraction ? \`.\${fraction}\` : '');
}

function longText(value: bigint): string {
  if (value >= LONG_LIMIT || value < -LONG_LIMIT)
    throw new RangeError('the result is beyond the range of long, 64 bit');
  return value.toString();
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function digitsOf(value: bigint): number {
  return value.toString().length;
}

/** A wire value; null for what is absent. */
export type Value = unknown;

/** An own field or entry of an object, or an item of a list; null where there is none. */
export function get(value: Value, key: Value): Value {
  if (Array.isArray(value)) return value[key as number] ?? null;
  if (typeof value !== 'object' || value === null || key === null) return null;
  return Object.hasOwn(value, String(key)) ? ((value as { [name: string]: Value })[String(key)] ?? null) : null;
}

/** A record from its parts, the later ones first in effect; of the fields named, those that are null are left out. */
export function record(parts: readonly object[], optional: readonly string[]): Value {
  const entries = new Map(parts.flatMap((part) => Object.entries(part) as [string, Value][]));
  for (const name of optional) if (entries.get(name) === null) entries.delete(name);
  return Object.fromEntries(entries);
}

/** The named fields of a record that are there, each under its new name. */
export function carry(value: Value, names: readonly (readonly [from: string, to: string])[]): object {
  return Object.fromEntries(names.flatMap(([from, to]) => (get(value, from) === null ? [] : [[to, get(value, from)]])));
}

/** All entries of a map. */
export function entries(value: Value): object {
  return value ?? {};
}

/** A list's items, or a map's values in code-point order of its keys; none of null. */
export function items(value: Value): readonly Value[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value)
    .sort(compareText)
    .map((key) => get(value, key));
}

/** What a function makes of something that is there; null of null. */
export function ofPresent(value: Value, make: (present: Value) => Value): Value {
  return value === null ? null : make(value);
}

/** The number of code points, items or entries. */
export function lengthOf(value: Value): number {
  return typeof value === 'string' ? codePoints(value) : items(value).length;
}

/** The number of code points of a text. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** Orders strings by Unicode code point. */
export function compareText(left: Value, right: Value): number {
  const [a, b] = [String(left), String(right)];
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (x !== y) return codePointRank(x) - codePointRank(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above all others. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** A comparison is false where an operand is absent. */
export function ordered(left: Value, right: Value, holds: (left: Value, right: Value) => boolean): boolean {
  return left !== null && right !== null && holds(left, right);
}

/** Whether a condition holds; it does not where it is absent. */
export function holds(condition: Value): boolean {
  return condition === true;
}

/** The value, or where it is absent another one. */
export function orElse(value: Value, other: () => Value): Value {
  return value === null ? other() : value;
}

/** Whether two texts, booleans or symbols are the same; null equals only null. */
export function same(left: Value, right: Value): boolean {
  return left === right;
}

/** Joins two texts or two lists. */
export function join(left: Value, right: Value): Value {
  return Array.isArray(left) && Array.isArray(right) ? [...left, ...right] : \`\${left ?? ''}\${right ?? ''}\`;
}

/** Whether two numbers of a kind are the same; null equals only null. */
export function sameNumber(kind: NumberKind, left: Value, right: Value): boolean {
  return left === null || right === null ? left === right : compareNumbers(kind, left, right) === 0;
}

/** Adds up what is not null. */
export function total(kind: NumberKind, values: readonly Value[]): Value {
  const zero = kind === 'decimal' || kind === 'long' ? '0' : 0;
  return values.filter((value) => value !== null).reduce((sum, value) => compute(kind, '+', sum, value), zero);
}

/** Whether a list has an item that is the same as another value, as \`isSame\` says. */
export function contains(list: Value, value: Value, isSame: (item: Value, value: Value) => boolean): boolean {
  return items(list).some((item) => isSame(item, value));
}

/** Whether a map has a key. */
export function hasEntry(map: Value, key: Value): boolean {
  return typeof map === 'object' && map !== null && key !== null && Object.hasOwn(map, String(key));
}

declare const brand: unique symbol;

/** Text of a certain form. \`uuid("…")\` and its like check a text and give one. */
type Text<Form extends string> = string & { readonly [brand]: Form };

/** A number of any size and precision, in digits: \`99.90\`. */
export type Decimal = Text<'decimal'>;
/** \`7f9c24e5-1d3a-4a1b-9c1e-0123456789ab\` */
export type Uuid = Text<'uuid'>;
/** A day: \`2024-01-15\`. */
export type DateText = Text<'date'>;
/** A time of day with its offset: \`10:30:00Z\`. */
export type TimeText = Text<'time'>;
/** A point in time, RFC 3339: \`2024-01-15T10:30:00Z\`. */
export type Timestamp = Text<'timestamp'>;
/** ISO 8601: \`PT30S\`. */
export type Duration = Text<'duration'>;
export type Uri = Text<'uri'>;
export type Email = Text<'email'>;
export type Bytes = Uint8Array;

export function decimal(text: string): Decimal {
  return checked(text, /^-?(?:0|[1-9]\\d*)(?:\\.\\d+)?$/, 'decimal') as Decimal;
}
export function uuid(text: string): Uuid {
  return checked(text, FORMAT_PATTERNS.uuid, 'uuid') as Uuid;
}
export function date(text: string): DateText {
  return checked(text, FORMAT_PATTERNS.date, 'date') as DateText;
}
export function time(text: string): TimeText {
  return checked(text, FORMAT_PATTERNS.time, 'time') as TimeText;
}
export function timestamp(text: string): Timestamp {
  return checked(text, FORMAT_PATTERNS.timestamp, 'timestamp') as Timestamp;
}
export function duration(text: string): Duration {
  return checked(text, FORMAT_PATTERNS.duration, 'duration') as Duration;
}
export function uri(text: string): Uri {
  return checked(text, FORMAT_PATTERNS.uri, 'uri') as Uri;
}
export function email(text: string): Email {
  return checked(text, FORMAT_PATTERNS.email, 'email') as Email;
}

function checked(text: string, pattern: RegExp, form: string): string {
  if (!pattern.test(text)) throw new TypeError(\`\${JSON.stringify(text)} is not a \${form}\`);
  return text;
}

/** What is around every message. */
export interface Envelope<Type extends string, Version extends string, Data> {
  readonly eventId: Uuid;
  readonly eventType: Type;
  /** The version that \`data\` is in. */
  readonly eventVersion: Version;
  readonly timestamp: Timestamp;
  /** The same along a chain of causes. */
  readonly correlationId: string;
  /** The id of the message that caused this one. */
  readonly causationId?: string;
  /** The service that published it. */
  readonly producer: string;
  readonly data: Data;
}

/** Data as it is on the wire, ready for \`JSON.stringify\`. */
export type WireData = { readonly [field: string]: unknown };

/** A message that cannot be written or read; \`findings\` names each place. */
export class MessageError extends Error {
  readonly findings: readonly string[];
  constructor(message: string, findings: readonly string[]) {
    super(findings.length > 0 ? \`\${message}: \${findings.join('; ')}\` : message);
    this.name = 'MessageError';
    this.findings = findings;
  }
}

/** One version of a message. */
export interface MessageVersion<Type extends string, Version extends string, Data, Input> {
  readonly type: Type;
  readonly version: Version;
  /** Fills in defaults, checks the data and gives what goes on the wire. Throws a \`MessageError\`. */
  write(data: Input): WireData;
  /** Reads an envelope (parsed JSON) of this version, or of one that can be read as this one. Throws a \`MessageError\`. */
  read(envelope: unknown): Envelope<Type, Version, Data>;
  /** Wire data of some version as wire data that this one reads. Throws a \`MessageError\`. */
  understand(version: string, data: unknown): unknown;
}

/** The errors so far and one more; compiled checks note them so. */
export function noted(errors: SchemaError[] | null, error: SchemaError): SchemaError[] {
  if (!errors) return [error];
  errors.push(error);
  return errors;
}

type Validate = ((value: unknown) => boolean) & { readonly errors?: readonly SchemaError[] | null };

/** What a version is checked and converted by. */
export interface Schema {
  readonly plan: Plan | undefined;
  readonly plans: Plans;
  /** Whether values may nest very deep. */
  readonly deep: boolean;
  readonly writer: Validate;
  readonly reader: Validate;
}

/** How older majors are read: as \`via\` reads them, then by the upcast, if there is one. */
export interface Route {
  readonly majors: readonly number[];
  via(): { understand(version: string, data: unknown): unknown };
  readonly upcast?: (old: unknown) => unknown;
}

export interface Definition<Type extends string, Version extends string> {
  readonly type: Type;
  /** The types on the wire of all versions; mostly just the one. */
  readonly types: readonly string[];
  readonly version: Version;
  readonly schema: Schema;
  readonly routes: readonly Route[];
}

/** Makes a version of what is generated for it. */
export function message<Type extends string, Version extends string, Data, Input>(
  definition: Definition<Type, Version>,
): MessageVersion<Type, Version, Data, Input> {
  const { type, types, version, schema } = definition;
  const title = \`\${type}@\${version}\`;
  return {
    type,
    version,
    write(data) {
      refuseDeep(schema, data, title);
      const wire = convert(schema, encodeLeaf, data) as WireData;
      if (!schema.writer(wire)) throw new MessageError(\`\${title} cannot be written\`, findings(schema.writer.errors));
      return wire;
    },
    read(envelope) {
      const { eventVersion, ...rest } = checkedEnvelope(envelope, types);
      const data = convert(schema, decodeLeaf, understand(definition, eventVersion, rest.data));
      return { ...rest, eventType: type, eventVersion: version, data: data as Data };
    },
    understand: (from, data) => understand(definition, from, data),
  };
}

function understand(definition: Definition<string, string>, from: string, data: unknown): unknown {
  const { type, version, schema, routes } = definition;
  const major = majorOf(from);
  refuseDeep(schema, data, \`\${type}@\${from}\`);
  const own = major === majorOf(version) ? data : throughRoute(routes, major, from, data);
  if (own === undefined) throw new MessageError(\`\${type}@\${from} cannot be read as @\${version}\`, []);
  const read = schema.plan ? readWith(schema.plan, schema.plans, own) : own;
  if (schema.reader(read)) return read;
  throw new MessageError(\`\${type}@\${from} cannot be read as @\${version}\`, findings(schema.reader.errors));
}

function throughRoute(routes: readonly Route[], major: number, from: string, data: unknown): unknown {
  const route = routes.find(({ majors }) => majors.includes(major));
  if (!route) return undefined;
  const old = route.via().understand(from, data);
  return route.upcast ? route.upcast(old) : old;
}

function majorOf(version: string): number {
  return Number(/^\\d+/.exec(version)?.[0] ?? Number.NaN);
}

function refuseDeep({ deep }: Schema, data: unknown, title: string): void {
  if (deep && deeperThan(data, DEEPEST)) throw new MessageError(title, [\`/ is nested deeper than \${DEEPEST} levels\`]);
}

function convert({ plan, plans }: Schema, leaf: (kind: string, value: unknown) => unknown, value: unknown): unknown {
  return plan ? apply({ plans, tolerant: false, leaf }, plan, value) : value;
}

function encodeLeaf(kind: string, value: unknown): unknown {
  if (kind === 'long') return typeof value === 'bigint' ? value.toString() : value;
  return kind === 'bytes' && value instanceof Uint8Array ? encodeBase64(value) : value;
}

function decodeLeaf(kind: string, value: unknown): unknown {
  if (kind === 'long') return BigInt(value as string);
  return kind === 'bytes' && BYTES_PATTERN.test(value as string) ? decodeBase64(value as string) : value;
}

function checkedEnvelope(envelope: unknown, types: readonly string[]): Envelope<string, string, unknown> {
  const fields = (typeof envelope === 'object' && envelope !== null ? envelope : {}) as {
    readonly [name: string]: unknown;
  };
  const { causationId, ...rest } = fields;
  const texts = ['eventId', 'eventType', 'eventVersion', 'timestamp', 'correlationId', 'producer'];
  const missing = texts.filter((name) => typeof rest[name] !== 'string').map((name) => \`/\${name} must be string\`);
  if (missing.length > 0) throw new MessageError('not an envelope', missing);
  if (!types.includes(rest['eventType'] as string))
    throw new MessageError(\`\${String(rest['eventType'])} is not \${types.join(' or ')}\`, []);
  const whole = typeof causationId === 'string' ? { ...rest, causationId } : rest;
  return whole as unknown as Envelope<string, string, unknown>;
}

/** What a handler gives back. */
export type Handled = void | Promise<void>;

/** Which of several outcomes it is. */
export type Choice<Outcome extends string> = Outcome | Promise<Outcome>;

/** No output at all. */
export type Nothing = Readonly<Record<never, never>>;

/** Data by the name of the message: \`{ "OrderPaid@1": … }\`. */
type Outputs = { readonly [name: string]: unknown };

/** Where the message lies and how often it was tried. */
export interface Delivery {
  readonly topic?: string;
  readonly partition?: number;
  readonly offset?: number;
  /** Counts from 1. */
  readonly attempt: number;
  /** Read again on request. */
  readonly replayed: boolean;
}

export interface SendOptions {
  /** The topic's name, where several carry the message. */
  readonly topic?: string;
  /** Milliseconds to wait before it goes out. */
  readonly delay?: number;
}

export interface Log {
  debug(text: string, details?: unknown): void;
  info(text: string, details?: unknown): void;
  warn(text: string, details?: unknown): void;
  error(text: string, details?: unknown): void;
}

/** What a handler may do: just what its declaration says. */
interface Context<Events extends Outputs, Commands extends Outputs, State> {
  /** Publishes an event; it goes out when the handler has ended well. */
  emit<Name extends keyof Events & string>(name: Name, data: Events[Name], options?: SendOptions): void;
  /** Sends a command; it goes out when the handler has ended well. */
  send<Name extends keyof Commands & string>(name: Name, data: Commands[Name], options?: SendOptions): void;
  /** Kept with the offset; a failed attempt leaves no trace in it. */
  readonly state: State;
  readonly delivery: Delivery;
  /** The run's clock, the same at every attempt. */
  now(): Timestamp;
  /** Derived from the message at hand, the same at every attempt. */
  uuid(): Uuid;
  readonly log: Log;
}

/** The context of a handler of events and documents. */
export interface EventContext<Events extends Outputs, Commands extends Outputs, State>
  extends Context<Events, Commands, State> {
  /** Ends this attempt; the retry policy answers. */
  fail(reason: string): never;
  /** Sends the message to the dead letter at once. */
  deadLetter(reason: string): never;
}

/** The context of a handler of commands. */
export interface CommandContext<Events extends Outputs, Commands extends Outputs, State>
  extends Context<Events, Commands, State> {
  /** Refuses the command; its sender sees the reason. */
  reject(reason: string): never;
}
`;
