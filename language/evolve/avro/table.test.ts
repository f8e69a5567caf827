import { describe, expect, test } from 'vitest';
import { projectOf } from '../../../test/language/harness.ts';
import { CHANGES } from '../../../test/registry/changes.ts';
import { diagnose } from '../../check/diagnose.ts';
import { historyOf } from '../history.ts';
import { avroJudge } from './verdict.ts';

/** Backward and forward, each `Y` or `n`. */
function judged(before: string, after: string): string {
  const versions = [before, after].map((text) => {
    const { project } = projectOf(text);
    expect(diagnose(project, 'main.evflow').filter(({ severity }) => severity === 'error')).toEqual([]);
    return historyOf(project, 'E')[0]!;
  });
  const verdict = avroJudge()(versions[0]!, versions[1]!);
  return verdict ? [verdict.backward, verdict.forward].map((holds) => (holds ? 'Y' : 'n')).join('') : 'none';
}

const reversed = (verdict: string) => [...verdict].reverse().join('');

describe('every change by itself, of the fields of a message', () => {
  test.each([
    ['required field added', 'a: int', 'a: int, b: int', 'nY'],
    ['optional field added', 'a: int', 'a: int, b?: int', 'YY'],
    ['defaulted field added', 'a: int', 'a: int, b: int = 1', 'YY'],
    ['defaulted record added', 'a: int', 'a: int, b: { c: int } = { c: 1 }', 'YY'],
    ['required field renamed, no `was`', 'a: int', 'b: int', 'nn'],
    ['optional field renamed, no `was`', 'a?: int', 'b?: int', 'YY'],
    ['required field renamed with `was`', 'a: int', 'b: int was a', 'Yn'],
    ['optional field renamed with `was`', 'a?: int', 'b?: int was a', 'YY'],
    ['renamed with `was`, a record in a record', 'a: { x: { y: int } }', 'b: { x: { y: int } } was a', 'Yn'],
    ['a removed name with another type', 'a?: int', 'a?: string', 'nn'],
    ['int of 32 bits to long', 'a: int(0..9)', 'a: long', 'Yn'],
    ['int, which has 53 bits and so is a long in Avro, to long', 'a: int', 'a: long', 'YY'],
    ['int to double', 'a: int', 'a: double', 'Yn'],
    ['int to decimal with room for it', 'a: int', 'a: decimal(20, 0)', 'nn'],
    ['int to decimal without digits', 'a: int', 'a: decimal', 'nn'],
    ['long to double', 'a: long', 'a: double', 'Yn'],
    ['decimal, more integer digits', 'a: decimal(6, 2)', 'a: decimal(8, 2)', 'nn'],
    ['decimal, more integer digits and scale', 'a: decimal(6, 2)', 'a: decimal(8, 3)', 'nn'],
    ['decimal, scale up, precision the same', 'a: decimal(6, 2)', 'a: decimal(6, 3)', 'nn'],
    ['decimal without digits to one with', 'a: decimal', 'a: decimal(6, 2)', 'nn'],
    ['int to string', 'a: int', 'a: string', 'nn'],
    ['boolean to string', 'a: boolean', 'a: string', 'nn'],
    ['T to list', 'a: int', 'a: int[]', 'nn'],
    ['uuid to string', 'a: uuid', 'a: string', 'YY'],
    ['timestamp to string', 'a: timestamp', 'a: string', 'nn'],
    ['date to string', 'a: date', 'a: string', 'nn'],
    ['enum to string', 'a: enum { x }', 'a: string', 'nn'],
    ['long to string', 'a: long', 'a: string', 'nn'],
    ['decimal to string', 'a: decimal(6, 2)', 'a: string', 'nn'],
    ['what is a string in Avro to string', 'a: decimal, b: time, c: uri', 'a: string, b: string, c: string', 'YY'],
    ['timestamp to long', 'a: timestamp', 'a: long', 'nn'],
    ['date to int of 32 bits', 'a: date', 'a: int(0..9)', 'nn'],
    ['bytes to string', 'a: bytes', 'a: string', 'YY'],
    ['required to optional', 'a: int', 'a?: int', 'Yn'],
    ['required to defaulted', 'a: int', 'a: int = 1', 'YY'],
    ['optional to defaulted', 'a?: int', 'a: int = 1', 'nY'],
    ['enum symbol added', 'a: enum { x }', 'a: enum { x, y }', 'Yn'],
    ['enum reordered', 'a: enum { x, y }', 'a: enum { y, x }', 'YY'],
    ['list item changed', 'a: int(0..9)[]', 'a: long[]', 'Yn'],
    ['map value changed', 'a: map<int(0..9)>', 'a: map<long>', 'Yn'],
    ['nested field changed', 'a: { x: int(0..9) }', 'a: { x: long }', 'Yn'],
    ['map to record of optional fields', 'a: map<int>', 'a: { x?: int }', 'nn'],
    ['map to record with a required field', 'a: map<int>', 'a: { x: int }', 'nn'],
    ['constraint tightened', 'a: string, b: int[]', 'a: string(1..3), b: int(-5000000000..)[1..2]', 'YY'],
    ['constraint shifted', 'a: int(0..5), b: string("a")', 'a: int(3..9), b: string("b")', 'YY'],
    ['int narrowed to 32 bits, by which it is an int in Avro', 'a: int', 'a: int(0..9)', 'nY'],
    ['default changed', 'a: int = 1', 'a: int = 2', 'YY'],
    ['doc, order and annotations changed', 'a: int, b: string', '/// B.\n@sensitive b: string\na: int', 'YY'],
    ['field moved into a record', 'a: int, b: int', 'a: int, inner: { b: int }', 'nn'],
  ])('%s', (_, before, after, verdict) => {
    const [old, now] = [before, after].map((fields) => `event E { ${fields} }`) as [string, string];
    expect(judged(old, now)).toBe(verdict);
    if (!after.includes(' was ')) expect(judged(now, old)).toBe(reversed(verdict));
  });
});

