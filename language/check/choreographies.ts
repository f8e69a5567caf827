import { type Contract, contractOf } from '../model/choreographies/contract.ts';
import { type Exploration, explore, type Reached } from '../model/choreographies/explore.ts';
import type { Entity } from '../model/entities.ts';
import type { RelatedPlace } from '../syntax/diagnostic.ts';
import type { Choreography, Reference } from '../syntax/tree.ts';
import { shortName } from './messages.ts';
import type { Place } from './rule.ts';

/** A choreography of a file, with its contract. */
export interface ChoreographyHere {
  readonly entity: Entity<Choreography>;
  readonly contract: Contract;
}

export function* choreographiesIn({ project, file }: Place): Iterable<ChoreographyHere> {
  for (const entity of file.entities) {
    if (entity.node.kind !== 'choreography') continue;
    yield { entity: entity as Entity<Choreography>, contract: contractOf(project, entity.node, file) };
  }
}

const known = new WeakMap<Choreography, { readonly said: string; readonly found: Exploration | undefined }>();

/**
 * Everything that may come of it; undefined where it lacks its beginning or an end, or is too large to look through. It
 * is found once for as long as the choreography says the same.
 */
export function explored({ entity, contract }: ChoreographyHere): Exploration | undefined {
  const { start, arrows, ends } = contract;
  if (start === undefined || ends.size === 0) return undefined;
  const said = JSON.stringify([start, [...ends], arrows.map(({ from, to, compensates }) => [from, to, compensates])]);
  const before = known.get(entity.node);
  if (before?.said === said) return before.found;
  const found = explore(contract, start);
  known.set(entity.node, { said, found });
  return found;
}

/** A way as places to click through: the start, then each arrow's message. */
export function placesOnWay({ entity }: ChoreographyHere, last: Reached): RelatedPlace[] {
  const steps: Reached[] = [];
  for (let at: Reached | undefined = last; at; at = at.before) steps.unshift(at);
  return steps.flatMap(({ message, arrow }, i) => {
    const span = arrow ? targetOf(arrow.node.to, arrow.to, message) : startOf(entity.node);
    const text = arrow ? `${shortName(arrow.from)} leads to ${shortName(message)}` : `${shortName(message)} starts it`;
    return span ? [{ uri: entity.file.uri, span, label: `${i + 1}. ${text}` }] : [];
  });
}

/** `OrderPlaced, StockReserved, CardDeclined` */
export function wayNames(last: Reached): string[] {
  const names: string[] = [];
  for (let at: Reached | undefined = last; at; at = at.before) names.unshift(shortName(at.message));
  return names;
}

/** Where a list of references names a message. */
export function targetOf(
  references: readonly Reference[],
  names: readonly string[],
  message: string,
): Reference | undefined {
  return (
    references[names.indexOf(message)] ?? references.find((one) => one.name.parts.at(-1)?.text === shortName(message))
  );
}

function startOf(node: Choreography): Reference | undefined {
  return node.items.find((item) => item.kind === 'choreographyStart')?.message;
}
