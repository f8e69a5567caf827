import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from '../language/syntax/parse.ts';

interface Snippet {
  readonly prefix: string;
  readonly body: readonly string[];
}

const snippets: Record<string, Snippet> = JSON.parse(readFileSync(new URL('snippets.json', import.meta.url), 'utf8'));

/** What a snippet that begins with this word must stand in to make a file. */
const AROUND: Record<string, (text: string) => string> = {
  step: (text) => `saga S by id {\n${text}\n}`,
  on: (text) => `consumer C {\n${text}\n}`,
  handle: (text) => `aggregate A by id {\n${text}\n}`,
  either: (text) => `consumer C { on E {\n${text}\n} }`,
};

/** The text after a user has accepted every placeholder. */
function accepted(body: readonly string[]): string {
  return body.join('\n').replace(/\$\{\d+:([^{}]*)\}|\$\d/g, (_, text = '') => text);
}

test.each(Object.entries(snippets))('%s gives what the language allows', (_name, { prefix, body }) => {
  const text = accepted(body);
  expect(text).not.toContain('$');
  expect(parse((AROUND[prefix] ?? ((whole) => whole))(text)).errors).toEqual([]);
});
