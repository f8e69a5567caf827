import type { Change } from '../evolve/change.ts';
import { historicName } from '../evolve/comparedText.ts';
import type { Incompatibility } from '../evolve/history.ts';
import { breaksText } from '../evolve/readers/words.ts';
import type { Explain } from '../evolve/relation/explain.ts';
import { wayText } from '../evolve/relation/paths.ts';
import { versionName } from '../evolve/upcasts/text.ts';
import type { MessageVersion } from '../model/meaning.ts';
import type { ChangedShape } from '../model/problems/evolution.ts';
import type { Project } from '../model/project.ts';
import type { ValueType } from '../model/types.ts';
import { fieldText, typeTexts } from '../model/typeText.ts';

/** What the rules say of a change, in the words of evflow. */
export function changedShape(
  project: Project,
  version: MessageVersion,
  found: Incompatibility,
  explain: Explain,
): ChangedShape {
  const { change, directions, against } = found;
  const isRead = directions.includes('backward');
  const { types } = change;
  return {
    key: version.key,
    version: versionName(version),
    others: against.map(historicName),
    directions,
    verdict: change.verdict,
    path: change.path,
    formerly: formerName(change),
    ...texts(change),
    lost: change.lost,
    otherwise: otherwiseOf(isRead ? types?.after : types?.before),
    affected: breaksText(project, isRead ? version.key : against[0]!.version.key, change.ways.map(wayText)),
    example: example(change, explain),
    why: change.why,
  };
}

function formerName({ before, after }: Change): string | undefined {
  const [old, now] = [before.at(-1)?.name, after.at(-1)?.name];
  return old === now ? undefined : old;
}

function texts({ code, types, before, after }: Change): { readonly before: string; readonly after: string } {
  const [old, now] = [before.at(-1), after.at(-1)];
  if (code === 'EVF4024') return { before: JSON.stringify(old?.default), after: JSON.stringify(now?.default) };
  if (!types) return { before: old ? fieldText(old) : '', after: now ? fieldText(now) : '' };
  const [was, is] = typeTexts(types.before, types.after);
  return { before: was, after: is };
}

function otherwiseOf(type: ValueType | undefined): string | undefined {
  return type?.kind === 'enum' || type?.kind === 'union' ? type.otherwise : undefined;
}

/** Longer examples are told by their reason alone. */
const LONGEST = 200;

function example({ witness, reader, fault }: Change, explain: Explain): string | undefined {
  if (witness === undefined || !fault) return undefined;
  const reason = explain(reader, witness, fault) ?? 'is rejected';
  const text = JSON.stringify(witness);
  return text.length > LONGEST ? reason : `${text}: ${reason}`;
}
