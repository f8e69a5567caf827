import type { NamedType, Range, StringLiteral } from '../syntax/tree.ts';
import { problem, type Report } from './problem.ts';
import { type Bounds, boundsOf, lengthsOf } from './ranges.ts';
import { FORMATS, type ValueType } from './types.ts';

type BuiltIn = (refinements: Refinements, report: Report) => ValueType;

interface Refinements {
  readonly node: NamedType;
  readonly ranges: readonly Range[];
  readonly patterns: readonly StringLiteral[];
}

/** JSON's interoperable range of whole numbers (RFC 8259, section 6). */
const INT: Bounds<number> = {
  read: (text) => (/^-?\d+$/.test(text) ? Number(text) : undefined),
  holds: Number.isSafeInteger,
  what: 'a whole number within ±9007199254740991, which is what JSON carries safely; `long` holds 64 bits',
};
const LONG: Bounds<bigint> = {
  read: (text) => (/^-?\d+$/.test(text) ? BigInt(text) : undefined),
  holds: (value) => BigInt.asIntN(64, value) === value,
  what: 'a whole number of 64 bits, from -9223372036854775808 to 9223372036854775807',
};
const DOUBLE: Bounds<number> = { read: Number, holds: Number.isFinite, what: 'a number that a double can hold' };

const RANGED = 'a range of values, as in `(1..99)`';

const BUILT_IN: ReadonlyMap<string, BuiltIn> = new Map<string, BuiltIn>([
  ['string', stringType],
  ['int', (given, report) => ({ kind: 'int', ...boundsOf(onlyRange(given, RANGED, report), INT, report) })],
  ['long', (given, report) => ({ kind: 'long', ...boundsOf(onlyRange(given, RANGED, report), LONG, report) })],
  ['double', (given, report) => ({ kind: 'double', ...boundsOf(onlyRange(given, RANGED, report), DOUBLE, report) })],
  ['decimal', decimalType],
  ...(['boolean', 'bytes', 'json', ...FORMATS] as const).map((kind): [string, BuiltIn] => [
    kind,
    (given, report) => {
      refuse(given, [...given.ranges, ...given.patterns], 'no refinement', report);
      return { kind };
    },
  ]),
]);

export const BUILT_IN_NAMES: readonly string[] = [...BUILT_IN.keys()];

/** What built-in types are called elsewhere. */
export const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ...['integer', 'int32', 'short', 'byte', 'number'].map((name) => [name, 'int'] as const),
  ...['int64', 'bigint'].map((name) => [name, 'long'] as const),
  ...['float', 'float32', 'float64', 'real'].map((name) => [name, 'double'] as const),
  ...['numeric', 'money', 'bigdecimal'].map((name) => [name, 'decimal'] as const),
  ...['text', 'str', 'varchar', 'char'].map((name) => [name, 'string'] as const),
  ...['datetime', 'instant'].map((name) => [name, 'timestamp'] as const),
  ...['object', 'any', 'unknown'].map((name) => [name, 'json'] as const),
  ...['binary', 'blob'].map((name) => [name, 'bytes'] as const),
  ['bool', 'boolean'],
  ['guid', 'uuid'],
  ['url', 'uri'],
]);

/** The built-in type that a node names; undefined where the name is none of them. */
export function builtInType(node: NamedType, report: Report): ValueType | undefined {
  const { parts } = node.reference.name;
  const make = parts.length === 1 ? BUILT_IN.get(parts[0]!.text) : undefined;
  if (!make) return undefined;
  const { version } = node.reference;
  if (version) report(problem('EVF2007', node.reference, { name: parts[0]!.text, kind: 'built-in type', version }));
  const ranges = node.refinements.filter((refinement) => refinement.kind === 'range');
  const patterns = node.refinements.filter((refinement) => refinement.kind === 'string');
  return make({ node, ranges, patterns }, report);
}

/** Reports every refinement of a type that takes none, or not these. */
export function refuse(
  { node }: Pick<Refinements, 'node'>,
  refinements: readonly (Range | StringLiteral)[],
  takes: string,
  report: Report,
): void {
  for (const refinement of refinements) {
    const what = refinement.kind === 'range' ? 'range' : 'pattern';
    const type = node.reference.name.parts.map(({ text }) => text).join('.');
    const alone = node.refinements.length === 1 ? { type: node, name: node.reference } : undefined;
    report(problem('EVF2101', refinement, { type, refinement: what, takes, alone }));
  }
}

function onlyRange(given: Refinements, takes: string, report: Report): Range | undefined {
  refuse(given, [...given.ranges.slice(1), ...given.patterns], takes, report);
  return given.ranges[0];
}

function stringType(given: Refinements, report: Report): ValueType {
  const takes = 'one range of lengths and one pattern, as in `(1..64, "^[A-Z]+$")`';
  refuse(given, [...given.ranges.slice(1), ...given.patterns.slice(1)], takes, report);
  const pattern = given.patterns[0];
  const lengths = lengthsOf(given.ranges[0], report);
  return pattern && isPattern(pattern, report)
    ? { kind: 'string', ...lengths, pattern: pattern.value }
    : { kind: 'string', ...lengths };
}

function isPattern(literal: StringLiteral, report: Report): boolean {
  try {
    new RegExp(literal.value, 'u');
    return true;
  } catch (error) {
    const why = (error as Error).message.replace(/^Invalid regular expression: \/.*\/u?: /s, '');
    report(problem('EVF2103', literal, { pattern: literal.value, why }));
    return false;
  }
}

/** Precision and scale as in SQL; 1000 digits are more than any database keeps. */
function decimalType(given: Refinements, report: Report): ValueType {
  const takes = 'a precision and a scale, as in `(12, 2)`: 12 digits, 2 of them after the point';
  const [first, second] = given.ranges;
  const isDigits = (range: Range | undefined) => !range || (!range.open && /^\d+$/.test(range.min ?? ''));
  const wrong = [
    ...given.ranges.slice(2),
    ...given.patterns,
    ...given.ranges.slice(0, 2).filter((range) => !isDigits(range)),
  ];
  refuse(given, wrong, takes, report);
  if (!first || wrong.length > 0) return { kind: 'decimal' };
  const precision = Number(first.min);
  const scale = second ? Number(second.min) : 0;
  const why =
    precision < 1 || precision > 1000
      ? 'a precision is between 1 and 1000 digits'
      : scale > precision
        ? `of ${precision} digits in all, ${scale} cannot stand after the point`
        : undefined;
  if (why === undefined) return { kind: 'decimal', precision, scale };
  report(problem('EVF2102', second ?? first, { range: second ? `${precision}, ${scale}` : `${precision}`, why }));
  return { kind: 'decimal' };
}
