import type { Baseline } from '../model/baseline.ts';
import { parseConfig } from '../model/config.ts';
import { Project } from '../model/project.ts';
import { GitError, git } from './git.ts';
import { CONFIG_NAME, FILE_EXTENSION, isSkippedName } from './projectFiles.ts';

/** What a project was at a revision. */
export interface GitBaseline extends Baseline {
  /** The hash of the commit that the revision stands for. */
  readonly commit: string;
}

/**
 * Reads a project as it is at a revision of the repository around it: its sources and its evflow.json. A project that is
 * not there yet has no declarations.
 *
 * @param root absolute path of the project's folder
 * @param known what was read before; it is returned where the revision still stands for the same commit
 * @throws GitError where there is no git, no repository or no such revision
 */
export async function gitBaseline(revision: string, root: string, known?: Baseline): Promise<Baseline> {
  if (!/^[^-\s][^\s]*$/.test(revision))
    throw new GitError(`"${revision}" is no revision: name a branch, a tag or a commit, as in "git:origin/main".`);
  const below = (await git(root, ['rev-parse', '--show-prefix'])).toString().replace(/\r?\n$/, '');
  const commit = await commitOf(revision, root);
  if (known && (known as Partial<GitBaseline>).commit === commit) return known;
  const name = `git:${revision}`;
  const blobs = await blobsOf(root, commit, below);
  const texts = await textsOf(root, [...blobs.values()]);
  const project = new Project();
  project.batch(() => {
    for (const [path, hash] of blobs) {
      const text = texts.get(hash) ?? '';
      if (path === CONFIG_NAME) project.configure(parseConfig(text).config);
      else project.setFile(`${name}/${path}`, text);
    }
  });
  const baseline: GitBaseline = { name, project, commit };
  return baseline;
}

async function commitOf(revision: string, root: string): Promise<string> {
  const found = await git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]).catch(
    () => {
      throw new GitError(
        `There is no revision "${revision}" here. Fetch it, or name another one; a clone without its history has just one commit.`,
      );
    },
  );
  return found.toString().trim();
}

/** The hashes of the project's files by their paths below its folder. */
async function blobsOf(root: string, commit: string, below: string): Promise<ReadonlyMap<string, string>> {
  const paths = below === '' ? [] : [below];
  const list = (await git(root, ['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...paths])).toString();
  const blobs = new Map<string, string>();
  for (const entry of list.split('\0')) {
    const [, hash, path] = /^100\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(entry) ?? [];
    if (hash !== undefined && path?.startsWith(below)) blobs.set(path.slice(below.length), hash);
  }
  const others = [...blobs.keys()].filter((path) => path.endsWith(`/${CONFIG_NAME}`));
  const folders = others.map((path) => path.slice(0, -CONFIG_NAME.length));
  const isOurs = (path: string) =>
    path === CONFIG_NAME ||
    (path.endsWith(FILE_EXTENSION) &&
      !path.split('/').some(isSkippedName) &&
      !folders.some((folder) => path.startsWith(folder)));
  return new Map([...blobs].filter(([path]) => isOurs(path)));
}

const NEWLINE = 0x0a;

/** The texts of blobs by their hashes, asked for all at once. */
async function textsOf(root: string, hashes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  const wanted = [...new Set(hashes)];
  if (wanted.length === 0) return texts;
  const answer = await git(root, ['cat-file', '--batch'], `${wanted.join('\n')}\n`);
  for (let at = 0; at < answer.length; ) {
    const end = answer.indexOf(NEWLINE, at);
    const head = answer.toString('utf8', at, end);
    const [, hash, size] = /^([0-9a-f]+) blob (\d+)$/.exec(head) ?? [];
    if (hash === undefined) throw new GitError(`git does not give the contents of a file: ${head}.`);
    const start = end + 1;
    at = start + Number(size) + 1;
    texts.set(hash, answer.toString('utf8', start, at - 1));
  }
  return texts;
}
