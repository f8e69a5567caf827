import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../language/check/diagnose.ts';
import { expectedTypeAt, membersOf, scopeAt } from '../../../language/model/bodies/lookup.ts';
import { Project } from '../../../language/model/project.ts';
import { typeText } from '../../../language/model/typeText.ts';
import type { Expression, Node } from '../../../language/syntax/tree.ts';
import { walk } from '../../../language/syntax/walk.ts';
import { projectOf } from '../harness.ts';

const EXAMPLES = join(import.meta.dirname, '../../../examples');
const EXPRESSIONS: ReadonlySet<string> = new Set([
  'nameExpression',
  'number',
  'boolean',
  'null',
  'list',
  'recordLiteral',
  'member',
  'index',
  'call',
  'unary',
  'binary',
  'conditional',
  'lambda',
  'parenthesized',
]);

function filesOf(example: string): readonly (readonly [string, string])[] {
  const folder = join(EXAMPLES, example);
  const names = readdirSync(folder).filter((name) => name.endsWith('.evflow'));
  return names.map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);
}

function load(files: readonly (readonly [string, string])[]): Project {
  const project = new Project();
  project.batch(() => {
    for (const [name, text] of files) project.setFile(name, text);
  });
  return project;
}

describe.each(['shop', 'fulfilment'])('examples/%s', (example) => {
  const files = filesOf(example);
  const project = load(files);

  test.each(files.map(([name]) => name))('%s: every expression has a type, every name a meaning', (name) => {
    const { types, targets, literals } = project.analysis(name).bindings;
    const open: string[] = [];
    const textOf = (node: Node) => project.file(name)!.text.slice(node.start, node.end);
    walk(project.file(name)!.tree, (node) => {
      if (EXPRESSIONS.has(node.kind)) {
        const type = types.get(node as Expression);
        if (!type || type.kind === 'unknown') open.push(`${node.kind} ${textOf(node)}`);
      }
      const isNamed = node.kind === 'nameExpression' || node.kind === 'member' || node.kind === 'reference';
      if (isNamed && !targets.get(node) && !isBuiltInType(textOf(node))) open.push(`no target: ${textOf(node)}`);
      if (node.kind === 'entry' && node.key.kind === 'name' && !targets.get(node.key))
        open.push(`no target: ${textOf(node)}`);
      if (node.kind === 'recordLiteral' && !literals.get(node)) open.push(`no plan: ${textOf(node)}`);
    });
    expect(open).toEqual([]);
  });

  test.each(files)('%s: broken anywhere, it is looked at all the same', (name, text) => {
    const others = files.filter(([other]) => other !== name);
    for (let at = 0; at < text.length; at += 97) {
      const length = 1 + ((at * 31) % 40);
      const project = load([...others, [name, text.slice(0, at) + text.slice(at + length)]]);
      expect(() => diagnose(project, name)).not.toThrow();
      expect(() => scopeAt(project, project.file(name)!, at)).not.toThrow();
      expect(() => expectedTypeAt(project, project.file(name)!, at)).not.toThrow();
    }
  });
});

function isBuiltInType(text: string): boolean {
  return /^(string|int|decimal|uuid|timestamp|boolean)$/.test(text);
}

describe('long chains', () => {
  const inBody = (statement: string) => `
command Do { n: int, text: string, flag: boolean, maybe?: int }
consumer Worker { on Do as d { ${statement} } }`;

  test.each([
    ['sums', `let x = ${'d.n + '.repeat(10_000)}1`],
    ['conditions', `let x = ${'d.flag and '.repeat(10_000)}true`],
    ['members', `let x = d${'.text.trim'.repeat(1)}${'.trim'.repeat(10_000)}`],
    ['fallbacks', `let x = ${'d.maybe ?? '.repeat(10_000)}1`],
    ['negations', `let x = ${'not '.repeat(10_000)}d.flag`],
    ['branches', `if d.flag { } ${'else if d.flag { } '.repeat(5_000)}`],
    ['items', `let x = [${'d.n, '.repeat(10_000)}1]`],
    ['unknown members', `let x = d${'.nothing'.repeat(10_000)}`],
  ])('of %s end', (_, statement) => {
    const { project } = projectOf(inBody(statement));
    const codes = new Set(diagnose(project, 'main.evflow').map(({ code }) => code));
    // What nests is cut short by the parser; what follows from that is not said again.
    expect([...codes].filter((code) => code !== 'EVF6003' && code !== 'EVF1008')).toEqual([]);
  });
});

