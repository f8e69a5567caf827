import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { registry } from '../../test/registry/spoken.ts';
import { evflow, folder } from './cli.fixture.ts';

const FIRST = 'event Placed { id: uuid, note: string }\n';
const SECOND = 'event Placed@1.1 { id: uuid }\n';
const THIRD = 'event Placed@1.2 { id: uuid, note?: string }\n';

function git(root: string, ...args: string[]): void {
  const own = ['-c', 'user.name=x', '-c', 'user.email=x@example.org', '-c', 'commit.gpgsign=false'];
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  execFileSync('git', ['-C', root, ...own, ...args], { env, stdio: 'pipe' });
}

/** A repository with a commit, tagged `then`, of these files. */
function repository(files: { readonly [path: string]: string }): string {
  const root = folder(files);
  git(root, 'init', '-q');
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '-m', 'x');
  git(root, 'tag', 'then');
  return root;
}

describe('git', () => {
  test('what a revision had and the project no longer has is compared with, and is in the table', async () => {
    const root = repository({ 'a.evflow': FIRST });
    writeFileSync(join(root, 'a.evflow'), SECOND);
    expect((await evflow('compat', root)).code).toBe(0);
    const { code, out } = await evflow('compat', root, '--against', 'git:then');
    expect(code).toBe(1);
    expect(out).toMatch(/^Placed@1\.1 reads @1\.0 of git:then$/m);
    expect(out).toMatch(/a\.evflow:1:\d+ error EVF4004 @1\.0 of git:then cannot read what Placed@1\.1 writes/);
    const table = JSON.parse((await evflow('compat', root, '--against=git:then', '--all', '--format=json')).out);
    expect(table).toMatchObject([{ message: 'Placed', from: '1.0', to: '1.1', backward: true, forward: false }]);
  });

  test('messages that only the revision has are in the table', async () => {
    const root = repository({ 'a.evflow': FIRST + SECOND, 'b.evflow': 'record R { x: int }\n' });
    rmSync(join(root, 'a.evflow'));
    const { out } = await evflow('compat', root, '--against', 'git:then', '--all', '--format', 'json');
    expect(JSON.parse(out)).toMatchObject([{ message: 'Placed', from: '1.0', to: '1.1', forward: false }]);
    expect(JSON.parse((await evflow('compat', root, '--all', '--format', 'json')).out)).toEqual([]);
  });

  test('it comes beside the baseline of evflow.json', async () => {
    const root = repository({ 'a.evflow': FIRST });
    writeFileSync(join(root, 'a.evflow'), SECOND);
    git(root, 'commit', '-q', '-a', '-m', 'y');
    git(root, 'tag', 'later');
    writeFileSync(join(root, 'a.evflow'), THIRD);
    writeFileSync(join(root, 'evflow.json'), '{ "baseline": "git:then" }');
    const { out } = await evflow('compat', root, '--against', 'git:later', '--all');
    expect(out.match(/^Placed.*(?= {2}backward)/gm)).toEqual([
      'Placed@1.0 of git:then → @1.1 of git:later',
      'Placed@1.0 of git:then → @1.2',
      'Placed@1.1 of git:later → @1.2',
    ]);
  });
});

test('the lock that is there counts anyhow, and one that is not cannot be asked for', async () => {
  const root = folder({ 'a.evflow': SECOND });
  const { code, err } = await evflow('compat', root, '--against', 'lock');
  expect(code).toBe(2);
  expect(err).toMatch(
    /^evflow: --against lock: .*evflow\.lock cannot be read: it is not there\. `evflow publish` writes/,
  );
});

describe('a registry', () => {
  const files = { 'a.evflow': 'event Paid { id: uuid }\ntopic pay { carries Paid }\n' };
  const refusing = () =>
    registry((request) => {
      if (request.startsWith('GET /subjects/')) return [200, [1]];
      if (request.startsWith('GET /config/')) return [200, { compatibilityLevel: 'FULL' }];
      return [200, { is_compatible: false, messages: ['nobody wants this\n::error::'] }];
    });

  test('its refusal is an error at the version, in its own words', async () => {
    const url = await refusing();
    const root = folder(files);
    const { code, out } = await evflow('compat', root, '--against', `registry:${url}`);
    expect(code).toBe(1);
    expect(out).toMatch(
      /a\.evflow:1:7 error registry Paid@1\.0 is incompatible under FULL as pay-Paid of .*nobody wants/,
    );
    expect(out).toMatch(`${url} (json-schema): 1 incompatible`);
  });

  test('as JSON, SARIF and annotations, too', async () => {
    const root = folder(files);
    const call = async (format: string) =>
      (await evflow('compat', root, '--against', `registry:${await refusing()}`, '--format', format)).out;
    expect(JSON.parse(await call('json'))).toMatchObject([{ code: 'registry', severity: 'error' }]);
    const [result] = JSON.parse(await call('sarif')).runs[0].results;
    expect(result).toMatchObject({ ruleId: 'registry', level: 'error' });
    expect(result.ruleIndex).toBeUndefined();
    expect(await call('github')).toMatch(/^::error file=.*title=registry::Paid@1\.0 .*nobody wants this%0A::error::$/m);
  });

  test('that of evflow.json is asked only by its name, in the format that the project generates', async () => {
    const url = await refusing();
    const root = folder({
      ...files,
      'evflow.json': JSON.stringify({ baseline: url, generate: { avro: { out: 'avro' } } }),
    });
    expect((await evflow('compat', root)).code).toBe(0);
    const { code, out } = await evflow('compat', root, '--against', 'registry');
    expect(code).toBe(1);
    expect(out).toMatch(`${url} (avro): 1 incompatible`);
  });
});

test.each([
  ['main', /"main" is nothing to compare with/],
  ['git:nowhere', /There is no revision "nowhere" here/],
  ['git:', /"" is no revision/],
  ['git:--exec=x', /is no revision/],
  ['registry', /evflow\.json names no registry/],
  ['registry:', /begins with http/],
  ['registry:http://user:hunter2@localhost', /holds no user and no password/],
  ['registry:http://127.0.0.1:9', /registry/],
])('--against %s is misuse', async (spec, expected) => {
  const { code, out, err } = await evflow('compat', repository({ 'a.evflow': FIRST }), '--against', spec);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(expected);
  expect(err).not.toMatch(/hunter2|bug in evflow/);
});
