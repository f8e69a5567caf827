import { afterEach, describe, expect, test } from 'vitest';
import { Editor, type EditorOptions } from './client.ts';

let editor: Editor;
const start = async (files: Record<string, string>, options?: EditorOptions) => (editor = await Editor.start(files, options));
afterEach(() => editor.stop());

describe('diagnostics', () => {
  test('are pushed for every file of a folder, opened or not', async () => {
    await start({ 'a.evflow': 'record A { b: B }', 'deep/b.evflow': 'record C { }' });
    expect(await editor.problems('a.evflow')).toEqual(['1:15 EVF2001']);
    expect(await editor.problems('deep/b.evflow')).toEqual([]);
  });
});
