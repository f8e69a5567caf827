import type { FieldType, ValueType } from '../model/types.ts';
import type { Change, Comparison, Direction, EvolutionCode, Verdict } from './change.ts';
import { type Class, classOfBreak, classOfLoss, type Kind } from './classify.ts';
import { faultOf } from './relation/explain.ts';
import { includes } from './relation/includes.ts';
import type { Finding, Inclusion, Loss, Spot } from './relation/inclusion.ts';
import { waysTo, wayText } from './relation/paths.ts';
import { parentOf } from './relation/witness.ts';
import { casesOf, type Side } from './relation/written.ts';

/** What the step from an old version of a type to a new one breaks, and what it loses. */
export function compare(before: Side, after: Side): Comparison {
  const backward = includes(before, after);
  const forward = includes(after, before);
  const drafts = [...draftsOf('backward', backward, before, after), ...draftsOf('forward', forward, after, before)];
  return {
    backward: verdictOf(backward),
    forward: verdictOf(forward),
    changes: settled(drafts),
  };
}

function verdictOf({ verdict }: Inclusion): Verdict {
  return verdict === 'unknown' ? 'unknown' : verdict === 'yes';
}

/** A change whose code may depend on what is found in the other direction. */
interface Draft extends Omit<Change, 'code'> {
  readonly kind: Kind;
}

function draftsOf(direction: Direction, { breaks, losses }: Inclusion, writer: Side, reader: Side): Draft[] {
  const broken = breaks.map((found) => draftOfBreak(direction, found, writer, reader));
  const lost = losses.flatMap((loss) => draftOfLoss(direction, loss, writer, reader) ?? []);
  return [...broken, ...lost];
}

function draftOfBreak(direction: Direction, found: Finding, writer: Side, reader: Side): Draft {
  const { spot, what, isCertain, witness } = found;
  const own = what.kind === 'missing' ? what.field : undefined;
  const types = what.kind === 'missing' ? undefined : { writer: what.writer, reader: what.reader };
  return {
    ...draft(direction, spot, classOfBreak(direction, what, { writer, reader }), own, types),
    verdict: isCertain ? 'breaking' : 'unknown',
    lost: types ? onlyWritten(types.writer, types.reader) : [],
    witness,
    fault: faultOf(found),
    why: what.kind === 'unknown' ? what.why : isCertain ? undefined : 'whether anybody can write such a message',
    reader,
  };
}

function draftOfLoss(direction: Direction, loss: Loss, writer: Side, reader: Side): Draft | undefined {
  const found = classOfLoss(direction, loss, { writer, reader });
  if (!found) return undefined;
  const types = loss.kind === 'otherwise' || loss.kind === 'keys' ? loss : undefined;
  return {
    ...draft(direction, loss.spot, found, loss.kind === 'unwritten' ? loss.field : undefined, types),
    verdict: 'lossy',
    lost: loss.kind === 'otherwise' ? onlyWritten(loss.writer, loss.reader, loss.lost) : [],
    witness: undefined,
    fault: undefined,
    why: undefined,
    reader,
  };
}

/** `own`: a field at the place that only the reader has. */
function draft(
  direction: Direction,
  spot: Spot,
  { kind, twin }: Class,
  own: FieldType | undefined,
  types: { readonly writer: ValueType; readonly reader: ValueType } | undefined,
) {
  const isBackward = direction === 'backward';
  const trail = fieldsTo(spot);
  const written = [...trail.flatMap(({ writer }) => writer ?? []), ...(twin ? [twin] : [])];
  const read = [...trail.flatMap(({ reader }) => reader ?? []), ...(own ? [own] : [])];
  const name = (isBackward ? own : (twin ?? own))?.name;
  const above = waysTo(spot, (step) => (isBackward ? (step.reader?.name ?? step.name) : step.name));
  const ways = name === undefined ? above : above.map((way) => [...way, name]);
  return {
    kind,
    direction,
    path: wayText(ways[0] ?? []),
    ways,
    before: isBackward ? written : read,
    after: isBackward ? read : written,
    types:
      types &&
      (isBackward ? { before: types.writer, after: types.reader } : { before: types.reader, after: types.writer }),
  };
}

/** The fields on the way to a place, outermost first. */
function fieldsTo(place: Spot) {
  const steps: Extract<NonNullable<Spot['step']>, { kind: 'field' }>[] = [];
  for (let spot: Spot | undefined = place; spot; spot = parentOf(spot))
    if (spot.step?.kind === 'field') steps.unshift(spot.step);
  return steps;
}

/** Symbols or cases that a writer has and a reader has not. */
function onlyWritten(writer: ValueType, reader: ValueType, otherwise: readonly string[] = []): readonly string[] {
  if (writer.kind === 'enum' && reader.kind === 'enum') {
    const known = new Set(reader.symbols);
    return writer.symbols.filter((one) => !known.has(one));
  }
  if (writer.kind !== 'union' || reader.kind !== 'union') return otherwise;
  const known = casesOf(reader);
  return [...casesOf(writer).keys()].filter((name) => !known.has(name));
}

/** Constraints are tightened where old messages are rejected, loosened where new ones are, and shifted where both are. */
function settled(drafts: readonly Draft[]): Change[] {
  const directions = new Map<string, Set<Direction>>();
  for (const { kind, path, direction } of drafts) {
    if (kind !== 'CONSTRAINT') continue;
    directions.set(path, (directions.get(path) ?? new Set()).add(direction));
  }
  const changes = drafts.map(
    ({ kind, ...rest }): Change => ({
      code: kind === 'CONSTRAINT' ? constraintCode(directions.get(rest.path)!) : kind,
      ...rest,
    }),
  );
  return withoutRepeats(changes);
}

function constraintCode(directions: ReadonlySet<Direction>): EvolutionCode {
  if (directions.size === 2) return 'EVF4023';
  return directions.has('backward') ? 'EVF4021' : 'EVF4022';
}

/** A union's cases may each say the same about one place. */
function withoutRepeats(changes: readonly Change[]): Change[] {
  const known = new Set<string>();
  return changes.filter(({ code, direction, path, verdict }) => {
    const key = JSON.stringify([code, direction, path, verdict]);
    return !known.has(key) && known.add(key);
  });
}
