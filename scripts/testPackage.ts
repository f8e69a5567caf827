import { tests } from './count.ts';
import { packageExtension } from './package.ts';
import { runSuiteOnPackage } from './suite.ts';

/** Packs the extension and runs the suite in a VS Code into which it was installed. */
export async function main(): Promise<number> {
  const { passed, failed } = tests(await runSuiteOnPackage(await packageExtension()));
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
