import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { registry } from '../../test/registry/spoken.ts';
import { evflow, folder } from './cli.fixture.ts';

const PAID = `event Paid { id: uuid }
topic pay { carries Paid, key id }
service Shop { publishes Paid }
consumer Mail { idempotent, on Paid }
`;

/** A registry that starts empty and takes everything, or nothing; `asked` is what came to it. */
async function taking(all: boolean) {
  const asked: string[] = [];
  const url = await registry((request, body) => {
    asked.push(`${request} ${body}`);
    if (request.startsWith('POST /subjects/') && request.endsWith('/versions'))
      return all ? [200, { id: 7 }] : [409, { error_code: 409, message: 'not with us' }];
    if (request.startsWith('PUT /config/')) return [200, { compatibility: 'FULL_TRANSITIVE' }];
    return [404, { error_code: 40401, message: 'Subject not found' }];
  });
  return { asked, url };
}

const project = (more: Record<string, string> = {}) => folder({ 'a.evflow': PAID, ...more });

describe('evflow publish --registry', () => {
  test('registers each version, then writes the lock', async () => {
    const { asked, url } = await taking(true);
    const root = project();
    const { code, out } = await evflow('publish', root, '--registry', url, '--set-modes');
    expect(out).toMatch(/^pay-Paid: Paid@1\.0 is registered$/m);
    expect(out).toMatch(/evflow\.lock: 1 version published/);
    expect(code).toBe(0);
    expect(asked.filter((one) => one.startsWith('POST /subjects/pay-Paid/versions'))).toHaveLength(1);
    expect(asked.find((one) => one.startsWith('PUT /config/pay-Paid'))).toContain('FULL_TRANSITIVE');
  });

  test('sends Avro where the project generates it, under the subjects that are asked for', async () => {
    const { asked, url } = await taking(true);
    const root = project({ 'evflow.json': '{ "generate": { "avro": { "out": "avro" } } }' });
    expect((await evflow('publish', root, '--registry', url, '--subjects', 'record')).code).toBe(0);
    const [sent] = asked.filter((one) => one.startsWith('POST /subjects/Paid/versions'));
    expect(JSON.parse(sent!.slice(sent!.indexOf('{')))).not.toHaveProperty('schemaType', 'JSON');
  });

  test('publishes nothing that the registry refuses, and says so', async () => {
    const { url } = await taking(false);
    const root = project();
    const { code, out } = await evflow('publish', root, '--registry', url);
    expect(code).toBe(1);
    expect(out).toMatch(/pay-Paid: Paid@1\.0 is refused\n.*not with us/);
    expect(out).toMatch(/evflow\.lock: nothing published, as the registry refuses/);
    expect(existsSync(join(root, 'evflow.lock'))).toBe(false);
  });

  test('a dry run asks and sends nothing', async () => {
    const { asked, url } = await taking(true);
    const root = project();
    const { code, out } = await evflow('publish', root, '--registry', url, '--dry-run', '--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject([{ registry: { subjects: [{ status: 'not registered' }] } }]);
    expect(asked.filter((one) => !one.startsWith('GET '))).toEqual([]);
    expect(existsSync(join(root, 'evflow.lock'))).toBe(false);
  });

  test('what cannot be asked, and what is no strategy, changes nothing', async () => {
    const root = project();
    await evflow('publish', root);
    const lock = readFileSync(join(root, 'evflow.lock'), 'utf8');
    writeFileSync(join(root, 'a.evflow'), `${PAID}event Paid@1.1 { id: uuid, note?: string }\n`);
    const wrong = [
      [['--registry', 'http://127.0.0.1:9'], /cannot be reached/],
      [['--registry', 'http://me:hunter2@127.0.0.1:9'], /holds no user and no password/],
      [['--registry', 'ftp://x'], /begins with http/],
      [
        ['--registry', 'http://127.0.0.1:9', '--subjects', 'all'],
        /--subjects is topic, record, topic-record, not "all"/,
      ],
    ] as const;
    for (const [args, words] of wrong) {
      const { code, err } = await evflow('publish', root, ...args);
      expect([code, err]).toEqual([2, expect.stringMatching(words)]);
      expect(err).not.toMatch(/hunter2|bug in evflow/);
    }
    expect(readFileSync(join(root, 'evflow.lock'), 'utf8')).toBe(lock);
  });
});
