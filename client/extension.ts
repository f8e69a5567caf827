import * as vscode from 'vscode';
import { registerCommands } from './commands.ts';
import { registerDebugger } from './debug.ts';
import { createLanguageClient } from './languageClient.ts';

/** VS Code calls this when an .evflow file is opened or one of our commands or debug sessions starts. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const client = createLanguageClient(context);
  context.subscriptions.push(client, ...registerCommands(client), ...registerDebugger(context));
  await vscode.commands.executeCommand('setContext', 'evflow.active', true);
  await client.start();
}
