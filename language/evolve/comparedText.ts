import { reach } from '../model/schema/shapes.ts';
import { versionText } from '../model/sourceFile.ts';
import { listed } from '../model/words.ts';
import type { Comparison, Direction, Verdict } from './change.ts';
import { differences } from './difference.ts';
import { type Comparable, compareVersions, type HistoricVersion } from './history.ts';
import { directionsOf, type Policy } from './policy.ts';
import type { Side } from './relation/written.ts';

/** `@1.0`, or `@1.0 of evflow.lock` where only that has it. */
export function historicName({ version, baseline }: HistoricVersion): string {
  return `@${versionText(version.version)}${baseline === undefined ? '' : ` of ${baseline}`}`;
}

/** `compatible with @1.0 and @1.1`, `breaks @1.0: coupon`; for the policy in force. */
export function compatibilityText(earlier: readonly Comparable[], policy: Policy): string {
  const wanted = directionsOf(policy);
  const all = listed(earlier.map(({ before }) => historicName(before)));
  if (wanted.length === 0) return `not held against ${all} (compatibility none)`;
  const broken = earlier.filter(({ comparison }) => wanted.some((direction) => comparison[direction] !== true));
  if (broken.length === 0) return `${policy === 'full' ? '' : `${policy} `}compatible with ${all}`;
  const paths = new Set(broken.flatMap(({ comparison }) => brokenPaths(comparison, wanted)));
  return `breaks ${listed(broken.map(({ before }) => historicName(before)))}: ${listed([...paths])}`;
}

function brokenPaths({ changes }: Comparison, wanted: readonly Direction[]): string[] {
  return changes
    .filter(({ direction, verdict }) => verdict !== 'lossy' && wanted.includes(direction))
    .map(({ path }) => path || 'its shape');
}

/** The lines of what differs, in the manner of a diff: `+ coupon: string`, `! total: int → long`. Empty where nothing does. */
export function differenceText(before: Side, after: Side): string {
  return differences(before, after)
    .map(({ sign, text }) => `${sign === '~' ? '!' : sign} ${text}`)
    .join('\n');
}

export function sideOf({ project, version }: HistoricVersion): Side {
  return { shapes: project, type: version.shape };
}

/** Who reads whom, in a sentence for each direction. */
export function verdictText(before: HistoricVersion, after: HistoricVersion): string {
  const { backward, forward } = compareVersions(before, after);
  const [old, now] = [historicName(before), historicName(after)];
  return `${now} ${readsText(backward)} what ${old} wrote; ${old} ${readsText(forward)} what ${now} writes.`;
}

function readsText(verdict: Verdict): string {
  if (verdict === 'unknown') return 'may not read';
  return verdict ? 'reads' : 'cannot read';
}

/** A version with all the types that it uses, as they are declared. */
export function declaredText({ project, version }: HistoricVersion): string {
  const used = reach(project, version.shape).keys.flatMap((key) => project.entity(key) ?? []);
  const texts = [version.entity, ...used.reverse()].map(({ file, node }) => file.text.slice(node.start, node.end));
  return `${texts.join('\n\n').replaceAll('\r\n', '\n')}\n`;
}
