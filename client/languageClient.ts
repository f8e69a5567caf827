import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';

/** What is written, not what we show: two versions side by side are no sources. */
const SOURCES = ['file', 'untitled'].map((scheme) => ({ scheme, language: 'evflow' }));

/** The client of our language server, not yet started. The server runs in a process of its own. */
export function createLanguageClient(context: vscode.ExtensionContext): LanguageClient {
  const module = context.asAbsolutePath('dist/server.cjs');
  const watchers = ['**/*.evflow', '**/evflow.json'].map((glob) => vscode.workspace.createFileSystemWatcher(glob));
  context.subscriptions.push(...watchers);
  return new LanguageClient(
    'evflow',
    'evflow',
    { module, transport: TransportKind.ipc },
    { documentSelector: SOURCES, synchronize: { fileEvents: watchers } },
  );
}
