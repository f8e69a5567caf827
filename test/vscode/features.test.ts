import assert from 'node:assert/strict';
import { suite, suiteSetup, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { activeExtension, fileUri, find, open, problems, replace, revert, until } from './helpers.ts';

/** Asks one of VS Code's providers about the first place of a file that reads `text`, just behind its first letter. */
async function ask<T>(command: string, file: string, text: string): Promise<T> {
  const document = await vscode.workspace.openTextDocument(fileUri(file));
  const position = find(document, text).start.translate(0, 1);
  return vscode.commands.executeCommand<T>(command, document.uri, position);
}

/** The text of the line where a location begins. */
async function lineAt({ uri, range }: vscode.Location): Promise<string> {
  return (await vscode.workspace.openTextDocument(uri)).lineAt(range.start.line).text.trim();
}

/** What is offered when `typed` stands where `place` stood, the cursor behind it. */
async function completions(file: string, place: string, typed: string): Promise<string[]> {
  const editor = await open(file);
  const start = find(editor.document, place).start;
  await replace(editor, place, typed);
  const position = editor.document.positionAt(editor.document.offsetAt(start) + typed.length);
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    editor.document.uri,
    position,
  );
  return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

suite('language features', () => {
  teardown(revert);
  suiteSetup(async () => {
    await open('shop/orders.evflow');
    await activeExtension();
  });

  test('completion of names after emit', async () => {
    const labels = await completions('hello/hello.evflow', 'emit PaymentTaken { ...reserved }', 'emit P');
    assert.ok(labels.includes('PaymentTaken'), labels.join());
  });

  test('completion of the fields of a message', async () => {
    const labels = await completions('hello/hello.evflow', 'order.price', 'order.');
    for (const field of ['orderId', 'sku', 'quantity', 'price']) assert.ok(labels.includes(field), labels.join());
  });

  test('completion in an unfinished line above others', async () => {
    const line = 'let left = stock[order.sku] ?? 0';
    const labels = await completions('hello/hello.evflow', line, `${line}\n      if order.`);
    assert.ok(labels.includes('quantity'), labels.join());
  });

  test('completion of keywords where they are allowed', async () => {
    const labels = await completions('hello/hello.evflow', 'partitions 3, retain 7d }', 'par');
    assert.ok(labels.includes('partitions'), labels.join());
  });

  test('hover shows the declaration and its documentation', async () => {
    const hovers = await ask<vscode.Hover[]>('vscode.executeHoverProvider', 'shop/payments.evflow', 'Money }');
    const text = hovers.flatMap(({ contents }) =>
      contents.map((part) => (typeof part === 'string' ? part : part.value)),
    );
    assert.match(text.join('\n'), /record Money/);
    assert.match(text.join('\n'), /An amount and its currency/);
  });

  test('definition leads into another file', async () => {
    const found = await ask<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      'shop/payments.evflow',
      'Money }',
    );
    const [first] = found.map((each) =>
      'targetUri' in each ? new vscode.Location(each.targetUri, each.targetSelectionRange ?? each.targetRange) : each,
    );
    assert.ok(first);
    assert.equal(await lineAt(first), 'record Money {');
  });

  test('references are found across files', async () => {
    const found = await ask<vscode.Location[]>('vscode.executeReferenceProvider', 'shop/common.evflow', 'Money {');
    const files = new Set(found.map(({ uri }) => uri.path.split('/').at(-1)));
    assert.ok(files.has('orders.evflow') && files.has('payments.evflow'), [...files].join());
  });

  test('the outline names what a file declares', async () => {
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      fileUri('hello/hello.evflow'),
    );
    const names = symbols.map(({ name }) => name);
    for (const name of ['OrderPlaced', 'orders', 'InventoryService', 'what is not in stock is refused']) {
      assert.ok(names.includes(name), names.join());
    }
  });

  test('formatting tidies up and leaves what is tidy', async () => {
    const editor = await open('hello/hello.evflow');
    const tidy = editor.document.getText();
    await replace(editor, 'event PaymentTaken { orderId: uuid,', 'event   PaymentTaken{orderId :uuid,');
    await vscode.commands.executeCommand('editor.action.formatDocument');
    assert.equal(editor.document.getText(), tidy);
  });

  test('names are coloured by what they stand for', async () => {
    const uri = fileUri('hello/hello.evflow');
    const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend>(
      'vscode.provideDocumentSemanticTokensLegend',
      uri,
    );
    const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>(
      'vscode.provideDocumentSemanticTokens',
      uri,
    );
    const types = new Set([...tokens.data].flatMap((type, at) => (at % 5 === 3 ? [legend.tokenTypes[type]] : [])));
    assert.ok(types.has('event') && types.has('property'), [...types].join());
  });

  test('a quick fix mends a misspelt name', async () => {
    const editor = await open('hello/hello.evflow');
    const { document } = editor;
    await replace(editor, 'emit PaymentTaken', 'emit PaymentTakn');
    await until('an error', () => problems(document.uri).length > 0);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      find(document, 'PaymentTakn'),
    );
    const edit = actions.find(({ title }) => title.includes('PaymentTaken'))?.edit;
    assert.ok(edit, actions.map(({ title }) => title).join());
    await vscode.workspace.applyEdit(edit);
    assert.match(document.getText(), /emit PaymentTaken \{/);
    await until('no error', () => problems(document.uri).length === 0);
  });

  test('Run and Debug stand above every scenario', async () => {
    const uri = fileUri('hello/hello.evflow');
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 100);
    const titles = lenses
      .map(({ command }) => `${command?.title} ${command?.arguments?.[1]}`)
      .filter((title) => !title.startsWith('Publish'));
    assert.deepEqual(titles.slice(0, 2), [
      'Run what is in stock is reserved and paid',
      'Debug what is in stock is reserved and paid',
    ]);
    assert.equal(titles.length, 6);
  });
});
