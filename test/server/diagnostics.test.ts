import { afterEach, describe, expect, test } from 'vitest';
import { FileChangeType } from 'vscode-languageserver/node';
import { nodeDisk } from '../../server/lsp/nodeDisk.ts';
import { Editor, type EditorOptions } from './client.ts';

let editor: Editor;
const start = async (files: Record<string, string>, options?: EditorOptions) => {
  editor = await Editor.start(files, options);
};
afterEach(() => editor.stop());

const BAD = 'record A { b: B }';
const UNKNOWN_B = ['1:15 EVF2001'];

describe('diagnostics of the files of a folder', () => {
  test('are pushed for every file, opened or not', async () => {
    await start({ 'a.evflow': BAD, 'deep/c.evflow': 'record C { }' });
    expect(await editor.problems('a.evflow')).toEqual(UNKNOWN_B);
    expect(await editor.problems('deep/c.evflow')).toEqual([]);
  });

  test('follow each edit', async () => {
    await start({ 'a.evflow': 'record A { b: string }' });
    await editor.open('a.evflow', 'record A { b: string }');
    expect(await editor.problems('a.evflow')).toEqual([]);
    await editor.edit('a.evflow', 'string', 'B');
    expect(await editor.problems('a.evflow')).toEqual(UNKNOWN_B);
    await editor.edit('a.evflow', 'B }', 'string }');
    expect(await editor.problems('a.evflow')).toEqual([]);
  });

  test('come without a debounce: one push for one edit, before any request is answered', async () => {
    await start({ 'a.evflow': '' });
    await editor.open('a.evflow', '');
    await editor.problems('a.evflow');
    const before = editor.pushes.length;
    for (const letter of BAD)
      await editor.replace('a.evflow', editor.text('a.evflow').length, editor.text('a.evflow').length, letter);
    await editor.settled();
    expect(editor.pushes.length).toBeGreaterThan(before);
    expect(await editor.problems('a.evflow')).toEqual(UNKNOWN_B);
  });

  test('an edit changes those of other files, and no more', async () => {
    await start({ 'a.evflow': 'record A { b: B }', 'b.evflow': 'record B { }', 'c.evflow': 'record C { }' });
    await editor.open('b.evflow', 'record B { }');
    expect(await editor.problems('a.evflow')).toEqual([]);
    await editor.problems('c.evflow');
    const before = editor.pushes.length;
    await editor.edit('b.evflow', 'B', 'D');
    expect(await editor.problems('a.evflow')).toEqual(UNKNOWN_B);
    expect(editor.pushes.slice(before).map(({ uri }) => uri)).not.toContain(editor.uri('c.evflow'));
    await editor.edit('b.evflow', 'D', 'B');
    expect(await editor.problems('a.evflow')).toEqual([]);
  });

  test('name the related places', async () => {
    await start({ 'a.evflow': 'record A { }', 'b.evflow': 'record A { }' });
    await editor.problems('a.evflow');
    await editor.problems('b.evflow');
    const [found] = [...(editor.latest('b.evflow') ?? []), ...(editor.latest('a.evflow') ?? [])];
    expect(found?.relatedInformation?.length).toBeGreaterThan(0);
    expect(found?.source).toBe('evflow');
  });

  test('what is open in the editor counts before the disk', async () => {
    await start({ 'a.evflow': BAD });
    await editor.open('a.evflow', 'record A { }');
    expect(await editor.problems('a.evflow')).toEqual([]);
    await editor.save('a.evflow', BAD);
    expect(await editor.problems('a.evflow')).toEqual([]);
    await editor.close('a.evflow');
    expect(await editor.problems('a.evflow')).toEqual(UNKNOWN_B);
  });

  test('follow files that come, change, move and go on the disk', async () => {
    await start({ 'a.evflow': BAD });
    expect(await editor.problems('a.evflow')).toEqual(UNKNOWN_B);
    await editor.save('b.evflow', 'record B { }');
    expect(await editor.problems('a.evflow')).toEqual([]);
    await editor.save('b.evflow', 'record C { d: D }');
    expect(await editor.problems('a.evflow')).toEqual(UNKNOWN_B);
    expect(await editor.problems('b.evflow')).toEqual(['1:15 EVF2001']);
    await editor.rename('b.evflow', 'sub.evflow');
    expect(await editor.problems('b.evflow')).toEqual([]);
    expect(await editor.problems('sub.evflow')).toEqual(['1:15 EVF2001']);
    await editor.delete('a.evflow');
    expect(await editor.problems('a.evflow')).toEqual([]);
  });

  test('go with a folder that is deleted or moved as a whole', async () => {
    await start({ 'a.evflow': 'record A { b: B }', 'lib/b.evflow': 'record B { c: C }' });
    expect(await editor.problems('lib/b.evflow')).toEqual(['1:15 EVF2001']);
    await editor.delete('lib');
    expect(await editor.problems('lib/b.evflow')).toEqual([]);
    expect(await editor.problems('a.evflow')).toEqual(UNKNOWN_B);
  });

  test('a file deleted while it is open stays until it is closed', async () => {
    await start({ 'a.evflow': BAD });
    await editor.open('a.evflow', BAD);
    await editor.delete('a.evflow');
    expect(await editor.problems('a.evflow')).toEqual(UNKNOWN_B);
    await editor.close('a.evflow');
    expect(await editor.problems('a.evflow')).toEqual([]);
  });

  test('files in folders of tools do not count', async () => {
    await start({ 'a.evflow': BAD, 'node_modules/x/b.evflow': 'record B { }', '.cache/b.evflow': 'record B { }' });
    expect(await editor.problems('a.evflow')).toEqual(UNKNOWN_B);
    await editor.open('node_modules/x/b.evflow', 'record B { }');
    await editor.close('node_modules/x/b.evflow');
    await editor.changed(['.cache/b.evflow', FileChangeType.Changed]);
    expect(await editor.problems('a.evflow')).toEqual(UNKNOWN_B);
  });

  test('many files at once are taken in at once', async () => {
    await start({ 'a.evflow': BAD });
    await editor.problems('a.evflow');
    const names = Array.from({ length: 100 }, (_, i) => `m${i}.evflow`);
    for (const name of names) await editor.write(name, `record M${name.slice(1, -7)} { b: B }`);
    await editor.changed(...names.map((name) => [name, FileChangeType.Created] as const));
    expect(await editor.problems('m99.evflow')).toHaveLength(1);
  });
});

