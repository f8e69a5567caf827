/** Answers that are kept at once; past it all are forgotten, as those in use are soon there again. */
const MOST = 10_000;

/** Keeps what was worked out for a key: projects use the same few patterns over and over. */
export function remembered<T>(): (key: string, compute: () => T) => T {
  const known = new Map<string, { readonly answer: T }>();
  return (key, compute) => {
    let found = known.get(key);
    if (!found) {
      found = { answer: compute() };
      if (known.size >= MOST) known.clear();
      known.set(key, found);
    }
    return found.answer;
  };
}
