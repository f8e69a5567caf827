import { describe, expect, test } from 'vitest';
import type { ComparedVersions, ListedVersion } from '../../server/lsp/features/compareVersions.ts';
import { actedOn, lenses } from './documents.ts';
import { hoverAt } from './navigation.ts';
import { withSnippet } from './snippet.ts';

const VERSIONS = `event Placed { id: uuid, note?: string }
event Placed@1.1 { id: uuid, note?: string, total?: decimal }
event Placed@1.2 { id: uuid, note: string }
`;

async function compatibility(source: string): Promise<string[]> {
  const all = await lenses(source);
  return all.filter((lens) => lens.includes('compareVersions'));
}

describe('a lens above a version', () => {
  test('says what it is compatible with, and what it breaks', async () => {
    expect(await compatibility(VERSIONS)).toEqual([
      '2 compatible with @1.0 evflow.compareVersions true Placed@1.0',
      '3 breaks @1.0 and @1.1: note evflow.compareVersions true Placed@1.1',
    ]);
  });

  test('goes by the policy in force', async () => {
    const policy = (name: string) => `topic t { carries Placed, compatibility ${name} }\n${VERSIONS}`;
    expect((await compatibility(policy('forward'))).map((lens) => lens.slice(2, 44))).toEqual([
      'forward compatible with @1.0 evflow.compar',
      'forward compatible with @1.0 and @1.1 evfl',
    ]);
    expect((await compatibility(policy('none')))[1]).toContain('not held against @1.0 and @1.1 (compatibility none)');
  });

  test('is about one major, and about the first of two declarations', async () => {
    expect(await compatibility('event E { a: int }\nevent E@2 { b: int, upcast from @1 { b: 1 } }')).toEqual([]);
    expect(await compatibility('event E { }\nevent E@1.1 { }\nevent E@1.1 { a: int }')).toHaveLength(1);
  });
});

describe('the hover of a version', () => {
  test('shows what differs from the one before, and who reads whom', async () => {
    const shown = await hoverAt(VERSIONS.replace('Placed@1.2', 'Pla⟨|⟩ced@1.2'));
    expect(shown).toContain('Since @1.1:\n\n```diff\n! note?: string → note: string\n- total?: decimal\n```');
    expect(shown).toContain('@1.2 cannot read what @1.1 wrote; @1.1 reads what @1.2 writes.');
  });

  test('follows the types that it uses, also where they use themselves', async () => {
    const shown = await hoverAt(`record Item@1.0 { sku: string, parts: Item@1.0[] }
record Item@1.1 { sku: string(1..9), parts: Item@1.1[], weight: map<{ kilos?: int }> = {} }
event Placed { items: Item@1.0[] }
event Pla⟨|⟩ced@1.1 { items: Item@1.1[] }`);
    expect(shown).toContain('! items[].sku: string → string(1..9)\n+ items[].weight: map<{ kilos?: int }> = {}');
  });

  test('of a record is about its own versions', async () => {
    const shown = await hoverAt('record Item@1.0 { a: int }\nrecord It⟨|⟩em@1.1 { a: long, b?: int }');
    expect(shown).toContain('Since @1.0:\n\n```diff\n! a: int → long\n+ b?: int\n```');
  });

  test('of a major is about the newest version before it', async () => {
    const shown = await hoverAt(
      'event E { a: int }\nevent E@1.1 { a: int }\nevent ⟨|⟩E@2 { a: int, upcast from @1 { } }',
    );
    expect(shown).toContain('The same as @1.1.');
  });
});

