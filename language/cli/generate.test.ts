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

test('writes the schemas that evflow.json asks for, and only them', async () => {
  const generate = { jsonSchema: { out: 'schemas/json' }, avro: { out: 'schemas/avro' } };
  const root = folder({
    'evflow.json': JSON.stringify({ generate }),
    'a.evflow': 'event A@1 { id: uuid }\nevent A@1.1 { id: uuid, more?: int }\nevent B { `größe`: int }\n',
  });
  const { code, out } = await evflow('generate', root);
  expect(code).toBe(0);
  expect(out).toMatch(/schemas\/json: 3 written, 0 unchanged, 0 deleted\n.*schemas\/avro: 2 written, 0 unchanged/);
  expect(out).toMatch(/a\.evflow:3:7 B@1\.0\.größe: the field `größe` is none in Avro/);
  expect(existsSync(`${root}/generated`)).toBe(false);
  const files = (name: string) => readdirSync(`${root}/schemas/${name}`).filter((file) => file.includes('@'));
  expect(files('json')).toEqual(['A@1.0.schema.json', 'A@1.1.schema.json', 'B@1.0.schema.json']);
  expect(files('avro')).toEqual(['A@1.0.avsc', 'A@1.1.avsc']);
  expect(JSON.parse(readFileSync(`${root}/schemas/avro/A@1.1.avsc`, 'utf8'))).toMatchObject({
    type: 'record',
    name: 'A',
  });
});

test('two outputs are not written to one folder', async () => {
  const generate = { typescript: { out: 'out' }, avro: { out: './out/' } };
  const root = folder({ 'evflow.json': JSON.stringify({ generate }), 'a.evflow': FLOW });
  const { code, err } = await evflow('generate', root);
  expect([code, existsSync(`${root}/out`)]).toEqual([2, false]);
  expect(err).toMatch(/out is the folder of two outputs in evflow\.json\. Nothing was written\./);
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
