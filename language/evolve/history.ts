import type { MessageVersion } from '../model/meaning.ts';
import type { Project } from '../model/project.ts';
import { memo, memoByKey } from '../model/tracked.ts';
import type { Change, Comparison, Direction, EvolutionCode } from './change.ts';
import { compare } from './compare.ts';
import { directionsOf, policyOf } from './policy.ts';
import type { Side } from './relation/written.ts';

/** A version of a message as this project has it, or as it was published and is here no more. */
export interface HistoricVersion {
  readonly version: MessageVersion;
  readonly project: Project;
  /** Undefined for what the project itself declares. */
  readonly baseline: string | undefined;
}

/** One thing that a version does to others of its major, as far as the policy in force forbids it or something is lost. */
export interface Incompatibility {
  readonly change: Change;
  readonly directions: readonly Direction[];
  /** The versions that it concerns, oldest first. */
  readonly against: readonly HistoricVersion[];
}

/** A version beside an earlier one of its major. */
export interface Comparable {
  readonly before: HistoricVersion;
  readonly comparison: Comparison;
}

const comparisonsIn = memo((project: Project) => memoByKey((message) => comparisonsOf(project, message)));
const incompatibilitiesIn = memo((project: Project) =>
  memoByKey((message) => incompatibilitiesOf(project, message, comparisonsIn(project))),
);

/**
 * A version beside every earlier one of its major, whatever the policy, oldest first. The same list until a version of its
 * message or a baseline has changed.
 */
export function comparisons(project: Project, version: MessageVersion): readonly Comparable[] {
  return comparisonsIn(project)(version.qualifiedName).get(version.key) ?? [];
}

/** What a version breaks and loses. The same list until a version of its message, a policy or a baseline has changed. */
export function incompatibilities(project: Project, version: MessageVersion): readonly Incompatibility[] {
  return incompatibilitiesIn(project)(version.qualifiedName).get(version.key) ?? [];
}

/** All versions of a message, oldest first; what a project declares itself comes before what was published. */
export function historyOf(project: Project, message: string): readonly HistoricVersion[] {
  const known = new Map<string, HistoricVersion>();
  for (const version of project.message(message)?.versions ?? [])
    known.set(version.key, { version, project, baseline: undefined });
  for (const baseline of project.baselines) {
    for (const version of baseline.project.message(message)?.versions ?? [])
      if (!known.has(version.key))
        known.set(version.key, { version, project: baseline.project, baseline: baseline.name });
  }
  return [...known.values()].sort((a, b) => order(a.version, b.version));
}

function order({ version: a }: MessageVersion, { version: b }: MessageVersion): number {
  return a.major - b.major || a.minor - b.minor;
}

export function compareVersions(before: HistoricVersion, after: HistoricVersion): Comparison {
  return compare(sideOf(before), sideOf(after));
}

function sideOf({ project, version }: HistoricVersion): Side {
  return { shapes: project, type: version.shape };
}

function comparisonsOf(project: Project, message: string): ReadonlyMap<string, readonly Comparable[]> {
  const found = new Map<string, readonly Comparable[]>();
  for (const minors of byMajor(historyOf(project, message))) {
    const sides = minors.map(sideOf);
    for (const [i, after] of minors.entries()) {
      const earlier = minors.slice(0, i).map((before, j) => ({ before, comparison: compare(sides[j]!, sides[i]!) }));
      found.set(after.version.key, earlier);
    }
  }
  return found;
}

/**
 * What each version of a message breaks, by the version's key. Compatibility is not transitive, so each is held against
 * every earlier one of its major; what a version between them has broken already is told there.
 */
function incompatibilitiesOf(
  project: Project,
  message: string,
  comparisons: (message: string) => ReadonlyMap<string, readonly Comparable[]>,
): ReadonlyMap<string, readonly Incompatibility[]> {
  const found = new Map<string, readonly Incompatibility[]>();
  const wanted = directionsOf(policyOf(project, message));
  if (wanted.length === 0) return found;
  const earlier = comparisons(message);
  for (const minors of byMajor(historyOf(project, message))) {
    const table = minors.map(({ version }) => earlier.get(version.key)!.map(({ comparison }) => comparison.changes));
    for (const [i, { version, baseline }] of minors.entries()) {
      if (baseline !== undefined) continue;
      const all = minors.slice(0, i).flatMap((against, j) =>
        news(table, i, j)
          .filter(({ direction }) => wanted.includes(direction))
          .map((change) => ({ change, against })),
      );
      found.set(version.key, merged(all));
    }
  }
  return found;
}

function byMajor(history: readonly HistoricVersion[]): HistoricVersion[][] {
  const majors = new Map<number, HistoricVersion[]>();
  for (const one of history) {
    const { major } = one.version.version;
    majors.set(major, [...(majors.get(major) ?? []), one]);
  }
  return [...majors.values()];
}

/** The changes from minor `j` to minor `i` that no minor between them has made already. */
function news(table: readonly (readonly (readonly Change[])[])[], i: number, j: number): Change[] {
  const between = table.slice(j + 1, i).map((row) => row[j]!);
  const known = new Set(between.flat().map(identity));
  return table[i]![j]!.filter((change) => !known.has(identity(change))).map((change) => {
    const isBack =
      TYPE_CHANGES.includes(change.code) && between.some((changes) => changes.some((one) => isRemoval(one, change)));
    return isBack ? { ...change, code: 'EVF4008' } : change;
  });
}

const TYPE_CHANGES: readonly EvolutionCode[] = [
  'EVF4009',
  'EVF4010',
  'EVF4011',
  'EVF4012',
  'EVF4013',
  'EVF4019',
  'EVF4020',
  'EVF4021',
  'EVF4022',
  'EVF4023',
];

function isRemoval({ code, path }: Change, change: Change): boolean {
  return (code === 'EVF4004' || code === 'EVF4005') && path === change.path;
}

function identity({ code, direction, path, verdict, lost }: Change): string {
  return JSON.stringify([code, direction, path, verdict, lost]);
}

/** One for each thing that was done, whoever it concerns. */
function merged(found: readonly { readonly change: Change; readonly against: HistoricVersion }[]): Incompatibility[] {
  const groups = new Map<string, { readonly change: Change; readonly against: HistoricVersion }[]>();
  for (const one of found) {
    const key = `${one.change.code} ${one.change.path}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((group) => {
    const gravest = group.find(({ change }) => change.verdict !== 'lossy') ?? group[0]!;
    const same = group.filter(({ change }) => (change.verdict === 'lossy') === (gravest.change.verdict === 'lossy'));
    return {
      change: gravest.change,
      directions: [...new Set(same.map(({ change }) => change.direction))],
      against: [...new Set(same.map(({ against }) => against))],
    };
  });
}
