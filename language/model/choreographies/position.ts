import type { Contract, ContractArrow } from './contract.ts';

/** How far an instance of a choreography has come: what is still promised, and what is not taken back. */
export interface Position {
  readonly open: readonly OpenArrow[];
  /** What has come, can be compensated and is not. */
  readonly standing: readonly string[];
  readonly failed: boolean;
  /** Something has come that neither ends it nor promises anything. */
  readonly isLoose: boolean;
}

/** An arrow of which nothing has come yet. */
export interface OpenArrow {
  readonly arrow: ContractArrow;
  /** What is compensated already, should it come late: it promises nothing any more. */
  readonly undone: readonly string[];
}

const NOWHERE: Position = { open: [], standing: [], failed: false, isLoose: false };

/** Where an instance stands once its first message is there. */
export function begin(contract: Contract, message: string): Position {
  return arrive(contract, NOWHERE, message);
}

/**
 * Where it stands after one more message; undefined for a stray, which nothing has promised. A message that several
 * arrows lead to keeps the promise of all of them, so that ways may join. One that compensates another takes back what
 * that one has promised, and what it would promise should it be on its way.
 */
export function advance(contract: Contract, position: Position, message: string): Position | undefined {
  const kept = position.open.filter(({ arrow }) => arrow.to.includes(message));
  if (kept.length === 0) return undefined;
  const undoing = new Set(kept.flatMap(({ arrow }) => arrow.compensates ?? []));
  const rest = {
    ...position,
    open: position.open
      .filter((one) => !kept.includes(one) && !undoing.has(one.arrow.from))
      .map((one) => withUndone(one, undoing)),
    standing: position.standing.filter((name) => !undoing.has(name)),
  };
  return kept.every(({ undone }) => undone.includes(message)) ? rest : arrive(contract, rest, message);
}

function withUndone({ arrow, undone }: OpenArrow, undoing: ReadonlySet<string>): OpenArrow {
  const late = arrow.to.filter((name) => undoing.has(name) && !undone.includes(name));
  return { arrow, undone: [...undone, ...late] };
}

function arrive(contract: Contract, { open, standing, failed, isLoose }: Position, message: string): Position {
  const end = contract.ends.get(message);
  const promised = end ? [] : contract.arrows.filter(({ from }) => from === message);
  const opened = promised.filter((arrow) => !open.some((one) => one.arrow === arrow));
  const stands = contract.compensable.has(message) && !standing.includes(message);
  return {
    open: [...open, ...opened.map((arrow) => ({ arrow, undone: [] }))],
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
  return [...new Set(open.flatMap(({ arrow }) => arrow.to))];
}
