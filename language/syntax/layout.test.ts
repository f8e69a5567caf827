import { describe, expect, test } from 'vitest';
import {
  breakParent,
  choice,
  type Doc,
  group,
  hardLine,
  ifFlat,
  indent,
  line,
  render,
  softLine,
  verbatim,
  withBlank,
} from './layout.ts';

const call = (...args: Doc[]) => {
  const items = args.map((arg, i) => (i === 0 ? [softLine, arg] : [',', line, arg]));
  return group(['f(', indent(items), softLine, ')']);
};

describe('a document', () => {
  test('stays on one line where it fits exactly', () => {
    expect(render(call('aa', 'bb'), 9)).toBe('f(aa, bb)');
  });

  test('breaks all lines of a group that does not fit, the outer one first', () => {
    expect(render(call('aa', 'bb'), 8)).toBe('f(\n  aa,\n  bb\n)');
    expect(render(call(call('a', 'b'), 'c'), 10)).toBe('f(\n  f(a, b),\n  c\n)');
  });

  test('counts what follows a group up to the next place where the line may end', () => {
    expect(render([call('aa'), ';'], 5)).toBe('f(\n  aa\n);');
    expect(render([call('aa'), line, 'more'], 5)).toBe('f(aa)\nmore');
  });

  test('breaks the groups around what must break', () => {
    expect(render(call('a', [' // b', breakParent], call('c')), 80)).toBe('f(\n  a,\n   // b,\n  f(c)\n)');
    expect(render(call(['a', hardLine, 'b']), 80)).toBe('f(\n  a\n  b\n)');
  });

  test('ends a line with an empty one, and prints text of one-line groups, where asked', () => {
    expect(render(['a', withBlank(line), 'b'], 80)).toBe('a\n\nb');
    const items = group(['{', indent([line, 'a', ifFlat(','), withBlank(line), 'b']), line, '}']);
    expect(render(items, 80)).toBe('{ a, b }');
    expect(render(items, 5)).toBe('{\n  a\n\n  b\n}');
  });

  test('takes the first choice that fits', () => {
    const record = group(['{', indent([line, 'aaaa']), line, '}']);
    const doc = ['head ', group('body'), choice([' ', record], indent([hardLine, record]), [' ', record])];
    expect(render(doc, 80)).toBe('head body { aaaa }');
    expect(render(doc, 12)).toBe('head body\n  { aaaa }');
    expect(render(doc, 8)).toBe('head body {\n  aaaa\n}');
  });

  test('prints verbatim text without indentation', () => {
    expect(render(indent([hardLine, verbatim('/*\n x */'), hardLine, 'b']), 80)).toBe('\n  /*\n x */\n  b');
  });

  test('may be long and deep', () => {
    const long = group(Array.from({ length: 100_000 }, (_, i) => [line, String(i)]));
    expect(render(long, 80).split('\n')).toHaveLength(100_001);
    let deep: Doc = 'x';
    for (let i = 0; i < 2_000; i++) deep = group(['(', indent([softLine, deep]), softLine, ')']);
    expect(render(deep, 80).split('\n').length).toBeGreaterThan(3_000);
  });
});
