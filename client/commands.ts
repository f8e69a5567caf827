import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { debugScenario } from './debug.ts';
import { generateTypeScript } from './generate.ts';

/** Our commands. The scenario's are those of the code lenses that the server puts above a scenario. */
export function registerCommands(client: LanguageClient): vscode.Disposable[] {
  const { registerCommand } = vscode.commands;
  return [
    registerCommand('evflow.generateTypeScript', () => generateTypeScript(client)),
    registerCommand('evflow.restartServer', () => client.restart()),
    registerCommand('evflow.runScenario', (uri: string, scenario: string) =>
      debugScenario(vscode.Uri.parse(uri), scenario, { noDebug: true }),
    ),
    registerCommand('evflow.debugScenario', (uri: string, scenario: string) =>
      debugScenario(vscode.Uri.parse(uri), scenario, {}),
    ),
  ];
}