describe('and of the types that it uses', () => {
  const union = (declared: string) => `record A { x: int }\nrecord B { y: int }\n${declared}\nevent E { u: U }`;
  const choice = (rest: string) => `enum C { ${rest}\nevent E { a: C }`;
  const money = (name: string) => `record ${name} { x: int }\nevent E { a: ${name} }`;
  const minor = 'record M@1.0 { x: int }\nrecord M@1.1 { x: int, y?: int }\n';
  test.each([
    ['case added', union('union U by kind { a: A }'), union('union U by kind { a: A, b: B }'), 'Yn'],
    [
      'case added, `otherwise` in both: Avro has no such thing',
      union('union U by kind { a: A } otherwise a'),
      union('union U by kind { a: A, b: B } otherwise a'),
      'Yn',
    ],
    ['case of another record', union('union U by kind { a: A }'), union('union U by kind { a: B }'), 'nn'],
    ['cases reordered', union('union U by k { a: A, b: B }'), union('union U by k { b: B, a: A }'), 'YY'],
    ['tag renamed', union('union U by kind { a: A }'), union('union U by type { a: A }'), 'YY'],
    ['enum symbol added, `otherwise` in both', choice('x } otherwise x'), choice('x, y } otherwise x'), 'YY'],
    ['enum symbol added, `otherwise` in the new reader', choice('x }'), choice('x, y } otherwise x'), 'Yn'],
    ['enum symbol removed, `otherwise` in the new reader', choice('x, y }'), choice('x } otherwise x'), 'YY'],
    ['`otherwise` added', choice('x, y }'), choice('x, y } otherwise y'), 'YY'],
    ['nested record renamed', money('Money'), money('Amount'), 'nn'],
    ['nested record in its next minor', `${minor}event E { a: M@1.0 }`, `${minor}event E { a: M@1.1 }`, 'YY'],
    [
      'nested record in its next major, which has another name',
      'record M { x: int }\nevent E { a: M }',
      'record M@2 { x: int }\nevent E { a: M }',
      'nn',
    ],
    [
      'a record that uses itself',
      'record T { next?: T, x: int(0..9) }\nevent E { t: T }',
      'record T { next?: T, x: long }\nevent E { t: T }',
      'Yn',
    ],
    ['the message in its next major', 'event E { x: int }', 'event E@2 { x: int }', 'nn'],
  ])('%s', (_, before, after, verdict) => {
    expect(judged(before, after)).toBe(verdict);
    expect(judged(after, before)).toBe(reversed(verdict));
  });

  test('what Avro cannot express has no verdict', () => {
    expect(judged('event E { a: int }', 'event E { a: int, b?: int, `größe`?: int }')).toBe('none');
    expect(judged('event E { `größe`: int }', 'event E { `größe`: int }')).toBe('none');
  });
});

/** A registry sees the bytes of a decimal alone. */
const LAXER_IN_REGISTRIES = ['more digits of a decimal', 'another scale'];

test.each(CHANGES.filter(({ name }) => !LAXER_IN_REGISTRIES.includes(name)))(
  'as real registries judge: $name',
  (change) => {
    expect(judged(change.old, change.next)).toBe(change.avro);
  },
);
