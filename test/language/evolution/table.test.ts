import { describe, expect, test } from 'vitest';
import { compare } from '../../../language/evolve/compare.ts';
import { declaredType } from '../../../language/model/schema/shapes.ts';
import { projectOf } from '../harness.ts';

/**
 * `Y`: everything is read. `Y!`: it is read, but something is lost or changes its meaning. `n`: there is a message that is
 * not. The new version reads the old one's messages `backward`, and the old one the new one's `forward`.
 */
type Mark = 'Y' | 'Y!' | 'n';

/** What changes, both versions of the event `E`, and what comes of it: in each direction its codes after the mark. */
type Row = readonly [change: string, before: string, after: string, backward: string, forward: string];

const Y = 'Y';

describe('fields', () => {
  hold([
    ['add a required field', '{}', '{ a: int }', 'n 4003', Y],
    ['add an optional field', '{}', '{ a?: int }', Y, Y],
    ['add a defaulted field', '{}', '{ a: int = 1 }', Y, Y],
    ['remove a required field', '{ a: int }', '{}', Y, 'n 4004'],
    ['remove an optional field', '{ a?: int }', '{}', Y, 'Y! 4005'],
    ['remove a defaulted field', '{ a: int = 1 }', '{}', Y, 'Y! 4005'],
    ['rename a required field without `was`', '{ a: int }', '{ b: int }', 'n 4006', 'n 4006'],
    ['rename an optional field without `was`', '{ a?: int }', '{ b?: int }', 'Y! 4006', 'Y! 4006'],
    ['rename a defaulted field without `was`', '{ a: int = 1 }', '{ b: int = 1 }', 'Y! 4006', 'Y! 4006'],
    ['rename a required field with `was`', '{ a: int }', '{ b: int was a }', Y, 'n 4007'],
    ['rename an optional field with `was`', '{ a?: int }', '{ b?: int was a }', Y, 'Y! 4007'],
    ['rename a defaulted field with `was`', '{ a: int = 1 }', '{ b: int = 1 was a }', Y, 'Y! 4007'],
    ['reuse the name of a required field', '{ a: string }', '{ a: int }', 'n 4012', 'n 4012'],
    ['reuse the name of an optional field', '{ a?: string }', '{ a?: boolean }', 'n 4012', 'n 4012'],
    ['required → optional', '{ a: int }', '{ a?: int }', Y, 'n 4014'],
    ['optional → required', '{ a?: int }', '{ a: int }', 'n 4014', Y],
    ['required → defaulted', '{ a: int }', '{ a: int = 1 }', Y, Y],
    ['defaulted → required', '{ a: int = 1 }', '{ a: int }', Y, Y],
    ['optional → defaulted', '{ a?: int }', '{ a: int = 1 }', Y, Y],
    ['defaulted → optional', '{ a: int = 1 }', '{ a?: int }', Y, Y],
    ['change a default', '{ a: int = 1 }', '{ a: int = 2 }', 'Y! 4024', 'Y! 4024'],
    ['reorder fields', '{ a: int, b?: string }', '{ b?: string, a: int }', Y, Y],
    ['doc and annotations', '{ a: int }', '{\n/** The count. */\n@sensitive a: int }', Y, Y],
    ['move a field into a nested record', '{ a: int }', '{ b: { a: int, c?: int } }', 'n 4025', 'n 4025'],
    ['move a field out of a nested record', '{ b: { a: int } }', '{ a: int }', 'n 4025', 'n 4025'],
    ['move a field into a declared record', '{ a: int }', '{ b: B }\nrecord B { a: int }', 'n 4025', 'n 4025'],
    ['move a field out of a declared record', '{ b: B }\nrecord B { a: int }', '{ a: int }', 'n 4025', 'n 4025'],
    ['split fields off as a record', '{ a: int, c: int }', '{ b: { a: int, c: int } }', 'n 4025', 'n 4025'],
    ['merge a record into its parent', '{ b: { a: int, c: int } }', '{ a: int, c: int }', 'n 4025', 'n 4025'],
  ]);
});

