import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { evflow, folder } from './cli.fixture.ts';

const FLOW = 'event A { id: uuid }\n';

test('writes into the folder that evflow.json names, and again changes nothing', async () => {
  const root = folder({ 'evflow.json': '{ "generate": { "typescript": { "out": "src/flow" } } }', 'a.evflow': FLOW });
  const first = await evflow('generate', root);
  expect([first.code, first.err]).toEqual([0, '']);
  expect(first.out).toMatch(/src\/flow: [1-9]\d* written, 0 unchanged, 0 deleted\n$/);
  expect(readdirSync(`${root}/src/flow`).some((name) => name.endsWith('.ts'))).toBe(true);
  expect((await evflow('generate', root)).out).toMatch(/src\/flow: 0 written, [1-9]\d* unchanged, 0 deleted\n$/);
});

test('a project with errors is not generated', async () => {
  const root = folder({ 'a.evflow': 'event A { id: Nowhere }' });
  const { code, out } = await evflow('generate', root);
  expect(code).toBe(1);
  expect(out).toMatch(/a\.evflow:1:15 error/);
  expect(existsSync(`${root}/generated`)).toBe(false);
  expect(JSON.parse((await evflow('generate', root, '--format=json')).out)).toMatchObject([{ severity: 'error' }]);
});

test('JSON', async () => {
  const root = folder({ 'a.evflow': FLOW });
  const [output] = JSON.parse((await evflow('generate', root, '--format=json')).out);
  expect(Object.keys(output).sort()).toEqual(['deleted', 'folder', 'kept', 'problems', 'unchanged', 'written']);
  expect(output.folder).toBe(`${root}/generated`);
});

test.each([
  [
    'a file is in place of the folder',
    (root: string) => writeFileSync(`${root}/generated`, ''),
    /a file is in its place/,
  ],
  [
    'a file of somebody else has the name of one that is generated',
    async (root: string) => {
      await evflow('generate', root);
      const [name] = readdirSync(`${root}/generated`).filter((one) => one.endsWith('.ts'));
      rmSync(`${root}/generated`, { recursive: true });
      folderAt(`${root}/generated`, `${name}`);
    },
    /was not written by evflow\. Nothing was written\./,
  ],
])('%s: says so, writes nothing and exits with 2', async (_, prepare, expected) => {
  const root = folder({ 'a.evflow': FLOW });
  await prepare(root);
  const { code, out, err } = await evflow('generate', root);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(expected);
  expect(err).not.toContain('    at ');
});

test('files of somebody else beside the generated ones stay', async () => {
  const root = folder({ 'a.evflow': FLOW, 'generated/mine.ts': 'export {};' });
  expect((await evflow('generate', root)).code).toBe(0);
  expect(readFileSync(`${root}/generated/mine.ts`, 'utf8')).toBe('export {};');
});

function folderAt(path: string, name: string): void {
  mkdirSync(path);
  writeFileSync(`${path}/${name}`, '// mine');
}
