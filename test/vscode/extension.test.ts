import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { activeExtension, open } from './helpers.ts';

suite('extension', () => {
  test('an .evflow file has the language evflow and starts the extension', async () => {
    const editor = await open('shop/orders.evflow');
    assert.equal(editor.document.languageId, 'evflow');
    assert.ok((await activeExtension()).isActive);
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