describe('numbers', () => {
  hold([
    ['int → long', '{ a: int }', '{ a: long }', Y, 'n 4009'],
    ['long → int', '{ a: long }', '{ a: int }', 'n 4009', Y],
    ['int → double', '{ a: int }', '{ a: double }', Y, 'n 4009'],
    ['double → int', '{ a: double }', '{ a: int }', 'n 4009', Y],
    ['int → decimal', '{ a: int }', '{ a: decimal }', Y, 'n 4009'],
    ['int → decimal with just the room', '{ a: int(-99..99) }', '{ a: decimal(4, 2) }', Y, 'n 4009'],
    ['int → decimal without the room', '{ a: int(-100..99) }', '{ a: decimal(4, 2) }', 'n 4009', 'n 4009'],
    ['decimal → int', '{ a: decimal }', '{ a: int }', 'n 4009', Y],
    ['long → double', '{ a: long }', '{ a: double }', 'n 4010', 'n 4010'],
    ['double → long', '{ a: double }', '{ a: long }', 'n 4010', 'n 4010'],
    ['decimal: integer digits up', '{ a: decimal(10, 2) }', '{ a: decimal(12, 2) }', Y, 'n 4011'],
    ['decimal: integer digits down', '{ a: decimal(12, 2) }', '{ a: decimal(10, 2) }', 'n 4011', Y],
    ['decimal: scale up with its room', '{ a: decimal(10, 2) }', '{ a: decimal(12, 4) }', Y, 'n 4011'],
    ['decimal: scale up, precision the same', '{ a: decimal(10, 2) }', '{ a: decimal(10, 4) }', 'n 4011', 'n 4011'],
  ]);
});

describe('kinds and texts', () => {
  hold([
    ['int → string', '{ a: int }', '{ a: string }', 'n 4012', 'n 4012'],
    ['string → int', '{ a: string }', '{ a: int }', 'n 4012', 'n 4012'],
    ['boolean → string', '{ a: boolean }', '{ a: string }', 'n 4012', 'n 4012'],
    ['T → list of T', '{ a: int }', '{ a: int[] }', 'n 4012', 'n 4012'],
    ['list of T → T', '{ a: string[] }', '{ a: string }', 'n 4012', 'n 4012'],
    ...[
      'uuid',
      'date',
      'time',
      'timestamp',
      'duration',
      'uri',
      'email',
      'bytes',
      'long',
      'decimal',
      'enum { x }',
    ].flatMap((text): Row[] => [
      [`${text} → string`, `{ a: ${text} }`, '{ a: string }', Y, 'n 4013'],
      [`string → ${text}`, '{ a: string }', `{ a: ${text} }`, 'n 4013', Y],
    ]),
    ['uuid → string with just the room', '{ a: uuid }', '{ a: string(36..36) }', Y, 'n 4013'],
    ['uuid → string without the room', '{ a: uuid }', '{ a: string(..35) }', 'n 4013', 'n 4013'],
    ['enum → string without the room', '{ a: enum { x, yy } }', '{ a: string(..1) }', 'n 4013', 'n 4013'],
  ]);
});

describe('constraints', () => {
  hold([
    ['tighten a range', '{ a: int(0..9) }', '{ a: int(1..9) }', 'n 4021', Y],
    ['tighten one of an optional field', '{ a?: int }', '{ a?: int(1..) }', 'n 4021', Y],
    ['loosen a range', '{ a: int(1..9) }', '{ a: int(1..10) }', Y, 'n 4022'],
    ['shift a window', '{ a: int(0..9) }', '{ a: int(1..10) }', 'n 4023', 'n 4023'],
    ['tighten a length', '{ a: string }', '{ a: string(..20) }', 'n 4021', Y],
    ['loosen a length', '{ a: string(1..) }', '{ a: string }', Y, 'n 4022'],
    ['tighten a list', '{ a: int[] }', '{ a: int[1..] }', 'n 4021', Y],
    ['loosen a list', '{ a: int[..3] }', '{ a: int[..4] }', Y, 'n 4022'],
    ['tighten a pattern', '{ a: string("^[a-z]+$") }', '{ a: string("^[a-c]+$") }', 'n 4021', Y],
    ['loosen a pattern', '{ a: string("^a+$") }', '{ a: string("^a*$") }', Y, 'n 4022'],
    ['the same pattern in other words', '{ a: string("^(a|b)+$") }', '{ a: string("^[ab][ab]*$") }', Y, Y],
    ['an incomparable pattern', '{ a: string("^[ab]$") }', '{ a: string("^[bc]$") }', 'n 4023', 'n 4023'],
    ['tighten a long', '{ a: long }', '{ a: long(0..) }', 'n 4021', Y],
    ['tighten a double', '{ a: double }', '{ a: double(0..1) }', 'n 4021', Y],
  ]);
});

