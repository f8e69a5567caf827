import { describe, expect, test } from 'vitest';
import { expectDiagnostics, fixed, parseSnippet } from './harness.ts';

describe('a snippet', () => {
  test('has files, marks and a cursor, none of which is in the text', () => {
    const { files, cursor } = parseSnippet(`
// file: a.evflow
record A { b: ⟨|⟩B }
//            ^ error EVF2001 There is no B
// file: b.evflow
  // <- hint EVF3002`);
    expect(files.map(({ uri, text }) => [uri, text])).toEqual([
      ['a.evflow', 'record A { b: B }'],
      ['b.evflow', ''],
    ]);
    expect(files[0]?.marks).toEqual([
      { line: 0, start: 14, end: 15, severity: 'error', code: 'EVF2001', words: 'There is no B' },
    ]);
    expect(files[1]?.marks).toMatchObject([{ start: 2, end: undefined, words: '' }]);
    expect(cursor).toEqual({ uri: 'a.evflow', offset: 14 });
  });

  const marked = (mark: string) => () => expectDiagnostics(`record A { b: B }\n${mark}`);

  test('is held to its marks', () => {
    expect(marked('//            ^ error EVF2001 There is no B')).not.toThrow();
    expect(marked('')).toThrow();
    expect(marked('//           ^ error EVF2001')).toThrow();
    expect(marked('//            ^^ error EVF2001')).toThrow();
    expect(marked('//            ^ hint EVF2001')).toThrow();
    expect(marked('//            ^ error EVF2002')).toThrow();
    expect(marked('//            ^ error EVF2001 There is a B')).toThrow();
    expect(marked('//            ^ error EVF2001\n// <- error EVF2002')).toThrow();
  });

  test('without the fix asked for says which there are', () => {
    expect(() => fixed('record A { b: strng }', 'None')).toThrow('no fix "None" but: Replace by `string`');
    expect(() => fixed('record A { b: string }', 'None')).toThrow('none');
  });
});
