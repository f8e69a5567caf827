import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { activeExtension, fileUri, open, problems, replace, revert, until } from './helpers.ts';

type Generated = { files: string[]; out: string } | { error: string };

const generate = () => vscode.commands.executeCommand<Generated>('evflow.generateTypeScript');

suite('Evflow: Generate TypeScript', () => {
  teardown(revert);

  test('writes the files of the project in the editor', async () => {
    await activeExtension();
    await open('shop/orders.evflow');
    const generated = await generate();
    assert.ok('files' in generated, JSON.stringify(generated));
    assert.equal(vscode.Uri.file(generated.out).fsPath, fileUri('shop/generated').fsPath);
    assert.ok(generated.files.length > 0);
    assert.deepEqual(
      generated.files.filter((file) => !existsSync(file)),
      [],
    );
    const text = generated.files.map((file) => readFileSync(file, 'utf8')).join('\n');
    assert.match(text, /OrderCreated/);
    assert.match(text, /An order exists\./);
  });

  test('refuses a project with errors', async () => {
    const editor = await open('shop/orders.evflow');
    await replace(editor, 'total: Money', 'total: Mony');
    await until('an error', () => problems(editor.document.uri).length > 0);
    const generated = await generate();
    assert.ok('error' in generated, JSON.stringify(generated));
  });
});
