import assert from 'node:assert/strict';
import { setup, suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { open, revert } from './helpers.ts';

suite('editing', () => {
  let editor: vscode.TextEditor;

  setup(async () => {
    editor = await open('hello/hello.evflow');
    const { document } = editor;
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    await editor.edit((edit) => edit.replace(whole, ''));
  });
  teardown(revert);

  const type = (text: string) => vscode.commands.executeCommand('type', { text });
  const lines = () => editor.document.getText().split(/\r?\n/);

  test('Enter continues a doc comment', async () => {
    await type('/// An order exists.');
    await type('\n');
    await type('It can be paid.');
    assert.deepEqual(lines(), ['/// An order exists.', '/// It can be paid.']);
  });

  test('Enter between braces indents', async () => {
    await type('event OrderPlaced {');
    await type('\n');
    await type('id');
    assert.deepEqual(lines(), ['event OrderPlaced {', '  id', '}']);
  });

  test('a line comment is put on and taken off', async () => {
    await type('single');
    await vscode.commands.executeCommand('editor.action.commentLine');
    assert.deepEqual(lines(), ['// single']);
    await vscode.commands.executeCommand('editor.action.commentLine');
    assert.deepEqual(lines(), ['single']);
  });
});
