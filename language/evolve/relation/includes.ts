import { asCase, fieldsOf, formerName, resolved } from '../../model/schema/shapes.ts';
import type { FieldType, JsonValue, ListType, RecordType, UnionType, ValueType } from '../../model/types.ts';
import { has, includes as includesTexts, textsOf } from '../texts/texts.ts';
import type { Finding, Inclusion, Loss, Pair, Spot, What } from './inclusion.ts';
import { isSameLeaf, leavesWithin } from './leaves.ts';
import { type Instance, LARGEST, type Smallest, smallestOf } from './smallest.ts';
import { shownAt, sortWays } from './witness.ts';
import {
  casesOf,
  property,
  type Side,
  tagsOf,
  type WrittenField,
  type WrittenObject,
  withSettled,
  writtenCase,
  writtenMap,
  writtenRecord,
} from './written.ts';

/**
 * Decides whether the reader schema of one type accepts every instance of the writer schema of another (see
 * model/schema/schema.ts), and finds each place where it does not. Types that use themselves end because a pair of declared
 * types is compared once: values are finite, so a counterexample in a pair needs no second visit of it.
 */
export function includes(writer: Side, reader: Side): Inclusion {
  const walk = new Walk(writer, reader);
  walk.run();
  const breaks = walk.findings();
  const { losses } = walk;
  const verdict = breaks.length === 0 ? 'yes' : breaks.some(({ isCertain }) => isCertain) ? 'no' : 'unknown';
  return { verdict, breaks, losses };
}

/** How large the messages of one comparison may be all together; the breaks beyond have none. */
const MOST_SHOWN = 10 * LARGEST;

/** The parent of what stands at the root. */
const ROOT: Spot = { up: undefined, step: undefined, pair: undefined };

class Walk {
  readonly #breaks: { readonly spot: Spot; readonly what: What; readonly found: Instance | undefined }[] = [];
  readonly losses: Loss[] = [];
  readonly #writer: Side;
  readonly #reader: Side;
  readonly #smallest: Smallest;
  readonly #pairs = new Map<string, Pair>();
  readonly #pending: Pair[] = [];

  constructor(writer: Side, reader: Side) {
    this.#writer = writer;
    this.#reader = reader;
    this.#smallest = smallestOf(writer);
  }

  run(): void {
    this.#compare(this.#writer.type, this.#reader.type, ROOT);
    for (let pair = this.#pending.shift(); pair; pair = this.#pending.shift()) {
      const [writer, reader] = [this.#writer.shapes.shape(pair.writer), this.#reader.shapes.shape(pair.reader)];
      if (writer && reader) this.#compareShapes(writer, reader, { up: undefined, step: undefined, pair });
    }
  }

  findings(): Finding[] {
    if (this.#breaks.length + this.losses.length > 0) sortWays([...this.#pairs.values()], this.#smallest);
    let left = MOST_SHOWN;
    return this.#breaks.map(({ spot, what, found }) => {
      const shown = shownAt(this.#smallest, spot, found, Math.min(left, LARGEST));
      if (shown.witness !== undefined) left -= shown.size;
      return { spot, what, isCertain: shown.isCertain, witness: shown.witness };
    });
  }

  #compare(writer: ValueType, reader: ValueType, spot: Spot): void {
    if (writer.kind !== 'declared' || reader.kind !== 'declared') {
      this.#compareShapes(resolved(this.#writer.shapes, writer), resolved(this.#reader.shapes, reader), spot);
      return;
    }
    if (writer.key === reader.key && this.#writer.shapes === this.#reader.shapes) return;
    const name = `${writer.key} ${reader.key}`;
    const known = this.#pairs.get(name);
    if (known) {
      known.ways.push(spot);
      return;
    }
    const pair = { writer: writer.key, reader: reader.key, ways: [spot] };
    this.#pairs.set(name, pair);
    this.#pending.push(pair);
  }

  #compareShapes(writer: ValueType, reader: ValueType, spot: Spot): void {
    if (writer.kind === 'unknown' || reader.kind === 'unknown' || reader.kind === 'json') return;
    if (isSameLeaf(writer, reader)) return this.#lookForOtherwise(writer, reader, spot);
    if (writer === reader && this.#writer.shapes === this.#reader.shapes) return;
    const smallest = this.#smallest.of(writer);
    if (!smallest) return;
    switch (writer.kind) {
      case 'list':
        if (reader.kind === 'list') return this.#compareLists(writer, reader, spot);
        return this.#break(spot, { kind: 'value', writer, reader }, smallest);
      case 'record':
        return this.#readObject(writtenRecord(writer), writer, reader, spot);
      case 'map':
        return this.#readObject(writtenMap(writer.value), writer, reader, spot);
      case 'union':
        return this.#readCases(writer, reader, spot);
      default:
        return this.#compareLeaves(writer, reader, smallest, spot);
    }
  }

  #compareLeaves(writer: ValueType, reader: ValueType, smallest: Instance, spot: Spot): void {
    const answer = leavesWithin(writer, reader, smallest);
    if (answer.verdict === 'no') return this.#break(spot, { kind: 'value', writer, reader }, answer.witness);
    if (answer.verdict === 'unknown') return this.#undecided(spot, writer, reader, answer.why);
    this.#lookForOtherwise(writer, reader, spot);
  }