test('a file twice as long takes about twice as long', () => {
  const handler = (i: number) =>
    `command Do${i} { n: int, items: string[] }\nconsumer Worker${i} { on Do${i} as d { let x = d.items.map(s => s.length).sum + d.n * 2 } }\n`;
  const time = (count: number) => {
    const text = Array.from({ length: count }, (_, i) => handler(i)).join('');
    const started = performance.now();
    const { project } = projectOf(text);
    expect(diagnose(project, 'main.evflow').filter(({ severity }) => severity === 'error')).toEqual([]);
    return performance.now() - started;
  };
  time(200);
  expect(time(2000)).toBeLessThan(20 * Math.max(time(400), 20));
});

describe('what completion asks', () => {
  const SOURCE = `
enum Status { open, paid }
record Line { sku: string, quantity: int }
command Do { id: uuid, status: Status, lines: Line[], note?: string }
event Done { id: uuid, lines: Line[], status: Status = open }
topic done { carries Done, key id }
consumer Reader { on Done }
consumer Worker by id {
  idempotent
  state { count: int = 0 }
  on Do as d {
    let first = d.lines.first
    BODY
    let later = 1
  }
}`;
  const at = (body: string) => {
    const { project, snippet } = projectOf(SOURCE.replace('BODY', body));
    const file = project.file('main.evflow')!;
    const { offset } = snippet.cursor!;
    return { project, names: scopeAt(project, file, offset), expected: expectedTypeAt(project, file, offset) };
  };

  test('names in scope, with their types', () => {
    const { names } = at('if ⟨|⟩');
    const shown = names.map(({ name, kind, detail }) => `${name} ${kind} ${detail}`);
    expect(shown.slice(0, 4)).toEqual(['first local Line?', 'd message Do', 'id key uuid', 'count state int']);
    expect(names.filter(({ kind }) => kind === 'implicit').map(({ name }) => name)).toEqual(['state', 'event', 'meta']);
    expect(names.some(({ name }) => name === 'sum')).toBe(true);
    expect(names.some(({ name }) => name === 'later')).toBe(false);
  });

  test('a lambda’s parameter', () => {
    const { names } = at('let all = d.lines.all(l => l⟨|⟩)');
    expect(names.find(({ name }) => name === 'l')).toMatchObject({ kind: 'local', detail: 'Line' });
  });

  test('the type of a value', () => {
    expect(typeText(at('if d.status == ⟨|⟩ { }').expected!.type!)).toBe('Status');
    expect(typeText(at('if d.status == pa⟨|⟩ { }').expected!.type!)).toBe('Status');
    expect(typeText(at('count = ⟨|⟩').expected!.type!)).toBe('int');
    expect(typeText(at('emit Done { ...d, status: ⟨|⟩ }').expected!.type!)).toBe('Status');
    expect(at('emit Done { ...d, status: ⟨|⟩ }').expected!.literal).toBeUndefined();
  });

  test('the fields that a literal lacks', () => {
    const lacks = (body: string) => at(body).expected?.literal?.missing.map(({ name }) => name);
    expect(lacks('emit Done { ⟨|⟩ }')).toEqual(['id', 'lines', 'status']);
    expect(lacks('emit Done { id: d.id, ⟨|⟩ }')).toEqual(['lines', 'status']);
    expect(lacks('emit Done { id: d.id, li⟨|⟩ }')).toEqual(['lines', 'status']);
    expect(lacks('emit Done { id, lines: [{ ⟨|⟩ }] }')).toEqual(['sku', 'quantity']);
    expect(lacks('emit Done { ...d, ⟨|⟩ }')).toEqual([]);
  });

  test('what stands behind a dot', () => {
    const { project } = at('⟨|⟩');
    const names = (type: Parameters<typeof membersOf>[1]) => membersOf(project, type).map(({ name }) => name);
    expect(names({ kind: 'declared', key: 'Do@1.0' })).toEqual(['id', 'status', 'lines', 'note']);
    expect(names({ kind: 'row', part: 'Worker' })).toEqual(['id', 'count']);
    expect(names({ kind: 'list', item: { kind: 'string' } })).toContain('filter');
    expect(names({ kind: 'optional', type: { kind: 'string' } })).toContain('trim');
    expect(names({ kind: 'boolean' })).toEqual([]);
  });

  test('parts in a scenario', () => {
    const { project, snippet } = projectOf(`${SOURCE.replace('BODY', '')}\nscenario "it" {\n  expect ⟨|⟩`);
    const names = scopeAt(project, project.file('main.evflow')!, snippet.cursor!.offset);
    expect(names.filter(({ kind }) => kind === 'part').map(({ name }) => name)).toEqual(['Reader', 'Worker']);
  });
});
