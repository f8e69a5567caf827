import { expect } from 'vitest';
import { diagnose, diagnoseConfig, diagnoseLock } from '../../language/check/diagnose.ts';
import { LOCK_NAME } from '../../language/evolve/lock/lock.ts';
import { readLock } from '../../language/evolve/lock/readLock.ts';
import { parseConfig } from '../../language/model/config.ts';
import { Project } from '../../language/model/project.ts';
import type { Diagnostic, TextEdit } from '../../language/syntax/diagnostic.ts';

/**
 * A test of the language is a snippet of evflow:
 *
 * - `// file: name.evflow` begins a file; without such a line there is one, `main.evflow`. `evflow.json` is the project's,
 *   and so is `evflow.lock`.
 * - `// published: name.evflow` begins a file of what has been published, the project's baseline.
 * - `//   ^^^ error EVF2001 some words` marks what is reported on the line above: the columns of the span, the severity,
 *   the code, and words of the message. `// <- error …` marks one that begins in the column of the `//`, however long.
 * - `⟨|⟩` is the cursor.
 *
 * Lines with marks and the cursor are no part of the text.
 */
export interface Snippet {
  readonly files: readonly SnippetFile[];
  readonly cursor: { readonly uri: string; readonly offset: number } | undefined;
}

export interface SnippetFile {
  readonly uri: string;
  readonly isPublished: boolean;
  readonly text: string;
  readonly marks: readonly Mark[];
}

export interface Mark {
  readonly line: number;
  readonly start: number;
  /** Undefined where only the beginning is marked. */
  readonly end: number | undefined;
  readonly severity: string;
  readonly code: string;
  readonly words: string;
}

const FILE = /^\/\/ (file|published): (\S+)$/;
const MARK = /^(\s*)\/\/(\s*)(\^+|<-) (error|warning|hint) (EVF\d{4})(?: (.*))?$/;
const CONFIG = 'evflow.json';
export const CURSOR = '⟨|⟩';

export function parseSnippet(source: string): Snippet {
  const files: { uri: string; isPublished: boolean; lines: string[]; marks: Mark[] }[] = [];
  for (const line of source.replace(/^\n/, '').split('\n')) {
    const [, kind, uri] = FILE.exec(line) ?? [];
    if (uri !== undefined) files.push({ uri, isPublished: kind === 'published', lines: [], marks: [] });
    else {
      if (files.length === 0) files.push({ uri: 'main.evflow', isPublished: false, lines: [], marks: [] });
      const file = files.at(-1)!;
      const mark = markOf(line, file.lines.length - 1);
      if (mark) file.marks.push(mark);
      else file.lines.push(line);
    }
  }
  return withoutCursor(files.map(({ lines, ...file }) => ({ ...file, text: lines.join('\n') })));
}

function markOf(line: string, above: number): Mark | undefined {
  const match = MARK.exec(line);
  if (!match) return undefined;
  const [, indent = '', space = '', arrow = '', severity = '', code = '', words = ''] = match;
  const isBeginning = arrow === '<-';
  const start = isBeginning ? indent.length : indent.length + 2 + space.length;
  return { line: above, start, end: isBeginning ? undefined : start + arrow.length, severity, code, words };
}

function withoutCursor(files: SnippetFile[]): Snippet {
  const holder = files.find(({ text }) => text.includes(CURSOR));
  if (!holder) return { files, cursor: undefined };
  const offset = holder.text.indexOf(CURSOR);
  return {
    files: files.map((file) => (file === holder ? { ...file, text: file.text.replace(CURSOR, '') } : file)),
    cursor: { uri: holder.uri, offset },
  };
}

/** A project with the files of a snippet. */
export function projectOf(source: string): { readonly project: Project; readonly snippet: Snippet } {
  const { files, cursor } = parseSnippet(source);
  const published = files.filter(({ isPublished }) => isPublished);
  const snippet = { files: files.filter((file) => !published.includes(file)), cursor };
  const project = projectWith(snippet.files);
  if (published.length > 0) project.compareWith([{ name: 'evflow.lock', project: projectWith(published) }]);
  return { project, snippet };
}

function projectWith(files: readonly SnippetFile[]): Project {
  const project = new Project();
  project.batch(() => {
    for (const { uri, text } of files) {
      if (uri === CONFIG) project.configure(parseConfig(text).config);
      else if (uri === LOCK_NAME) project.compareWith([readLock(text)]);
      else project.setFile(uri, text);
    }
  });
  return project;
}

/** Expects the marked diagnostics and no others. `except` names codes that are not looked at unless they are marked. */
export function expectDiagnostics(source: string, except: readonly string[] = []): void {
  const { project, snippet } = projectOf(source);
  for (const file of snippet.files) {
    const marked = new Set(file.marks.map(({ code }) => code));
    const all = diagnosticsOf(project, file);
    const found = all.filter(({ code }) => !except.includes(code) || marked.has(code));
    const shown = found.map((diagnostic) => showFound(file, diagnostic, markFor(file, diagnostic)));
    expect(shown.sort(), file.uri).toEqual(file.marks.map(showMark).sort());
  }
}

function diagnosticsOf(project: Project, { uri, text }: SnippetFile): readonly Diagnostic[] {
  if (uri === CONFIG) return diagnoseConfig(text);
  return uri === LOCK_NAME ? diagnoseLock(project) : diagnose(project, uri);
}

/** The mark on the line of a diagnostic that speaks of it, so that both are written with as much as the mark says. */
function markFor(file: SnippetFile, { code, span }: Diagnostic): Mark | undefined {
  const { line, column } = placeIn(file.text, span.start);
  return file.marks.find((mark) => mark.code === code && mark.line === line && mark.start === column);
}

function showMark({ line, start, end, severity, code, words }: Mark): string {
  return `${line + 1}:${start + 1}${end === undefined ? '' : `-${end + 1}`} ${severity} ${code} ${words}`;
}

function showFound(
  { text }: SnippetFile,
  { span, severity, code, message }: Diagnostic,
  mark: Mark | undefined,
): string {
  const { line, column } = placeIn(text, span.start);
  const lineEnd = text.indexOf('\n', span.start);
  const end = column + Math.min(span.end, lineEnd < 0 ? text.length : lineEnd) - span.start;
  const words = mark && message.includes(mark.words) ? mark.words : message;
  return `${line + 1}:${column + 1}${mark && mark.end === undefined ? '' : `-${end + 1}`} ${severity} ${code} ${words}`;
}

export function placeIn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, column: before.at(-1)!.length };
}

/**
 * The text of a file after a fix with a title, offered for the first diagnostic that has one.
 * @throws Error that names the fixes there are, where none has the title
 */
export function fixed(source: string, title: string, uri?: string): string {
  const { project, snippet } = projectOf(source);
  const all = snippet.files.flatMap((file) => diagnose(project, file.uri).flatMap(({ fixes }) => fixes));
  const fix = all.find((candidate) => candidate.title === title);
  if (!fix) throw new Error(`no fix "${title}" but: ${all.map((candidate) => candidate.title).join(' · ') || 'none'}`);
  const target = uri ?? fix.edits[0]!.uri;
  return applyEdits(
    snippet.files.find((file) => file.uri === target)!.text,
    fix.edits.filter((edit) => edit.uri === target),
  );
}

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const fromTheEnd = [...edits].sort((a, b) => b.span.start - a.span.start);
  return fromTheEnd.reduce(
    (result, { span, newText }) => result.slice(0, span.start) + newText + result.slice(span.end),
    text,
  );
}
