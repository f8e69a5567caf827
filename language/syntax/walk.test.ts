import { describe, expect, test } from 'vitest';
import { parse } from './parse.ts';
import { children, pathAt, walk } from './walk.ts';

const text = 'event A@1 { @tag x: int }\nconsumer C { on A { y = a.b + 1 } }';
const { tree } = parse(text);
const kindsAt = (offset: number) => pathAt(tree, offset).map((node) => node.kind);

describe('children', () => {
  test('come in source order, without comments', () => {
    const { tree: other } = parse('// c\nrecord R { a: int was b = 1 }\nrecord S { a: int = 1 was b }');
    const field = children(other.declarations[1]!)[1]!;
    expect(children(field).map((child) => child.kind)).toEqual(['name', 'namedType', 'number', 'name']);
    expect(children(other).map((child) => child.kind)).toEqual(['record', 'record']);
  });
});

describe('pathAt', () => {
  test('goes from the file to the innermost node', () => {
    expect(kindsAt(text.indexOf('a.b'))).toEqual([
      'file',
      'consumer',
      'on',
      'block',
      'assign',
      'binary',
      'member',
      'nameExpression',
      'name',
    ]);
  });

  test('a node is touched at its end; between two neighbours the one that ends there wins', () => {
    expect(kindsAt(text.indexOf('@1'))).toEqual(['file', 'message', 'name']);
    expect(kindsAt(text.indexOf('@1') + 1)).toEqual(['file', 'message', 'version']);
    expect(kindsAt(text.indexOf('\n') + 1)).toEqual(['file', 'consumer']);
  });

  test('white space between declarations belongs to the file', () => {
    const { tree: other } = parse('event A {}\n\n\nevent B {}');
    expect(pathAt(other, 11).map((node) => node.kind)).toEqual(['file']);
  });

  test('what is missing is found where it is missing', () => {
    const { tree: other } = parse('event A { x: }');
    expect(pathAt(other, 12).map((node) => node.kind)).toEqual(['file', 'message', 'field', 'missingType']);
  });
});

describe('walk', () => {
  test('visits each node once, parents first, in source order', () => {
    const starts: number[] = [];
    const seen = new Set<unknown>();
    walk(tree, (node, parent) => {
      expect(seen.has(node)).toBe(false);
      if (parent) expect(seen.has(parent)).toBe(true);
      seen.add(node);
      starts.push(node.start);
    });
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(seen.size).toBeGreaterThan(20);
  });

  test('no depth is too great', () => {
    const { tree: deep } = parse(`event A { x: int = a${'.b'.repeat(10_000)} }`);
    let count = 0;
    walk(deep, () => count++);
    expect(count).toBeGreaterThan(20_000);
  });
});
