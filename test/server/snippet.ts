import { CURSOR, parseSnippet } from '../language/harness.ts';
import { Editor } from './client.ts';

/** Files by name, the cursor `⟨|⟩` in one of them, and places in `⟦brackets⟧`. */
export interface Marked {
  readonly files: Readonly<Record<string, string>>;
  readonly file: string;
  readonly offset: number;
  /** `main.evflow:2:5 name`, lines and columns from 1. */
  readonly places: readonly string[];
}

/** Reads a snippet as in test/language/harness.ts; a text with `\r\n` keeps them. */
export function parseMarked(source: string): Marked {
  const { files, cursor } = parseSnippet(source.replace(/[⟦⟧]/g, ''));
  const bracketed = parseSnippet(source.replace(CURSOR, '')).files;
  return {
    files: Object.fromEntries(files.map(({ uri, text }) => [uri, text])),
    file: cursor?.uri ?? files[0]!.uri,
    offset: cursor?.offset ?? 0,
    places: bracketed.flatMap(({ uri, text }) => bracketsIn(uri, text)),
  };
}

function bracketsIn(uri: string, text: string): string[] {
  return text.split('\n').flatMap((line, index) =>
    [...line.matchAll(/⟦([^⟧]*)⟧/g)].map((match) => {
      const column = line.slice(0, match.index).replace(/[⟦⟧]/g, '').length;
      return `${uri}:${index + 1}:${column + 1} ${match[1]}`;
    }),
  );
}

/** Opens the files of a snippet, that with the cursor in the editor and the others on the disk, and asks. */
export async function withSnippet<T>(source: string, ask: (editor: Editor, marked: Marked) => Promise<T>): Promise<T> {
  const marked = parseMarked(source);
  const editor = await Editor.start(marked.files);
  try {
    await editor.open(marked.file, marked.files[marked.file]!);
    return await ask(editor, marked);
  } finally {
    await editor.stop();
  }
}

/** A place as `parseMarked` writes it. */
export function showPlace(
  editor: Editor,
  files: Readonly<Record<string, string>>,
  {
    uri,
    range,
  }: { uri: string; range: { start: { line: number; character: number }; end: { line: number; character: number } } },
): string {
  const name = Object.keys(files).find((candidate) => editor.uri(candidate) === uri) ?? uri;
  const line = files[name]?.split('\n')[range.start.line] ?? '';
  const text = line.slice(range.start.character, range.end.line === range.start.line ? range.end.character : undefined);
  return `${name}:${range.start.line + 1}:${range.start.character + 1} ${text}`;
}
