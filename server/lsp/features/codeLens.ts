import type { CodeLens } from 'vscode-languageserver';
import { compatibilityText } from '../../../language/evolve/comparedText.ts';
import { comparisons } from '../../../language/evolve/history.ts';
import { directionsOf, policyOf } from '../../../language/evolve/policy.ts';
import type { Entity } from '../../../language/model/entities.ts';
import type { Project } from '../../../language/model/project.ts';
import { toRange } from '../convert.ts';
import { type Feature, type RequestedFile, requestedFile } from '../feature.ts';

/**
 * Run and Debug above every scenario; above every message a sample, and what the version means to those before it. The
 * commands are the client's.
 */
export const codeLens: Feature = {
  capabilities: { codeLensProvider: {} },
  register(connection, workspace) {
    connection.onCodeLens(async (params) => {
      const found = await requestedFile(workspace, params);
      return found ? lensesOf(found, params.textDocument.uri) : [];
    });
  },
};

function lensesOf({ project, file }: RequestedFile, documentUri: string): CodeLens[] {
  return file.entities.flatMap((entity) => {
    const { node, key } = entity;
    const lens = (title: string, command: string, ...more: readonly string[]) => ({
      range: toRange(file, node.name),
      command: { title, command, arguments: [documentUri, ...more] },
    });
    if (node.kind === 'message') {
      const title = node.messageKind === 'command' ? 'Send sample' : 'Publish sample';
      const compared = comparedWith(project, entity);
      return [
        lens(title, 'evflow.publishSample', key),
        ...(compared ? [lens(compared.text, 'evflow.compareVersions', compared.before, key)] : []),
      ];
    }
    if (node.kind !== 'scenario') return [];
    const name = node.name.text;
    return [lens('Run', 'evflow.runScenario', name), lens('Debug', 'evflow.debugScenario', name)];
  });
}

/** What a version means to the earlier ones of its major, with the key of the newest of them that it breaks, or the newest. */
function comparedWith(
  project: Project,
  entity: Entity,
): { readonly text: string; readonly before: string } | undefined {
  const version = project.versionOf(entity);
  const earlier = version && project.entity(entity.key) === entity ? comparisons(project, version) : [];
  const policy = policyOf(project, entity.qualifiedName);
  const broken = earlier.findLast(({ comparison }) => directionsOf(policy).some((way) => comparison[way] !== true));
  const shown = broken ?? earlier.at(-1);
  return shown && { text: compatibilityText(earlier, policy), before: shown.before.version.key };
}
