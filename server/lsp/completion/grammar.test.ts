import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readSource } from '../../../language/model/sourceFile.ts';
import { keywords } from '../../../language/syntax/tokens.ts';
import { contextAt } from './context.ts';
import type { GrammarNode } from './ebnf.ts';
import { GRAMMAR } from './grammar.ts';

const examples = globSync('examples/**/*.evflow', { exclude: ['**/node_modules/**'] });

/** Every place of the grammar. */
function places(): GrammarNode[] {
  const found = new Set<GrammarNode>();
  const pending = [...GRAMMAR.values()];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (found.has(node)) continue;
    found.add(node);
    pending.push(...node.next);
  }
  return [...found];
}

describe('the grammar of completion', () => {
  test('has every keyword of the language', () => {
    const written = new Set(places().flatMap(({ kind, text }) => (kind === 'word' ? [text] : [])));
    expect([...keywords.keys()].filter((word) => !written.has(word))).toEqual([]);
  });

  test('there are examples to read', () => expect(examples.length).toBeGreaterThan(5));

  test.each(examples)('expects every word of %s where it stands', (path) => {
    const file = readSource(path, readFileSync(path, 'utf8'), undefined);
    const unexpected: string[] = [];
    const inComment = (offset: number) => file.tree.comments.some(({ start, end }) => start <= offset && offset < end);
    for (const { index, 0: word } of file.text.matchAll(/(?<![\w"@.])[A-Za-z_]\w*/g)) {
      if (inComment(index)) continue;
      const context = contextAt(file, index);
      if (!context) continue;
      const fits = context.expected.some(({ kind, text }) => kind === 'name' || text === word);
      if (!fits) unexpected.push(`${file.lines.position(index).line + 1}: ${word}`);
    }
    expect(unexpected).toEqual([]);
  });
});
