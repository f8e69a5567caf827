import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { JsonValue, RecordType } from '../../../language/model/types.ts';
import { Messages } from './drawnMessages.fixture.ts';
import { pairs } from './drawnVersions.fixture.ts';
import { type Checked, disagreements, drawn, tried, versionOf, writable } from './oracle.fixture.ts';

// The relation is held against ajv and the tolerant reading: what breaks is shown by a message that is written and not read,
// and none is smaller; what does not break reads every message that was drawn.

afterAll(() => {
  const { directions, yes, no, unknown, messages, witnesses } = tried;
  console.log(
    `oracle: ${directions} pairs of a writer and a reader (${yes} yes, ${no} no, ${unknown} unknown), ${messages} messages, ${witnesses} witnesses`,
  );
});

const LEAVES = [
  ...['boolean', 'json', 'uuid', 'date', 'time', 'timestamp', 'duration', 'uri', 'email', 'bytes', 'boolean[]'],
  ...['int', 'int(0..)', 'int(..0)', 'int(-1..1)', 'int(1..3)', 'int(2..4)', 'int(3..3)', 'int(..-5)', 'int(10..99)'],
  ...['int(-9007199254740991..9007199254740991)', 'int(9007199254740991..)', 'int(-99..99)', 'int(-100..100)'],
  ...['long', 'long(0..)', 'long(-1..1)', 'long(1..3)', 'long(9007199254740992..)', 'long(..-9223372036854775808)'],
  ...['long(-9007199254740991..9007199254740991)', 'long(10..99)', 'long(9223372036854775807..)'],
  ...['double', 'double(0..)', 'double(..0)', 'double(0..1)', 'double(0.5..0.5)', 'double(0.1..0.2)', 'double(1..3)'],
  ...['double(0..0)', 'double(3..3)', 'double(4503599627370496..)', 'double(-4503599627370496..4503599627370496)'],
  ...['double(9007199254740991..)', 'double(9007199254740991..9007199254740991)', 'double(9007199254740992..)'],
  ...['double(1000000000000000000000..)', 'double(0.9..1.1)', 'double(-0.5..0.5)', 'double(0.25..0.75)'],
  ...['decimal', 'decimal(1)', 'decimal(2)', 'decimal(3, 1)', 'decimal(3, 2)', 'decimal(2, 2)', 'decimal(1, 1)'],
  ...['decimal(16)', 'decimal(19)', 'decimal(20)', 'decimal(309)', 'decimal(400, 350)', 'decimal(700, 350)'],
  ...['decimal(20, 17)', 'decimal(17, 17)', 'decimal(5, 3)', 'double(0.001..0.002)', 'decimal(30, 19)'],
  ...[
    'string',
    'string(1..)',
    'string(..0)',
    'string(..1)',
    'string(1..1)',
    'string(2..3)',
    'string(3..4)',
    'string(20..)',
  ],
  ...[
    'string("^[0-9]+$")',
    'string("^-?[0-9]+$")',
    'string("^a+$")',
    'string("a")',
    'string(2..2, "^a")',
    'string("[]")',
  ],
  ...['string("^[abc]$")', 'string("^(?=a)")', 'string("(.)\\\\1")', 'string("^(?!.*b)")', 'string(1..2, "^\\\\S*$")'],
  ...[
    'string("^[^]{36}$")',
    'string("^.{0,3}$")',
    'string("^[A-Z+/=]*$")',
    'string(..64, "@")',
    'string("^\\\\d{4}-")',
  ],
  ...['enum { a }', 'enum { a, b }', 'enum { b, a }', 'enum { c }', 'enum { a, b, c }', 'F', 'G', 'H'],
];
const NAMED = 'enum F { a, b } otherwise b\nenum G { a, c } otherwise a\nenum H { }\n';

test('every type without parts beside every other one', () => {
  const versions = LEAVES.map((type) => versionOf(`${NAMED}event E { f: ${type} }`));
  const messages = new Map(versions.map((version) => [version, messagesOf(version, versions)]));
  const found = versions.flatMap((before, i) =>
    versions
      .slice(i)
      .flatMap((after, j) =>
        disagreements(before, after, (writer) => messages.get(writer)!).map(
          (text) => `${LEAVES[i]}, then ${LEAVES[i + j]}: ${text}`,
        ),
      ),
  );
  expect(found).toEqual([]);
});

function messagesOf(version: Checked, all: readonly Checked[]): JsonValue[] {
  const [field] = (version.shapes.shape('E@1.0') as RecordType).fields;
  const type = field!.type.kind === 'declared' ? version.shapes.shape(field!.type.key)! : field!.type;
  const values = type.kind === 'list' ? [[], [true]] : new Messages(version, all, 1).leaves(type);
  return writable(
    version,
    values.map((f) => ({ f })),
  );
}

test('messages and what people make of them', () => {
  fc.assert(
    fc.property(pairs, fc.nat(), ({ before, after }, seed) => {
      const sides = [versionOf(before), versionOf(after)] as const;
      expect(disagreements(...sides, (writer) => drawn(writer, sides, seed, 40))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
