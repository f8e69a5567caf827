import { describe, expect, test } from 'vitest';
import { longestText } from './limits.ts';
import { parse } from './parse.ts';
import { walk } from './walk.ts';

const many = 10_000;
const below = '\nevent Last { id: uuid }';

/** Parses the text with a declaration below it, which must not be lost. */
function codesOf(text: string): string[] {
  const { tree, errors } = parse(text + below);
  expect(tree.declarations.at(-1)).toMatchObject({
    kind: 'message',
    name: { text: 'Last' },
    members: [{ kind: 'field' }],
  });
  return [...new Set(errors.map((error) => error.code))];
}

const value = (text: string) => `event A { x: int = ${text} }`;
const nested = (open: string, close: string) => open.repeat(many) + close.repeat(many);

describe('nesting of any depth ends in a clear error', () => {
  test.each([
    ['records', `event A { ${nested('x: { ', '} ')} }`],
    ['ifs', `consumer C { on A { ${nested('if a { ', '} ')} } }`],
    ['ifs on lines', `consumer C { on A {\n${nested('if a {\n', '}\n')} } }`],
    ['parentheses', value(nested('(', ')'))],
    ['lists', value(nested('[', ']'))],
    ['calls', value(nested('f(', ')'))],
    ['lambdas', value(nested('f(x => ', ')'))],
    ['record literals', value(nested('{ a: ', '}'))],
    ['maps', `event A { x: ${'map<'.repeat(many)}int${'>'.repeat(many)} }`],
    ['list types', `event A { x: int${'[]'.repeat(many)} }`],
    ['not', value(`${'not '.repeat(many)}a`)],
    ['minus', value(`${'- '.repeat(many)}a`)],
    ['conditions', value(`${'a ? b : '.repeat(many)}c`)],
    ['else if', `consumer C { on A { if a { } ${'else if a { } '.repeat(many)} } }`],
  ])('%s', (_, text) => {
    expect(codesOf(text)).toContain('EVF1008');
  });

  test.each([
    ['records', `event A { ${'x: { '.repeat(many)}`],
    ['parentheses', `event A { x: int = ${'('.repeat(many)}`],
    ['ifs', `consumer C { on A { ${'if a {\n'.repeat(many)}`],
  ])('%s that are never closed', (_, text) => {
    expect(codesOf(text)).toContain('EVF1003');
  });

  test('100 levels are fine', () => {
    const text = value(`${'('.repeat(100)}1${')'.repeat(100)}`);
    expect(parse(text).errors).toEqual([]);
  });
});

describe('length is no depth', () => {
  test.each([
    ['members', value(`a${'.b'.repeat(many)}`)],
    ['operands', value(`a${' + b * c'.repeat(many)}`)],
    ['alternatives', value(`a${' ?? b'.repeat(many)}`)],
    ['indexes', value(`a${'[0]'.repeat(many)}`)],
    ['a qualified name', `namespace a${'.b'.repeat(many)}`],
    ['annotations', `${'@a '.repeat(many)}event A { }`],
    ['symbols', `enum E { ${'a '.repeat(many)}}`],
    ['arms', `consumer C { on A { either a { } ${'or b { } '.repeat(many)} } }`],
  ])('%s', (_, text) => {
    expect(codesOf(text)).toEqual([]);
  });
});

describe('much of what is wrong takes no time and few words', () => {
  test.each([
    ['stray closing braces', '}'.repeat(5000), ['EVF1001']],
    ['stray opening braces', '{'.repeat(5000), ['EVF1001']],
    ['stray opening braces on lines', '{\n'.repeat(5000), ['EVF1001']],
    ['stray pairs', '}{'.repeat(5000), ['EVF1001']],
    ['stray parentheses', ')\n'.repeat(5000), ['EVF1001']],
    ['words', 'word '.repeat(50_000), ['EVF1001']],
    ['backquotes', '`'.repeat(50_000), ['EVF1002', 'EVF1009']],
    ['quotes', "' ".repeat(50_000), ['EVF1006', 'EVF1009']],
    ['strings without end', '"a\n'.repeat(5000), ['EVF1004', 'EVF1009']],
    ['fields without a type', `event A {\n${'x:\n'.repeat(5000)}}`, ['EVF1002', 'EVF1009']],
  ])('%s', (_, text, codes) => {
    expect(codesOf(text)).toEqual(codes);
    expect(parse(text).errors.length).toBeLessThanOrEqual(101);
  });

  test('the last of too many errors says so', () => {
    const { errors } = parse(`event A {\n${'x:\n'.repeat(500)}}`);
    expect(errors).toHaveLength(101);
    expect(errors.at(-1)).toMatchObject({ code: 'EVF1009', message: expect.stringContaining('more than 100') });
  });
});

describe('files', { timeout: 60_000 }, () => {
  test('5 MB parse', () => {
    const record = 'record R { a: string(1..40), b: int(1..99) = 1, c?: decimal(12, 2) }\n';
    const count = Math.ceil(5e6 / record.length);
    const { tree, errors } = parse(record.repeat(count));
    expect(errors).toEqual([]);
    expect(tree.declarations).toHaveLength(count);
  });

  test('a larger one than the limit is refused', () => {
    const { tree, errors } = parse(' '.repeat(longestText + 1));
    expect(errors.map((error) => error.code)).toEqual(['EVF1010']);
    expect(tree.end).toBe(longestText + 1);
  });

  test('what is no text is refused in one message', () => {
    expect(parse('event A { }\0\x01\x02').errors).toMatchObject([{ code: 'EVF1011', span: { start: 11, end: 12 } }]);
  });

  test('garbage without zero bytes is reported, not thrown', () => {
    const garbage = Array.from({ length: 20_000 }, (_, i) => String.fromCharCode(1 + ((i * 7919) % 65_000))).join('');
    const { tree, errors } = parse(garbage);
    expect(errors).toHaveLength(101);
    let nodes = 0;
    walk(tree, () => nodes++);
    expect(nodes).toBeGreaterThan(0);
  });
});
