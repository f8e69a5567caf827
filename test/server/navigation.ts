import { expect } from 'vitest';
import type { Hover, Location, MarkupContent } from 'vscode-languageserver/node';
import { showPlace, withSnippet } from './snippet.ts';

/** The Markdown of the hover at the cursor; empty where there is none. */
export function hoverAt(source: string): Promise<string> {
  return withSnippet(source, async (editor, { file, offset }) => {
    const hover = await editor.askAt<Hover | null>('textDocument/hover', file, offset);
    return hover ? (hover.contents as MarkupContent).value : '';
  });
}

/** Expects that the definition of what stands at the cursor is where the `⟦brackets⟧` are. */
export function expectDefinition(source: string): Promise<void> {
  return expectPlaces(source, 'textDocument/definition', {});
}

/** Expects that the `⟦brackets⟧` are around everything that stands for the same as what is at the cursor. */
export function expectReferences(source: string, includeDeclaration = true): Promise<void> {
  return expectPlaces(source, 'textDocument/references', { context: { includeDeclaration } });
}

function expectPlaces(source: string, method: string, more: object): Promise<void> {
  return withSnippet(source, async (editor, { files, file, offset, places }) => {
    const found = await editor.askAt<Location[]>(method, file, offset, more);
    expect(found.map((location) => showPlace(editor, files, location)).sort()).toEqual([...places].sort());
  });
}
