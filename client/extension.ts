import * as vscode from 'vscode';
import { registerCommands } from './commands.ts';
import { registerDebugger } from './debug.ts';
import { createLanguageClient } from './languageClient.ts';
import { registerOperations } from './operations.ts';
import { ScenarioTests } from './tests/controller.ts';

/** What other extensions, and our tests, can reach. */
export interface Exports {
  readonly tests: vscode.TestController;
}

/** VS Code calls this when an .evflow file is opened or one of our commands or debug sessions starts. */
export function activate(context: vscode.ExtensionContext): Exports {
  const client = createLanguageClient(context);
  const tests = new ScenarioTests(client);
  context.subscriptions.push(
    client,
    ...registerCommands(client),
    ...registerDebugger(context),
    ...registerOperations(),
    ...tests.register(),
  );
  void vscode.commands.executeCommand('setContext', 'evflow.active', true);
  // Not awaited: activation is done while the server starts, and the client itself tells of a failure.
  client.start().catch((error: unknown) => client.error('The language server did not start.', error));
  return { tests: tests.controller };
}
