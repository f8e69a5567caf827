import type { CodeLens } from 'vscode-languageserver';
import type { SourceFile } from '../../../language/model/entities.ts';
import { toRange } from '../convert.ts';
import { type Feature, requestedFile } from '../feature.ts';

/** Run and Debug above every scenario, a sample above every message; the commands are the client's. */
export const codeLens: Feature = {
  capabilities: { codeLensProvider: {} },
  register(connection, workspace) {
    connection.onCodeLens(async (params) => {
      const found = await requestedFile(workspace, params);
      return found ? lensesOf(found.file, params.textDocument.uri) : [];
    });
  },
};

function lensesOf(file: SourceFile, documentUri: string): CodeLens[] {
  return file.entities.flatMap(({ node, key }) => {
    const lens = (title: string, command: string, argument: string) => ({
      range: toRange(file, node.name),
      command: { title, command, arguments: [documentUri, argument] },
    });
    if (node.kind === 'message') {
      const title = node.messageKind === 'command' ? 'Send sample' : 'Publish sample';
      return [lens(title, 'evflow.publishSample', key)];
    }
    if (node.kind !== 'scenario') return [];
    const name = node.name.text;
    return [lens('Run', 'evflow.runScenario', name), lens('Debug', 'evflow.debugScenario', name)];
  });
}
