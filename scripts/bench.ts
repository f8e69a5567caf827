import { run } from './process.ts';

/** Measures evflow beside its peers: all comparisons, or those whose titles contain one of the words. */
export const main = (words: readonly string[]): Promise<number> =>
  run(process.execPath, ['test/bench/bench.ts', ...words]);
