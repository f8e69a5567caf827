/** How the tests of one stage ended. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
}

/** A check is one test. */
export const check = (fine: boolean): Count => (fine ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/**
 * What a stage of many tests counts for: one that ran no test has failed.
 * @param exitCode of the program that ran it; one that failed without naming a failed test counts as a failure itself
 */
export function tests(count: Count, exitCode = 0): Count {
  if (count.passed + count.failed === 0) return complain(count, 'ran no test');
  if (exitCode !== 0 && count.failed === 0) return complain(count, `ended with code ${exitCode}, but no test failed`);
  return count;
}

function complain(count: Count, why: string): Count {
  console.error(`This stage ${why}.`);
  return { passed: count.passed, failed: 1 };
}

export const sum = (counts: readonly Count[]): Count => ({
  passed: counts.reduce((total, { passed }) => total + passed, 0),
  failed: counts.reduce((total, { failed }) => total + failed, 0),
});
