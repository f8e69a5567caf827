import type { Contract, ContractArrow } from './contract.ts';

/** How far an instance of a choreography has come: what is still promised, and what is not taken back. */
export interface Position {
  /** Arrows of which nothing has come yet. */
  readonly open: readonly ContractArrow[];
  /** What has come, can be compensated and is not. */
  readonly standing: readonly string[];
  readonly failed: boolean;
  /** Something has come that neither ends it nor promises anything. */
  readonly isLoose: boolean;
}

const NOWHERE: Position = { open: [], standing: [], failed: false, isLoose: false };

/** Where an instance stands once its first message is there. */
export function begin(contract: Contract, message: string): Position {
  return arrive(contract, NOWHERE, message);
}

/**
 * Where it stands after one more message; undefined for a stray, which nothing has promised. A message that several
 * arrows lead to keeps the promise of all of them, so that ways may join. One that compensates another takes back what
 * that one has promised.
 */
export function advance(contract: Contract, position: Position, message: string): Position | undefined {
  const kept = position.open.filter(({ to }) => to.includes(message));
  if (kept.length === 0) return undefined;
  const undone = new Set(kept.flatMap(({ compensates }) => compensates ?? []));
  return arrive(
    contract,
    {
      ...position,
      open: position.open.filter((arrow) => !kept.includes(arrow) && !undone.has(arrow.from)),
      standing: position.standing.filter((name) => !undone.has(name)),
    },
    message,
  );
}

function arrive(contract: Contract, { open, standing, failed, isLoose }: Position, message: string): Position {
  const end = contract.ends.get(message);
  const promised = end ? [] : contract.arrows.filter(({ from }) => from === message);
  const stands = contract.compensable.has(message) && !standing.includes(message);
  return {
    open: [...open, ...promised.filter((arrow) => !open.includes(arrow))],
    standing: stands ? [...standing, message] : standing,
    failed: failed || end === 'fails',
    isLoose: isLoose || (!end && promised.length === 0),
  };
}

/** An instance is over when nothing is promised any more; it is aborted when any of its ways has failed. */
export function outcomeOf({ open, failed, isLoose }: Position): 'running' | 'done' | 'aborted' {
  if (open.length > 0 || isLoose) return 'running';
  return failed ? 'aborted' : 'done';
}

/** What may come next, each once. */
export function awaitedAt({ open }: Position): string[] {
  return [...new Set(open.flatMap(({ to }) => to))];
}
