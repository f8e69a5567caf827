import assert from 'node:assert/strict';
import { suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { activeExtension, fileUri, open, problems, replace, revert, until } from './helpers.ts';

suite('diagnostics', () => {
  teardown(revert);

  test('come while typing, and go', async () => {
    await activeExtension();
    const editor = await open('hello/hello.evflow');
    const { uri } = editor.document;
    await replace(editor, 'emit PaymentTaken', 'emit PaymentTakn');
    const [problem] = await until('an error', () => problems(uri).length > 0 && problems(uri));
    assert.match(problem ?? '', /PaymentTakn/);
    await revert();
    await until('no error', () => problems(uri).length === 0);
  });

  test('reach the files that use what an edit changes', async () => {
    const editor = await open('shop/common.evflow');
    const dependent = fileUri('shop/orders.evflow');
    await replace(editor, 'record Money', 'record Cash');
    await until('an error in another file', () => problems(dependent).some((problem) => /Money/.test(problem)));
    await revert();
    await until('no error', () => problems(dependent).length === 0);
  });

  test('an error costs nothing but itself', async () => {
    const editor = await open('hello/hello.evflow');
    const { uri } = editor.document;
    await replace(editor, 'sku: string(1..40)', 'sku:');
    await until('an error', () => problems(uri).length > 0);
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      uri,
    );
    assert.ok(symbols.some(({ name }) => name === 'StockReserved'));
    await revert();
    await until('no error', () => problems(uri).length === 0);
  });

  test('the examples have none', async () => {
    const files = await vscode.workspace.findFiles('**/*.evflow');
    assert.ok(files.length > 5);
    for (const file of files) {
      await vscode.window.showTextDocument(file);
      await vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', file);
    }
    assert.deepEqual(files.flatMap(problems), []);
  });
});
