import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diagnose } from '../../../language/check/diagnose.ts';
import { lockText } from '../../../language/evolve/lock/lockText.ts';
import { readLock } from '../../../language/evolve/lock/readLock.ts';
import { Project } from '../../../language/model/project.ts';

const EXAMPLES = join(import.meta.dirname, '../../../examples');
const files = new Map(
  readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.evflow'))
    .sort()
    .map((file) => [file, readFileSync(join(EXAMPLES, file), 'utf8')]),
);
const examples = [...new Set([...files.keys()].map((file) => file.split('/')[0]!))];

function load(example: string, change = (text: string) => text): Project {
  const project = new Project();
  project.batch(() => {
    for (const [file, text] of files) if (file.startsWith(`${example}/`)) project.setFile(file, change(text));
  });
  return project;
}

/** The codes of 40xx that are said of an example after it was published, as its lock or as it is, and then changed. */
function codesAfter(
  example: string,
  change?: (text: string) => string,
): { readonly lock: string[]; readonly git: string[] } {
  const published = load(example);
  const codes = (baseline: Project) => {
    const project = load(example, change);
    project.compareWith([{ name: 'before', project: baseline }]);
    const found = project.uris.flatMap((uri) => diagnose(project, uri));
    return [...new Set(found.map(({ code }) => code).filter((code) => /^EVF40[346]/.test(code)))].sort();
  };
  return { lock: codes(readLock(lockText(published)).project), git: codes(published) };
}

test.each(examples)('%s, published and unchanged, breaks nothing', (example) => {
  expect(codesAfter(example)).toEqual({ lock: [], git: [] });
});

test.each([
  ['another key', 'shop', /key orderId/, 'key userId', 'EVF4031'],
  ['other partitions', 'shop', /partitions \d+/, 'partitions 97', 'EVF4034'],
  ['another name of a step', 'shop', /step (\w+) \{/, 'step Quite$1 {', 'EVF4038'],
  ['another name on the wire', 'shop', /topic orders "[^"]*"/, 'topic orders "elsewhere"', 'EVF4033'],
])('%s is seen in a lock as it is in a revision', (_, example, before, now, code) => {
  const { lock, git } = codesAfter(example, (text) => text.replace(before, now));
  expect(git).toContain(code);
  expect(lock).toEqual(git);
});

test('whatever line is taken out, what is said is said in words and at a place', () => {
  const file = 'shop/orders.evflow';
  const lines = files.get(file)!.split('\n');
  const project = load('shop');
  project.compareWith([{ name: 'evflow.lock', project: readLock(lockText(load('shop'))).project }]);
  const said = new Set<string>();
  for (const [i] of lines.entries()) {
    project.setFile(file, lines.toSpliced(i, 1).join('\n'));
    for (const { code, message, span } of diagnose(project, file)) {
      if (!/^EVF40[346]/.test(code)) continue;
      said.add(code);
      expect(message, code).not.toMatch(/undefined|NaN|\[object/);
      expect(span.end, code).toBeGreaterThan(span.start);
    }
  }
  expect([...said].sort()).toEqual(expect.arrayContaining(['EVF4031', 'EVF4034', 'EVF4038']));
});
