import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { installPackages } from '../../scripts/install.mjs';

export interface Profile {
  readonly userDataDir: string;
  readonly extensionsDir: string;
}

export interface Server {
  /** Host and port, as in `vscode-remote://<authority>/…`. */
  readonly authority: string;
  readonly token: string;
  /** Settles when the server's process ends, for whatever reason. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 5_000;

/** The server's main file, after installing what is missing. */
function serverMain(): string {
  installPackages(import.meta.dirname);
  const root = path.join(import.meta.dirname, 'node_modules/code-server/lib/vscode');
  // code-server's install script would fill this folder; here the packages lie beside code-server.
  const modules = path.join(root, 'node_modules');
  if (!existsSync(modules)) symlinkSync('../../..', modules, 'junction');
  // It would complain that its TypeScript is not installed; what colours TypeScript is another extension.
  rmSync(path.join(root, 'extensions/typescript-language-features'), { recursive: true, force: true });
  return path.join(root, 'out/server-main.js');
}

function spawnServer(args: readonly string[], profile: Profile): ChildProcess {
  const common = [
    '--accept-server-license-terms',
    ...['--server-data-dir', path.join(profile.userDataDir, 'server')],
    ...['--user-data-dir', profile.userDataDir],
    ...['--extensions-dir', profile.extensionsDir],
    ...['--telemetry-level', 'off'],
  ];
  return spawn(process.execPath, [serverMain(), ...common, ...args], {
    env: { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/**
 * Starts VS Code's server on a free local port, reachable only with its random token.
 * @param testing lets the workbench heed an extension in development and its tests, but shows no notifications
 * @throws with the server's own output when it does not come up
 */
export async function startServer(profile: Profile, testing: boolean): Promise<Server> {
  const token = randomBytes(16).toString('hex');
  const child = spawnServer(
    [
      ...['--host', '127.0.0.1', '--port', '0', '--connection-token', token],
      '--disable-workspace-trust',
      '--disable-telemetry',
      '--disable-experiments',
      '--disable-update-check',
      '--disable-getting-started-override',
      '--force-disable-user-env',
      ...(testing ? ['--enable-smoke-test-driver'] : []),
    ],
    profile,
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = () => stopProcess(child, ended);
  try {
    const port = await listeningPort(child);
    return { authority: `127.0.0.1:${port}`, token, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Makes an extension's folder one of the profile's extensions, as it is, so that a rebuild needs only a reload. */
export function linkExtension(folder: string, profile: Profile): void {
  const { publisher, name, version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  symlinkSync(path.resolve(folder), path.join(profile.extensionsDir, `${publisher}.${name}-${version}`), 'junction');
}

/** Installs a .vsix into the profile's extensions. */
export async function installExtension(vsix: string, profile: Profile): Promise<void> {
  const child = spawnServer(['--install-extension', path.resolve(vsix)], profile);
  const output = collectOutput(child);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`VS Code could not install ${vsix}:\n${output()}`);
}

function listeningPort(child: ChildProcess): Promise<number> {
  const output = collectOutput(child);
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`VS Code's server ${why}:\n${output()}`));
    const timer = setTimeout(() => fail(`did not start within ${START_LIMIT_MS / 1000} s`), START_LIMIT_MS);
    child.once('exit', (code) => fail(`ended with code ${code}`));
    child.stdout?.on('data', () => {
      const port = /Extension host agent listening on (\d+)/.exec(output())?.[1];
      if (!port) return;
      clearTimeout(timer);
      resolve(Number(port));
    });
  });
}

function collectOutput(child: ChildProcess): () => string {
  let text = '';
  const add = (data: Buffer) => {
    text += data;
  };
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return () => text;
}

async function stopProcess(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await ended;
  clearTimeout(timer);
}