describe('evflow.json', () => {
  test('is checked, and checked again when it changes', async () => {
    await start({ 'evflow.json': '{', 'a.evflow': 'record A { }' });
    expect(await editor.problems('evflow.json')).toHaveLength(1);
    await editor.save('evflow.json', '{}');
    expect(await editor.problems('evflow.json')).toEqual([]);
    await editor.save('evflow.json', '{ "nonsense": 1 }');
    expect(await editor.problems('evflow.json')).toHaveLength(1);
    await editor.delete('evflow.json');
    expect(await editor.problems('evflow.json')).toEqual([]);
  });

  test('makes a folder a project of its own, and no more when it goes', async () => {
    await start({ 'a.evflow': 'record A { b: B }', 'sub/b.evflow': 'record B { }' });
    expect(await editor.problems('a.evflow')).toEqual([]);
    await editor.save('sub/evflow.json', '{}');
    expect(await editor.problems('a.evflow')).toEqual(UNKNOWN_B);
    await editor.open('a.evflow', 'record A { b: B, c: C }');
    expect(await editor.problems('a.evflow')).toHaveLength(2);
    await editor.delete('sub/evflow.json');
    expect(await editor.problems('a.evflow')).toHaveLength(1);
  });
});

describe('folders of the workspace', () => {
  test('are projects apart', async () => {
    await start({ 'one/a.evflow': BAD, 'two/b.evflow': 'record B { }' }, { folders: ['one', 'two'] });
    expect(await editor.problems('one/a.evflow')).toEqual(UNKNOWN_B);
    expect(await editor.problems('two/b.evflow')).toEqual([]);
  });

  test('come and go', async () => {
    await start({ 'one/a.evflow': BAD, 'two/b.evflow': 'record A { b: C }' }, { folders: ['one'] });
    expect(await editor.problems('one/a.evflow')).toEqual(UNKNOWN_B);
    expect(editor.latest('two/b.evflow')).toBeUndefined();
    await editor.changeFolders(['two'], []);
    expect(await editor.problems('two/b.evflow')).toEqual(UNKNOWN_B);
    await editor.changeFolders([], ['one']);
    expect(await editor.problems('one/a.evflow')).toEqual([]);
    expect(await editor.problems('two/b.evflow')).toEqual(UNKNOWN_B);
  });

  test('one in another: a file belongs to the inner one', async () => {
    await start(
      { 'a.evflow': BAD, 'in/b.evflow': 'record A { b: C }', 'in/c.evflow': 'record B { }' },
      { folders: ['', 'in'] },
    );
    await editor.open('in/b.evflow', 'record A { b: C, d: B }');
    expect(await editor.problems('in/b.evflow')).toEqual(UNKNOWN_B);
  });

  test('that do not exist hurt nobody', async () => {
    await start({ 'one/a.evflow': BAD }, { folders: ['nowhere', 'one'] });
    expect(await editor.problems('one/a.evflow')).toEqual(UNKNOWN_B);
  });

  test('none: each file belongs to its own folder, while it is open', async () => {
    await start({ 'one/a.evflow': 'record A { b: B, c: C }', 'one/b.evflow': 'record B { }' }, { folders: [] });
    await editor.open('one/a.evflow', 'record A { b: B, c: C }');
    expect(await editor.problems('one/a.evflow')).toEqual(['1:21 EVF2001']);
    await editor.close('one/a.evflow');
    expect(await editor.problems('one/a.evflow')).toEqual([]);
  });

  test('a file outside of them is looked at while it is open', async () => {
    await start({ 'one/a.evflow': 'record A { }', 'two/b.evflow': BAD }, { folders: ['one'] });
    await editor.open('two/b.evflow', BAD);
    expect(await editor.problems('two/b.evflow')).toEqual(UNKNOWN_B);
    await editor.close('two/b.evflow');
    expect(await editor.problems('two/b.evflow')).toEqual([]);
  });
});

