import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { registerCompareVersions } from './compareVersions.ts';
import { publishSample } from './debug.ts';
import { generateTypeScript } from './generate.ts';

/** Our commands, but for those of scenarios. `publishSample` is of the code lenses that the server puts above messages. */
export function registerCommands(client: LanguageClient): vscode.Disposable[] {
  const { registerCommand } = vscode.commands;
  return [
    registerCommand('evflow.generateTypeScript', () => generateTypeScript(client)),
    registerCommand('evflow.restartServer', () => client.restart()),
    ...registerCompareVersions(client),
    registerCommand('evflow.publishSample', (uri: string, message: string) =>
      publishSample(vscode.Uri.parse(uri), message),
    ),
  ];
}
