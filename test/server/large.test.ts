import { afterEach, describe, expect, test } from 'vitest';
import type { CompletionItem } from 'vscode-languageserver/node';
import { Editor } from './client.ts';

let editor: Editor;
afterEach(() => editor.stop());

/** A project of files that each use the one before, and all of them a shared one. */
function project(files: number): Record<string, string> {
  const names = Array.from({ length: files }, (_, i) => i);
  const file = (i: number) => `namespace shop.area${i}
use shop.common.Money
${i > 0 ? `use shop.area${i - 1}.Created${i - 1}` : ''}
/// Number ${i}.
event Created${i} { id: uuid, at: timestamp, total: Money, lines: Line${i}[1..50] }
event Closed${i} { id: uuid }
record Line${i} { sku: string(1..40), quantity: int(1..99), price: decimal(8, 2) }
command Close${i} { id: uuid }
topic topic${i} { carries Created${i}, Closed${i} key id partitions 3 }
consumer Consumer${i} {
  idempotent by id
  state { count: int = 0, sums: map<decimal> = {} }
  single
  on Created${i} as e {
    count += 1
    if e.lines.all(line => line.quantity > 0) { sums[e.total.currency] += e.total.value }
    for line in e.lines { let price = line.price * line.quantity }
    emit Closed${i} { id: e.id }
  }
  ${i > 0 ? `on Created${i - 1} as e { count += 1 }` : ''}
}
`;
  const common = 'namespace shop.common\n\nrecord Money { value: decimal, currency: string }\n';
  return { 'common.evflow': common, ...Object.fromEntries(names.map((i) => [`area${i}.evflow`, file(i)])) };
}

async function timed(what: string, run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  const time = performance.now() - start;
  if (process.env.EVFLOW_TIMES) console.log(`${what}: ${time.toFixed(1)} ms`);
  return time;
}

/** Types a letter and waits for the diagnostics. */
async function keystroke(name: string, from: string, to: string): Promise<void> {
  const before = editor.pushes.length;
  await editor.edit(name, from, to);
  await editor.until('a push', () => editor.pushes.slice(before).some(({ uri }) => uri === editor.uri(name)));
}

describe('a project of 1,000 files', () => {
  test('opens without holding up requests, and a keystroke costs what it changes', async () => {
    const files = project(1_000);
    const start = performance.now();
    editor = await Editor.start(files);
    await editor.open('area500.evflow', files['area500.evflow']!);
    await timed('the open file', () => editor.until('the open file', () => editor.latest('area500.evflow')));
    const longest: number[] = [];
    while (new Set(editor.pushes.map(({ uri }) => uri)).size < 1_001) {
      longest.push(await timed('', () => editor.askAt('textDocument/hover', 'area500.evflow', 250)).catch(() => 0));
    }
    console.log(
      `all files: ${(performance.now() - start).toFixed(0)} ms; the longest hover meanwhile: ${Math.max(...longest).toFixed(0)} ms`,
    );
    expect(editor.pushes.filter(({ diagnostics }) => diagnostics.some(({ severity }) => severity === 1))).toEqual([]);
    expect(Math.max(...longest)).toBeLessThan(2_000);

    const times: number[] = [];
    for (let i = 0; i < 10; i++) {
      times.push(await timed('body', () => keystroke('area500.evflow', 'count += 1', 'count += 1x')));
      times.push(await timed('body', () => keystroke('area500.evflow', 'count += 1x', 'count += 1')));
    }
    times.push(
      await timed('a field that others use', () => keystroke('area500.evflow', 'id: uuid, at', 'idd: uuid, at')),
    );
    await keystroke('area500.evflow', 'idd: uuid, at', 'id: uuid, at');
    console.log(`keystroke to diagnostics, median: ${times.sort((a, b) => a - b)[10]!.toFixed(1)} ms`);
    expect(times[10]).toBeLessThan(200);

    await editor.open('common.evflow', files['common.evflow']!);
    await timed('a field that 1,000 files use: own file', () => keystroke('common.evflow', 'value', 'amount'));
    const wide = await timed('… and all', () =>
      editor.until(
        'all',
        () =>
          new Set(
            editor.pushes
              .filter(({ diagnostics }) => diagnostics.some(({ severity }) => severity === 1))
              .map(({ uri }) => uri),
          ).size >= 1_000,
      ),
    );
    expect(wide).toBeLessThan(20_000);
    const offset = editor.text('area500.evflow').indexOf('emit Closed') + 5;
    const items = { count: 0 };
    await timed(
      'completion of messages',
      async () =>
        (items.count = (
          await editor.askAt<CompletionItem[]>('textDocument/completion', 'area500.evflow', offset)
        ).length),
    );
    expect(items.count).toBeGreaterThanOrEqual(2_000);
    await timed('references', () =>
      editor.askAt('textDocument/references', 'common.evflow', editor.text('common.evflow').indexOf('Money'), {
        context: { includeDeclaration: true },
      }),
    );
  }, 120_000);
});

describe('large and broken texts', () => {
  test.each([
    ['5 MB of declarations', `${'record A { b: string, c: int }\n'.repeat(160_000)}`],
    ['binary garbage', Array.from({ length: 50_000 }, (_, i) => String.fromCharCode((i * 7919) % 65_536)).join('')],
    ['10,000 nested braces', `consumer A { on B ${'{ if a '.repeat(10_000)}`],
    ['5,000 stray braces', '}'.repeat(5_000)],
    [
      'a chain of 10,000 references',
      Array.from({ length: 10_000 }, (_, i) => `record R${i} { next: R${i + 1} }`).join('\n'),
    ],
    [
      '5,000 unknown names among 5,000 that are nearly so called',
      Array.from({ length: 5_000 }, (_, i) => `record Name${i} { a: Nane${i} }`).join('\n'),
    ],
    ['one line of 200 KB', `record A { ${'b: string, '.repeat(20_000)} }`],
  ])(
    '%s',
    async (what, text) => {
      editor = await Editor.start({});
      await editor.open('a.evflow', text);
      await timed(what, () => editor.until('diagnostics', () => editor.latest('a.evflow')));
      const offset = Math.floor(text.length * 0.9);
      for (const method of ['hover', 'completion', 'documentSymbol', 'semanticTokens/full', 'codeLens', 'definition']) {
        await timed(`  ${method}`, () => editor.askAt(`textDocument/${method}`, 'a.evflow', offset));
      }
      await timed('  formatting', () =>
        editor.ask('textDocument/formatting', 'a.evflow', { options: { tabSize: 2, insertSpaces: true } }),
      );
      const before = editor.pushes.length;
      await timed('  keystroke', async () => {
        await editor.replace('a.evflow', offset, offset, 'x');
        await editor.settled();
      });
      expect(editor.pushes.length).toBeGreaterThanOrEqual(before);
      expect(editor.log).toEqual([]);
    },
    120_000,
  );
});
