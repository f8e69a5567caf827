import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A file to be written, with its absolute path. */
export interface NewText {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes all files under other names first, so that a full or read-only disk changes nothing; then gives them their names.
 * @throws Error of Node
 */
export async function replaceFiles(files: readonly NewText[]): Promise<void> {
  const pending: { readonly from: string; readonly to: string }[] = [];
  try {
    for (const { path: to, text } of files) {
      const from = `${to}.${process.pid}.evflow-new`;
      await mkdir(dirname(to), { recursive: true });
      pending.push({ from, to });
      await writeFile(from, text, { flag: 'wx' });
    }
    for (const { from, to } of pending) await rename(from, to);
  } catch (error) {
    for (const { from } of pending) await rm(from, { force: true }).catch(() => {});
    throw error;
  }
}
