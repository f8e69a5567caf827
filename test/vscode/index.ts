import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

/**
 * VS Code calls this in its extension host. The report goes to EVFLOW_TEST_OUTPUT, a folder: `report.txt` while it
 * runs, `result.json` with the counts at the end.
 */
export async function run(): Promise<void> {
  const output = process.env.EVFLOW_TEST_OUTPUT;
  if (!output) throw new Error('EVFLOW_TEST_OUTPUT names no folder; start this with npm test.');
  const report = path.join(output, 'report.txt');
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => appendFileSync(report, `${format(...args)}\n`);

  const mocha = new Mocha({ ui: 'tdd', timeout: 20_000, color: false, reporter: 'spec', forbidOnly: true });
  for (const file of readdirSync(__dirname).sort()) {
    if (file.endsWith('.test.cjs')) mocha.addFile(path.join(__dirname, file));
  }
  const { passes, failures } = await new Promise<Mocha.Stats>((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats as Mocha.Stats));
  });
  writeFileSync(path.join(output, 'result.json'), JSON.stringify({ passed: passes, failed: failures }));
  if (failures > 0) throw new Error(`${failures} failed`);
}
