import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';

/** The extension under test, activated. */
export async function activeExtension(): Promise<vscode.Extension<unknown>> {
  const extension = vscode.extensions.getExtension('evflow.evflow-vscode');
  assert.ok(extension, 'the extension is installed');
  await extension.activate();
  return extension;
}

/** The one workspace folder, a copy of an example. */
export function workspaceFolder(): vscode.WorkspaceFolder {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return folder;
}

/** A file of the workspace. */
export function fileUri(name: string): vscode.Uri {
  return vscode.Uri.file(path.join(workspaceFolder().uri.fsPath, name));
}

/** Opens a file of the workspace in an editor. */
export async function open(name: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(fileUri(name));
}

/**
 * Asks until the answer is neither empty nor false.
 * @throws after `limit` milliseconds, naming `what`
 */
export async function until<T>(
  what: string,
  ask: () => T | PromiseLike<T>,
  limit = 15_000,
): Promise<Exclude<T, undefined | null | false>> {
  const end = Date.now() + limit;
  for (;;) {
    const answer = await ask();
    if (answer) return answer as Exclude<T, undefined | null | false>;
    if (Date.now() > end) throw new Error(`timed out waiting for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
