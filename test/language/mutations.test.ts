import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diagnose } from '../../language/check/diagnose.ts';
import { Project } from '../../language/model/project.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples');
const texts = new Map(
  readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.evflow'))
    .sort()
    .map((file) => [file, readFileSync(join(EXAMPLES, file), 'utf8')]),
);
const uris = [...texts.keys()];
const words = [...texts.values()].flatMap((text) => text.match(/\w+|[^\w\s]/g) ?? []);

/** Numbers from 0 to below n, the same ones in each run (xorshift32). */
function numbers(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % n;
  };
}

/** The text with a few of its stretches replaced by words from anywhere. */
function mutated(text: string, pick: (n: number) => number): string {
  let result = text;
  for (let count = pick(4); count >= 0; count--) {
    const start = pick(result.length);
    const put = Array.from({ length: pick(3) }, () => words[pick(words.length)]).join(' ');
    result = `${result.slice(0, start)} ${put} ${result.slice(start + pick(30))}`;
  }
  return result;
}

function load(files: Iterable<readonly [string, string]>): Project {
  const project = new Project();
  project.batch(() => {
    for (const [uri, text] of files) project.setFile(uri, text);
  });
  return project;
}

function checkAll(project: Project): void {
  for (const uri of project.uris) {
    const { length } = project.file(uri)!.text;
    for (const { code, message, span, related } of diagnose(project, uri)) {
      expect(message, code).not.toMatch(/undefined|NaN|\[object|\bnull\b is/);
      expect(span.start, code).toBeGreaterThanOrEqual(0);
      expect(span.end, code).toBeGreaterThanOrEqual(span.start);
      expect(span.end, code).toBeLessThanOrEqual(length);
      for (const place of related)
        expect(place.span.end, code).toBeLessThanOrEqual(project.file(place.uri)!.text.length);
    }
  }
}

test('after any edits, broken ones included, a project says what a new one would say', { timeout: 60_000 }, () => {
  const pick = numbers(20_240_115);
  const project = load(texts);
  for (let edit = 1; edit <= 300; edit++) {
    const uri = uris[pick(uris.length)]!;
    project.setFile(
      uri,
      pick(3) === 0
        ? texts.get(uri)!
        : mutated(project.file(uri)!.text.length > 8_000 ? texts.get(uri)! : project.file(uri)!.text, pick),
    );
    checkAll(project);
    if (edit % 10 > 0) continue;
    const fresh = load(project.uris.map((one) => [one, project.file(one)!.text]));
    for (const one of project.uris) expect(diagnose(project, one)).toEqual(diagnose(fresh, one));
  }
});

test.each([
  ['nothing', ''],
  ['a byte-order mark', '\ufeff'],
  ['CRLF', [...texts.values()][0]!.replaceAll('\n', '\r\n')],
  ['binary', String.fromCharCode(...Array.from({ length: 5_000 }, (_, i) => (i * 7_919) % 65_536))],
  ['lone surrogates', 'event A { id: string = "\ud800" }\n// \udfff'],
  ['unicode names', 'event Größe { größe: int, `größe`: int }\nrecord 価格 { x: 価格 }'],
  ['opening braces', '{'.repeat(10_000)],
  ['nested records', `record A { ${'a: { '.repeat(2_000)}`],
  ['nested lists', `record A { a: int${'[]'.repeat(20_000)} = ${'['.repeat(20_000)} }`],
  ['nested maps', `record A { a: ${'map<'.repeat(20_000)} }`],
  ['one long name', `event ${'A'.repeat(100_000)} { id: uuid }\ntopic t { carries ${'A'.repeat(99_999)}B }`],
  ['unfinished words', [...'abcdefghijklmnopqrstuvwxyz@:.,={}[]()"`'].map((c) => `event ${c}`).join('\n')],
])('%s is survived, alone and amid other files', { timeout: 60_000 }, (_, text) => {
  const alone = load([['main.evflow', text]]);
  checkAll(alone);
  const amid = load(texts);
  amid.setFile(uris[1]!, text);
  checkAll(amid);
  amid.setFile(uris[1]!, texts.get(uris[1]!)!);
  const fresh = load(texts);
  for (const uri of uris) expect(diagnose(amid, uri)).toEqual(diagnose(fresh, uri));
});
