import { spawn } from 'node:child_process';

/** git is not there, or does not do what it is asked; the message is for the person who named a revision. */
export class GitError extends Error {}

/** Longer than any answer from a repository on this machine; one that lacks a blob may have to fetch it. */
const TIMEOUT = 60_000;

/** What a hook or an alias sets speaks of another call of git than ours. */
const OF_ANOTHER_CALL = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_OBJECT_DIRECTORY'];

/**
 * Runs git in a folder, without a shell; it asks nobody for a password and locks nothing.
 * @param input what it reads
 * @throws GitError
 */
export function git(folder: string, args: readonly string[], input = ''): Promise<Buffer> {
  const env: NodeJS.ProcessEnv = { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };
  for (const name of OF_ANOTHER_CALL) delete env[name];
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['-C', folder, ...args], { env, timeout: TIMEOUT, windowsHide: true });
    const out: Buffer[] = [];
    let said = '';
    child.stdout.on('data', (data: Buffer) => out.push(data));
    child.stderr.on('data', (data: Buffer) => (said += data));
    child.on('error', (error: NodeJS.ErrnoException) => reject(new GitError(startText(error))));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(Buffer.concat(out));
      else reject(new GitError(signal ? 'git took more than a minute and was stopped.' : failureText(said, folder)));
    });
    // Where git ends before it has read all of it, its exit code says why.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

function startText({ code, message }: NodeJS.ErrnoException): string {
  return code === 'ENOENT' ? 'git is not installed, or not in the PATH.' : `git cannot be started: ${message}.`;
}

function failureText(said: string, folder: string): string {
  if (said.includes('not a git repository')) return `${folder} lies in no git repository.`;
  const [line = ''] = said.trim().split('\n');
  return `git says: ${line.replace(/^fatal: /, '') || 'nothing, and fails'}.`;
}
