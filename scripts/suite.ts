import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import type { Count } from './count.ts';
import { inRoot } from './paths.ts';
import { run } from './process.ts';

/** The examples that the suite has open, copies of them, as folders of one workspace. */
const WORKSPACE = ['hello', 'shop'];

/** The program of a desktop VS Code, where one is named; the suite then runs in that. */
const desktop = process.env.EVFLOW_CODE;
const codeHost = inRoot('test/vscode-host/code.ts');

/** Runs the suite in a VS Code that loads the extension from this checkout. */
export function runSuite(): Promise<Count> {
  return inScratch((scratch) => runIn(scratch, inRoot()));
}

/** Runs the suite in a VS Code into which a .vsix was installed. */
export function runSuiteOnPackage(vsix: string): Promise<Count> {
  return inScratch(async (scratch) => {
    const [code = codeHost, ...args] = desktop
      ? resolveCliArgsFromVSCodeExecutablePath(desktop, { reuseMachineInstall: true })
      : [];
    const exitCode = await run(code, [...args, `--install-extension=${vsix}`, ...profileArguments(scratch)]);
    if (exitCode !== 0) throw new Error(`VS Code did not install ${vsix}`);
    // Tests run on behalf of an extension in development: one with nothing in it but them.
    const holder = path.join(scratch, 'holder');
    mkdirSync(holder);
    const manifest = { name: 'holder', publisher: 'evflow', version: '0.0.0', engines: { vscode: '*' } };
    writeFileSync(path.join(holder, 'package.json'), JSON.stringify(manifest));
    return runIn(scratch, holder);
  });
}

async function runIn(scratch: string, extensionDevelopmentPath: string): Promise<Count> {
  const workspace = path.join(scratch, 'examples.code-workspace');
  cpSync(inRoot('examples'), path.join(scratch, 'examples'), { recursive: true });
  writeFileSync(workspace, JSON.stringify({ folders: WORKSPACE.map((name) => ({ path: `examples/${name}` })) }));
  const stopShowing = showWhileWritten(path.join(scratch, 'report.txt'));
  const failure = await runTests({
    vscodeExecutablePath: desktop ?? codeHost,
    extensionDevelopmentPath,
    extensionTestsPath: inRoot('dist/test/index.cjs'),
    extensionTestsEnv: { EVFLOW_TEST_OUTPUT: scratch, EVFLOW_SCREENSHOT: inRoot('.vscode-test/failure.png') },
    launchArgs: [workspace, ...profileArguments(scratch)],
  }).then(
    () => undefined,
    (error: Error) => error,
  );
  stopShowing();
  const result = path.join(scratch, 'result.json');
  if (!existsSync(result)) throw failure ?? new Error('VS Code ended without running the suite');
  const count: Count = JSON.parse(readFileSync(result, 'utf8'));
  if (failure && count.failed === 0) throw failure;
  return count;
}

const profileArguments = (scratch: string): string[] => [
  `--user-data-dir=${path.join(scratch, 'user')}`,
  `--extensions-dir=${path.join(scratch, 'extensions')}`,
];

async function inScratch<T>(body: (scratch: string) => Promise<T>): Promise<T> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'evflow-suite-'));
  try {
    return await body(scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Prints what is appended to a file, until the function that it returns is called. */
function showWhileWritten(file: string): () => void {
  let shown = 0;
  const show = () => {
    if (!existsSync(file)) return;
    const text = readFileSync(file);
    process.stdout.write(text.subarray(shown));
    shown = text.length;
  };
  const timer = setInterval(show, 200);
  return () => {
    clearInterval(timer);
    show();
  };
}
