import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../language/check/diagnose.ts';
import { parseConfig } from '../../language/model/config.ts';
import { Project } from '../../language/model/project.ts';
import { compileProject } from '../../language/run/compile/project.ts';
import { runScenario, scenariosOf } from '../../language/run/scenario/run.ts';
import { parse } from '../../language/syntax/parse.ts';

const ROOT = join(import.meta.dirname, '../..');
const FILE = 'main.evflow';

interface Snippet {
  readonly line: number;
  /** What stands behind the language: `fragment` leaves out what it speaks of. */
  readonly kind: string;
  readonly text: string;
}

function snippetsIn(page: string, language: string): Snippet[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```(\w+) ?(\w*)\n([\s\S]*?)^```$/gm)]
    .filter(([, found]) => found === language)
    .map(({ index, 2: kind = '', 3: content = '' }) => ({
      line: text.slice(0, index).split('\n').length,
      kind,
      text: content,
    }));
}

describe.each(['README.md', 'docs/language.md', 'docs/tutorial.md', 'docs/evolution.md'])('snippets of %s', (page) => {
  const snippets = snippetsIn(page, 'evflow');
  const whole = snippets.filter(({ kind }) => kind === '');

  test('are whole or fragments', () => {
    expect(whole.length).toBeGreaterThan(0);
    expect(new Set(snippets.map(({ kind }) => kind))).toEqual(
      new Set(whole.length < snippets.length ? ['', 'fragment'] : ['']),
    );
  });

  test.each(snippets)('line $line parses', ({ text }) => {
    expect(parse(text).errors).toEqual([]);
  });

  test.each(whole)('line $line has nothing to be said about it, and its scenarios pass', ({ text }) => {
    const project = new Project();
    project.setFile(FILE, text);
    expect(diagnose(project, FILE).map(({ code, message }) => `${code} ${message}`)).toEqual([]);
    const program = compileProject(project);
    const failures = scenariosOf(project).flatMap((each) => runScenario(project, program, each, { seed: 1 }).failures);
    expect(failures.map(({ message }) => message)).toEqual([]);
  });
});

test.each(snippetsIn('docs/language.md', 'json'))('docs/language.md, line $line is an evflow.json', ({ text }) => {
  expect(parseConfig(text).problems).toEqual([]);
});