describe('enums', () => {
  hold([
    ['add a symbol', '{ a: enum { x } }', '{ a: enum { x, y } }', Y, 'n 4015'],
    ['remove a symbol', '{ a: enum { x, y } }', '{ a: enum { x } }', 'n 4016', Y],
    ['reorder symbols', '{ a: enum { x, y } }', '{ a: enum { y, x } }', Y, Y],
    ['add a symbol, `otherwise` in both', ...enums('x } otherwise x', 'x, y } otherwise x'), Y, 'Y! 4015'],
    ['add a symbol, `otherwise` in the old reader', ...enums('x } otherwise x', 'x, y }'), Y, 'Y! 4015'],
    ['add a symbol, `otherwise` in the new reader', ...enums('x }', 'x, y } otherwise x'), Y, 'n 4015'],
    ['remove a symbol, `otherwise` in the new reader', ...enums('x, y }', 'x } otherwise x'), 'Y! 4016', Y],
    ['remove a symbol, `otherwise` in the old reader', ...enums('x, y } otherwise x', 'x }'), 'n 4016', Y],
    ['add `otherwise`', ...enums('x, y }', 'x, y } otherwise y'), Y, Y],
  ]);
});

describe('unions', () => {
  const records = 'record P { n: int }\nrecord Q { m: int }\nrecord R { n: int }\n';
  const u = (union: string, more = records) => `{ u: U }\n${more}union U ${union}`;
  hold([
    ['add a member', u('by t { p: P }'), u('by t { p: P, q: Q }'), Y, 'n 4017'],
    ['remove a member', u('by t { p: P, q: Q }'), u('by t { p: P }'), 'n 4018', Y],
    [
      'add a member that is like `otherwise` in the old reader',
      u('by t { p: P } otherwise p'),
      u('by t { p: P, r: R }'),
      Y,
      'Y! 4017',
    ],
    [
      'remove a member that is like `otherwise` in the new reader',
      u('by t { p: P, r: R }'),
      u('by t { p: P } otherwise p'),
      'Y! 4018',
      Y,
    ],
    ['rename the tag', u('by t { p: P }'), u('by k { p: P }'), 'n 4019', 'n 4019'],
    ['rename a nested record', u('by t { p: P }'), u('by t { p: R }'), Y, Y],
    ['reorder members', u('by t { p: P, q: Q }'), u('by t { q: Q, p: P }'), Y, Y],
    ['a change in a member', u('by t { p: P }'), u('by t { p: P }', 'record P { n: long }\n'), Y, 'n 4009'],
  ]);
});

describe('what is inside', () => {
  const nested = (place: (type: string) => string): Row[] => [
    [`${place('…')}: Y n`, place('int'), place('long'), Y, 'n 4009'],
    [`${place('…')}: n Y`, place('{ a: int }'), place('{ a: int, b: int }'), 'n 4003', Y],
    [`${place('…')}: Y Y!`, place('{ a?: int }'), place('{}'), Y, 'Y! 4005'],
  ];
  hold([
    ...nested((type) => `{ f: ${type}[] }`),
    ...nested((type) => `{ f: map<${type}> }`),
    ...nested((type) => `{ f: { g: ${type} } }`),
    ...nested((type) => `{ f?: { g?: map<${type}[]> }[] }`),
    ['map → record of optional fields', '{ f: map<int> }', '{ f: { a?: int, b?: int } }', 'Y! 4020', Y],
    ['record of optional fields → map', '{ f: { a?: int, b?: int } }', '{ f: map<int> }', Y, 'Y! 4020'],
    ['map → record with a required field', '{ f: map<int> }', '{ f: { a: int } }', 'n 4014 4020', Y],
    ['record with a required field → map', '{ f: { a: int } }', '{ f: map<int> }', Y, 'n 4014 4020'],
    ['map → record of another value', '{ f: map<int> }', '{ f: { a?: string } }', 'n 4012 4020', 'n 4012'],
  ]);
});

/** Both versions of an enum, from what stands in its braces on. */
function enums(before: string, after: string): readonly [string, string] {
  return [`{ a: F }\nenum F { ${before}`, `{ a: F }\nenum F { ${after}`];
}

function hold(rows: readonly Row[]): void {
  test.each(rows)('%s', (_, before, after, backward, forward) => {
    expect(verdicts(before, after)).toEqual({ backward, forward });
  });
}

function verdicts(before: string, after: string) {
  const { backward, forward, changes } = compare(sideOf(before), sideOf(after));
  const told = (direction: 'backward' | 'forward', isRead: boolean | 'unknown') => {
    const own = changes.filter((change) => change.direction === direction);
    const mark: Mark | 'unknown' = isRead === 'unknown' ? isRead : !isRead ? 'n' : own.length > 0 ? 'Y!' : 'Y';
    return [mark, ...new Set(own.map(({ code }) => code.slice(3)).sort())].join(' ');
  };
  return { backward: told('backward', backward), forward: told('forward', forward) };
}

/** `body`: an event's, and whatever else it needs after it. */
function sideOf(body: string) {
  return { shapes: projectOf(`event E ${body}`).project, type: declaredType('E@1.0') };
}
