import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { edgeMessages } from '../../evolve/upcasts/edges.ts';
import { NO_HINTS } from '../../evolve/upcasts/hints.ts';
import type { MessageVersion } from '../../model/meaning.ts';
import { Project } from '../../model/project.ts';
import { reader } from '../../model/schema/plan.ts';
import { declaredType } from '../../model/schema/shapes.ts';
import { validator } from '../../model/schema/validator.ts';
import { compileProject } from '../../run/compile/project.ts';
import { type Data, Unreadable } from '../../run/program.ts';
import { Sampler } from '../../run/sample.ts';
import { ADVERSARIAL } from './adversarial.fixture.ts';
import { type GenerateOptions, generateTypeScript } from './index.ts';
import { HANDLERS, WRONG_HANDLERS } from './usage.fixture.ts';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const scratch = mkdtempSync(path.join(os.tmpdir(), 'evflow-generate-'));
writeFileSync(path.join(scratch, 'package.json'), '{ "type": "module" }');
afterAll(() => rmSync(scratch, { recursive: true }));

function projectOf(files: Readonly<Record<string, string>>): Project {
  const project = new Project();
  project.batch(() => {
    for (const [name, text] of Object.entries(files)) project.setFile(`file:///${name}`, text);
  });
  return project;
}

function example(name: string): Project {
  const folder = path.join(repository, 'examples', name);
  const files = readdirSync(folder).filter((file) => file.endsWith('.evflow'));
  return projectOf(Object.fromEntries(files.map((file) => [file, readFileSync(path.join(folder, file), 'utf8')])));
}

const projects = { shop: example('shop'), fulfilment: example('fulfilment'), adversarial: projectOf(ADVERSARIAL) };

function write(name: string, project: Project, options?: GenerateOptions): string {
  const folder = path.join(scratch, name);
  mkdirSync(folder, { recursive: true });
  for (const file of generateTypeScript(project, options).files) writeFileSync(path.join(folder, file.path), file.text);
  return folder;
}

