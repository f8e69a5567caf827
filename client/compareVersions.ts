import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** Documents that hold one version of a message; the server's answer stands in the query. */
const SCHEME = 'evflow-version';

interface ListedVersion {
  readonly key: string;
  readonly name: string;
  readonly message: string;
}

interface ComparedVersions {
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

/** Shows two versions of a message side by side: by the lens above a version, or by the palette, which asks which. */
export function registerCompareVersions(client: LanguageClient): vscode.Disposable[] {
  const texts = { provideTextDocumentContent: ({ query }: vscode.Uri) => query };
  return [
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, texts),
    vscode.commands.registerCommand('evflow.compareVersions', (uri?: string, before?: string, after?: string) =>
      before !== undefined && after !== undefined && uri !== undefined
        ? show(client, uri, before, after)
        : choose(client),
    ),
  ];
}

async function choose(client: LanguageClient): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== 'evflow') {
    void vscode.window.showErrorMessage(vscode.l10n.t('Open an .evflow file first.'));
    return;
  }
  const uri = document.uri.toString();
  const versions = await client.sendRequest<ListedVersion[]>('evflow/versions', { uri });
  const several = versions.filter(({ message, key }) =>
    versions.some((one) => one.message === message && one.key !== key),
  );
  if (several.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No message of this project has two versions yet.'));
    return;
  }
  const after = await pick(several, vscode.l10n.t('Which version?'));
  const others = several.filter(({ message, key }) => message === after?.message && key !== after.key);
  const before = after && (await pick(others, vscode.l10n.t('Compared with which one?')));
  if (!after || !before) return;
  const isInOrder = versions.indexOf(before) < versions.indexOf(after);
  await (isInOrder ? show(client, uri, before.key, after.key) : show(client, uri, after.key, before.key));
}

async function pick(versions: readonly ListedVersion[], title: string): Promise<ListedVersion | undefined> {
  const items = versions.map((version) => ({ label: `${version.message} ${version.name}`, version }));
  return (await vscode.window.showQuickPick(items, { title }))?.version;
}

async function show(client: LanguageClient, uri: string, before: string, after: string): Promise<void> {
  const compared = await client.sendRequest<ComparedVersions | null>('evflow/compareVersions', { uri, before, after });
  if (!compared) {
    void vscode.window.showErrorMessage(vscode.l10n.t('{0} or {1} is no longer there.', before, after));
    return;
  }
  const document = (key: string, text: string) =>
    vscode.Uri.from({ scheme: SCHEME, path: `/${key}.evflow`, query: text });
  await vscode.commands.executeCommand(
    'vscode.diff',
    document(before, compared.before),
    document(after, compared.after),
    compared.title,
  );
}
