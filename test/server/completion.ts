import { expect } from 'vitest';
import type { CompletionItem, TextEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Editor } from './client.ts';
import { type Marked, withSnippet } from './snippet.ts';

/** What is offered at the cursor of a snippet, in the order in which it is shown. */
export function complete(source: string): Promise<CompletionItem[]> {
  return withSnippet(source, itemsAt);
}

async function itemsAt(editor: Editor, { file, offset }: Marked): Promise<CompletionItem[]> {
  const items = await editor.askAt<CompletionItem[]>('textDocument/completion', file, offset);
  return items.sort((a, b) => ((a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1));
}

/** Expects labels, separated by spaces; `dead_letter` stands for one with a space. `only`: these and no others. */
export async function expectCompletion(
  source: string,
  wanted: { includes?: string; excludes?: string; only?: string },
): Promise<void> {
  const labels = (await complete(source)).map(({ label }) => label.replaceAll(' ', '_'));
  const words = (list: string | undefined) => list?.split(/\s+/).filter(Boolean) ?? [];
  if (wanted.includes) expect(labels).toEqual(expect.arrayContaining(words(wanted.includes)));
  expect(labels.filter((label) => words(wanted.excludes).includes(label))).toEqual([]);
  if (wanted.only !== undefined) expect([...new Set(labels)].sort()).toEqual(words(wanted.only).sort());
}

/** The text of the file with the cursor once the first item with a label is taken; `$0` is where the cursor is then. */
export function accept(source: string, label: string): Promise<string> {
  return withSnippet(source, async (editor, marked) => {
    const items = await itemsAt(editor, marked);
    const item = items.find((candidate) => candidate.label === label);
    if (!item) throw new Error(`no "${label}" but: ${items.map((each) => each.label).join(' ')}`);
    return TextDocument.applyEdits(editor.document(marked.file), [
      item.textEdit as TextEdit,
      ...(item.additionalTextEdits ?? []),
    ]);
  });
}
