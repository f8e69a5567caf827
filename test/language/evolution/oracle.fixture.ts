import { compare } from '../../../language/evolve/compare.ts';
import { includes } from '../../../language/evolve/relation/includes.ts';
import type { Side } from '../../../language/evolve/relation/written.ts';
import { Project } from '../../../language/model/project.ts';
import { reader as readerOf } from '../../../language/model/schema/plan.ts';
import { declaredType } from '../../../language/model/schema/shapes.ts';
import { type Check, validator } from '../../../language/model/schema/validator.ts';
import type { JsonValue } from '../../../language/model/types.ts';
import { known, Messages, sizeOf, typesIn } from './drawnMessages.fixture.ts';

/** What has been tried. */
export const tried = { directions: 0, yes: 0, no: 0, unknown: 0, messages: 0, witnesses: 0 };

/** One version with ajv's checks of it. */
export interface Checked extends Side {
  readonly writes: Check;
  readonly reads: Check;
  /** Whether no pattern refers back: where one does, a witness need not be the smallest. */
  readonly isRegular: boolean;
}

/** @param source declares the event E */
export function versionOf(source: string): Checked {
  const shapes = new Project();
  shapes.setFile('main.evflow', source);
  const side = { shapes, type: declaredType('E@1.0') };
  const isRegular = typesIn(side).every((type) => type.kind !== 'string' || !/\\[1-9]/.test(type.pattern ?? ''));
  const check = (of: 'writer' | 'reader') => validator(side.shapes, side.type, of);
  return { ...side, writes: check('writer'), reads: check('reader'), isRegular };
}

/** Where the relation between two versions is not what ajv and the tolerant reading say of messages, those that `draw` gives. */
export function disagreements(
  before: Checked,
  after: Checked,
  draw: (writer: Checked) => readonly JsonValue[],
): string[] {
  const { backward, forward, changes } = compare(before, after);
  const found = (['backward', 'forward'] as const).flatMap((direction) => {
    const [writer, reader] = direction === 'backward' ? [before, after] : [after, before];
    const verdict = direction === 'backward' ? backward : forward;
    const breaks = changes.filter((change) => change.direction === direction && change.verdict !== 'lossy');
    const isCertain = breaks.some((change) => change.verdict === 'breaking');
    const told = breaks.length === 0 ? true : isCertain ? false : 'unknown';
    const own = told === verdict ? [] : [`the verdict is ${verdict}, and ${breaks.length} changes break`];
    const silent = breaks.filter((change) => change.verdict === 'unknown' && change.why === undefined);
    return [
      ...own,
      ...silent.map(({ code }) => `${code} is not decided, and nobody says why`),
      ...inOneDirection(writer, reader, draw(writer)),
    ].map((text) => `${direction}: ${text}`);
  });
  return found;
}

/** Messages of one version that lie about what matters to both. */
export function drawn(writer: Checked, sides: readonly Side[], seed: number, count: number): JsonValue[] {
  const messages = new Messages(writer, sides, seed);
  return writable(
    writer,
    Array.from({ length: count }, () => messages.one(writer.type)),
  );
}

export function writable({ writes }: Checked, messages: readonly (JsonValue | undefined)[]): JsonValue[] {
  return messages.filter((message): message is JsonValue => message !== undefined && !writes(message));
}

function inOneDirection(writer: Checked, reader: Checked, messages: readonly JsonValue[]): string[] {
  const { verdict, breaks } = includes(writer, reader);
  const witnesses = breaks.flatMap(({ witness }) => (witness === undefined ? [] : [witness]));
  const refused = messages.filter((message) => reader.reads(message));
  const read = messages.filter((message) => !refused.includes(message));
  tried.directions++;
  tried[verdict]++;
  tried.messages += messages.length;
  tried.witnesses += witnesses.length;
  return [
    ...witnesses.flatMap((witness) => wrongWitness(writer, reader, witness)),
    ...(verdict === 'no' && witnesses.length === 0 ? ['no witness'] : []),
    ...(verdict === 'yes' ? refused.slice(0, 1).map((message) => `should be read: ${JSON.stringify(message)}`) : []),
    ...(verdict === 'no' && writer.isRegular && reader.isRegular ? smaller(witnesses, refused) : []),
    ...misread(reader, read),
  ];
}

function wrongWitness(writer: Checked, reader: Checked, witness: JsonValue): string[] {
  const text = JSON.stringify(witness);
  const onWire = JSON.parse(text) as JsonValue;
  const [unwritable] = writer.writes(onWire) ?? [];
  if (unwritable !== undefined) return [`nobody writes ${text}: ${unwritable}`];
  return reader.reads(onWire) ? [] : [`is read: ${text}`];
}

function smaller(witnesses: readonly JsonValue[], refused: readonly JsonValue[]): string[] {
  const size = Math.min(...witnesses.map(sizeOf));
  return refused
    .filter((message) => sizeOf(message) < size)
    .slice(0, 1)
    .map((message) => `smaller than ${JSON.stringify(witnesses)}: ${JSON.stringify(message)}`);
}

/** What is read could have been written by the reader's own version. */
function misread(reader: Checked, messages: readonly JsonValue[]): string[] {
  const read = readerOf(reader.shapes, reader.type);
  return messages
    .flatMap((message) => {
      const result = read(message as { [name: string]: JsonValue }) as JsonValue;
      const own = known(reader.shapes, reader.type, result);
      const [finding] = reader.reads(result) ?? reader.writes(own) ?? [];
      return finding === undefined
        ? []
        : [`${JSON.stringify(message)} is read as ${JSON.stringify(result)}: ${finding}`];
    })
    .slice(0, 1);
}
