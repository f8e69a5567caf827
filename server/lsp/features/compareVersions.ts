import {
  declaredText,
  differenceText,
  historicName,
  sideOf,
  verdictText,
} from '../../../language/evolve/comparedText.ts';
import { type HistoricVersion, historyOf } from '../../../language/evolve/history.ts';
import type { Project } from '../../../language/model/project.ts';
import { nameOfKey } from '../../../language/model/sourceFile.ts';
import { type Feature, requestedFile } from '../feature.ts';

/** What the client asks with `evflow/versions`: the versions of all messages of a file's project. */
export interface ListedVersion {
  /** `shop.OrderCreated@1.0` */
  readonly key: string;
  /** `@1.0`, `@1.0 of evflow.lock` */
  readonly name: string;
  readonly message: string;
}

/** The answer to `evflow/compareVersions`: two texts to be shown side by side. */
export interface ComparedVersions {
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

/** Two versions of a message in words and side by side, with the types that they use. */
export const compareVersions: Feature = {
  capabilities: {},
  register(connection, workspace) {
    connection.onRequest('evflow/versions', async ({ uri }: { uri: string }): Promise<ListedVersion[]> => {
      const found = await requestedFile(workspace, { textDocument: { uri } });
      return found ? listed(found.project) : [];
    });
    connection.onRequest(
      'evflow/compareVersions',
      async ({ uri, before, after }: { uri: string; before: string; after: string }) => {
        const found = await requestedFile(workspace, { textDocument: { uri } });
        return found ? compared(found.project, before, after) : null;
      },
    );
  },
};

function listed(project: Project): ListedVersion[] {
  const messages = project.entities().filter(({ kind }) => kind === 'message');
  const names = [...new Set(messages.map(({ qualifiedName }) => qualifiedName))];
  return names.flatMap((message) =>
    historyOf(project, message).map((one) => ({ key: one.version.key, name: historicName(one), message })),
  );
}

/** Null where one of them is no more. */
function compared(project: Project, beforeKey: string, afterKey: string): ComparedVersions | null {
  const message = nameOfKey(afterKey);
  const history = historyOf(project, message);
  const find = (key: string) => history.find(({ version }) => version.key === key);
  const [before, after] = [find(beforeKey), find(afterKey)];
  if (!before || !after) return null;
  const title = `${after.version.name} ${historicName(before)} ↔ ${historicName(after)}`;
  return { title, before: declaredText(before), after: `${summary(before, after)}${declaredText(after)}` };
}

/** What the comparison says, as comments above the newer version. */
function summary(before: HistoricVersion, after: HistoricVersion): string {
  const difference = differenceText(sideOf(before), sideOf(after)) || 'nothing differs';
  const isSameMajor = before.version.version.major === after.version.version.major;
  const lines = [...(isSameMajor ? [verdictText(before, after)] : []), ...difference.split('\n')];
  return `${lines.map((line) => `// ${line}`).join('\n')}\n\n`;
}
