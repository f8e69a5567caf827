import { describe, expect, test } from 'vitest';
import { LineIndex } from './lines.ts';

describe('LineIndex', () => {
  const text = 'a\nbc\r\n\rd😀e';
  const lines = new LineIndex(text);

  test('understands all line breaks', () => {
    expect(lines.lineCount).toBe(4);
    expect(lines.position(text.indexOf('b'))).toEqual({ line: 1, character: 0 });
    expect(lines.position(text.indexOf('d'))).toEqual({ line: 3, character: 0 });
  });

  test('counts UTF-16 units', () => {
    expect(lines.position(text.indexOf('e'))).toEqual({ line: 3, character: 3 });
  });

  test('offset undoes position for every offset', () => {
    for (let offset = 0; offset <= text.length; offset++) {
      const { line, character } = lines.position(offset);
      const insideBreak = offset > lines.lineEnd(line);
      expect(lines.offset(line, character)).toBe(insideBreak ? lines.lineEnd(line) : offset);
    }
  });

  test('what lies outside is taken as the nearest place inside', () => {
    expect(lines.offset(0, 99)).toBe(1);
    expect(lines.offset(1, 99)).toBe(4);
    expect(lines.offset(99, 0)).toBe(text.length);
    expect(lines.offset(-1, 5)).toBe(0);
    expect(lines.position(-5)).toEqual({ line: 0, character: 0 });
    expect(lines.position(999)).toEqual({ line: 3, character: 4 });
  });

  test('an empty text has one line', () => {
    expect(new LineIndex('').position(0)).toEqual({ line: 0, character: 0 });
  });
});
