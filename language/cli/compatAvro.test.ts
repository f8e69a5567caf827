import { describe, expect, test } from 'vitest';
import { evflow, folder } from './cli.fixture.ts';

const AVRO = { 'evflow.json': '{ "generate": { "avro": { "out": "avro" } } }' };
const PAID = `event Paid { id: uuid, note?: string, total: decimal(6, 2), kinds: map<int>, items: { tip?: int }[] }
event Paid@1.1 {
  id: uuid
  note: string = ""
  total: decimal(8, 2)
  kinds: map<int>
  items: { tip: int = 0 }[]
}
event Paid@1.2 { id: uuid, note: string = "", total: decimal(8, 2), kinds: map<int>, items: { tip: int = 0 }[], by?: uuid }
`;

async function table(text: string) {
  const { out } = await evflow('compat', folder({ 'a.evflow': text }), '--all', '--format', 'json');
  return JSON.parse(out).map(({ from, to, backward, forward, avro }: Record<string, unknown>) => {
    const both = avro as { backward: boolean; forward: boolean } | null;
    return [from, to, [backward, forward], both && [both.backward, both.forward]];
  });
}

test('JSON has Avro beside ours for every two versions, whatever is generated', async () => {
  expect(await table(PAID)).toEqual([
    ['1.0', '1.1', [true, false], [false, false]],
    ['1.0', '1.2', [true, false], [false, false]],
    ['1.1', '1.2', [true, true], [true, true]],
  ]);
});

test('what Avro cannot express is null, and only with that version', async () => {
  const text = 'event A { x: int }\nevent A@1.1 { x: int }\nevent A@1.2 { x: int, `größe`?: int }\n';
  expect(await table(text)).toEqual([
    ['1.0', '1.1', [true, true], [true, true]],
    ['1.0', '1.2', [true, true], null],
    ['1.1', '1.2', [true, true], null],
  ]);
});

describe('text of a project that generates Avro', () => {
  test('says where Avro does not read what we do, with places and reasons', async () => {
    const { out } = await evflow('compat', folder({ ...AVRO, 'a.evflow': PAID }));
    expect(out.split('\n').slice(0, 4)).toEqual([
      'Paid@1.1 reads @1.0',
      'Paid@1.1 as Avro cannot read what @1.0 wrote: `note` may be written as null, which is not read as string; ' +
        '`total` may be written as decimal(6, 2), which is not read as decimal(8, 2); ' +
        '`items[].tip` may be written as null, which is not read as long.',
      'Paid@1.2 reads and is read by @1.1; reads @1.0',
      expect.stringMatching(/^Paid@1\.2 as Avro cannot read what @1\.0 wrote: `note` may/),
    ]);
  });

  test('of all pairs too, forward as well, and of two majors, which are two types in Avro', async () => {
    const text =
      'event A { x: int }\nevent A@1.1 { x: int }\nevent A@2 { x: int, upcast from @1 { } }\nevent B { x: int = 1 }\nevent B@1.1 { x?: int }\n';
    const { out } = await evflow('compat', folder({ ...AVRO, 'a.evflow': text }), '--all');
    expect(out).toMatch(
      /^A@1\.0 → @2\.0 {2}backward: yes, forward: yes\n {2}A@2\.0 as Avro cannot read what @1\.0 wrote: it may be written as record A, which is not read as record AV2\.$/m,
    );
    expect(out).toMatch(/^ {2}A@1\.0 as Avro cannot read what @2\.0 writes: it may be written as record AV2,/m);
    expect(out).toMatch(
      /^ {2}B@1\.0 as Avro cannot read what @1\.1 writes: `x` may be written as null, which is not read as long\.$/m,
    );
    expect(out).not.toMatch('A@1.1 as Avro cannot read what @1.0');
  });

  test('says nothing where it is not worse, or Avro cannot express it, or there is no Avro', async () => {
    const same =
      'event A { x: int }\nevent A@1.1 { x: string }\nevent B { `größe`?: int }\nevent B@1.1 { `größe`: int = 1 }\n';
    expect((await evflow('compat', folder({ ...AVRO, 'a.evflow': same }), '--all')).out).not.toMatch('Avro');
    expect((await evflow('compat', folder({ 'a.evflow': PAID }))).out).not.toMatch('Avro');
    expect((await evflow('compat', folder({ 'a.evflow': PAID }), '--all')).out).not.toMatch('Avro');
  });
});
