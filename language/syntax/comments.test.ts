import { describe, expect, test } from 'vitest';
import { docOf } from './comments.ts';
import { parse } from './parse.ts';
import type { Node } from './tree.ts';
import { walk } from './walk.ts';

/** The docs of the first node of a kind. */
function docIn(text: string, kind: Node['kind']): string | undefined {
  const { tree } = parse(text);
  const found: Node[] = [];
  walk(tree, (node) => {
    if (node.kind === kind) found.push(node);
  });
  const [node] = found;
  if (!node) throw new Error(`There is no ${kind}.`);
  return docOf(tree, text, node);
}

describe('the docs of a node', () => {
  test.each([
    ['one line', '/// A **line**.\nevent A { }', 'A **line**.'],
    ['several lines, less one space each', '/// One\n///\n///   two  \n///three\nevent A { }', 'One\n\n  two\nthree'],
    ['above annotations', '/// Doc\n@a\n@b("x")\nevent A { }', 'Doc'],
    ['among annotations', '/// One\n@a\n/// Two\n@b\n/// Three\nevent A { }', 'One\nTwo\nThree'],
    ['with other comments between', '/// Doc\n// evflow-ignore EVF3001: later\n/* x */ event A { }', 'Doc'],
    ['with other line ends', '/// One\r\n/// Two\r\nevent A { }', 'One\nTwo'],
    ['after a byte-order mark', '\uFEFF/// Doc\nevent A { }', 'Doc'],
    ['none after an empty line', '/// Doc\n\nevent A { }', undefined],
    ['none from a plain comment', '// no\n//// no\n/* no */\nevent A { }', undefined],
    ['none from the end of another line', 'enum E { a } /// of E\nevent A { }', undefined],
    ['none from the node before', '/// of E\nenum E { a }\nevent A { }', undefined],
    ['none from inside', 'event A {\n/// of a\na: int }', undefined],
  ])('%s', (_, text, doc) => {
    expect(docIn(text, 'message')).toBe(doc);
  });

  test('fields, symbols and steps have docs of their own', () => {
    expect(docIn('/// no\nrecord R { a: int, // no\n /// yes\n@x b: int }'.replace('a: int, ', ''), 'field')).toBe(
      'yes',
    );
    expect(docIn('enum E {\n  /// yes\n  a\n  /// no\n  b\n}', 'symbol')).toBe('yes');
    expect(docIn('saga S by k {\n  /// yes\n  pivot step A { after 1d }\n}', 'step')).toBe('yes');
  });
});
