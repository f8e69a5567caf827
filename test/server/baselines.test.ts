import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, test } from 'vitest';
import { lockText } from '../../language/evolve/lock/lockText.ts';
import { Project } from '../../language/model/project.ts';
import { nodeDisk } from '../../server/lsp/nodeDisk.ts';
import { Editor, type EditorOptions } from './client.ts';

let editor: Editor;
const start = async (files: Record<string, string>, options?: EditorOptions) => {
  editor = await Editor.start(files, options);
};
afterEach(() => editor.stop());

const A = 'event A { id: uuid }\ntopic t { carries A, key id }\nservice S { publishes A }\n';
const MAILS = `${A}consumer C { idempotent, on A }\n`;
const EDITED = MAILS.replace('uuid }', 'uuid, n: int }');

function lockOf(text: string): string {
  const project = new Project();
  project.setFile('a', text);
  return lockText(project);
}

/** Codes of what is reported for a file once something that takes its time has come about. */
async function reported(name: string, code: string, isThere = true): Promise<string | undefined> {
  const codes = () => editor.latest(name)?.map((one) => one.code);
  await editor.until(`${code} in ${name}: ${isThere}`, () => codes()?.includes(code) === isThere);
  return messages(name).find((_, i) => codes()?.[i] === code);
}

function messages(name: string): string[] {
  return (editor.latest(name) ?? []).map(({ message }) => String(message));
}

describe('evflow.lock', () => {
  test('says what was published, from the first look on and when it changes', async () => {
    await start({ 'a.evflow': EDITED, 'evflow.lock': lockOf(MAILS) });
    expect(await editor.problems('a.evflow')).toEqual(['1:21 EVF4001']);
    await editor.save('evflow.lock', lockOf(EDITED));
    expect(await editor.problems('a.evflow')).toEqual([]);
    await editor.save('evflow.lock', lockOf(MAILS));
    expect(await editor.problems('a.evflow')).toEqual(['1:21 EVF4001']);
    await editor.delete('evflow.lock');
    expect(await editor.problems('a.evflow')).toEqual([]);
  });

  test('shows what is wrong with itself, and what is declared no more', async () => {
    await start({ 'a.evflow': MAILS, 'evflow.lock': `${lockOf(MAILS)}garbage\n` });
    expect(await editor.problems('evflow.lock')).toEqual(['5:1 EVF4002']);
    await editor.open('a.evflow', MAILS);
    await editor.edit('a.evflow', 'event A', 'event B');
    expect(await editor.problems('evflow.lock')).toEqual(['2:1 EVF4001', '5:1 EVF4002']);
    await editor.edit('a.evflow', 'event B', 'event A');
    expect(await editor.problems('evflow.lock')).toEqual(['5:1 EVF4002']);
    await editor.delete('evflow.lock');
    expect(await editor.problems('evflow.lock')).toEqual([]);
  });

  test('is read when it changes, and for no keystroke', async () => {
    let reads = 0;
    const readText: typeof nodeDisk.readText = (uri) => {
      if (uri.endsWith('evflow.lock')) reads++;
      return nodeDisk.readText(uri);
    };
    await start({ 'a.evflow': MAILS, 'evflow.lock': lockOf(MAILS) }, { disk: { ...nodeDisk, readText } });
    await editor.open('a.evflow', MAILS);
    await editor.edit('a.evflow', 'uuid', 'string');
    await editor.edit('a.evflow', 'string', 'uuid');
    expect(await editor.problems('a.evflow')).toEqual([]);
    expect(reads).toBe(0);
    await editor.save('evflow.lock', lockOf(EDITED));
    expect(await editor.problems('a.evflow')).toEqual(['1:7 EVF4001']);
    expect(reads).toBe(1);
  });

  test('of one project is nothing to another', async () => {
    await start({
      'one/evflow.json': '{}',
      'one/evflow.lock': lockOf(MAILS),
      'one/a.evflow': EDITED,
      'two/evflow.json': '{}',
      'two/a.evflow': EDITED,
    });
    expect(await editor.problems('one/a.evflow')).toEqual(['1:21 EVF4001']);
    expect(await editor.problems('two/a.evflow')).toEqual([]);
  });

  test('without a project around it goes with the editor’s folder', async () => {
    await start({ 'a.evflow': MAILS, 'evflow.lock': 'garbage' });
    expect(await editor.problems('evflow.lock')).toEqual(['1:1 EVF4002']);
    await editor.changeFolders([], ['']);
    expect(await editor.problems('evflow.lock')).toEqual([]);
  });
});

