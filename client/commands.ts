import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { debugScenario, publishSample } from './debug.ts';
import { generateTypeScript } from './generate.ts';

/** Our commands. Those of scenarios and samples are of the code lenses that the server puts above them. */
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
    registerCommand('evflow.publishSample', (uri: string, message: string) =>
      publishSample(vscode.Uri.parse(uri), message),
    ),
  ];
}
