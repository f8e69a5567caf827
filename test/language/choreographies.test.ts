import { describe, expect, test } from 'vitest';
import { diagnose } from '../../language/check/diagnose.ts';
import { expectDiagnostics, fixed, projectOf } from './harness.ts';

const WORLD = `
event Placed { id: uuid }
event Reserved { id: uuid }
event Short { id: uuid }
event Paid { id: uuid }
event Declined { id: uuid }
event Released { id: uuid }
event Shipped { id: uuid }
service Shop { publishes Placed }
`;
const PARTS = `
consumer Stock { idempotent, on Placed emits Reserved | Short, on Declined emits Released }
consumer Bank { idempotent, on Reserved emits Paid | Declined }
consumer Depot { idempotent, on Paid emits Shipped }
`;
const LINES = `
  start on Placed
  Placed -> Reserved | Short
  Reserved -> Paid | Declined
  Declined -> Released compensates Reserved
  Paid -> Shipped
  ends on Shipped
  fails on Short | Released
  within 15m`;

/** Of a part of a system, not all is said. */
const OPEN = ['EVF3001', 'EVF3002', 'EVF3011'];

const sourceOf = (lines: string, parts = PARTS) => `${WORLD}${parts}choreography Order by id {${lines}\n}`;

function expectOrder(lines: string, parts = PARTS): void {
  expectDiagnostics(sourceOf(lines, parts), OPEN);
}

/** The related places of the only diagnostic with a code: the text that each shows, and its label. */
function placesOf(source: string, code: string): string[] {
  const { project, snippet } = projectOf(source);
  const { text } = snippet.files[0]!;
  const [found, ...others] = diagnose(project, 'main.evflow').filter((one) => one.code === code);
  expect(others).toEqual([]);
  return found!.related.map(({ span, label }) => `${text.slice(span.start, span.end)} — ${label}`);
}

test('one that its consumers keep has nothing to be said about it', () => {
  expectOrder(LINES);
});

describe('an arrow', () => {
  const idle = PARTS.replace('on Reserved emits Paid | Declined', 'on Reserved emits Paid');

  test('is realised by a handler, for each of its messages', () => {
    expectOrder(
      LINES.replace(
        'Paid | Declined\n',
        'Paid | Declined\n  //                 ^^^^^^^^ error EVF5102 No part says Declined when Reserved comes. What is said then is Paid.\n',
      ),
      idle,
    );
  });

  test('that is not realised is shown with the way to it and who could', () => {
    expect(placesOf(sourceOf(LINES, idle), 'EVF5102')).toEqual([
      'Placed — 1. Placed starts it',
      'Reserved — 2. Placed leads to Reserved',
      'Reserved — Bank says Paid then',
    ]);
  });

  test('may be realised through messages that are not named, commands and sagas too', () => {
    expectOrder(
      LINES,
      `
command Charge { id: uuid }
event Noted { id: uuid }
consumer Stock { idempotent, on Placed emits Noted, on Noted emits Reserved | Short, on Declined emits Released }
saga Payment by id {
  start on Reserved
  step Pay { send Charge { id }, on Paid -> done, on Declined -> done, after 1m retry 5 }
}
consumer Bank { idempotent, on Charge emits Paid | Declined }
consumer Depot { idempotent, on Paid emits Shipped }
`,
    );
  });

  test('is not realised through another message that is named', () => {
    expectOrder(
      `
  start on Placed
  Placed -> Paid
  //        ^^^^ error EVF5102 No part says Paid when Placed comes. What is said then is Reserved.
  // <- warning EVF5106 Stock may say Reserved when Placed comes
  Paid -> Reserved
  ends on Reserved`,
      `
consumer Stock { idempotent, on Placed emits Reserved }
consumer Bank { idempotent, on Reserved emits Paid, on Paid emits Reserved }
`,
    );
  });

  test('is realised for each major that a part handles', () => {
    expectDiagnostics(
      `
event Placed@1 { id: uuid }
event Placed@2 { id: uuid, note: string, upcast from @1 { note: "" } }
event Paid { id: uuid }
event Refused { id: uuid }
service Shop { publishes Placed@1, Placed@2 }
consumer Bank {
  idempotent
  on Placed@1 emits Paid
  on Placed@2 emits Refused
}
choreography Order by id {
  start on Placed
  Placed -> Paid
  // <- error EVF5102 Bank does not say Paid when Placed@2 comes. It says Refused instead.
  ends on Paid
}`,
      OPEN,
    );
  });
});

describe('a handler', () => {
  test('says nothing that no arrow foresees', () => {
    const parts = PARTS.replace('on Paid emits Shipped', 'on Paid emits Shipped | Declined');
    const lines = LINES.replace(
      'Paid -> Shipped\n',
      'Paid -> Shipped\n  // <- warning EVF5106 Depot may say Declined when Paid comes\n',
    );
    expectOrder(lines, parts);
    expect(fixed(sourceOf(LINES, parts), 'Add `| Declined`')).toContain('Paid -> Shipped | Declined\n');
  });

  test('may say what is named nowhere', () => {
    expectOrder(LINES, `event Mailed { id: uuid }\n${PARTS.replace('emits Shipped', 'emits Shipped | Mailed')}`);
  });
});

