/** A place of which one can tell whether another is the same: a local, a field, or what lies in one of them. */
export interface Path {
  readonly text: string;
  /** Names of the locals and fields of the state that it leads through: assigning to one makes it another place. */
  readonly names: readonly string[];
}

/** By their texts. */
export type Paths = ReadonlyMap<string, Path>;

/** What is known at a point of a body. */
export interface Facts {
  /** What is there, though its type says that it may be absent. */
  readonly present: Paths;
  /** False behind a statement that ends the body. */
  readonly reachable: boolean;
}

export const NO_PATHS: Paths = new Map();
export const NOTHING_KNOWN: Facts = { present: NO_PATHS, reachable: true };
/** Behind `fail` and its like. */
export const NOWHERE: Facts = { present: NO_PATHS, reachable: false };

export function either(a: Paths, b: Paths): Paths {
  if (a.size === 0 || b.size === 0) return NO_PATHS;
  return new Map([...a].filter(([text]) => b.has(text)));
}

export function both(a: Paths, b: Paths): Paths {
  if (a.size === 0) return b;
  return [...b.keys()].every((text) => a.has(text)) ? a : new Map([...a, ...b]);
}

export function adding(facts: Facts, paths: Paths): Facts {
  return paths.size === 0 ? facts : { ...facts, present: both(facts.present, paths) };
}

/** What still holds when something was assigned to these names. */
export function forgetting(facts: Facts, names: ReadonlySet<string>): Facts {
  if (facts.present.size === 0 || names.size === 0) return facts;
  const kept = [...facts.present].filter(([, path]) => !path.names.some((name) => names.has(name)));
  return { ...facts, present: new Map(kept) };
}

/** What holds where two ways meet: what holds on both, of those that lead here. */
export function meeting(a: Facts, b: Facts): Facts {
  if (!a.reachable) return b;
  if (!b.reachable) return a;
  return { present: either(a.present, b.present), reachable: true };
}
