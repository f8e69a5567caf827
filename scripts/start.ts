import { spawn } from 'node:child_process';
import { build } from './build.ts';
import { inRoot } from './paths.ts';
import { onPath } from './process.ts';

/** Opens VS Code on the shop example with the extension loaded, and stays until it is closed or Ctrl+C. */
export async function main(): Promise<number> {
  await build();
  const code = desktopCode() ?? inRoot('test/vscode-host/code.ts');
  const shop = inRoot('examples/shop');
  const args = [shop, inRoot('examples/shop/stock.evflow'), `--extensionDevelopmentPath=${inRoot()}`];
  return runUntilClosed(code, args);
}

/** The desktop's VS Code; undefined where there is none or nowhere to show it. */
function desktopCode(): string | undefined {
  const named = process.env.EVFLOW_CODE;
  if (named) return named;
  const display = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  return display ? onPath('code', 'code-insiders') : undefined;
}

/** Like a shell, leaves Ctrl+C to the command, so that it can close in its own way. */
function runUntilClosed(command: string, args: readonly string[]): Promise<number> {
  const child = spawn(command, args, { stdio: 'inherit' });
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
