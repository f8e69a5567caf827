import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LOCK_NAME } from '../evolve/lock/lock.ts';
import { readLock } from '../evolve/lock/readLock.ts';
import type { Baseline } from '../model/baseline.ts';
import { GitError } from './git.ts';
import { gitBaseline } from './gitBaseline.ts';

/** A baseline cannot be read; the message says why and what to do. */
export class BaselineError extends Error {}

const GIT = 'git:';

/** True for a baseline that git reads: `git:origin/main`. */
export function isGitBaseline(spec: string | undefined): spec is string {
  return spec?.startsWith(GIT) ?? false;
}

/**
 * Reads what a project is to be compared with.
 *
 * @param spec `lock` for its evflow.lock, or `git:REVISION`
 * @param root absolute path of the project's folder
 * @param known what was read for the same before; it is returned where nothing has changed in git since
 * @throws BaselineError
 */
export async function loadBaseline(spec: string, root: string, known?: Baseline): Promise<Baseline> {
  if (spec === 'lock') return lockBaseline(root);
  if (!isGitBaseline(spec)) {
    throw new BaselineError(
      `"${spec}" is nothing to compare with: write "lock", "git:" and a revision, as in "git:origin/main", or "registry:" and an address.`,
    );
  }
  return gitBaseline(spec.slice(GIT.length), root, known).catch((error) => {
    throw error instanceof GitError ? new BaselineError(error.message) : error;
  });
}

async function lockBaseline(root: string): Promise<Baseline> {
  const path = join(root, LOCK_NAME);
  const text = await readFile(path, 'utf8').catch(({ code, message }: NodeJS.ErrnoException) => {
    const why = code === 'ENOENT' ? 'it is not there. `evflow publish` writes it' : message;
    throw new BaselineError(`${path} cannot be read: ${why}.`);
  });
  return readLock(text);
}
