import type { Arrow, Choreography, Reference } from '../../syntax/tree.ts';
import type { SourceFile } from '../entities.ts';
import type { Project } from '../project.ts';
import { ANY_MESSAGE } from '../references.ts';

/** A choreography with its messages by their whole names: what must follow what, and how it ends. */
export interface Contract {
  readonly start: string | undefined;
  readonly arrows: readonly ContractArrow[];
  /** The messages that end it, well or badly. */
  readonly ends: ReadonlyMap<string, 'ends' | 'fails'>;
  /** What some arrow compensates. */
  readonly compensable: ReadonlySet<string>;
  /** Every message that it names. */
  readonly messages: ReadonlySet<string>;
  /** Milliseconds. */
  readonly within: number | undefined;
}

/** What one message promises: one of several others. */
export interface ContractArrow {
  readonly node: Arrow;
  readonly from: string;
  readonly to: readonly string[];
  readonly compensates: string | undefined;
}

/** Lines whose messages cannot be resolved are left out. */
export function contractOf(project: Project, node: Choreography, file: SourceFile): Contract {
  const nameOf = (reference: Reference | undefined) =>
    reference && project.resolveMessage(reference, file, ANY_MESSAGE).entity?.qualifiedName;
  const namesOf = (references: readonly Reference[]) => references.flatMap((one) => nameOf(one) ?? []);
  let start: string | undefined;
  let within: number | undefined;
  const arrows: ContractArrow[] = [];
  const ends = new Map<string, 'ends' | 'fails'>();
  for (const item of node.items) {
    if (item.kind === 'choreographyStart') start ??= nameOf(item.message);
    else if (item.kind === 'within') within ??= item.period?.milliseconds;
    else if (item.kind === 'choreographyEnd') for (const name of namesOf(item.messages)) ends.set(name, item.outcome);
    else {
      const from = nameOf(item.from);
      const to = namesOf(item.to);
      if (from && to.length > 0) arrows.push({ node: item, from, to, compensates: nameOf(item.compensates) });
    }
  }
  const compensable = new Set(arrows.flatMap(({ compensates }) => compensates ?? []));
  const named = arrows.flatMap(({ from, to }) => [from, ...to]);
  return {
    start,
    arrows,
    ends,
    compensable,
    messages: new Set([...(start ? [start] : []), ...named, ...ends.keys()]),
    within,
  };
}
