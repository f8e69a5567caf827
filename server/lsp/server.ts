import {
  type Connection,
  type InitializeParams,
  type InitializeResult,
  type ServerCapabilities,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { errorText } from './convert.ts';
import { DiagnosticsPush } from './diagnosticsPush.ts';
import type { Disk } from './disk.ts';
import { features } from './features.ts';
import { ScenariosPush } from './scenariosPush.ts';
import { Workspace } from './workspace.ts';

/** Serves one editor until it closes the connection. */
export function startServer(connection: Connection, disk: Disk): void {
  const workspace = new Workspace(
    disk,
    (project) => {
      for (const push of pushes) push.watch(project);
    },
    (project) => {
      for (const push of pushes) push.unwatch(project);
    },
  );
  const pushes = [new DiagnosticsPush(connection, workspace), new ScenariosPush(connection, workspace)];
  let folders: string[] = [];

  connection.onInitialize((params) => {
    folders = foldersOf(params);
    if (isTrusted(params)) workspace.trust();
    return initializeResult();
  });
  connection.onInitialized(() => {
    reported(connection, workspace.openFolders(folders));
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map((folder) => folder.uri));
      folders = [...folders.filter((uri) => !gone.has(uri)), ...added.map((folder) => folder.uri)];
      reported(connection, workspace.openFolders(folders));
    });
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    reported(connection, workspace.filesChanged(changes.map(({ uri }) => uri)));
  });

  connection.onNotification('evflow/trusted', () => workspace.trust());

  const documents = new TextDocuments(TextDocument);
  documents.onDidChangeContent(({ document }) =>
    reported(connection, workspace.setOpen(document.uri, document.getText())),
  );
  documents.onDidOpen(({ document }) =>
    reported(
      connection,
      workspace.settled().then(() => {
        for (const push of pushes) push.opened(document.uri);
      }),
    ),
  );
  documents.onDidClose(({ document }) => reported(connection, workspace.setClosed(document.uri)));
  documents.listen(connection);

  for (const feature of features) feature.register(connection, workspace);
  connection.listen();
}

function foldersOf(params: InitializeParams): string[] {
  return params.workspaceFolders?.map((folder) => folder.uri) ?? (params.rootUri ? [params.rootUri] : []);
}

/** An editor has to say that the person trusts the folders; `evflow/trusted` says it later. */
function isTrusted({ initializationOptions }: InitializeParams): boolean {
  return (initializationOptions as { readonly isTrusted?: unknown } | undefined)?.isTrusted === true;
}

function initializeResult(): InitializeResult {
  const capabilities: ServerCapabilities = {
    textDocumentSync: TextDocumentSyncKind.Incremental,
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
  return { capabilities: Object.assign(capabilities, ...features.map((feature) => feature.capabilities)) };
}

/** Nothing fails in silence: what goes wrong beside a request is shown in the output channel. */
function reported(connection: Connection, work: Promise<void>): void {
  work.catch((error: unknown) => connection.console.error(errorText(error)));
}