describe('a new version', () => {
  const act = async (source: string, words: string) => (await actedOn(source, words))['main.evflow'];

  test('of a message is a copy below it', async () => {
    const source = `/// It happened.
@owner("shop")
event Pla⟨|⟩ced {
  id: uuid
  /// Gross.
  total: decimal
}
consumer Mail { on Placed }`;
    expect(await act(source, 'Add Placed@1.1')).toBe(`/// It happened.
@owner("shop")
event Placed {
  id: uuid
  /// Gross.
  total: decimal
}

@owner("shop")
event Placed@1.1 {
  id: uuid
  /// Gross.
  total: decimal
}
consumer Mail { on Placed }`);
  });

  test('takes the next free number, and leaves upcasts where they are', async () => {
    const source = `event E { a: int }
event ⟨|⟩E@2.0 { a: int, upcast from @1 { a: old.a }, b?: int }
event E@2.4 { a: int, b?: int }`;
    expect(await act(source, 'Add E@2.5')).toContain('\n\nevent E@2.5 { a: int, b?: int }\n');
    expect(await act(source, 'Add E@3')).toContain('\n\nevent E@3 { a: int, b?: int\n  upcast from @2 {}\n}\n');
  });

  test('of an older minor as a new major reads the newest one', async () => {
    const source = 'event ⟨|⟩E { a: int, b: int }\nevent E@1.1 { a: int, b?: int }\n';
    expect(await act(source, 'Add E@2')).toContain(
      'event E@2 { a: int, b: int\n  upcast from @1 {\n    b: old.b ?? 0\n  }\n}\n',
    );
  });

  test('of a new major pins who named none, in all files', async () => {
    const after = await actedOn(
      `// file: main.evflow
namespace shop
event ⟨|⟩Placed { id: uuid }
topic orders { carries Placed, key id }
choreography C by id { start on Placed }
// file: mail.evflow
namespace mail
use shop.Placed
consumer Mail { on Placed emits shop.Placed, ignore Placed@1.0 }
scenario "s" { when Placed { } then Placed { } }`,
      'Add Placed@2',
    );
    expect(after['main.evflow']).toContain('event Placed@2 { id: uuid\n  upcast from @1 {}\n}');
    expect(after['main.evflow']).toContain('carries Placed,');
    expect(after['main.evflow']).toContain('start on Placed }');
    expect(after['mail.evflow']).toContain('on Placed@1 emits shop.Placed@1, ignore Placed@1.0 }');
    expect(after['mail.evflow']).toContain('when Placed@1 { } then Placed { }');
  });

  test('of a type pins who uses the only one there was', async () => {
    const after = await act(
      'record It⟨|⟩em { sku: string }\r\nevent E { items: Item[], one?: Item }\r\n',
      'Add Item@1.1',
    );
    expect(after).toBe(
      'record Item { sku: string }\r\n\r\nrecord Item@1.1 { sku: string }\r\nevent E { items: Item@1.0[], one?: Item@1.0 }\r\n',
    );
  });

  test('is offered in the head of what has versions alone', async () => {
    await expect(actedOn('event E { a⟨|⟩: int }', 'Add E')).rejects.toThrow('none');
    await expect(actedOn('topic ⟨|⟩t { carries E }\nevent E { }', 'Add')).rejects.toThrow('none');
    await expect(actedOn('event ⟨|⟩E', 'Add')).rejects.toThrow();
  });
});

describe('two versions side by side', () => {
  test('come with the types that they use and a summary', () =>
    withSnippet(
      `record Item { sku: string }\nenum Unused { a }\nevent E { }\nevent E@1.1 { items?: Item[] }⟨|⟩`,
      async (editor, { file }) => {
        const uri = editor.uri(file);
        const versions = await editor.request<ListedVersion[]>('evflow/versions', { uri });
        expect(versions.map(({ key, name }) => [key, name])).toEqual([
          ['E@1.0', '@1.0'],
          ['E@1.1', '@1.1'],
        ]);
        const ask = (before: string, after: string) =>
          editor.request<ComparedVersions | null>('evflow/compareVersions', { uri, before, after });
        expect(await ask('E@1.0', 'E@1.1')).toEqual({
          title: 'E @1.0 ↔ @1.1',
          before: 'event E { }\n',
          after: `// @1.1 reads what @1.0 wrote; @1.0 reads what @1.1 writes.
// + items?: Item[]

event E@1.1 { items?: Item[] }

record Item { sku: string }
`,
        });
        expect(await ask('E@1.0', 'E@1.7')).toBeNull();
        expect(await ask('X@1.0', 'nonsense')).toBeNull();
      },
    ));
});
