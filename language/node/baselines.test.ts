import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { loadBaseline } from './baselines.ts';
import { loadProject } from './loadProject.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'evflow-git-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

function write(root: string, files: { readonly [path: string]: string }): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** Git as it is on a machine on which nobody has set it up. */
function git(root: string, ...args: string[]): void {
  const quiet = ['-c', 'user.name=x', '-c', 'user.email=x@example.org', '-c', 'commit.gpgsign=false'];
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  execFileSync('git', ['-C', root, ...quiet, ...args], { env, stdio: 'pipe' });
}

/** A repository whose first commit, tagged `then`, has these files. */
function repository(files: { readonly [path: string]: string }): string {
  const root = folder();
  git(root, 'init', '-q', '-b', 'main');
  write(root, files);
  git(root, 'add', '-A', '-f');
  git(root, 'commit', '-q', '-m', 'x', '--allow-empty');
  git(root, 'tag', 'then');
  return root;
}

async function keysAt(spec: string, root: string): Promise<string[]> {
  return (await loadBaseline(spec, root)).project.entities().map(({ key }) => key);
}

describe('a git revision', () => {
  test('is the project as it was, with its evflow.json, whatever lies in the folder now', async () => {
    const root = repository({
      'evflow.json': '{ "brokers": 3 }',
      'a.evflow': 'namespace shop\r\nevent A {\r\n  id: uuid\r\n}\r\n',
      'süb dir/b "c".evflow': '\ufeffevent B {}',
      'empty.evflow': '',
    });
    write(root, { 'a.evflow': 'event Other {}', 'evflow.json': '{}' });
    rmSync(join(root, 'süb dir'), { recursive: true });
    const { name, project } = await loadBaseline('git:then', root);
    expect([name, project.config.brokers]).toEqual(['git:then', 3]);
    expect(project.entities().map(({ key }) => key)).toEqual(['shop.A@1.0', 'B@1.0']);
    expect(await keysAt('git:main~0', root)).toHaveLength(2);
  });

  test('holds what the folder would: no tools, no projects below it, no links', async () => {
    const root = repository({
      'a.evflow': 'event A {}',
      'node_modules/x/b.evflow': 'event B {}',
      '.hidden/c.evflow': 'event C {}',
      'other/evflow.json': '{}',
      'other/deep/d.evflow': 'event D {}',
      'others/e.evflow': 'event E {}',
    });
    symlinkSync('a.evflow', join(root, 'link.evflow'));
    git(root, 'add', 'link.evflow');
    git(root, 'commit', '-q', '-m', 'link');
    expect(await keysAt('git:HEAD', root)).toEqual(['A@1.0', 'E@1.0']);
    expect(await keysAt('git:HEAD', join(root, 'other'))).toEqual(['D@1.0']);
  });

  test('of a project below the top, or of one that was not there yet', async () => {
    const root = repository({ 'a.evflow': 'event A {}', 'apps/shop/b.evflow': 'event B {}' });
    mkdirSync(join(root, 'apps/shop-2'));
    expect(await keysAt('git:then', join(root, 'apps/shop'))).toEqual(['B@1.0']);
    expect(await keysAt('git:then', join(root, 'apps/shop-2'))).toEqual([]);
  });

  test('works in clones, also those without history or contents', async () => {
    const root = repository({ 'a.evflow': 'event A {}' });
    git(root, 'config', 'uploadpack.allowFilter', 'true');
    const clones = folder();
    git(clones, 'clone', '-q', root, 'whole');
    git(clones, 'clone', '-q', '--depth=1', `file://${root}`, 'shallow');
    git(clones, 'clone', '-q', '--filter=blob:none', '--no-checkout', `file://${root}`, 'partial');
    for (const clone of ['whole', 'shallow', 'partial'])
      expect(await keysAt('git:origin/main', join(clones, clone)), clone).toEqual(['A@1.0']);
  });

  test('many files at once', async () => {
    const files = Array.from({ length: 300 }, (_, i) => [`${i}.evflow`, `event E${i} { ${'x: int '.repeat(100)} }`]);
    expect(await keysAt('git:then', repository(Object.fromEntries(files)))).toHaveLength(300);
  });

  test('is read again only when it stands for another commit', async () => {
    const root = repository({ 'a.evflow': 'event A {}' });
    const first = await loadBaseline('git:main', root);
    expect(await loadBaseline('git:main', root, first)).toBe(first);
    git(root, 'commit', '-q', '-m', 'y', '--allow-empty');
    expect(await loadBaseline('git:main', root, first)).not.toBe(first);
  });

  test('is found in a hook, too', async () => {
    const root = repository({ 'a.evflow': 'event A {}' });
    vi.stubEnv('GIT_DIR', '.git');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await keysAt('git:then', root)).toEqual(['A@1.0']);
  });

  test.each(['nowhere', 'then:a.evflow', 'HEAD~9', '0123456'])('that is none is named: %s', async (revision) => {
    const root = repository({ 'a.evflow': 'event A {}' });
    await expect(loadBaseline(`git:${revision}`, root)).rejects.toThrow(`There is no revision "${revision}" here.`);
  });

  test.each(['', '--upload-pack=touch x', '-h', 'a b', ' '])(
    'that is no name is not handed to git: %j',
    async (revision) => {
      const root = repository({ 'a.evflow': 'event A {}' });
      await expect(loadBaseline(`git:${revision}`, root)).rejects.toThrow(`"${revision}" is no revision`);
    },
  );

  test('needs a repository, and git', async () => {
    const root = folder();
    await expect(loadBaseline('git:main', root)).rejects.toThrow(`${root} lies in no git repository.`);
    vi.stubEnv('PATH', '');
    onTestFinished(() => void vi.unstubAllEnvs());
    await expect(loadBaseline('git:main', root)).rejects.toThrow('git is not installed, or not in the PATH.');
  });
});

test('of anything else it says what there is', async () => {
  await expect(loadBaseline('main', folder())).rejects.toThrow('"main" is nothing to compare with: write "lock"');
  await expect(loadBaseline('lock', folder())).rejects.toThrow('`evflow publish` writes it');
});

describe('a project', () => {
  test('is compared with its lock and with the revision that evflow.json names', async () => {
    const root = repository({
      'evflow.json': '{ "baseline": "git:then" }',
      'a.evflow': 'event A {}',
      'evflow.lock': '',
    });
    const { project, configFile } = await loadProject(root);
    expect(project.baselines.map(({ name }) => name)).toEqual(['evflow.lock', 'git:then']);
    expect(configFile?.diagnostics).toEqual([]);
  });

  test('whose revision is not there is checked without, and evflow.json says so', async () => {
    const root = repository({ 'a.evflow': 'event A {}' });
    write(root, { 'evflow.json': '{ "baseline": "git:nowhere" }' });
    const { project, configFile } = await loadProject(root);
    expect(project.baselines).toEqual([]);
    expect(configFile?.diagnostics).toMatchObject([
      { code: 'EVF2903', span: { start: 14, end: 27 }, message: expect.stringContaining('no revision "nowhere"') },
    ]);
  });

  test('may be a copy of one, outside any repository', async () => {
    const root = repository({ 'evflow.json': '{ "baseline": "git:then" }', 'a.evflow': 'event A {}' });
    const copy = folder();
    cpSync(join(root, 'evflow.json'), join(copy, 'evflow.json'));
    expect((await loadProject(copy)).configFile?.diagnostics).toMatchObject([
      { message: `${copy} lies in no git repository.` },
    ]);
  });
});
