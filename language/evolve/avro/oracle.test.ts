import avro, { type Type } from 'avsc';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { projectOf } from '../../../test/language/harness.ts';
import { typeFor } from '../../generate/avro/avsc.fixture.ts';
import { type AvroJson, avroSchemaOf, avroText } from '../../generate/avro/index.ts';
import { encode } from '../../generate/avro/wire.fixture.ts';
import type { Project } from '../../model/project.ts';
import { declaredType } from '../../model/schema/shapes.ts';
import type { JsonValue } from '../../model/types.ts';
import { SampleError, Sampler } from '../../run/sample.ts';
import { drawnSchemas } from './drawn.fixture.ts';
import { drawnMessages } from './drawnMessages.fixture.ts';
import { avroVerdict } from './verdict.ts';

interface Options {
  /** Without it, names are compared with their namespaces. */
  readonly ignoreNamespaces: boolean;
  /** Without it, records that a branch of a union failed to read count as read wherever they are met again. */
  readonly forgetFailures: boolean;
}
const AS_SPECIFIED: Options = { ignoreNamespaces: true, forgetFailures: true };

type CreateResolver = (this: Type, writer: Type, options: Options & { registry: object }) => Resolver;
type Resolver = ReturnType<Type['createResolver']>;

const { RecordType } = avro.types;
const create = RecordType.prototype.createResolver as CreateResolver;
const createAndForget: CreateResolver = function (writer, options) {
  try {
    return create.call(this, writer, options);
  } catch (error) {
    if (options.forgetFailures) Reflect.deleteProperty(options.registry, `${this.name}:${writer.name}`);
    throw error;
  }
};

beforeAll(() => {
  RecordType.prototype.createResolver = createAndForget as Type['createResolver'];
});

/** How avsc reads. */
function resolver(writer: Type, reader: Type, options = AS_SPECIFIED): Resolver {
  return (reader.createResolver as CreateResolver).call(reader, writer, { ...options, registry: {} });
}

function resolves(writer: AvroJson, reader: AvroJson, options?: Options): boolean {
  const [old, now] = [typeFor(avroText(writer)), typeFor(avroText(reader))];
  try {
    resolver(old, now, options);
    return true;
  } catch {
    return false;
  }
}

const reads = (writer: AvroJson, reader: AvroJson) => avroVerdict(writer, reader).backward;

/** Counts answers: where one of them is rare, agreement shows little. */
class Answers {
  #read = 0;
  #refused = 0;

  add(isRead: boolean): boolean {
    if (isRead) this.#read++;
    else this.#refused++;
    return isRead;
  }

