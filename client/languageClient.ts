import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';

/** What the server follows: sources, settings, what was published, and what `git:` baselines come from. */
const WATCHED = [
  '**/*.evflow',
  '**/evflow.json',
  '**/evflow.lock',
  '**/.git/HEAD',
  '**/.git/packed-refs',
  '**/.git/refs/**',
];

/** What is written, not what we show: two versions side by side are no sources. */
const SOURCES = ['file', 'untitled'].map((scheme) => ({ scheme, language: 'evflow' }));

/** The client of our language server, not yet started. The server runs in a process of its own. */
export function createLanguageClient(context: vscode.ExtensionContext): LanguageClient {
  const module = context.asAbsolutePath('dist/server.cjs');
  const watchers = WATCHED.map((glob) => vscode.workspace.createFileSystemWatcher(glob));
  const client = new LanguageClient(
    'evflow',
    'evflow',
    { module, transport: TransportKind.ipc },
    {
      documentSelector: SOURCES,
      synchronize: { fileEvents: watchers },
      initializationOptions: () => ({ isTrusted: vscode.workspace.isTrusted }),
    },
  );
  const trusted = vscode.workspace.onDidGrantWorkspaceTrust(() => client.sendNotification('evflow/trusted'));
  context.subscriptions.push(...watchers, trusted);
  return client;
}
