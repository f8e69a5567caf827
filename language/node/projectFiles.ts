import { type Dirent, existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

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
  readonly files: readonly FileText[];
}

/**
 * The folder of the project that a file or folder belongs to: the nearest one that holds an evflow.json, from `path`
 * upwards and not above `limit`; else `limit`, or where that is not given the folder itself.
 */
export function projectRoot(path: string, limit?: string): string {
  const start = path.endsWith(FILE_EXTENSION) || path.endsWith(CONFIG_NAME) ? dirname(resolve(path)) : resolve(path);
  const top = limit === undefined ? undefined : resolve(limit);
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, CONFIG_NAME))) return folder;
    if (folder === top || folder === dirname(folder)) return top ?? start;
  }
}

/** Folders that hold no sources of a person's. */
function isSkipped(entry: Dirent): boolean {
  return entry.name === 'node_modules' || entry.name.startsWith('.');
}

/**
 * Absolute paths of the `.evflow` files below a folder, sorted; folders that cannot be read count as empty. Folders
 * with an evflow.json of their own are projects of their own and left out, but for `root` itself.
 */
export async function sourcePaths(root: string): Promise<string[]> {
  const found: string[] = [];
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    if (folder !== root && entries.some((entry) => entry.name === CONFIG_NAME)) continue;
    for (const entry of entries) {
      if (isSkipped(entry)) continue;
      if (entry.isDirectory()) folders.push(join(folder, entry.name));
      else if (entry.isFile() && entry.name.endsWith(FILE_EXTENSION)) found.push(join(folder, entry.name));
    }
  }
  return found.sort();
}

/** Folders with an evflow.json at or below a folder, and the folder itself where it has none above its files. */
export async function projectRoots(folder: string): Promise<string[]> {
  const roots = [folder];
  const folders = [folder];
  for (let current = folders.pop(); current !== undefined; current = folders.pop()) {
    const entries = await readdir(current, { withFileTypes: true }).catch(() => []);
    if (current !== folder && entries.some((entry) => entry.name === CONFIG_NAME)) roots.push(current);
    for (const entry of entries) {
      if (entry.isDirectory() && !isSkipped(entry)) folders.push(join(current, entry.name));
    }
  }
  return roots.sort();
}

export async function readText(path: string): Promise<FileText> {
  return { uri: pathToFileURL(path).href, text: await readFile(path, 'utf8') };
}

/**
 * Reads a project from the disk.
 * @throws Error of Node where `root` does not exist or a file cannot be read
 */
export async function readProject(root: string): Promise<ProjectFiles> {
  await stat(root);
  const config = join(root, CONFIG_NAME);
  const files: FileText[] = [];
  for (const path of await sourcePaths(root)) files.push(await readText(path));
  return { root, config: existsSync(config) ? await readText(config) : undefined, files };
}
