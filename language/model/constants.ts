import type { Expression, RecordLiteral, Span } from '../syntax/tree.ts';
import { formatError } from './formats.ts';
import { decimalError, decimalText, numberText } from './numbers.ts';
import type { EnumType, JsonValue, ListType, RecordType, Target, Type, UnionType, ValueType } from './types.ts';
import { typeText } from './typeText.ts';

/** A constant's value as JSON, or why it is none, and where. */
export type Constant = { readonly value: JsonValue } | { readonly why: string; readonly span: Span };

export interface ConstantContext {
  /** Follows `declared` types. */
  readonly dereference: (type: ValueType) => Type;
  /** Told what each symbol stands for. */
  readonly target: (node: object, target: Target) => void;
}

/** The value of a constant expression where a type is expected: literals, symbols, and lists and records of them. */
export function constantOf(expression: Expression, type: ValueType, context: ConstantContext): Constant {
  if (expression.kind === 'parenthesized') return constantOf(expression.value, type, context);
  const shape = context.dereference(type) as ValueType;
  switch (shape.kind) {
    case 'unknown':
      return { why: '', span: expression };
    case 'enum':
      return symbol(expression, shape, context);
    case 'list':
      return list(expression, shape, context);
    case 'map':
      return map(expression, shape.value, context);
    case 'record':
      return record(expression, shape, context);
    case 'union':
      return union(expression, shape, context);
    case 'json':
      return json(expression);
    default:
      return scalar(expression, shape);
  }
}

function no(span: Span, why: string): Constant {
  return { why, span };
}

function scalar(expression: Expression, type: ValueType): Constant {
  switch (type.kind) {
    case 'boolean':
      return expression.kind === 'boolean' ? { value: expression.value } : unfit(expression, type);
    case 'int':
    case 'long':
    case 'double':
    case 'decimal':
      return number(expression, type);
    case 'duration':
      if (expression.kind === 'duration') return { value: `PT${expression.milliseconds / 1000}S` };
      return text(expression, type);
    default:
      return text(expression, type);
  }
}

/** `-5` is a minus before a number; the value is kept as text, so that no digit is lost. */
function number(
  expression: Expression,
  type: Extract<ValueType, { kind: 'int' | 'long' | 'double' | 'decimal' }>,
): Constant {
  const written = numberText(expression);
  if (written === undefined) return unfit(expression, type);
  if (type.kind === 'decimal') {
    const why = decimalError(written, type);
    return why ? no(expression, why) : { value: decimalText(written) };
  }
  if (type.kind === 'double') return bounded(expression, Number(written), type, Number(written));
  if (!/^-?\d+$/.test(written)) return no(expression, `${written} is no whole number`);
  if (type.kind === 'long') {
    const value = BigInt(written);
    if (BigInt.asIntN(64, value) !== value) return no(expression, `${written} does not fit 64 bits`);
    return bounded(expression, value, type, value.toString());
  }
  if (!Number.isSafeInteger(Number(written))) return no(expression, `${written} is beyond ±9007199254740991`);
  return bounded(expression, Number(written), type, Number(written));
}

function bounded<N extends number | bigint>(
  span: Span,
  value: N,
  type: { min?: N; max?: N },
  json: JsonValue,
): Constant {
  if (type.min !== undefined && value < type.min) return no(span, `${value} is less than ${type.min}`);
  if (type.max !== undefined && value > type.max) return no(span, `${value} is more than ${type.max}`);
  return { value: json };
}

function text(expression: Expression, type: ValueType): Constant {
  if (expression.kind !== 'string') return unfit(expression, type);
  const { value } = expression;
  if (type.kind !== 'string') {
    const why = formatError(type.kind, value);
    return why ? no(expression, why) : { value };
  }
  const length = [...value].length;
  if (type.min !== undefined && length < type.min)
    return no(expression, `it has ${length} characters, at least ${type.min} are asked for`);
  if (type.max !== undefined && length > type.max)
    return no(expression, `it has ${length} characters, at most ${type.max} are allowed`);
  if (type.pattern !== undefined && !new RegExp(type.pattern, 'u').test(value))
    return no(expression, `it does not match ${JSON.stringify(type.pattern)}`);
  return { value };
}

function symbol(expression: Expression, type: EnumType, context: ConstantContext): Constant {
  const name = expression.kind === 'nameExpression' || expression.kind === 'member' ? expression.name : undefined;
  if (!name) return unfit(expression, type);
  if (!type.symbols.includes(name.text)) return no(expression, `its symbols are ${type.symbols.join(', ')}`);
  context.target(expression, { kind: 'symbol', symbol: name.text, node: undefined, uri: undefined });
  return { value: name.text };
}

