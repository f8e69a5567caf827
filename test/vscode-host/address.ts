import { statSync } from 'node:fs';
import path from 'node:path';
import type { Server } from './server.ts';

export interface Window {
  /** A folder or .code-workspace first, then files to open. */
  readonly open: readonly string[];
  /** What the extension host runs, and the extensions in development on whose behalf. */
  readonly tests?: { readonly main: string; readonly extensions: readonly string[] };
}

/** The address of a workbench that shows what `window` asks for. */
export function workbenchAddress(server: Server, window: Window): string {
  const remote = (file: string) => `vscode-remote://${server.authority}${encodeURI(path.resolve(file))}`;
  const payload = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
    ...(window.tests?.extensions ?? []).map((extension) => ['extensionDevelopmentPath', remote(extension)]),
    ...(window.tests ? [['extensionTestsPath', remote(window.tests.main)]] : []),
    ...window.open.filter(isFile).map((file) => ['openFile', remote(file)]),
  ];
  const query = new URLSearchParams({ tkn: server.token });
  const target = window.open.find((each) => !isFile(each)) ?? window.open.find(isWorkspace);
  if (target) query.set(isWorkspace(target) ? 'workspace' : 'folder', path.resolve(target));
  else query.set('ew', 'true');
  query.set('payload', JSON.stringify(payload));
  return `http://${server.authority}/?${query}`;
}

const isWorkspace = (file: string): boolean => file.endsWith('.code-workspace');
const isFile = (file: string): boolean => !isWorkspace(file) && statSync(file).isFile();
