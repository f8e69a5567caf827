import type { AvroJudge } from '../evolve/avro/verdict.ts';
import type { Direction } from '../evolve/change.ts';
import { historicName } from '../evolve/comparedText.ts';
import type { Pair } from '../evolve/table.ts';
import type { AskedProject } from './projects.ts';
import { schemaFormat } from './registering.ts';

/** What Avro says of two versions; null where it cannot express one of them. */
export function avroJson({ before, after }: Pair, judge: AvroJudge) {
  const verdict = judge(before, after);
  return verdict ? { backward: verdict.backward, forward: verdict.forward } : null;
}

/** For a project that generates Avro: where Avro does not read what we do, a line for each direction. */
export function avroLines(asked: AskedProject, pairs: readonly Pair[], judge: AvroJudge): string[] {
  if (schemaFormat(asked) !== 'avro') return [];
  return pairs.flatMap((pair) => [...avroLine(pair, 'backward', judge), ...avroLine(pair, 'forward', judge)]);
}

/** `OrderCreated@1.1 as Avro cannot read what @1.0 wrote: …` */
function avroLine(pair: Pair, direction: Direction, judge: AvroJudge): string[] {
  const { before, after } = pair;
  const verdict = judge(before, after);
  if (pair[direction] !== true || !verdict || verdict[direction]) return [];
  const why = verdict.reasons
    .filter((reason) => reason.direction === direction)
    .map(({ path, message }) => `${path ? `\`${path}\`` : 'it'} ${message}`)
    .join('; ');
  const [old, now] = [historicName(before), historicName(after)];
  const who =
    direction === 'backward'
      ? `${now} as Avro cannot read what ${old} wrote`
      : `${old} as Avro cannot read what ${now} writes`;
  return [`${after.version.name}${who}: ${why}.`];
}