describe('documents and their URIs', () => {
  test('an untitled document is a project of its own', async () => {
    await start({ 'a.evflow': 'record B { }' });
    await editor.open('untitled:Untitled-1', BAD);
    expect(await editor.problems('untitled:Untitled-1')).toEqual(UNKNOWN_B);
    await editor.edit('untitled:Untitled-1', 'b: B', 'b: int');
    expect(await editor.problems('untitled:Untitled-1')).toEqual([]);
    await editor.close('untitled:Untitled-1');
    expect(await editor.problems('untitled:Untitled-1')).toEqual([]);
    expect(editor.log).toEqual([]);
  });

  test.each(['with space.evflow', 'grüße/日本.evflow', '100%.evflow', 'a#b?c.evflow', "it's [x] (y)+~!.evflow"])(
    '%s',
    async (name) => {
      await start({ [name]: BAD });
      expect(await editor.problems(name)).toEqual(UNKNOWN_B);
      await editor.open(name, 'record A { }');
      expect(await editor.problems(name)).toEqual([]);
    },
  );

  test('one file in two spellings is one file', async () => {
    await start({ 'a b/ü:x.evflow': 'record A { }', 'b.evflow': 'record B { a: A }' });
    await editor.problems('a b/ü:x.evflow');
    const spelled = `file://${editor.root}/a%20b/%C3%BC%3Ax.evflow`;
    await editor.open(spelled, 'record A { c: C }');
    expect(await editor.problems(spelled)).toEqual(['1:15 EVF2001']);
    expect(editor.latest('a b/ü:x.evflow')).toEqual([]);
    await editor.edit(spelled, 'record A', 'record C');
    expect(await editor.problems('b.evflow')).toEqual(['1:15 EVF2001']);
    const [location] = await editor.askAt<{ uri: string }[]>(
      'textDocument/definition',
      spelled,
      'record C { c: '.length,
    );
    expect(location?.uri).toBe(spelled);
  });

  test.each([
    'file://elsewhere/share/a.evflow',
    'file:///tmp/%2Fa.evflow',
    'file:///tmp/%zz.evflow',
    'vscode-vfs://github/a/b.evflow',
  ])('%s is understood by itself', async (uri) => {
    await start({});
    await editor.open(uri, BAD);
    expect(await editor.problems(uri)).toEqual(UNKNOWN_B);
    await editor.close(uri);
    expect(await editor.problems(uri)).toEqual([]);
  });
});

describe('what goes wrong', () => {
  test('a request that fails leaves the server alive', async () => {
    await start({ 'a.evflow': BAD });
    await editor.open('a.evflow', BAD);
    await expect(editor.request('textDocument/hover', { nonsense: true })).rejects.toThrow();
    await expect(editor.request('no/such', {})).rejects.toThrow();
    expect(await editor.problems('a.evflow')).toEqual(UNKNOWN_B);
  });

  test('a change that fails is shown and costs no later one', async () => {
    let fails = true;
    const readText = (uri: string) => (fails ? Promise.reject(new Error('disk on fire')) : nodeDisk.readText(uri));
    await start({ 'a.evflow': BAD }, { disk: { ...nodeDisk, readText } });
    expect(await editor.problems('a.evflow')).toEqual(UNKNOWN_B);
    await editor.save('b.evflow', 'record B { }');
    expect(await editor.problems('a.evflow')).toEqual(UNKNOWN_B);
    expect(editor.log.join()).toContain('disk on fire');
    fails = false;
    await editor.save('b.evflow', 'record B { }');
    expect(await editor.problems('a.evflow')).toEqual([]);
  });

  test('a folder that cannot be read does not stop the others', async () => {
    const readProject: typeof nodeDisk.readProject = (root) =>
      root.endsWith('one') ? Promise.reject(new Error('no entry')) : nodeDisk.readProject(root);
    await start(
      { 'one/a.evflow': BAD, 'two/b.evflow': BAD },
      { folders: ['one', 'two'], disk: { ...nodeDisk, readProject } },
    );
    expect(await editor.problems('two/b.evflow')).toEqual(UNKNOWN_B);
    expect(editor.log.join()).toContain('no entry');
  });
});
