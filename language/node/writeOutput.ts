import { createHash } from 'node:crypto';
import { lstat, mkdir, readFile, realpath, rm, rmdir } from 'node:fs/promises';
import { join, posix, sep } from 'node:path';
import { replaceFiles } from './replaceFiles.ts';

/** A file to be written, with its path below the output folder, in the notation of POSIX. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

/** What became of the files, by their paths. */
export interface Written {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  /** Of an earlier run, and no longer wanted. */
  readonly deleted: readonly string[];
  /** No longer wanted either, but changed by hand since: left where it is. */
  readonly kept: readonly string[];
}

/** Why nothing was written, in words for the person who asked for it. */
export class OutputError extends Error {}

/** Lists what an earlier run has written. Kept beside the files, and under version control with them. */
export const MANIFEST = '.evflow-generated.json';

/** The hash of each file as it was written, by path. */
type Manifest = ReadonlyMap<string, string>;

/**
 * Writes files into a folder, and deletes those that an earlier run wrote there and that are no longer wanted. It never
 * touches a file that it did not write, nor one that was changed since; then, as with any other obstacle, it writes nothing.
 * Files whose text is the same are not written again.
 *
 * @param out absolute path of the folder; made where it is missing
 * @throws OutputError
 */
export async function writeOutput(out: string, files: readonly OutputFile[]): Promise<Written> {
  for (const { path } of files) if (!isSafe(path)) throw new OutputError(`${path} is no path below the output folder.`);
  try {
    await mkdir(out, { recursive: true });
    const root = await realpath(out);
    const manifest = await readManifest(root);
    const plan = await makePlan(root, files, manifest);
    const replaced = [...plan.changed, ...changedManifest(files, manifest)];
    await replaceFiles(replaced.map(({ path, text }) => ({ path: join(root, path), text })));
    for (const path of plan.stale) await deleteFile(root, path);
    return {
      written: plan.changed.map(({ path }) => path),
      unchanged: plan.unchanged,
      deleted: plan.stale,
      kept: plan.kept,
    };
  } catch (error) {
    throw asOutputError(error, out);
  }
}

interface Plan {
  readonly changed: readonly OutputFile[];
  readonly unchanged: readonly string[];
  readonly stale: readonly string[];
  readonly kept: readonly string[];
}

async function makePlan(root: string, files: readonly OutputFile[], manifest: Manifest): Promise<Plan> {
  const changed: OutputFile[] = [];
  const unchanged: string[] = [];
  for (const file of files) {
    const present = await readOwn(root, file.path);
    if (present === undefined) changed.push(file);
    else if (hash(present) === hash(file.text)) unchanged.push(file.path);
    else if (isAsWritten(present, file.path, manifest)) changed.push(file);
    else throw inTheWay(root, file.path, manifest.has(file.path));
  }
  const wanted = new Set(files.map(({ path }) => path));
  const stale: string[] = [];
  const kept: string[] = [];
  for (const path of manifest.keys()) {
    if (wanted.has(path) || !isSafe(path)) continue;
    const present = await readOwn(root, path).catch(() => undefined);
    if (present !== undefined) (isAsWritten(present, path, manifest) ? stale : kept).push(path);
  }
  return { changed, unchanged, stale, kept };
}

function isAsWritten(text: string, path: string, manifest: Manifest): boolean {
  return manifest.get(path) === hash(text);
}

function inTheWay(root: string, path: string, isListed: boolean): OutputError {
  const place = join(root, path);
  return new OutputError(
    isListed
      ? `${place} was changed since evflow wrote it. Nothing was written. Save what you need of it, delete it, and generate again.`
      : `${place} was not written by evflow. Nothing was written. Move it away, or choose another output folder.`,
  );
}

/** The text of a file; undefined where there is none. Whatever else stands there, a link on the way included, is an error. */
async function readOwn(root: string, path: string): Promise<string | undefined> {
  const names = path.split('/');
  for (const [index] of names.entries()) {
    const part = join(root, ...names.slice(0, index + 1));
    const stat = await lstat(part).catch(absent);
    if (!stat) return undefined;
    const isLast = index === names.length - 1;
    if (isLast ? !stat.isFile() : !stat.isDirectory()) {
      const what = stat.isSymbolicLink() ? 'a link' : isLast ? 'no plain file' : 'no folder';
      throw new OutputError(`${part} is ${what}. Nothing was written. Move it away, or choose another output folder.`);
    }
  }
  return await readFile(join(root, path), 'utf8');
}

async function deleteFile(root: string, path: string): Promise<void> {
  await rm(join(root, path), { force: true });
  for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder)) {
    const isGone = await rmdir(join(root, folder)).then(
      () => true,
      () => false,
    );
    if (!isGone) break;
  }
}

async function readManifest(root: string): Promise<Manifest> {
  const text = await readOwn(root, MANIFEST);
  if (text === undefined) return new Map();
  const files = entriesOf(text);
  if (files) return new Map(files);
  throw new OutputError(
    `${join(root, MANIFEST)} cannot be understood. Nothing was written. Restore it, or delete it and the generated files beside it.`,
  );
}

function entriesOf(text: string): [string, string][] | undefined {
  try {
    const { files } = JSON.parse(text) as { files: unknown };
    if (typeof files !== 'object' || files === null || Array.isArray(files)) return undefined;
    const entries = Object.entries(files);
    return entries.every((entry): entry is [string, string] => typeof entry[1] === 'string') ? entries : undefined;
  } catch {
    return undefined;
  }
}

/** The manifest for these files, if it is not the one that is there. It comes last: until then the old one holds. */
function changedManifest(files: readonly OutputFile[], before: Manifest): OutputFile[] {
  const hashes = files.map(({ path, text }) => [path, hash(text)] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  if (hashes.length === before.size && hashes.every(([path, one]) => before.get(path) === one)) return [];
  const content = {
    about:
      'Written by `evflow generate`: the files that it may replace and delete here. Keep it under version control with them.',
    files: Object.fromEntries(hashes),
  };
  return [{ path: MANIFEST, text: `${JSON.stringify(content, undefined, 2)}\n` }];
}

/** Line endings do not count: git may change them. */
function hash(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
}

/** A path that stays below its folder, whatever the system. */
function isSafe(path: string): boolean {
  return (
    path !== MANIFEST &&
    /^[^/\\:]+(?:\/[^/\\:]+)*$/.test(path) &&
    !path.split('/').some((name) => name === '.' || name === '..')
  );
}

function absent(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  return undefined;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'it may not be written',
  EPERM: 'it may not be written',
  EROFS: 'its disk is read-only',
  ENOSPC: 'its disk is full',
  EEXIST: 'a file is in its place',
  ENOTDIR: 'a file is in its place, or in the place of a folder above it',
};

function asOutputError(error: unknown, out: string): OutputError {
  if (error instanceof OutputError) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  return new OutputError(
    `Nothing can be written to ${out.endsWith(sep) ? out : out + sep}: ${REASONS[code] ?? message}.`,
  );
}
