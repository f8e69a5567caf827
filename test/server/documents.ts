import type {
  CodeAction,
  CodeLens,
  DocumentSymbol,
  SemanticTokens,
  SemanticTokensLegend,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Editor } from './client.ts';
import { type Marked, withSnippet } from './snippet.ts';

/** The outline: `Order class aggregate`, members indented below. */
export function outline(source: string): Promise<string[]> {
  return withSnippet(source, async (editor, { file }) => {
    const show = (symbol: DocumentSymbol, depth: number): string[] => [
      `${'  '.repeat(depth)}${symbol.name}${symbol.detail ? ` ${symbol.detail}` : ''}`,
      ...(symbol.children ?? []).flatMap((child) => show(child, depth + 1)),
    ];
    return (await editor.ask<DocumentSymbol[]>('textDocument/documentSymbol', file)).flatMap((symbol) =>
      show(symbol, 0),
    );
  });
}

/** The semantic tokens: `text:type`, with `.modifier`s. */
export function coloured(source: string): Promise<string[]> {
  return withSnippet(source, async (editor, { file }) => {
    const { data } = await editor.ask<SemanticTokens>('textDocument/semanticTokens/full', file);
    const legend = editor.capabilities.semanticTokensProvider?.legend;
    return legend ? decoded(editor.text(file), data, legend) : [];
  });
}

function decoded(text: string, data: readonly number[], legend: SemanticTokensLegend): string[] {
  const lines = text.split('\n');
  const found: string[] = [];
  let [line, column] = [0, 0];
  for (let at = 0; at < data.length; at += 5) {
    const [lines_, columns, length, type, flags] = data.slice(at, at + 5) as [number, number, number, number, number];
    [line, column] = lines_ > 0 ? [line + lines_, columns] : [line, column + columns];
    const modifiers = legend.tokenModifiers.filter((_, bit) => flags & (1 << bit));
    found.push([`${lines[line]?.slice(column, column + length)}:${legend.tokenTypes[type]}`, ...modifiers].join('.'));
  }
  return found;
}

/** The text once it is formatted. */
export function formatted(source: string): Promise<string> {
  return withSnippet(source, async (editor, { file }) => {
    const options = { tabSize: 2, insertSpaces: true };
    const edits = await editor.ask<TextEdit[]>('textDocument/formatting', file, { options });
    return TextDocument.applyEdits(editor.document(file), edits);
  });
}

/** Titles, commands and arguments of the lenses, with their lines from 1. */
export function lenses(source: string): Promise<string[]> {
  return withSnippet(source, async (editor, { file }) => {
    const found = await editor.ask<CodeLens[]>('textDocument/codeLens', file);
    return found.map(({ range, command }) => {
      const [uri, name] = command?.arguments ?? [];
      return `${range.start.line + 1} ${command?.title} ${command?.command} ${uri === editor.uri(file)} ${name}`;
    });
  });
}

/** The actions that are offered at the cursor, or of one kind for the whole file. */
export async function actionsAt(editor: Editor, { file, offset }: Marked, only?: string): Promise<CodeAction[]> {
  await editor.problems(file);
  const range =
    only === undefined ? editor.range(file, offset, offset) : editor.range(file, 0, editor.text(file).length);
  const context = { diagnostics: editor.latest(file) ?? [], ...(only === undefined ? {} : { only: [only] }) };
  return editor.ask<CodeAction[]>('textDocument/codeAction', file, { range, context });
}

/** The texts of all files after the first action whose title has some words, by name. */
export function actedOn(source: string, words: string, only?: string): Promise<Record<string, string>> {
  return withSnippet(source, async (editor, marked) => {
    const actions = await actionsAt(editor, marked, only);
    const action = actions.find(({ title }) => title.includes(words));
    if (!action) throw new Error(`no "${words}" but: ${actions.map(({ title }) => title).join(' · ') || 'none'}`);
    return applied(editor, marked, action.edit ?? {});
  });
}

function applied(editor: Editor, { files }: Marked, { changes }: WorkspaceEdit): Record<string, string> {
  const after = Object.entries(files).map(([name, text]) => {
    const document = TextDocument.create('', 'evflow', 1, text);
    return [name, TextDocument.applyEdits(document, changes?.[editor.uri(name)] ?? [])];
  });
  return Object.fromEntries(after);
}
