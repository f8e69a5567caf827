import { type Dirent, existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LOCK_NAME } from '../evolve/lock/lock.ts';

export const CONFIG_NAME = 'evflow.json';
export const FILE_EXTENSION = '.evflow';

/** A file's text, by its `file:` URI. */
export interface FileText {
  readonly uri: string;
  readonly text: string;
}

/** What lies on the disk of one project. */
export interface ProjectFiles {
  /** Absolute path of the project's folder. */
  readonly root: string;
  /** evflow.json, undefined where there is none. */
  readonly config: FileText | undefined;
  /** evflow.lock, likewise. */
  readonly lock: FileText | undefined;
  readonly files: readonly FileText[];
  readonly unreadable: readonly Unreadable[];
}

/** A file or folder that is there and cannot be read, and what Node says about it. */
export interface Unreadable {
  readonly path: string;
  readonly error: NodeJS.ErrnoException;
}

/**
 * The folder of the project that a file or folder belongs to: the nearest one that holds an evflow.json, from `path`
 * upwards and not above `limit`; else `limit`, or the folder itself where it does not lie in there.
 */
export function projectRoot(path: string, limit?: string): string {
  const start = path.endsWith(FILE_EXTENSION) || path.endsWith(CONFIG_NAME) ? dirname(resolve(path)) : resolve(path);
  const top = limit === undefined ? undefined : resolve(limit);
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, CONFIG_NAME))) return folder;
    if (folder === top) return folder;
    if (folder === dirname(folder)) return start;
  }
}

/** Folders that hold no sources of a person's. */
export function isSkippedName(name: string): boolean {
  return name === 'node_modules' || name.startsWith('.');
}

/**
 * Absolute paths of the `.evflow` files below a folder, sorted. Folders with an evflow.json of their own are projects of
 * their own and left out, but for `root` itself.
 */
async function sourcePaths(
  root: string,
  unreadable: (path: string, error: NodeJS.ErrnoException) => void,
): Promise<string[]> {
  const found: string[] = [];
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const current = folder;
    const entries = await readdir(folder, { withFileTypes: true }).catch((error) => {
      unreadable(current, error);
      return [];
    });
    if (folder !== root && entries.some((entry) => entry.name === CONFIG_NAME)) continue;
    for (const entry of entries) {
      if (isSkippedName(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) folders.push(path);
      else if (entry.name.endsWith(FILE_EXTENSION) && (entry.isFile() || (await isLinkToFile(entry, path))))
        found.push(path);
    }
  }
  return found.sort();
}

/** Links to folders are not followed: they may lead in a circle. */
async function isLinkToFile(entry: Dirent, path: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return false;
  const target = await stat(path).catch(() => undefined);
  return target?.isFile() ?? false;
}

/** Folders with an evflow.json at or below a folder, and the folder itself where it has none above its files. */
export async function projectRoots(folder: string): Promise<string[]> {
  const roots = [folder];
  const folders = [folder];
  for (let current = folders.pop(); current !== undefined; current = folders.pop()) {
    const entries = await readdir(current, { withFileTypes: true }).catch(() => []);
    if (current !== folder && entries.some((entry) => entry.name === CONFIG_NAME)) roots.push(current);
    for (const entry of entries) {
      if (entry.isDirectory() && !isSkippedName(entry.name)) folders.push(join(current, entry.name));
    }
  }
  return roots.sort();
}

export async function readText(path: string): Promise<FileText> {
  return { uri: pathToFileURL(path).href, text: await readFile(path, 'utf8') };
}

/**
 * Reads a project from the disk, as far as it can be read.
 * @throws Error of Node where `root` does not exist
 */
export async function readProject(root: string): Promise<ProjectFiles> {
  await stat(root);
  const unreadable: Unreadable[] = [];
  const report = (path: string, error: NodeJS.ErrnoException) => void unreadable.push({ path, error });
  const read = (path: string) =>
    readText(path).catch((error) => {
      report(path, error);
      return undefined;
    });
  const files: FileText[] = [];
  for (const path of await sourcePaths(root, report)) {
    const file = await read(path);
    if (file) files.push(file);
  }
  const readThere = async (name: string) => (existsSync(join(root, name)) ? read(join(root, name)) : undefined);
  return { root, config: await readThere(CONFIG_NAME), lock: await readThere(LOCK_NAME), files, unreadable };
}
