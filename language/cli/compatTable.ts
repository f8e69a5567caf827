import { ruleOf } from '../check/catalogue.ts';
import { changedShape } from '../check/changedShape.ts';
import { avroJudge } from '../evolve/avro/verdict.ts';
import type { Change, Verdict } from '../evolve/change.ts';
import { historicName } from '../evolve/comparedText.ts';
import { type Explain, explainer } from '../evolve/relation/explain.ts';
import { messagesIn, messagesOf, type Pair, pairsOf } from '../evolve/table.ts';
import type { Project } from '../model/project.ts';
import { versionText } from '../model/sourceFile.ts';
import { listed } from '../model/words.ts';
import { avroJson, avroLines } from './compatAvro.ts';
import type { AskedProject } from './projects.ts';

/** One line for each version that reads, or is read by, earlier ones of its major, and where Avro does not. */
export function readingLines(asked: AskedProject): string[] {
  const pairs = pairsAsked(asked).filter(
    ({ before, after }) => before.version.version.major === after.version.version.major,
  );
  const judge = avroJudge();
  return [...Map.groupBy(pairs, ({ after }) => after).values()].flatMap((those) => [
    ...readingLine(those),
    ...avroLines(asked, those, judge),
  ]);
}

/** `OrderCreated@1.2 reads and is read by @1.1; reads @1.0`; nothing where nobody reads anybody. */
function readingLine(pairs: readonly Pair[]): string[] {
  const those = (backward: boolean, forward: boolean) =>
    pairs
      .filter((pair) => (pair.backward === true) === backward && (pair.forward === true) === forward)
      .map(({ before }) => historicName(before));
  const said = [
    ['reads and is read by', those(true, true)],
    ['reads', those(true, false)],
    ['is read by', those(false, true)],
  ] as const;
  const parts = said.flatMap(([verb, versions]) => (versions.length === 0 ? [] : [`${verb} ${listed(versions)}`]));
  const { after } = pairs[0]!;
  return parts.length === 0 ? [] : [`${after.version.name}${historicName(after)} ${parts.join('; ')}`];
}

/** A line for each two versions, and one below it for each change. */
export function tableText(asked: AskedProject): string[] {
  const judge = avroJudge();
  return pairsAsked(asked).flatMap((pair) => [
    `${pair.message}${historicName(pair.before)} → ${historicName(pair.after)}  backward: ${verdictText(pair.backward)}, forward: ${verdictText(pair.forward)}`,
    ...pair.changes.map(
      ({ code, direction, path, verdict }) => `  ${code} ${direction}, ${verdict}: ${path || 'the whole message'}`,
    ),
    ...avroLines(asked, [pair], judge).map((line) => `  ${line}`),
  ]);
}

function verdictText(verdict: Verdict): string {
  return verdict === 'unknown' ? verdict : verdict ? 'yes' : 'no';
}

/** The table for programs to read, from older to newer versions. */
export function tableJson(asked: AskedProject) {
  const explain = explainer();
  const judge = avroJudge();
  return pairsAsked(asked).map((pair) => ({
    message: pair.message,
    from: versionText(pair.before.version.version),
    to: versionText(pair.after.version.version),
    backward: pair.backward,
    forward: pair.forward,
    avro: avroJson(pair, judge),
    changes: pair.changes.map((change) => ({
      code: change.code,
      path: change.path,
      direction: change.direction,
      verdict: change.verdict,
      witness: change.witness ?? null,
      reason: reasonOf(asked.project, pair, change, explain),
    })),
  }));
}

/** Of a break the validator's words about its witness, else those of the change's rule. */
function reasonOf(project: Project, { before, after }: Pair, change: Change, explain: Explain): string {
  const { direction, reader, witness, fault } = change;
  const found = witness === undefined || !fault ? undefined : explain(reader, witness, fault);
  if (found !== undefined) return found;
  const args = changedShape(project, after.version, { change, directions: [direction], against: [before] }, explain);
  return ruleOf(change.code)!.message(args);
}

/** Of whole projects also what only their baselines have. */
function pairsAsked({ project, asked }: AskedProject): Pair[] {
  const messages = asked.length === project.uris.length ? messagesOf(project) : messagesIn(project, asked);
  return messages.flatMap((message) => pairsOf(project, message));
}
