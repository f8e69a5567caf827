import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** The extension under test, activated. */
export async function activeExtension(): Promise<vscode.Extension<unknown>> {
  const extension = vscode.extensions.getExtension('evflow.evflow-vscode');
  assert.ok(extension, 'the extension is installed');
  await extension.activate();
  return extension;
}

/** A file of the workspace, by its example and name: `shop/orders.evflow`. */
export function fileUri(file: string): vscode.Uri {
  const [folderName, ...rest] = file.split('/');
  const folder = vscode.workspace.workspaceFolders?.find(({ name }) => name === folderName);
  assert.ok(folder, `the folder ${folderName} is open`);
  return vscode.Uri.joinPath(folder.uri, ...rest);
}

/** Opens a file of the workspace in an editor. */
export async function open(file: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(fileUri(file));
}

/** The range of the first place in a document that reads `text`. */
export function find(document: vscode.TextDocument, text: string): vscode.Range {
  const offset = document.getText().indexOf(text);
  assert.ok(offset >= 0, `${document.fileName} contains ${text}`);
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + text.length));
}

/** Replaces the first place that reads `before`, as typing over it would. */
export async function replace(editor: vscode.TextEditor, before: string, after: string): Promise<void> {
  const range = find(editor.document, before);
  assert.ok(await editor.edit((edit) => edit.replace(range, after)), 'the edit was applied');
}

/** Throws away what was not saved, in every editor. */
export async function revert(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await until(`${document.fileName} to be as it was`, async () => {
      await vscode.window.showTextDocument(document);
      // It is about the editor that has the focus, which may have moved on.
      await vscode.commands.executeCommand('workbench.action.files.revert');
      return !document.isDirty;
    });
  }
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

/** The errors and warnings of a file, as `line: message`. */
export function problems(uri: vscode.Uri): string[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning)
    .map(({ range, message }) => `${range.start.line + 1}: ${message}`);
}

/** Ends every debug session; one that ends by itself at that moment refuses to be ended. */
export async function stopDebugging(): Promise<void> {
  await vscode.debug.stopDebugging().then(undefined, () => {});
  await until('the session to be gone', () => !vscode.debug.activeDebugSession);
}
