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

/** Types a letter and waits for the diagnostics. */
async function keystroke(name: string, from: string, to: string): Promise<void> {
  const before = editor.pushes.length;
  await editor.edit(name, from, to);
  await editor.until('a push', () => editor.pushes.slice(before).some(({ uri }) => uri === editor.uri(name)));
}

const hasErrors = ({ diagnostics }: Editor['pushes'][number]) => diagnostics.some(({ severity }) => severity === 1);

describe('a project of 1,000 files', () => {
  test('opens without holding up requests, and a keystroke costs what it changes', async () => {
    const files = project(1_000);
    editor = await Editor.start(files);
    await editor.open('area500.evflow', files['area500.evflow']!);
    await editor.until('the open file', () => editor.latest('area500.evflow'));
    let answered = 0;
    while (new Set(editor.pushes.map(({ uri }) => uri)).size < 1_001) {
      await editor.askAt('textDocument/hover', 'area500.evflow', 250);
      answered++;
    }
    expect(answered).toBeGreaterThan(1);
    expect(editor.pushes.filter(hasErrors)).toEqual([]);

    for (const [from, to] of [
      ['count += 1', 'count += "one"'],
      ['count += "one"', 'count += 1'],
      ['id: uuid, at', 'idd: uuid, at'],
    ] as const) {
      const before = editor.pushes.length;
      await keystroke('area500.evflow', from, to);
      await editor.settled();
      // Its own, and at most those of its two neighbours, which tell where it has to do with them.
      const told = new Set(editor.pushes.slice(before).map(({ uri }) => uri));
      expect(told.size, `${from} → ${to}`).toBeLessThanOrEqual(3);
    }
    await keystroke('area500.evflow', 'idd: uuid, at', 'id: uuid, at');

    await editor.open('common.evflow', files['common.evflow']!);
    await keystroke('common.evflow', 'value', 'amount');
    await editor.until('all', () => new Set(editor.pushes.filter(hasErrors).map(({ uri }) => uri)).size >= 1_000);
    const offset = editor.text('area500.evflow').indexOf('emit Closed') + 5;
    const items = await editor.askAt<CompletionItem[]>('textDocument/completion', 'area500.evflow', offset);
    expect(items.length).toBeGreaterThanOrEqual(2_000);
    const money = editor.text('common.evflow').indexOf('Money');
    const context = { includeDeclaration: true };
    const references = await editor.askAt<object[]>('textDocument/references', 'common.evflow', money, { context });
    expect(references.length).toBeGreaterThan(2_000);
  }, 300_000);
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
    async (_, text) => {
      editor = await Editor.start({});
      await editor.open('a.evflow', text);
      await editor.until('diagnostics', () => editor.latest('a.evflow'));
      const offset = Math.floor(text.length * 0.9);
      for (const method of ['hover', 'completion', 'documentSymbol', 'semanticTokens/full', 'codeLens', 'definition']) {
        await editor.askAt(`textDocument/${method}`, 'a.evflow', offset);
      }
      await editor.ask('textDocument/formatting', 'a.evflow', { options: { tabSize: 2, insertSpaces: true } });
      const before = editor.pushes.length;
      await editor.replace('a.evflow', offset, offset, 'x');
      await editor.settled();
      expect(editor.pushes.length).toBeGreaterThanOrEqual(before);
      expect(editor.log).toEqual([]);
    },
    300_000,
  );
});
