import type { Entity } from '../../model/entities.ts';
import { type Problem, problem } from '../../model/problem.ts';
import { Project } from '../../model/project.ts';
import { parse } from '../../syntax/parse.ts';
import type { Span } from '../../syntax/tree.ts';
import { Fingerprints } from './fingerprint.ts';
import { isVersion, LOCK_EDITION, LOCK_NAME, type Lock, type LockEntry } from './lock.ts';
import { TypesUsed } from './typesUsed.ts';

/** A line that looks like one: what stands in it, and where. */
interface Line {
  readonly fingerprint: string;
  /** As it is written: with backquotes; empty for none. */
  readonly namespace: string;
  readonly declaration: string;
  readonly span: Span;
}

/**
 * Reads the text of an evflow.lock. The order of its lines, line ends and white space at the ends of lines mean nothing,
 * and a line may stand there twice, so that versions of the file are merged by keeping the lines of both.
 */
export function readLock(text: string): Lock {
  const problems: Problem[] = [];
  const project = new Project();
  const entries: LockEntry[] = [];
  project.batch(() => {
    for (const [uri, lines] of chunks(linesIn(text, problems)))
      entries.push(...declare(project, uri, lines, problems).map(([line, entity]) => entryOf(line, entity)));
  });
  entries.sort((a, b) => a.span.start - b.span.start);
  const first = firstOfEach(entries);
  const unique = [...first.values()];
  const rivals = entries.filter((entry) => first.get(entry.key) !== entry);
  for (const rival of rivals) problems.push(rivalry(rival, first.get(rival.key)!));
  checkFingerprints(project, unique, problems);
  problems.sort((a, b) => a.span.start - b.span.start);
  return { name: LOCK_NAME, project, text, entries: unique, rivals, problems };
}

const LINE = /^([0-9a-f]{16}) ((?:`[^`]+`|[^`\s])+) (\S.*)$/s;
const EDITION = /^\/\/ evflow\.lock (\d+)\b/;
const MERGE_MARK = /^(<{7}|={7}|>{7}|\|{7})( |$)/;

/** The lines that hold something, each once. */
function linesIn(text: string, problems: Problem[]): Line[] {
  const lines = new Map<string, Line>();
  for (const { 0: whole, index } of text.matchAll(/[^\r\n]+/g)) {
    const written = whole.replace(/^\ufeff/, '').trim();
    const start = index + whole.indexOf(written);
    const span = { start, end: start + written.length };
    const match = LINE.exec(written);
    const edition = Number(EDITION.exec(written)?.[1] ?? 0);
    if (edition > LOCK_EDITION) problems.push(problem('EVF4002', span, { wrong: 'newer', edition }));
    if (written === '' || written.startsWith('//')) continue;
    if (MERGE_MARK.test(written)) {
      if (written.startsWith('<')) problems.push(problem('EVF4002', span, { wrong: 'unmerged' }));
    } else if (!match) problems.push(problem('EVF4002', span, { wrong: 'unreadable' }));
    else if (!lines.has(written)) {
      const [, fingerprint = '', namespace = '', declaration = ''] = match;
      lines.set(written, { fingerprint, namespace: namespace === '-' ? '' : namespace, declaration, span });
    }
  }
  return [...lines.values()];
}

/** Lines of one namespace that are parsed together; far fewer characters than a file may have. */
const CHUNK = 1000;

/** The lines as files, one namespace each. */
function* chunks(lines: readonly Line[]): Generator<readonly [string, readonly Line[]]> {
  const byNamespace = Map.groupBy(lines, ({ namespace }) => namespace);
  for (const [namespace, all] of byNamespace)
    for (let i = 0; i < all.length; i += CHUNK)
      yield [`${LOCK_NAME}/${namespace}/${i / CHUNK}`, all.slice(i, i + CHUNK)];
}

/** Adds lines to the project as one file; those that cannot be read are reported and left out. */
function declare(project: Project, uri: string, lines: readonly Line[], problems: Problem[]): [Line, Entity][] {
  project.setFile(uri, fileText(lines));
  const { errors, entities } = project.file(uri)!;
  if (errors.length === 0 && entities.length === lines.length && entities.every(isKnown))
    return lines.map((line, i) => [line, entities[i]!]);
  const good = lines.filter((line) => {
    const isGood = isReadable(line);
    if (!isGood) problems.push(problem('EVF4002', line.span, { wrong: 'unreadable' }));
    return isGood;
  });
  if (good.length === lines.length) throw new Error(`The lines of ${uri} can be read each but not together.`);
  return declare(project, uri, good, problems);
}

function fileText(lines: readonly Line[]): string {
  const { namespace = '' } = lines[0] ?? {};
  const head = namespace === '' ? 'evflow 1' : `evflow 1 namespace ${namespace}`;
  return [head, ...lines.map(({ declaration }) => declaration)].join('\n');
}

/** Whether a line is one declaration by itself. */
function isReadable(line: Line): boolean {
  const { tree, errors } = parse(fileText([line]));
  const [only] = tree.declarations;
  return (
    errors.length === 0 &&
    tree.comments.length === 0 &&
    tree.declarations.length === 1 &&
    tree.uses.length === 0 &&
    only !== undefined &&
    isKnown(only)
  );
}

const KINDS: readonly string[] = [
  'message',
  'record',
  'enum',
  'union',
  'topic',
  'consumer',
  'aggregate',
  'saga',
] satisfies LockEntry['kind'][];

function isKnown({ kind }: { readonly kind: string }): boolean {
  return KINDS.includes(kind);
}

function entryOf({ fingerprint, declaration, span }: Line, { key, kind, file }: Entity): LockEntry {
  return { key, kind: kind as LockEntry['kind'], namespace: file.namespace, fingerprint, declaration, span };
}

function firstOfEach(entries: readonly LockEntry[]): ReadonlyMap<string, LockEntry> {
  const first = new Map<string, LockEntry>();
  for (const entry of entries) if (!first.has(entry.key)) first.set(entry.key, entry);
  return first;
}

/** The same line is not there twice, so another one of the same key says something else. */
function rivalry(rival: LockEntry, { declaration: other }: LockEntry): Problem {
  const { key, declaration, span } = rival;
  return problem('EVF4002', span, { wrong: 'twice', key, declaration, other, isVersion: isVersion(rival) });
}

/** An edited line changes the fingerprints of all that use it, and is reported alone. */
function checkFingerprints(project: Project, entries: readonly LockEntry[], problems: Problem[]): void {
  const types = new TypesUsed(project);
  const fingerprints = new Fingerprints(new Map(entries.map(({ key, declaration }) => [key, declaration])), types);
  const wrong = entries.filter(({ key, fingerprint }) => fingerprints.of(key) !== fingerprint);
  const needs = new Map(wrong.map(({ key }) => [key, types.all([key])]));
  for (const { key, span } of wrong) {
    const isExplained = [...needs.get(key)!].some((other) => needs.has(other) && !needs.get(other)!.has(key));
    if (!isExplained) problems.push(problem('EVF4002', span, { wrong: 'fingerprint', key }));
  }
}