describe('a path', () => {
  test('ends', () => {
    const lines = LINES.replace('fails on Short | Released', 'fails on Short');
    expectOrder(
      lines.replace(
        'compensates Reserved\n',
        'compensates Reserved\n  //          ^^^^^^^^ error EVF5103 by Placed, Reserved, Declined, Released: nothing follows Released\n',
      ),
    );
    expect(placesOf(sourceOf(lines), 'EVF5103')).toEqual([
      'Placed — 1. Placed starts it',
      'Reserved — 2. Placed leads to Reserved',
      'Declined — 3. Reserved leads to Declined',
      'Released — 4. Declined leads to Released',
    ]);
  });

  test('leads out of circles', () => {
    expectOrder(
      `
  start on Placed
  Placed -> Reserved | Short
  //        ^^^^^^^^ error EVF5103 Order comes to no end behind Placed, Reserved: the arrows go round in a circle
  Reserved -> Paid
  Paid -> Reserved
  ends on Short`,
      `
consumer Stock { idempotent, on Placed emits Reserved | Short }
consumer Bank { idempotent, on Reserved emits Paid, on Paid emits Reserved }
`,
    );
  });

  test('may go round where there is a way out', () => {
    expectOrder(
      `
  start on Placed
  Placed -> Reserved
  Reserved -> Paid | Declined
  Declined -> Reserved
  ends on Paid`,
      `
consumer Stock { idempotent, on Placed emits Reserved, on Declined emits Reserved }
consumer Bank { idempotent, on Reserved emits Paid | Declined }
`,
    );
  });

  test('to a failure takes back what it has done, also on another way that it forks into', () => {
    const lines = `
  start on Placed
  Placed -> Reserved
  Placed -> Paid | Declined
  Declined -> Released compensates Reserved
  Reserved -> Shipped
  Paid -> Shipped
  Declined -> Short
  ends on Shipped
  fails on Short | Released`;
    const parts = `
consumer Stock { idempotent, on Placed emits Reserved, on Declined emits Released | Short }
consumer Bank { idempotent, on Placed emits Paid | Declined }
consumer Depot { idempotent, on Paid emits Shipped, on Reserved emits Shipped }
`;
    expectOrder(lines, parts);
    const late = lines.replace('compensates Reserved', 'compensates Paid');
    expect(
      diagnose(projectOf(sourceOf(late, parts)).project, 'main.evflow')
        .filter(({ code }) => !OPEN.includes(code))
        .map(({ code, message }) => `${code} ${message}`),
    ).toEqual([expect.stringMatching(/^EVF5107 No path passes Paid before Released/)]);
  });

  test('to a failure that forgets is shown', () => {
    const lines = LINES.replace('Paid | Declined', 'Paid | Declined | Short');
    const parts = PARTS.replace('emits Paid | Declined', 'emits Paid | Declined | Short');
    expectOrder(
      `${lines.replace(
        'fails on Short | Released\n',
        'fails on Short | Released\n  //       ^^^^^ error EVF5104 By Placed, Reserved, Short this fails on Short, and Reserved is not taken back.\n',
      )}`,
      parts,
    );
    expect(placesOf(sourceOf(lines, parts), 'EVF5104')).toEqual([
      'Placed — 1. Placed starts it',
      'Reserved — 2. Placed leads to Reserved',
      'Short — 3. Reserved leads to Short',
    ]);
  });
});

describe('lines', () => {
  test('that no path comes to are named, the first of those that follow each other', () => {
    expectOrder(
      `
  start on Placed
  Placed -> Short
  Reserved -> Declined
  // <- warning EVF5105 Order never comes to Reserved
  Declined -> Released
  ends on Short | Paid
  //              ^^^^ warning EVF5105 Order never ends on Paid
  fails on Released`,
      `
consumer Stock { idempotent, on Placed emits Short, on Declined emits Released }
consumer Bank { idempotent, on Reserved emits Declined }
`,
    );
  });

  test('that are not written yet are told of once', () => {
    expectOrder(`
  start on Placed
  //       ^^^^^^ error EVF5103 Order comes to no end by Placed: nothing follows Placed
  ends on Shipped`);
  });

  test('say how it begins and how it ends', () => {
    expectDiagnostics(
      `${WORLD}
choreography Nothing by id { }
//           ^^^^^^^ error EVF5101 Nothing does not say what starts it
choreography Half by id { start on Placed }
//           ^^^^ error EVF5101 Half does not say what ends it`,
      OPEN,
    );
  });

  test('have messages with the key', () => {
    expectDiagnostics(
      `
event Placed { id: uuid }
event Paid { number: int }
service Shop { publishes Placed }
consumer Bank { idempotent, on Placed emits Paid }
choreography Order by id {
  start on Placed
  Placed -> Paid
  //        ^^^^ error EVF5008 Paid has no field \`id\`
  ends on Paid
}`,
      OPEN,
    );
  });
});

test('many ways that fork are looked through up to a limit, in good time', () => {
  const names = Array.from({ length: 40 }, (_, i) => `M${i}`);
  const source = `
event Begun { id: uuid }
${names.map((name) => `event ${name} { id: uuid }`).join('\n')}
service S { publishes Begun }
consumer C { idempotent, on Begun emits ${names.join(' | ')} }
choreography Wide by id {
  start on Begun
  ${names.map((name) => `Begun -> ${name}`).join('\n  ')}
  ends on ${names.join(' | ')}
}`;
  const { project } = projectOf(source);
  expect(
    diagnose(project, 'main.evflow')
      .map(({ code }) => code)
      .filter((code) => !OPEN.includes(code)),
  ).toEqual([]);
});
