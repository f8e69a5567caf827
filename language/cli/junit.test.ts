import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evflow, folder } from './cli.fixture.ts';

const FLOW = `
event Ordered { id: uuid, quantity: int(1..9) }
event Packed { id: uuid, quantity: int }
consumer Packer { idempotent, on Ordered as ordered { emit Packed { ...ordered } in 90s } }
consumer Reader { idempotent, on Packed }
`;

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#10': '\n' };

/** Reads XML of the kind that we write, and throws at whatever XML 1.0 does not allow. */
function readXml(xml: string): Element {
  const at = { offset: 0 };
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    const sticky = new RegExp(pattern, 'yu');
    sticky.lastIndex = at.offset;
    const match = sticky.exec(xml);
    if (match) at.offset = sticky.lastIndex;
    return match ?? undefined;
  };
  const plain = (text: string) => {
    const illegal = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.exec(text);
    if (illegal) throw new Error(`an illegal character: ${JSON.stringify(illegal[0])}`);
    return text.replace(/&([^;]*);?/g, (_, name: string) => {
      const character = ENTITIES[name];
      if (character === undefined) throw new Error(`no entity: &${name}`);
      return character;
    });
  };
  const element = (): Element => {
    const name = take(/<([a-z-]+)/)?.[1];
    if (name === undefined) throw new Error(`no element: ${xml.slice(at.offset, at.offset + 20)}`);
    const attributes: Record<string, string> = {};
    for (let found = take(/ ([a-z]+)="([^"<\n]*)"/); found; found = take(/ ([a-z]+)="([^"<\n]*)"/)) {
      const [, key = '', value = ''] = found;
      if (key in attributes) throw new Error(`${key} is here twice`);
      attributes[key] = plain(value);
    }
    if (take(/\/>/)) return { name, attributes, children: [], text: '' };
    if (!take(/>/)) throw new Error(`<${name} does not end: ${xml.slice(at.offset, at.offset + 20)}`);
    const children: Element[] = [];
    let text = '';
    for (;;) {
      text += plain(take(/[^<]*/)?.[0] ?? '');
      const end = take(/<\/([a-z-]+)>/);
      if (!end) children.push(element());
      else if (end[1] === name) return { name, attributes, children, text };
      else throw new Error(`<${name}> ends as ${end[1]}`);
    }
  };
  if (!take(/<\?xml version="1\.0" encoding="UTF-8"\?>\n/)) throw new Error('no XML declaration');
  const root = element();
  if (!take(/\n$/)) throw new Error('something stands behind the end');
  return root;
}

const junit = async (...args: string[]) => {
  const { code, out, err } = await evflow('test', ...args, '--format', 'junit');
  expect(err).toBe('');
  return { code, root: readXml(out) };
};

test('a suite for each file, with counts, places, virtual times and the seed', async () => {
  const root = folder({
    'flow.evflow': `${FLOW}scenario "waits" { when Ordered then Packed }`,
    'deep.er/more.evflow': '\nscenario "fails" { when Ordered { quantity: 3 } then Packed { quantity: 4 } }',
  });
  const { code, root: report } = await junit(root, '--seed', '7');
  expect(code).toBe(1);
  expect(report).toMatchObject({
    name: 'testsuites',
    attributes: { tests: '2', failures: '1', errors: '0', time: '180.000' },
  });
  const [deep, flow] = report.children;
  expect(deep).toMatchObject({
    name: 'testsuite',
    attributes: { name: `${root}/deep.er/more.evflow`, tests: '1', failures: '1', errors: '0', skipped: '0' },
  });
  expect(flow?.attributes).toMatchObject({ tests: '1', failures: '0', errors: '0', time: '90.000' });
  expect(flow?.children[0]?.children).toMatchObject([{ name: 'property', attributes: { name: 'seed', value: '7' } }]);
  const [, failed] = deep?.children ?? [];
  expect(failed).toMatchObject({
    name: 'testcase',
    attributes: { name: 'fails', file: `${root}/deep.er/more.evflow`, line: '2', time: '90.000' },
  });
  expect(failed?.attributes['classname']).toMatch(/\.deep_er\.more$/);
  expect(failed?.children).toMatchObject([
    {
      name: 'failure',
      attributes: { type: 'failed', message: 'Expected Packed { quantity: 4 }, but nothing more happens.' },
      text: expect.stringMatching(/where quantity is 3 instead of 4\.\n {2}at .*deep\.er\/more\.evflow:2/),
    },
  ]);
});

test('is the same each time', async () => {
  const root = folder({ 'flow.evflow': `${FLOW}scenario "waits" { when Ordered then Packed }` });
  expect(await evflow('test', root, '--format=junit')).toEqual(await evflow('test', root, '--format=junit'));
});

test('any text is well-formed: what XML cannot hold is replaced, and all else comes back', async () => {
  const odd = `<&>"'\u0000\u001b\u009b\ud800\uffff ]]> é 日本 \u{1f600}`;
  const binary = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 });
  const texts = fc.oneof(binary, fc.string({ minLength: 1 })).filter((text) => text.trim() !== '');
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const scenario = `scenario ${JSON.stringify(text)} { when Ordered then rejected ${JSON.stringify(text)} }`;
      const { root } = await junit(folder({ 'flow.evflow': `${FLOW}${scenario}` }));
      const testcase = root.children[0]?.children.at(-1);
      expect(testcase?.children[0]?.name).toBe('failure');
      if (/^[ -~]*$/.test(text)) expect(testcase?.attributes['name']).toBe(text);
      if (text === odd)
        expect(testcase?.attributes['name']).toBe(`<&>"'\ufffd\ufffd\ufffd\ufffd\ufffd ]]> é 日本 \u{1f600}`);
    }),
    { numRuns: 20, examples: [[odd]] },
  );
}, 30_000);

test('errors of a project are cases that could not run', async () => {
  const { code, root } = await junit(
    folder({ 'flow.evflow': `${FLOW}\nevent X { y: Nowhere }\nscenario "s" { when Ordered }` }),
  );
  expect(code).toBe(1);
  expect(root).toMatchObject({ attributes: { tests: '1', errors: '1', failures: '0' } });
  expect(root.children[0]?.children).toMatchObject([
    { attributes: { line: '7' }, children: [{ name: 'error', attributes: { type: expect.stringMatching(/^EVF2/) } }] },
  ]);
});

test('only evflow test prints it', async () => {
  const { code, err } = await evflow('check', '.', '--format', 'junit');
  expect([code, err]).toEqual([2, 'evflow: --format is text or json, not "junit".\n']);
  expect((await evflow('test', '.', '--format', 'xml')).err).toContain('--format is text, json or junit, not "xml".');
});