/** What tsc, as strict as it gets, says of folders of the scratch directory. */
async function typeErrors(name: string, folders: readonly string[]): Promise<string[]> {
  const config = path.join(scratch, `tsconfig.${name}.json`);
  const strict = [
    'strict',
    'exactOptionalPropertyTypes',
    'noUncheckedIndexedAccess',
    'erasableSyntaxOnly',
    'isolatedModules',
    'verbatimModuleSyntax',
    'noUnusedLocals',
    'noUnusedParameters',
    'noImplicitReturns',
    'noImplicitOverride',
    'noPropertyAccessFromIndexSignature',
    'noFallthroughCasesInSwitch',
    'noEmit',
  ];
  const compilerOptions = {
    target: 'ES2022',
    lib: ['ES2022'],
    module: 'nodenext',
    types: [],
    ...Object.fromEntries(strict.map((one) => [one, true])),
  };
  writeFileSync(config, JSON.stringify({ compilerOptions, include: folders }));
  const tsc = path.join(repository, 'node_modules', 'typescript', 'bin', 'tsc');
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, [tsc, '-p', config, '--pretty', 'false'], { cwd: scratch }, (_, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
  return output.split('\n').filter((line) => line !== '');
}

describe('generated code compiles under tsc at its strictest', () => {
  test('of the examples, of a hostile project, and with handlers that do what they may', async () => {
    for (const [name, project] of Object.entries(projects)) {
      expect(generateTypeScript(project).problems).toEqual([]);
      write(name, project);
    }
    mkdirSync(path.join(scratch, 'usage'));
    writeFileSync(path.join(scratch, 'usage', 'handlers.ts'), HANDLERS);
    expect(await typeErrors('good', [...Object.keys(projects), 'usage'])).toEqual([]);
  }, 60_000);

  test('and handlers that do more than they may do not', async () => {
    write('shop', projects.shop);
    mkdirSync(path.join(scratch, 'wrong'));
    writeFileSync(path.join(scratch, 'wrong', 'handlers.ts'), WRONG_HANDLERS);
    const wrongLines = WRONG_HANDLERS.split('\n').flatMap((line, index) =>
      line.includes('// wrong') ? [index + 1] : [],
    );
    const errors = await typeErrors('wrong', ['wrong']);
    const lines = errors.flatMap((error) => /^wrong\/handlers\.ts\((\d+),/.exec(error)?.[1] ?? []).map(Number);
    expect([...new Set(lines)].sort((a, b) => a - b)).toEqual(wrongLines);
  }, 60_000);
});

test('the same project gives the same text, whatever the order of its files', () => {
  const names = Object.keys(ADVERSARIAL);
  const backwards = projectOf(Object.fromEntries(names.toReversed().map((name) => [name, ADVERSARIAL[name] ?? ''])));
  expect(generateTypeScript(backwards)).toEqual(generateTypeScript(projects.adversarial));
});

test('an empty project, and one with errors, give files all the same', () => {
  expect(generateTypeScript(projectOf({})).files.map(({ path }) => path)).toEqual([
    'index.ts',
    'schemas.ts',
    'support.ts',
  ]);
  const broken = projectOf({
    'a.evflow':
      'event A { x: Missing, y: string(1..0, "("), x: int }\nevent A { }\nunion U { }\nenum E { }\nevent B@2 { u: U, e: E, upcast from @1 { u: } }\nconsumer C { on Nope { emit Gone }',
  });
  expect(generateTypeScript(broken).files.length).toBeGreaterThan(3);
});

test('handlers of one message are told apart, and say when they run', () => {
  const { files } = generateTypeScript(projects.adversarial);
  const text = files.find(({ path }) => path === 'global.ts')?.text ?? '';
  const sorting = text.slice(text.indexOf('SortingHandlers {')).split('\n');
  expect(sorting.filter((line) => /Runs|Sorts|\(/.test(line)).map((line) => line.trim())).toEqual([
    '* Sorts.',
    '* Runs where `l.a.a == "*\\/" or l.a.a == ""` holds.',
    'onLooseV1?(',
    "chooseLooseV1(message: LooseV1_0Message): evflow.Choice<'left' | 'right'>;",
    '/** Runs where `l.a.a == "b"` holds and no case before it takes the message. */',
    'onLooseV1Case2(',
    '/** Runs where no case before it takes the message. */',
    'onLooseV1Case3(',
  ]);
});

test('namespaces whose names are taken, alike or odd have files of their own, and compile', async () => {
  const names = [
    'index',
    'support',
    'Schemas',
    'con',
    'a.b',
    'a_b',
    'A.B',
    '`x/../../y`',
    '`.hidden`',
    'class',
    'evflow',
  ];
  const files = names.map((name, index) => {
    const next = names[(index + 1) % names.length];
    return [
      `${index}.evflow`,
      `namespace ${name}\nrecord a_b { n: int = 1 }\nevent E { own: a_b, next?: ${next}.a_b }`,
    ] as const;
  });
  const project = projectOf(Object.fromEntries(files));
  const paths = generateTypeScript(project).files.map(({ path }) => path);
  expect(paths.length).toBe(names.length + 3);
  expect(new Set(paths.map((one) => one.toLowerCase())).size).toBe(paths.length);
  expect(paths.filter((one) => !/^\w[\w.]*\.ts$/.test(one))).toEqual([]);
  write('namespaces', project);
  expect(await typeErrors('namespaces', ['namespaces'])).toEqual([]);
}, 60_000);

test('a long chain of records is generated, and a ring of them is refused in words', () => {
  const records = (count: number, next: (index: number) => number) =>
    Array.from({ length: count }, (_, index) => `record R${index} { next?: R${next(index)} }`).join('\n');
  const chain = projectOf({
    'a.evflow': `${records(2000, (index) => index + 1)}\nrecord R2000 { n: long = 1 }\nevent E { r: R0 }`,
  });
  expect(generateTypeScript(chain).problems).toEqual([]);
  const ring = projectOf({ 'a.evflow': `${records(5000, (index) => (index + 1) % 5000)}\nevent E { r: R0 }` });
  const { files, problems } = generateTypeScript(ring);
  expect(files).toEqual([]);
  expect(problems.map(({ message }) => message)).toEqual([
    'Nothing is generated: types refer to each other in too long a ring.',
  ]);
}, 60_000);

test('what is generated needs nothing else', () => {
  for (const project of Object.values(projects)) {
    for (const { path, text } of generateTypeScript(project).files) {
      const imports = [...text.matchAll(/(?:\bfrom|\brequire\(|\bimport\() ?['"]([^'"]*)['"]/g)].map(
        ([, from]) => from,
      );
      expect(
        imports.filter((from) => !/^\.\/[\w.]+\.js$/.test(from ?? '')),
        path,
      ).toEqual([]);
    }
  }
});

test('an upcast that cannot be generated is reported, and its major refused', async () => {
  const project = projectOf({
    'a.evflow': 'event E@1 { a: decimal }\nevent E@2 { a: decimal, b: decimal, upcast from @1 { b: round(old.a, 1) } }',
  });
  const { problems } = generateTypeScript(project);
  expect(problems).toHaveLength(1);
  expect(problems[0]?.message).toMatch(
    /^The upcast of E@2\.0 from @1\.0 is not generated: `round` cannot be generated yet\. /,
  );
  expect(project.file('file:///a.evflow')?.text.slice(problems[0]?.span.start, problems[0]?.span.end)).toBe(
    'round(old.a, 1)',
  );
  const { EV2_0 } = await load(project, 'global');
  expect(() => EV2_0?.understand('1.0', { a: '1' })).toThrow('E@1.0 cannot be read as @2.0');
});

/** What a call gives, or the findings with which it refuses. */
function outcome(call: () => unknown): { readonly value: unknown } | { readonly findings: unknown } {
  try {
    return { value: call() };
  } catch (error) {
    return { findings: (error as { findings?: unknown }).findings };
  }
}

interface Version {
  write(data: unknown): unknown;
  read(envelope: unknown): {
    readonly eventType: string;
    readonly eventVersion: string;
    readonly data: Record<string, unknown>;
  };
  understand(version: string, data: unknown): unknown;
}

const folders = new Map<Project, string>();

/** A file of a project's generated code, as a module. */
async function load(project: Project, file: string): Promise<Record<string, Version>> {
  const folder = folders.get(project) ?? write(`run-${folders.size}`, project, { importExtension: '.ts' });
  folders.set(project, folder);
  return (await import(/* @vite-ignore */ pathToFileURL(path.join(folder, `${file}.ts`)).href)) as Record<
    string,
    Version
  >;
}

async function generatedVersion(project: Project, { name, version, entity }: MessageVersion) {
  const { namespace } = entity.file;
  const module = await load(project, namespace === '' ? 'global' : namespace.replaceAll('-', '_'));
  return module[`${name.replaceAll('@', '_')}V${version.major}_${version.minor}`];
}

/** What may stand in a field, whether it fits or not. */
const VALUE = fc.oneof(
  fc.integer(),
  fc.constantFrom(0, 3, '0', '9223372036854775807', '-1.50', null, true, ''),
  fc.string({ maxLength: 3 }),
  fc.array(fc.string({ maxLength: 2 }), { maxLength: 3 }),
);

function envelope(eventType: string, eventVersion: string, data: unknown): object {
  const id = '7f9c24e5-1d3a-4a1b-9c1e-0123456789ab';
  return {
    eventId: id,
    eventType,
    eventVersion,
    timestamp: '2024-01-15T10:30:00Z',
    correlationId: id,
    causationId: null,
    producer: 'p',
    data,
  };
}

describe('generated code at work', () => {
  test('reads and refuses what the runtime reads and refuses, with the same findings', async () => {
    for (const project of Object.values(projects)) {
      const sampler = new Sampler(project, 7);
      for (const { key, kind } of project.entities()) {
        const version = kind === 'message' ? project.messageVersion(key) : undefined;
        if (!version) continue;
        const { major } = version.version;
        const generated = await generatedVersion(project, version);
        const type = declaredType(key);
        const [checkRead, read] = [validator(project, type, 'reader'), reader(project, type)];
        const value = fc.oneof(
          fc.nat(1000).map((seed) => sampler.complete(type, undefined, String(seed))),
          fc
            .tuple(
              fc.nat(1000),
              fc.dictionary(
                fc.constantFrom(...version.shape.fields.map((field) => field.name), 'more'),
                fc.jsonValue(),
              ),
            )
            .map(([seed, part]) => ({ ...(sampler.complete(type, undefined, String(seed)) as object), ...part })),
          fc.jsonValue(),
        );
        fc.assert(
          fc.property(value, (data) => {
            const expected = read(data as never);
            const findings = checkRead(expected);
            expect(outcome(() => generated?.understand(`${major}.9`, data))).toEqual(
              findings ? { findings } : { value: expected },
            );
          }),
          { numRuns: 40 },
        );
      }
    }
  }, 60_000);

  test('reads older majors as the engine reads them, and refuses what it refuses', async () => {
    let crossed = 0;
    let refused = 0;
    for (const project of Object.values(projects)) {
      const { messages } = compileProject(project);
      const sampler = new Sampler(project, 11);
      for (const { version: target, upcaster } of messages.values()) {
        for (const { version: source } of messages.values()) {
          const { major, minor } = source.version;
          if (source.qualifiedName !== target.qualifiedName || major >= target.version.major) continue;
          const generated = await generatedVersion(project, target);
          const data = fc
            .tuple(fc.nat(1000), fc.dictionary(fc.constantFrom(...source.shape.fields.map(({ name }) => name)), VALUE))
            .map(([seed, part]) => ({
              ...(sampler.complete(declaredType(source.key), undefined, String(seed)) as object),
              ...part,
            }));
          const edges = edgeMessages(project, source.key, NO_HINTS, new Set());
          fc.assert(
            fc.property(fc.oneof(data, fc.constantFrom<object>(...edges)), (old) => {
              const value = upcaster(major)?.(old as Data);
              const expected = value instanceof Unreadable ? 'refused' : { value };
              const actual = outcome(() => generated?.understand(`${major}.${minor}`, old));
              expect('value' in actual ? actual : 'refused').toEqual(expected);
              if (value instanceof Unreadable) refused++;
              else crossed++;
            }),
            { numRuns: 200 },
          );
        }
      }
    }
    expect(Math.min(crossed, refused)).toBeGreaterThan(200);
  }, 60_000);

  test('what is written is what the writer schema wants: defaults filled in, unknown fields refused', async () => {
    const { DoV1_0 } = await load(projects.adversarial, 'class.odd_name');
    const bytes = new Uint8Array([1, 2, 255, 0]);
    const data = {
      id: '7f9c24e5-1d3a-4a1b-9c1e-0123456789ab',
      nodes: [{ next: {} }],
      map: { m: { a: { __proto_: [1n, -(2n ** 63n)] } }, e: ['a'], o: [{ y: 1, x: undefined }] },
      bytes: {
        data: bytes,
        more: [bytes.subarray(0, 1), bytes.subarray(0, 2), bytes.subarray(0, 3), new Uint8Array()],
      },
      f: { await: '$x', 'first-name': 'f' },
      e: 'new',
      p: { value: 9n },
      ev: { a: {} },
    };
    const wire = DoV1_0?.write(data) as Record<string, unknown>;
    expect(JSON.parse(JSON.stringify(wire))).toEqual({
      id: data.id,
      nodes: [{ next: { children: [], by: {} }, children: [], by: {} }],
      map: { m: { a: { __proto_: ['1', '-9223372036854775808'] } }, e: ['a'], o: [{ y: 1 }] },
      bytes: { data: 'AQL/AA==', more: ['AQ==', 'AQI=', 'AQL/', ''] },
      f: { await: '$x', 'first-name': 'f', constructor: 'x', '1st': true, 'quo"te\'': "it's" },
      e: 'new',
      p: { value: '9' },
      ev: { a: { a: 1 } },
    });
    expect(
      validator(
        projects.adversarial,
        declaredType('class.odd-name.Do@1.0'),
        'writer',
      )(JSON.parse(JSON.stringify(wire))),
    ).toBeUndefined();
    const back = DoV1_0?.read(envelope('Do', '1.0', JSON.parse(JSON.stringify(wire)))).data;
    expect(back?.['bytes']).toEqual(data.bytes);
    expect(back?.['map']).toEqual({ m: data.map.m, e: ['a'], o: [{ y: 1 }] });
    expect(() => DoV1_0?.write({ ...data, typo: 1 })).toThrow(
      'Do@1.0 cannot be written: / must not have the field "typo"',
    );
    expect(() => DoV1_0?.write({ ...data, f: { ...data.f, await: 'wrong' } })).toThrow('/f/await must match pattern');
  });

  test('older majors are read through their upcasts, straight or in a chain, under any of their names', async () => {
    const { deleteV2_0, deleteV3_0, deleteV3_1 } = await load(projects.adversarial, 'class.odd_name');
    const old = {
      id: '7f9c24e5-1d3a-4a1b-9c1e-0123456789ab',
      at: '2024-01-15T10:30:00Z',
      amount: '100',
      payload: { any: [1] },
      node: {},
      pay: { kind: 'unheard-of' },
      n: 4,
      tags: ['a', '', '😀b'],
      extra: 'x',
    };
    const wire = 'com.example/delete "it"';
    const second = deleteV2_0?.read(envelope(wire, '1.0', old));
    expect(second).toMatchObject({ eventType: 'delete', eventVersion: '2.0' });
    expect(second?.data).toEqual({
      key: old.id,
      at: old.at,
      total: { value: '100.1', currency: 'EUR' },
      big: 8n,
      kind: 'new',
      flag: true,
      labels: [
        { label: 'A', size: 1 },
        { label: '😀B', size: 2 },
      ],
      count: '1.5',
      half: '33.33333333333333333333333333333333',
    });
    const third = { key: old.id, total: { value: '100.1', currency: 'EUR' }, reason: 'flagged', big: 16n };
    expect(deleteV3_0?.read(envelope(wire, '1.1', old)).data).toEqual(third);
    expect(deleteV3_1?.read(envelope('delete', '1.0', { ...old, amount: 100 })).data).toEqual(third);
    expect(() => deleteV2_0?.read(envelope('delete', '3.0', old))).toThrow('delete@3.0 cannot be read as @2.0');
    expect(() => deleteV2_0?.read(envelope('delete', '1.0', { ...old, n: 'x' }))).toThrow(
      'delete@1.0 cannot be read as @1.1: /n must be integer',
    );
    expect(() => deleteV2_0?.read(envelope('delete', 'x', old))).toThrow('cannot be read');
    expect(() => deleteV2_0?.read(envelope('Done', '1.0', old))).toThrow('Done is not delete');
    expect(() => deleteV2_0?.read(null)).toThrow('/eventId must be string');
  });

  test('what an upcast tests for null it uses as it is', async () => {
    const { testV2_0 } = await load(projects.adversarial, 'class.odd_name');
    const id = '7f9c24e5-1d3a-4a1b-9c1e-0123456789ab';
    const read = (old: object) => testV2_0?.read(envelope('test', '1.0', { id, ...old })).data;
    expect(read({})).toEqual({ id, isLong: false, sum: '0', upper: '', kids: 0 });
    const node = { children: [{ children: [] }], next: { children: [{ children: [] }, { children: [] }] } };
    const whole = { note: 'abc', n: 1, d: '0.5', l: '2', node };
    expect(read(whole)).toEqual({ id, isLong: true, sum: '3.5', upper: 'ABC', kids: 3 });
    expect(read({ when: '2024-02-01', n: 1, d: '0.5' })).toMatchObject({ isLong: true, sum: '1.5' });
  });

  test('an overflow in an upcast is an error, never a wrong number', async () => {
    const { deleteV3_0 } = await load(projects.adversarial, 'class.odd_name');
    const old = {
      key: '7f9c24e5-1d3a-4a1b-9c1e-0123456789ab',
      at: '2024-01-15T10:30:00Z',
      total: { value: '1', currency: 'E' },
      big: '9223372036854775807',
      labels: [],
      count: '1',
      kind: 'new',
      flag: false,
      half: '1',
    };
    expect(() => deleteV3_0?.understand('2.0', old)).toThrow('beyond the range of long');
  });
});