describe('a git revision', () => {
  const git = (...args: string[]) => {
    const quiet = ['-c', 'user.name=x', '-c', 'user.email=x@example.org', '-c', 'commit.gpgsign=false'];
    execFileSync('git', ['-C', editor.root, ...quiet, ...args], { stdio: 'pipe' });
  };
  const CONFIG = '{ "baseline": "git:main" }';

  /** A folder whose first commit is on main, and in which A has been edited since. */
  async function startEdited(trusted: boolean): Promise<void> {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const gitBaseline: typeof nodeDisk.gitBaseline = async (...asked) => {
      await held;
      return nodeDisk.gitBaseline(...asked);
    };
    await start({ 'evflow.json': CONFIG, 'a.evflow': MAILS }, { disk: { ...nodeDisk, gitBaseline }, trusted });
    git('init', '-q', '-b', 'main');
    git('add', '-A');
    git('commit', '-q', '-m', 'x');
    await editor.save('a.evflow', EDITED);
    // Nobody waits for git.
    expect(await editor.problems('a.evflow')).toEqual([]);
    release();
  }

  test('is asked for beside everything else, and again when the repository changes', async () => {
    await startEdited(true);
    expect(await reported('a.evflow', 'EVF4001')).toContain('as git:main has it');
    git('commit', '-q', '-a', '-m', 'y');
    await editor.changed(['.git/refs/heads/main', 2]);
    await reported('a.evflow', 'EVF4001', false);
  });

  test('is not asked for in a workspace that nobody trusts yet', async () => {
    await startEdited(false);
    await editor.save('b.evflow', '');
    await editor.changed(['.git/HEAD', 2]);
    expect(await editor.problems('a.evflow')).toEqual([]);
    await editor.notify('evflow/trusted', {});
    await reported('a.evflow', 'EVF4001');
  });

  test('that is not there is told in evflow.json, until it is', async () => {
    await start({ 'evflow.json': CONFIG, 'a.evflow': MAILS }, { trusted: true });
    expect(await reported('evflow.json', 'EVF2903')).toContain('lies in no git repository');
    git('init', '-q', '-b', 'main');
    await editor.changed(['.git/HEAD', 1]);
    await editor.until('git', () => messages('evflow.json').some((one) => one.includes('no revision "main"')));
    git('add', '-A');
    git('commit', '-q', '-m', 'x');
    await editor.changed(['.git/refs/heads/main', 1]);
    await reported('evflow.json', 'EVF2903', false);
    await editor.save('evflow.json', '{ "baseline": "git:other" }');
    await reported('evflow.json', 'EVF2903');
  });

  test('counts beside evflow.lock, which says what is published', async () => {
    const now = EDITED.replace('key id', 'key id, compact');
    await start({ 'a.evflow': now, 'evflow.json': CONFIG, 'evflow.lock': lockOf(now) }, { trusted: true });
    expect(await editor.problems('a.evflow')).toEqual([]);
    git('init', '-q', '-b', 'main');
    await editor.write('a.evflow', MAILS);
    git('add', '-A');
    git('commit', '-q', '-m', 'x');
    await editor.write('a.evflow', now);
    await editor.changed(['.git/HEAD', 1]);
    expect(await reported('a.evflow', 'EVF4036')).toContain('git:main has it');
    expect(editor.latest('a.evflow')?.map(({ code }) => code)).not.toContain('EVF4001');
  });
});
