import * as vscode from 'vscode';
import { registerCommands } from './commands.ts';
import { registerDebugger } from './debug.ts';
import { createLanguageClient } from './languageClient.ts';

/** VS Code calls this when an .evflow file is opened or one of our commands or debug sessions starts. */
export function activate(context: vscode.ExtensionContext): void {
  const client = createLanguageClient(context);
  context.subscriptions.push(client, ...registerCommands(client), ...registerDebugger(context));
  void vscode.commands.executeCommand('setContext', 'evflow.active', true);
  // Not awaited: activation is done while the server starts, and the client itself tells of a failure.
  client.start().catch((error: unknown) => client.error('The language server did not start.', error));
}
