import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { asAnybody, evflow, folder } from './cli.fixture.ts';

const FLOW = `
event Ordered { id: uuid, @sensitive card: string, quantity: int(1..9) }
event Packed { id: uuid }
consumer Packer { idempotent, retry 1, on Ordered as o { emit Packed { id: o.id } } }
consumer Broken { idempotent, retry 1, on Packed { fail "no" } }
scenario "Is packed: 1 × é!" { when Ordered { card: "4242" } then Packed }
`;
const SAME_NAME = 'scenario "is packed 1 é" { when Ordered then Packed }\nscenario "?" { when Ordered then Packed }';

const read = (path: string) => readFileSync(path, 'utf8');

test('evflow test --traces saves the trace of each scenario', async () => {
  const [root, out] = [folder({ 'deep/flow.evflow': FLOW, 'more.evflow': SAME_NAME }), folder({})];
  const { code } = await evflow('test', root, '--traces', `${out}/new`);
  expect(code).toBe(0);
  expect(readdirSync(`${out}/new`)).toEqual([
    'deep-flow.is-packed-1-é.evtrace',
    'more.is-packed-1-é.evtrace',
    'more.scenario.evtrace',
  ]);
  const [header] = read(`${out}/new/deep-flow.is-packed-1-é.evtrace`).split('\n');
  expect(JSON.parse(header ?? '')).toMatchObject({ file: 'deep/flow.evflow', scenario: 'Is packed: 1 × é!', seed: 1 });
});

test('names that come out the same are numbered', async () => {
  const text = `${FLOW} scenario "is-packed 1 é" { when Ordered then Packed }`;
  const out = folder({});
  await evflow('run', folder({ 'flow.evflow': text }), '--traces', out);
  expect(readdirSync(out)).toEqual(['flow.is-packed-1-é-2.evtrace', 'flow.is-packed-1-é.evtrace']);
});

test('a trace is the same wherever the project lies, and tells of no folder and of nothing sensitive', async () => {
  const files = { 'evflow.json': '{ "name": "shop" }', 'deep/flow.evflow': FLOW };
  const roots = [
    folder(files),
    folder({ ...Object.fromEntries(Object.entries(files).map(([a, b]) => [`ä b/${a}`, b])) }),
  ];
  const [out, other] = [folder({}), folder({})];
  await evflow('test', roots[0]!, '--traces', out);
  await evflow('test', `${roots[1]}/ä b`, '--traces', other, '--seed', '1');
  const name = 'deep-flow.is-packed-1-é.evtrace';
  const text = read(`${out}/${name}`);
  expect(read(`${other}/${name}`)).toBe(text);
  expect(text).toContain('"project":"shop"');
  expect(text).toContain('"kind":"deadLetter"');
  expect(text).toContain('"file":"deep/flow.evflow","start":');
  expect(text).not.toMatch(/4242|evflow-|file:/);
});

test('traces of several projects lie in a folder each', async () => {
  const root = folder({ 'a/evflow.json': '{}', 'a/f.evflow': FLOW, 'b/evflow.json': '{}', 'b/f.evflow': FLOW });
  await evflow('test', root, '--traces', `${root}/out`);
  expect(readdirSync(`${root}/out`)).toEqual(['a', 'b']);
  expect(readdirSync(`${root}/out/b`)).toEqual(['f.is-packed-1-é.evtrace']);
});

test('a folder that cannot be written to is misuse', async () => {
  const [root, out] = [folder({ 'flow.evflow': FLOW }), folder({})];
  for (const path of [root, out]) chmodSync(path, 0o555);
  const { code, err } = await asAnybody(() => evflow('test', root, '--traces', out));
  expect([code, err]).toEqual([2, `evflow: ${out}/flow.is-packed-1-é.evtrace cannot be written: permission denied.\n`]);
});

test('evflow run prints a saved trace', async () => {
  const [root, out] = [folder({ 'flow.evflow': FLOW }), folder({})];
  await evflow('test', root, '--traces', out);
  const path = `${out}/flow.is-packed-1-é.evtrace`;
  const { code, out: printed } = await evflow('run', path);
  expect(code).toBe(0);
  expect(printed).toMatch(
    /^scenario "Is packed: 1 × é!"\n {2}10:30:00\.000 {2}published {2}Ordered \{ .*card: "\(hidden\)"/,
  );
  expect(printed).toMatch(/failed {5}Packed, Packed\/0@0, to Broken: no; tried again at/);
  const json = JSON.parse((await evflow('run', path, '--format', 'json')).out);
  expect(json).toMatchObject({ scenario: 'Is packed: 1 × é!', seed: 1, entries: expect.any(Array) });
});

test.each([
  ['garbage', Buffer.from([0, 1, 255, 10, 7]), /a\.evtrace:1: This is no saved trace/],
  [
    'half a trace',
    '{"evtrace":1,"edition":1,"file":"f","scenario":"s","seed":1,"entries":3}\n{"ti',
    /:2: The file ends in/,
  ],
])('evflow run says where a file is no trace: %s', async (_, content, expected) => {
  const { code, out, err } = await evflow('run', `${folder({ 'a.evtrace': content })}/a.evtrace`);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(expected);
});