function list(expression: Expression, type: ListType, context: ConstantContext): Constant {
  if (expression.kind !== 'list') return unfit(expression, type);
  const count = expression.items.length;
  if (type.min !== undefined && count < type.min)
    return no(expression, `it has ${count} items, at least ${type.min} are asked for`);
  if (type.max !== undefined && count > type.max)
    return no(expression, `it has ${count} items, at most ${type.max} are allowed`);
  const value: JsonValue[] = [];
  for (const item of expression.items) {
    const constant = constantOf(item, type.item, context);
    if (!('value' in constant)) return constant;
    value.push(constant.value);
  }
  return { value };
}

function map(expression: Expression, valueType: ValueType, context: ConstantContext): Constant {
  if (expression.kind !== 'recordLiteral') return unfit(expression, { kind: 'map', value: valueType });
  return entries(expression, () => valueType, context);
}

function record(expression: Expression, type: RecordType, context: ConstantContext): Constant {
  if (expression.kind !== 'recordLiteral') return unfit(expression, type);
  const fields = new Map(type.fields.map((field) => [field.name, field]));
  const constant = entries(expression, (key) => fields.get(key)?.type, context);
  if (!('value' in constant)) return constant;
  const given = constant.value as { [key: string]: JsonValue };
  const missing = type.fields.find(
    ({ name, optional, node }) => !optional && !node.default && !Object.hasOwn(given, name),
  );
  return missing ? no(expression, `\`${missing.name}\` is missing`) : constant;
}

function union(expression: Expression, type: UnionType, context: ConstantContext): Constant {
  if (expression.kind !== 'recordLiteral') return unfit(expression, type);
  const tag = expression.entries.find((entry) => entry.kind === 'entry' && keyOf(entry.key) === type.tag);
  const named = tag?.kind === 'entry' && (tag.value ?? tag.key);
  const name =
    named && (named.kind === 'string' ? named.value : named.kind === 'nameExpression' ? named.name.text : undefined);
  const chosen = type.cases.find((one) => one.name === name);
  if (!chosen)
    return no(expression, `\`${type.tag}\` says which case it is: ${type.cases.map((one) => one.name).join(', ')}`);
  const rest = { ...expression, entries: expression.entries.filter((entry) => entry !== tag) };
  const constant = constantOf(rest, chosen.type, context);
  if (!('value' in constant)) return constant;
  return { value: { [type.tag]: chosen.name, ...(constant.value as object) } };
}

function json(expression: Expression): Constant {
  const anything: ConstantContext = { dereference: (type) => type, target: () => {} };
  switch (expression.kind) {
    case 'null':
      return { value: null };
    case 'boolean':
    case 'string':
      return { value: expression.value };
    case 'list':
      return list(expression, { kind: 'list', item: { kind: 'json' } }, anything);
    case 'recordLiteral':
      return entries(expression, () => ({ kind: 'json' }), anything);
    default: {
      const written = numberText(expression);
      return written === undefined ? unfit(expression, { kind: 'json' }) : { value: Number(written) };
    }
  }
}

function entries(
  literal: RecordLiteral,
  typeOf: (key: string) => ValueType | undefined,
  context: ConstantContext,
): Constant {
  const value: { [key: string]: JsonValue } = Object.create(null);
  for (const entry of literal.entries) {
    if (entry.kind === 'spread') return no(entry, 'a default spreads nothing');
    const key = keyOf(entry.key);
    const type = typeOf(key);
    if (!type) return no(entry.key, `there is no field \`${key}\``);
    if (!entry.value) return no(entry, `\`${key}\` needs a value: a default knows no names`);
    const constant = constantOf(entry.value, type, context);
    if (!('value' in constant)) return constant;
    value[key] = constant.value;
  }
  return { value: { ...value } };
}

function keyOf(key: { kind: 'name'; text: string } | { kind: 'string'; value: string }): string {
  return key.kind === 'name' ? key.text : key.value;
}

/** Expressions that are values as they stand, in words. */
const LITERALS: Partial<Record<Expression['kind'], string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
  duration: 'a duration',
  list: 'a list',
  recordLiteral: 'a record',
};

function unfit(expression: Expression, type: ValueType): Constant {
  if (expression.kind === 'missing') return no(expression, '');
  const found = numberText(expression) === undefined ? LITERALS[expression.kind] : LITERALS.number;
  if (!found) return no(expression, 'a default is a literal, nothing that is computed');
  if (type.kind === 'enum' && expression.kind === 'string') return no(expression, 'symbols stand without quotes');
  return no(expression, `${found} stands where ${typeText(type)} is expected`);
}