  expectBoth(): void {
    expect(Math.min(this.#read, this.#refused) / (this.#read + this.#refused)).toBeGreaterThan(0.2);
  }
}

describe('avsc resolves what we say is read, and nothing else', () => {
  const primitives = ['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'];
  test.each(primitives)('%s, by every primitive type and by a union of it', (writer) => {
    const of = (type: AvroJson): AvroJson => ({ type: 'record', name: 'Root', fields: [{ name: 'x', type }] });
    for (const reader of primitives.flatMap((one): AvroJson[] => [one, [one]])) {
      expect(reads(of(writer), of(reader)), avroText(reader)).toBe(resolves(of(writer), of(reader)));
    }
  });

  test('schemas of any kind', () => {
    const answers = new Answers();
    fc.assert(
      fc.property(drawnSchemas, ({ writer, reader }) => {
        const { backward, forward } = avroVerdict(writer, reader);
        expect(answers.add(backward)).toBe(resolves(writer, reader));
        expect(answers.add(forward)).toBe(resolves(reader, writer));
        expect(reads(writer, writer)).toBe(true);
      }),
      { numRuns: 1000 },
    );
    answers.expectBoth();
  });

  test('exported messages, whose logical types may only be in the way', () => {
    const answers = new Answers();
    fc.assert(
      fc.property(drawnMessages, ({ before, after }) => {
        const [old, now] = [exported(before).schema, exported(after).schema];
        const { backward, forward, reasons } = avroVerdict(old, now);
        const lax = avroVerdict(bare(old), bare(now));
        expect(answers.add(lax.backward)).toBe(resolves(old, now));
        expect(answers.add(lax.forward)).toBe(resolves(now, old));
        expect([backward && !lax.backward, forward && !lax.forward]).toEqual([false, false]);
        expect(new Set(reasons.map(({ direction }) => direction))).toEqual(
          new Set([...(backward ? [] : ['backward']), ...(forward ? [] : ['forward'])]),
        );
      }),
      { numRuns: 1000 },
    );
    answers.expectBoth();
  });
});

test('what we say is read, avsc reads from bytes that were written', () => {
  fc.assert(
    fc.property(drawnMessages, fc.nat(), ({ before, after }, seed) => {
      const [old, now] = [exported(before), exported(after)];
      fc.pre(reads(old.schema, now.schema));
      const message = sampleOf(old.project, seed);
      fc.pre(message !== undefined);
      const [writer, reader] = [typeFor(avroText(old.schema)), typeFor(avroText(now.schema))];
      const bytes = writer.toBuffer(writer.fromString(avroText(encode(old.project, ROOT, message, 't.E'))));
      expect(reader.isValid(reader.fromBuffer(bytes, resolver(writer, reader)))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

/** Where avsc is not what the specification says, and so not what we say. */
describe('avsc deviates', () => {
  const record = (name: string, fields: AvroJson[], more: object = {}): AvroJson => ({
    type: 'record',
    name,
    fields,
    ...more,
  });
  const root = (...types: AvroJson[]) =>
    record(
      'Root',
      types.map((type, at) => ({ name: `f${at}`, type })),
    );
  const x = (type: AvroJson, more: object = {}): AvroJson => ({ name: 'x', type, ...more });
  const decimal = (precision: number, scale: number) => ({ type: 'bytes', logicalType: 'decimal', precision, scale });
  const micros = { type: 'long', logicalType: 'timestamp-micros' };
  const old = record('Old', [x('int')]);
  const inA = { namespace: 'a' };

  // [writer, reader, whether it is read by us, by avsc]
  test.each<[string, AvroJson, AvroJson, boolean, boolean]>([
    ['decimals of another scale', root(decimal(6, 2)), root(decimal(8, 3)), false, true],
    ['decimals of another precision', root(decimal(6, 2)), root(decimal(8, 2)), false, true],
    ['a decimal as text', root(decimal(6, 2)), root('string'), false, true],
    ['microseconds as a number', root(micros), root('long'), false, true],
    ['days as microseconds', root({ type: 'int', logicalType: 'date' }), root(micros), false, true],
    [
      'a union takes the first branch that can be read, not the first that matches',
      root(record('A', [x('int')], inA)),
      root([record('A', [x('string')], { namespace: 'b' }), record('A', [x('int')], inA)]),
      false,
      true,
    ],
    [
      'a field is read under its own name though it is the old one of another',
      record('Root', [x('int')]),
      record('Root', [x('int'), { name: 'y', type: 'int', aliases: ['x'] }]),
      false,
      true,
    ],
    [
      'a type is read under its own name though it is the old one of another',
      root(old),
      record('Root', [
        { name: 'f0', type: old },
        { name: 'y', type: ['null', record('New', [x('int')], { aliases: ['Old'] })], default: null },
      ]),
      false,
      true,
    ],
    [
      'an alias in one namespace is that of a name in another',
      root(record('Old', [], inA)),
      root(record('New', [], { namespace: 'b', aliases: ['b.Old'] })),
      false,
      true,
    ],
  ])('%s', (_, writer, reader, ours, theirs) => {
    expect([reads(writer, reader), resolves(writer, reader)]).toEqual([ours, theirs]);
  });

  test.each<[string, AvroJson, AvroJson, boolean, Options, boolean]>([
    [
      'names are compared with their namespaces',
      record('A', [], inA),
      record('A', [], { namespace: 'b' }),
      true,
      { ...AS_SPECIFIED, ignoreNamespaces: false },
      false,
    ],
    [
      'what a branch of a union failed to read is read later',
      root(record('B', []), 'B'),
      root([record('A', []), record('B', [])], 'A'),
      false,
      { ...AS_SPECIFIED, forgetFailures: false },
      true,
    ],
  ])('unless it is told not to: %s', (_, writer, reader, ours, options, theirs) => {
    expect([reads(writer, reader), resolves(writer, reader)]).toEqual([ours, ours]);
    expect(resolves(writer, reader, options)).toBe(theirs);
  });
});

const ROOT = declaredType('t.E@1.0');

function exported(source: string): { readonly schema: AvroJson; readonly project: Project } {
  const { project } = projectOf(source);
  const { schema, problems } = avroSchemaOf(project, 't.E@1.0');
  expect(problems).toEqual([]);
  return { schema, project };
}

/** Without logical types, of which avsc knows none. */
function bare(schema: AvroJson): AvroJson {
  return JSON.parse(avroText(schema), (_, value) =>
    typeof value === 'object' && value !== null && 'logicalType' in value ? value.type : value,
  ) as AvroJson;
}

/** Undefined where a type contains itself without end. */
function sampleOf(project: Project, seed: number): JsonValue | undefined {
  try {
    return new Sampler(project, seed).complete(ROOT, undefined, 'test');
  } catch (error) {
    if (error instanceof SampleError) return undefined;
    throw error;
  }
}
