import * as vscode from 'vscode';

/**
 * The scenario of a file that is meant: the one at the cursor, the only one, or the one that the user picks.
 * @returns its name; undefined, after saying why, when there is none or none was picked
 */
export async function pickScenario(file: vscode.Uri): Promise<string | undefined> {
  await vscode.workspace.openTextDocument(file);
  const scenarios = await scenariosOf(file);
  const here = await scenarioAtCursor(file, scenarios);
  if (here) return here.name;
  if (scenarios.length === 0) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t(
        '{0} has no scenario to run. Write one, or start one in another file.',
        vscode.workspace.asRelativePath(file),
      ),
    );
    return undefined;
  }
  if (scenarios.length === 1) return scenarios[0]?.name;
  const names = scenarios.map(({ name }) => name);
  return vscode.window.showQuickPick(names, { title: vscode.l10n.t('Which scenario?') });
}

interface Scenario {
  readonly name: string;
  readonly start: vscode.Position;
}

/** The server knows the scenarios and says so with a Debug lens above each. */
async function scenariosOf(file: vscode.Uri): Promise<Scenario[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', file, 1000);
  return lenses.flatMap(({ command, range }) =>
    command?.command === 'evflow.debugScenario' ? [{ name: command.arguments?.[1] as string, start: range.start }] : [],
  );
}

async function scenarioAtCursor(file: vscode.Uri, scenarios: readonly Scenario[]): Promise<Scenario | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.toString() !== file.toString()) return undefined;
  const cursor = editor.selection.active;
  const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
    'vscode.executeDocumentSymbolProvider',
    file,
  );
  const declaration = symbols?.find(({ range }) => range.contains(cursor));
  return scenarios.find(({ start }) => declaration?.range.contains(start));
}
