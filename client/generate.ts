import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** The server's answer to `evflow/generate`: the files that it wrote below `out`, or why it wrote none. */
type Generated = { files: string[]; out: string } | { error: string };

/**
 * Asks the server to generate TypeScript for the project of the file in the editor, else of a workspace folder.
 * @returns what was written, for tests and other extensions
 */
export async function generateTypeScript(client: LanguageClient): Promise<Generated | undefined> {
  if (!vscode.workspace.isTrusted) {
    return failed(vscode.l10n.t('Files are generated only in a workspace that you trust.'));
  }
  const uri = await projectUri();
  if (!uri) return failed(vscode.l10n.t('Open an .evflow file or a folder first.'));
  const generated = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Generating TypeScript') },
    () => client.sendRequest<Generated>('evflow/generate', { uri: uri.toString() }),
  );
  if ('error' in generated) return failed(generated.error);
  void offerFiles(generated.files, generated.out);
  return generated;
}

async function projectUri(): Promise<vscode.Uri | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId === 'evflow') return document.uri;
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.length > 1 ? (await vscode.window.showWorkspaceFolderPick())?.uri : folders[0]?.uri;
}

async function offerFiles(files: readonly string[], out: string): Promise<void> {
  const open = vscode.l10n.t('Open');
  const where = vscode.workspace.asRelativePath(out);
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('Generated TypeScript: {0} files in {1}', files.length, where),
    open,
  );
  const first = files[0];
  if (chosen === open && first) await vscode.window.showTextDocument(vscode.Uri.file(first));
}

function failed(error: string): Generated {
  void vscode.window.showErrorMessage(error);
  return { error };
}
