import type { CodeLens } from 'vscode-languageserver';
import type { SourceFile } from '../../../language/model/entities.ts';
import { toRange } from '../convert.ts';
import { type Feature, requestedFile } from '../feature.ts';

/** Run and Debug above every scenario; the commands are the client's. */
export const codeLens: Feature = {
  capabilities: { codeLensProvider: {} },
  register(connection, workspace) {
    connection.onCodeLens(async (params) => {
      const found = await requestedFile(workspace, params);
      return found ? scenarioLenses(found.file, params.textDocument.uri) : [];
    });
  },
};

function scenarioLenses(file: SourceFile, documentUri: string): CodeLens[] {
  return file.tree.declarations.flatMap((declaration) => {
    if (declaration.kind !== 'scenario') return [];
    const range = toRange(file, declaration.name);
    const lens = (title: string, command: string) => ({
      range,
      command: { title, command, arguments: [documentUri, declaration.name.text] },
    });
    return [lens('Run', 'evflow.runScenario'), lens('Debug', 'evflow.debugScenario')];
  });
}
