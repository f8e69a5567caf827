import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { activeExtension, open, problems, replace, revert, until } from './helpers.ts';

suite('extension', () => {
  test('an .evflow file has the language evflow and starts the extension', async () => {
    const editor = await open('shop/orders.evflow');
    assert.equal(editor.document.languageId, 'evflow');
    assert.ok((await activeExtension()).isActive);
  });

  test('the language server can be started anew', async () => {
    const editor = await open('hello/hello.evflow');
    await vscode.commands.executeCommand('evflow.restartServer');
    await replace(editor, 'emit PaymentTaken', 'emit PaymentTakn');
    await until('an error', () => problems(editor.document.uri).length > 0);
    await revert();
    await until('no error', () => problems(editor.document.uri).length === 0);
  });

  test('every command that the manifest names exists', async () => {
    const extension = await activeExtension();
    const present = new Set(await vscode.commands.getCommands(true));
    const named: { command: string }[] = extension.packageJSON.contributes.commands;
    assert.deepEqual(
      named.map(({ command }) => command).filter((command) => !present.has(command)),
      [],
    );
  });
});
