import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import type { TextEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { format } from '../../language/syntax/print.ts';
import { Editor } from './client.ts';
import { actedOn, actionsAt, coloured, formatted, lenses, outline } from './documents.ts';
import { withSnippet } from './snippet.ts';

describe('the outline', () => {
  test('names declarations and what is in them', async () => {
    const source = `
enum Status { open, paid }
record Item { sku: string, reserved old }
union Payment { card: Item }
event Created@1.1 { id: uuid }
topic facts { carries Created }
service Shop {
  aggregate Order by id {
    state { n: int = 0 }
    handle Pay { }
    apply Created { }
  }
  consumer Stock { on Created@1 { } }
}
projection Orders by id { query big() }
saga Checkout by id { step A { } parallel P { step B { } } -> done }
choreography Flow by id { }
scenario "it works" { }`;
    expect(await outline(source)).toEqual([
      'Status enum',
      '  open',
      '  paid',
      'Item record',
      '  sku',
      'Payment union',
      '  card',
      'Created@1.1 event',
      '  id',
      'facts topic',
      'Shop service',
      '  Order aggregate',
      '    n',
      '    handle Pay',
      '    apply Created',
      '  Stock consumer',
      '    on Created@1',
      'Orders projection',
      '  big',
      'Checkout saga',
      '  A',
      '  P',
      '    B',
      'Flow choreography',
      'it works scenario',
    ]);
  });

  test('shows what has no name yet', async () =>
    expect(await outline('record { }\nevent')).toEqual(['(unnamed) record', '(unnamed) event']));
  test('is empty for an empty file', async () => expect(await outline('')).toEqual([]));
});

describe('colours of names', () => {
  test('say what the names stand for', async () => {
    const source = `namespace a
use a.Item
enum Status { open }
record Item { sku: string }
event Created { id: uuid, items: Item[], status: Status = open }
command Pay { id: uuid }
topic facts { carries Created key id }
aggregate Order by id {
  state { n: int = 0 }
  handle Pay as p {
    let x = p.id
    for i in [1] { n += i }
    emit Created { id: x, items: [], status: Status.open }
  }
  apply Created { n = sum([1], v => v) }
}
consumer C on facts { on Created { let t = meta.eventId } }`;
    expect(await coloured(source)).toEqual([
      'Item:struct',
      'Status:enum.declaration',
      'open:enumMember.declaration',
      'Item:struct.declaration',
      'sku:property.declaration',
      'Created:event.declaration',
      'id:property.declaration',
      'items:property.declaration',
      'Item:struct',
      'status:property.declaration',
      'Status:enum',
      'open:enumMember',
      'Pay:event.declaration',
      'id:property.declaration',
      'facts:namespace.declaration',
      'Created:event',
      'id:property',
      'Order:class.declaration',
      'id:variable.readonly',
      'n:property.declaration',
      'Pay:event',
      'p:parameter',
      'x:variable.declaration',
      'p:parameter',
      'id:property',
      'i:variable.declaration',
      'n:property',
      'i:variable',
      'Created:event',
      'id:property',
      'x:variable',
      'items:property',
      'status:property',
      'Status:enum',
      'open:enumMember',
      'Created:event',
      'n:property',
      'sum:function.defaultLibrary',
      'v:parameter.declaration',
      'v:variable',
      'C:class.declaration',
      'facts:namespace',
      'Created:event',
      't:variable.declaration',
      'meta:variable.readonly',
      'eventId:variable.readonly',
    ]);
  });

  test('of keywords used as names', async () => {
    expect(await coloured('event event { state: string, from: uuid }')).toEqual([
      'event:event.declaration',
      'state:property.declaration',
      'from:property.declaration',
    ]);
  });

  test('none in an empty file', async () => expect(await coloured('')).toEqual([]));
});

describe('formatting', () => {
  test('lays out', async () => expect(await formatted('record   A{b:string}')).toBe('record A { b: string }\n'));
  test('leaves what is tidy', async () =>
    expect(await formatted('record A { b: string }\n')).toBe('record A { b: string }\n'));
  test('leaves what has errors', async () => expect(await formatted('record   A{b:}')).toBe('record   A{b:}'));
  test('lays out what was edited as it lays out the whole text', async () => {
    const flow =
      '/// One.\nrecord   A{b:string} // a\n\nservice S{consumer C{on E{let x=1}}}\n\n/* e */ event E{a:A}\n';
    const editor = await Editor.start({ 'a.evflow': flow });
    await editor.open('a.evflow', flow);
    await editor.edit('a.evflow', '/// One.', '// none\nrecord  Z{ }\n\n\n/// One and two.');
    await editor.edit('a.evflow', 'let x=1', 'let x=1 // x\n\n let y=x');
    await editor.edit('a.evflow', '/* e */ ', '');
    const options = { tabSize: 2, insertSpaces: true };
    const edits = await editor.ask<TextEdit[]>('textDocument/formatting', 'a.evflow', { options });
    const text = editor.text('a.evflow');
    await editor.stop();
    expect(TextDocument.applyEdits(TextDocument.create('', '', 1, text), edits)).toBe(format(text));
  });
  test("takes away a byte-order mark's line ends", async () =>
    expect(await formatted('record A { }\r\n\r\n\r\n\r\nrecord B { }')).not.toContain('\n\n\n'));
});

describe('lenses', () => {
  test('stand above each scenario and each version of a message', async () => {
    const messages = 'namespace a.b\nevent E { }\nevent E@2.1 { }\ncommand C { }\ndocument D { }\nrecord R { }';
    expect(await lenses(messages)).toEqual([
      '2 Publish sample evflow.publishSample true a.b.E@1.0',
      '3 Publish sample evflow.publishSample true a.b.E@2.1',
      '4 Send sample evflow.publishSample true a.b.C@1.0',
      '5 Publish sample evflow.publishSample true a.b.D@1.0',
    ]);
    expect(await lenses('record E { }\nscenario "one" { }\n\nscenario "two" { }')).toEqual([
      '2 Run evflow.runScenario true one',
      '2 Debug evflow.debugScenario true one',
      '4 Run evflow.runScenario true two',
      '4 Debug evflow.debugScenario true two',
    ]);
  });
});

describe('actions', () => {
  const OTHER = '\n// file: b.evflow\nnamespace b\nrecord Money { }\n';

  test('bring a name in', async () => {
    const after = await actedOn(`namespace a\nrecord A { m: Mon⟨|⟩ey }${OTHER}`, 'use b.Money');
    expect(after['main.evflow']).toBe('namespace a\n\nuse b.Money\nrecord A { m: Money }');
  });

  test('belong to the diagnostic at the cursor alone', async () => {
    const source = `namespace a\nrecord A { m: Mon⟨|⟩ey }\nrecord B { n: Nothing }${OTHER}`;
    await withSnippet(source, async (editor, marked) => {
      const [first] = await actionsAt(editor, marked);
      expect(first?.kind).toBe('quickfix');
      expect(first?.diagnostics).toHaveLength(1);
      expect(first?.diagnostics?.[0]?.range.start.line).toBe(1);
    });
  });

  test('none where nothing is wrong', () =>
    withSnippet('record A { ⟨|⟩ }', async (editor, marked) => expect(await actionsAt(editor, marked)).toEqual([])));

  test('fix all that is safe at once', async () => {
    const source = `namespace a\nrecord A { m: Money }${OTHER}`;
    const fixAll = await withSnippet(source, (editor, marked) => actionsAt(editor, marked, 'source.fixAll'));
    expect(fixAll.length).toBeLessThanOrEqual(1);
    for (const { kind } of fixAll) expect(kind).toBe('source.fixAll');
  });

  test('other kinds are not offered when one is asked for', () =>
    withSnippet(`namespace a\nrecord A { m: Mon⟨|⟩ey }${OTHER}`, async (editor, marked) =>
      expect(await actionsAt(editor, marked, 'refactor')).toEqual([]),
    ));
});

describe('generating', () => {
  let editor: Editor;
  afterEach(() => editor.stop());

  test('writes the TypeScript of a project', async () => {
    editor = await Editor.start({ 'a.evflow': 'event Created { id: uuid }' });
    const result = await editor.request<{ files: string[]; out: string }>('evflow/generate', {
      uri: editor.uri('a.evflow'),
    });
    expect(result.out).toBe(`${editor.root}/generated`);
    expect(result.files.length).toBeGreaterThan(0);
    for (const file of result.files) expect(existsSync(file)).toBe(true);
    expect(result.files.map((file) => readFileSync(file, 'utf8')).join()).toContain('Created');
  });

  test('takes what is in the editor, not on the disk', async () => {
    editor = await Editor.start({ 'a.evflow': 'event Created { id: uuid }' });
    await editor.open('a.evflow', 'event Renamed { id: uuid }');
    const { files } = await editor.request<{ files: string[] }>('evflow/generate', { uri: editor.uri('') });
    expect(files.map((file) => readFileSync(file, 'utf8')).join()).toContain('Renamed');
  });

  test('refuses a project with errors, and says which', async () => {
    editor = await Editor.start({ 'a.evflow': 'event Created { id: Nothing }' });
    const { error } = await editor.request<{ error: string }>('evflow/generate', { uri: editor.uri('a.evflow') });
    expect(error).toMatch(/a\.evflow.*Nothing/);
  });

  test('refuses where there is nothing', async () => {
    editor = await Editor.start({});
    const { error } = await editor.request<{ error: string }>('evflow/generate', { uri: editor.uri('') });
    expect(error).toContain('no .evflow file');
  });

  test('refuses an untitled document', async () => {
    editor = await Editor.start({});
    await editor.open('untitled:one', 'event E { }');
    const { error } = await editor.request<{ error: string }>('evflow/generate', { uri: 'untitled:one' });
    expect(error).toContain('Save the file first');
  });
});
