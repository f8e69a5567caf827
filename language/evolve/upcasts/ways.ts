import type { Message, MessageVersion } from '../../model/meaning.ts';
import type { Project } from '../../model/project.ts';
import type { FieldType } from '../../model/types.ts';
import { type Data, type MessageProgram, Unreadable, type Upcaster } from '../../run/program.ts';
import { ValueText } from '../../run/scenario/text.ts';
import { equality } from '../../run/values/compare.ts';
import type { Upcast } from '../../syntax/tree.ts';
import { crossingPrograms, programOf, soundSource } from './programs.ts';
import { oldMessages } from './samples.ts';
import { smallest } from './shrink.ts';
import { messageText } from './text.ts';

/** A version reads an old message in one way straight, and in another by way of a major between. */
export interface Difference {
  /** The one that reads it straight. */
  readonly upcast: Upcast;
  readonly from: MessageVersion;
  /** The version between. */
  readonly via: MessageVersion;
  readonly fields: readonly { readonly name: string; readonly direct: string; readonly indirect: string }[];
  /** The smallest old message that was found, as evflow writes it. */
  readonly sample: string;
}

interface Ways {
  readonly via: MessageVersion;
  readonly direct: Upcaster;
  readonly indirect: Upcaster;
}

/** For each upcast of a version, the first way round about it that gives something else. */
export function differences(project: Project, target: MessageVersion): Difference[] {
  const message = project.message(target.qualifiedName);
  const between = message?.versions.some(
    ({ version, upcasts }) => version.major < target.version.major && upcasts.length > 0,
  );
  if (!message || !between || !isSound(project, message)) return [];
  const programs = crossingPrograms(project, message);
  return target.upcasts.flatMap((upcast) => {
    const from = soundSource(project, target, upcast);
    if (!from) return [];
    const samples = oldMessages(project, from, target, upcast);
    for (const ways of waysRound(message, target, from, programs)) {
      const found = compare(project, target, from, ways, samples);
      if (found) return [{ upcast, from, via: ways.via, ...found }];
    }
    return [];
  });
}

function isSound(project: Project, { versions }: Message): boolean {
  return versions.every((version) => version.upcasts.every((upcast) => soundSource(project, version, upcast)));
}

/** By way of each major between that reads the old one and is read by the new one; the newest version of it that does. */
function waysRound(
  { versions }: Message,
  target: MessageVersion,
  from: MessageVersion,
  programs: ReadonlyMap<string, MessageProgram>,
): Ways[] {
  const program = programs.get(target.key);
  const direct = program?.upcaster(from.version.major);
  if (!program || !direct) return [];
  return versions.flatMap((via, i) => {
    const { major } = via.version;
    const isNewest = versions[i + 1]?.version.major !== major;
    if (!isNewest || major <= from.version.major || major >= target.version.major) return [];
    const first = programs.get(via.key)?.upcaster(from.version.major);
    const second = program.upcaster(major);
    if (!first || !second) return [];
    const indirect = (data: Data) => {
      const half = first(data);
      return half instanceof Unreadable ? half : second(half);
    };
    return [{ via, direct, indirect }];
  });
}

function compare(
  project: Project,
  target: MessageVersion,
  from: MessageVersion,
  { direct, indirect }: Ways,
  samples: readonly Data[],
): Pick<Difference, 'fields' | 'sample'> | undefined {
  const fields = target.shape.fields.map((field) => ({
    field,
    same: equality(field.type, field.type, project.dereference),
  }));
  const differing = (old: Data): FieldType[] => {
    const [one, other] = [direct(old), indirect(old)];
    if (one instanceof Unreadable || other instanceof Unreadable) return [];
    return fields
      .filter(({ field, same }) => !same(one[field.name] ?? null, other[field.name] ?? null))
      .map(({ field }) => field);
  };
  const old = programOf(project, from);
  const all = samples.map((sample) => ({ sample, found: differing(sample) }));
  const most = all.reduce((best, one) => (one.found.length > best.found.length ? one : best), {
    sample: {},
    found: [],
  });
  if (most.found.length === 0) return undefined;
  const still = (data: Data) => {
    return differing(data).length === most.found.length && old.checkWrite(data) === undefined;
  };
  const small = smallest(most.sample, from.shape, project, new Set(), still);
  const text = new ValueText(project);
  const shown = (value: Data | Unreadable, { name, type, sensitive }: FieldType) =>
    sensitive ? '(hidden)' : value instanceof Unreadable ? '' : text.value(value[name], type);
  const [one, other] = [direct(small), indirect(small)];
  const both = differing(small).map((field) => ({
    name: field.name,
    direct: shown(one, field),
    indirect: shown(other, field),
  }));
  return { fields: both, sample: messageText(project, from, small, new Set()) };
}