  #compareLists(writer: ListType, reader: ListType, spot: Spot): void {
    const [min, max] = [Math.max(0, writer.min ?? 0), writer.max ?? Number.POSITIVE_INFINITY];
    const most = this.#smallest.of(writer.item) ? max : 0;
    const tooShort = min < (reader.min ?? 0) ? min : undefined;
    const tooLong = most > (reader.max ?? Number.POSITIVE_INFINITY) ? Math.max(min, (reader.max ?? 0) + 1) : undefined;
    const size = tooShort ?? tooLong;
    if (size !== undefined) this.#break(spot, { kind: 'size', writer, reader }, this.#smallest.items(writer, size));
    if (most > 0) this.#compare(writer.item, reader.item, below(spot, { kind: 'item', type: writer }));
  }

  #readCases(writer: UnionType, reader: ValueType, spot: Spot): void {
    for (const [name, type] of casesOf(writer)) {
      const written = writtenCase(this.#writer.shapes, writer, name, type);
      if (!written || !this.#smallest.object(written)) continue;
      this.#readObject(written, writer, reader, below(spot, { kind: 'case', name }));
    }
  }

  #readObject(written: WrittenObject, writer: ValueType, reader: ValueType, spot: Spot): void {
    switch (reader.kind) {
      case 'record':
        this.#readRecord(written, reader, spot);
        if (written.others !== undefined) this.#keysLost(written.others, { kind: 'keys', spot, writer, reader });
        return;
      case 'map':
        return this.#readMap(written, reader.value, spot);
      case 'union':
        return this.#readUnion(written, writer, reader, spot);
      default:
        return this.#break(spot, { kind: 'value', writer, reader }, this.#smallest.object(written));
    }
  }

  #keysLost(value: ValueType, loss: Loss): void {
    if (this.#smallest.of(value)) this.losses.push(loss);
  }

  #readRecord(written: WrittenObject, reader: RecordType, spot: Spot): void {
    for (const field of fieldsOf(reader)) this.#readField(written, reader, field, spot);
  }

  /** The old name counts only where the new one is absent. */
  #readField(written: WrittenObject, record: RecordType, field: FieldType, spot: Spot): void {
    const was = formerName(record, field);
    const now = property(written, field.name);
    if (now) this.#readProperty(written, field.name, now, field, spot);
    if (now?.isAlways) return;
    const before = was === undefined ? undefined : property(written, was);
    if (before) this.#readProperty(written, was!, before, field, spot);
    if (before?.isAlways) return;
    const isWritten = [now, before].some((one) => one && this.#smallest.of(one.type));
    if (field.optional || field.default !== undefined) {
      if (!isWritten) this.losses.push({ kind: 'unwritten', spot, field, record, object: written });
      return;
    }
    const what = { kind: 'missing', field, record, object: written, isWritten } as const;
    this.#break(spot, what, this.#smallest.object(written));
  }

  #readProperty(
    object: WrittenObject,
    name: string,
    { type, field }: WrittenField,
    reader: FieldType,
    spot: Spot,
  ): void {
    const here = below(spot, { kind: 'field', name, reader, writer: field, object });
    if (field && isAnotherDefault(field.default, reader.default))
      this.losses.push({ kind: 'default', spot: here, writer: field, reader });
    this.#compare(type, reader.type, here);
  }

  #readMap(written: WrittenObject, value: ValueType, spot: Spot): void {
    for (const [name, { type, field }] of written.fields)
      this.#compare(
        type,
        value,
        below(spot, { kind: 'field', name, reader: undefined, writer: field, object: written }),
      );
    if (written.others !== undefined) this.#compare(written.others, value, below(spot, { kind: 'entry' }));
  }

  /** Reads an object by the case that its tag names. The tag may be any field of the writer's, so it may have several values. */
  #readUnion(written: WrittenObject, writer: ValueType, reader: UnionType, spot: Spot): void {
    const union = spot.step?.kind === 'case' && spot.up ? spot.up : spot;
    const tag = property(written, reader.tag);
    const what = { kind: 'tag', writer, reader } as const;
    const texts = tag && textsOf(resolved(this.#writer.shapes, tag.type));
    if (!tag?.isAlways || !texts) return this.#break(union, what, this.#smallest.object(written));
    const cases = casesOf(reader);
    for (const [name, type] of cases) {
      if (has(texts, name)) this.#readCase(withSettled(written, reader.tag, name), reader, type, spot);
    }
    const rest = includesTexts(texts, tagsOf(reader));
    if (rest.verdict === 'unknown') return this.#undecided(union, writer, reader, rest.why);
    if (rest.verdict === 'yes') return;
    const unknownCase = withSettled(written, reader.tag, rest.witness);
    const otherwise = reader.otherwise === undefined ? undefined : cases.get(reader.otherwise);
    if (!otherwise) return this.#break(union, { ...what, kind: 'case' }, this.#smallest.object(unknownCase));
    this.losses.push({ kind: 'otherwise', spot: union, writer, reader, lost: [rest.witness] });
    this.#readCase({ ...unknownCase, isForeign: true }, reader, otherwise, spot);
  }

  #readCase(written: WrittenObject, union: UnionType, type: ValueType, spot: Spot): void {
    const record = resolved(this.#reader.shapes, type);
    if (record.kind === 'record') this.#readRecord(written, asCase(record, union.tag), spot);
  }

  #lookForOtherwise(writer: ValueType, reader: ValueType, spot: Spot): void {
    if (writer.kind !== 'enum' || reader.kind !== 'enum' || reader.otherwise === undefined) return;
    const known = new Set(reader.symbols);
    const lost = writer.symbols.filter((symbol) => !known.has(symbol));
    if (lost.length > 0) this.losses.push({ kind: 'otherwise', spot, writer, reader, lost });
  }

  #break(spot: Spot, what: What, found: Instance | undefined): void {
    this.#breaks.push({ spot, what, found });
  }

  #undecided(spot: Spot, writer: ValueType, reader: ValueType, why: string): void {
    this.#break(spot, { kind: 'unknown', writer, reader, why }, undefined);
  }
}

function below(up: Spot, step: NonNullable<Spot['step']>): Spot {
  return { up, step, pair: undefined };
}

function isAnotherDefault(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return a !== undefined && b !== undefined && JSON.stringify(a) !== JSON.stringify(b);
}
