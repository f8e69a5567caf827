// node scripts/run.mjs TASK [ARGUMENT…]: installs what is missing, then runs scripts/TASK.ts under a Node that can.
// Plain JavaScript for any Node from 18 on: on a fresh clone there may be no other.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from './install.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const [task = '', ...taskArguments] = process.argv.slice(2);

try {
  installPackages(root);
  await runTask();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function runTask() {
  const bin = path.join(root, 'node_modules/.bin');
  const projectNode = path.join(bin, 'node');
  if (existsSync(projectNode) && realpathSync(projectNode) !== realpathSync(process.execPath)) {
    process.exitCode = await runAgain(projectNode);
    return;
  }
  requireNewEnoughNode();
  process.env.PATH = `${bin}${path.delimiter}${process.env.PATH}`;
  const { main } = await import(`./${task}.ts`);
  process.exitCode = await main(taskArguments);
}

/**
 * Runs this same command under another Node and waits for it, also through Ctrl+C, which the terminal sends to both.
 * @param {string} node
 * @returns {Promise<number>} its exit code
 */
function runAgain(node) {
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' });
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

function requireNewEnoughNode() {
  const { engines } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const wanted = engines.node.replace('>=', '').split('.').map(Number);
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > wanted[0] || (major === wanted[0] && minor >= wanted[1])) return;
  throw new Error(
    `This needs Node ${wanted.join('.')} or newer, and this is Node ${process.versions.node}.\n` +
      'On 64-bit Linux npm brings one along; elsewhere install it from nodejs.org and run this again.',
  );
}
