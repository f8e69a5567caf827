import assert from 'node:assert/strict';
import { suite, suiteSetup, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { activeExtension, fileUri, find, open, problems, replace, revert, until } from './helpers.ts';

const FILE = 'hello/hello.evflow';
const PAID = 'event PaymentTaken { orderId: uuid, amount: decimal(12, 2) }';

async function actions(text: string): Promise<vscode.CodeAction[]> {
  const document = await vscode.workspace.openTextDocument(fileUri(FILE));
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, find(document, text));
}

async function apply(text: string, title: string): Promise<void> {
  const action = (await actions(text)).find((candidate) => candidate.title === title);
  assert.ok(action?.edit, `${title} is offered`);
  assert.ok(await vscode.workspace.applyEdit(action.edit));
}

async function lenses(): Promise<vscode.CodeLens[]> {
  return vscode.commands.executeCommand('vscode.executeCodeLensProvider', fileUri(FILE), 100);
}

suite('versions', () => {
  teardown(revert);
  suiteSetup(async () => {
    await open(FILE);
    await activeExtension();
  });

  test('a new minor that breaks old readers is told at the field, and mended by the fix', async () => {
    const editor = await open(FILE);
    await replace(
      editor,
      PAID,
      `${PAID}\nevent PaymentTaken@1.1 { orderId: uuid, amount: decimal(12, 2), method: string }`,
    );
    const found = () => problems(fileUri(FILE)).filter((problem) => problem.includes('`method` is required here'));
    const [problem] = await until('the problem', () => (found().length > 0 ? found() : undefined));
    assert.match(problem!, /^15: PaymentTaken@1\.1 cannot read what @1\.0 wrote/);
    await apply('method: string', 'Make `method` optional');
    await until('no problem', () => found().length === 0);
    assert.ok(editor.document.getText().includes('method?: string'));
  });

  test('the refactoring adds a minor, and the lens shows both side by side', async () => {
    const editor = await open(FILE);
    await apply('PaymentTaken', 'Add PaymentTaken@1.1');
    assert.ok(editor.document.getText().includes('event PaymentTaken@1.1 {'));
    const lens = await until('the lens', async () =>
      (await lenses()).find(({ command }) => command?.title === 'compatible with @1.0'),
    );
    await vscode.commands.executeCommand(lens.command!.command, ...(lens.command!.arguments ?? []));
    const tab = await until('the difference', () => vscode.window.tabGroups.activeTabGroup.activeTab);
    assert.ok(tab.input instanceof vscode.TabInputTextDiff, tab.label);
    const { original, modified } = tab.input;
    const shown = await Promise.all([original, modified].map((uri) => vscode.workspace.openTextDocument(uri)));
    assert.match(shown[0]!.getText(), /^event PaymentTaken \{/);
    assert.match(shown[1]!.getText(), /^\/\/ @1\.1 reads what @1\.0 wrote[\s\S]*event PaymentTaken@1\.1 \{/);
    assert.deepEqual(
      shown.flatMap(({ uri }) => vscode.languages.getDiagnostics(uri)),
      [],
    );
  });
});
