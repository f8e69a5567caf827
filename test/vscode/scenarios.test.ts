import assert from 'node:assert/strict';
import { setup, suite, suiteSetup, suiteTeardown, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { activeExtension, fileUri, find, open, replace, revert, stopDebugging, until } from './helpers.ts';

const FILE = 'hello/hello.evflow';
const SCENARIO = 'what is in stock is reserved and paid';
const FAILING = `namespace hello

scenario "fails" {
  given Inventory.stock["tea"] = 5
  when OrderPlaced { sku: "tea", quantity: 2, price: 3 }
  then PaymentTaken { amount: 7 }
}

scenario "passes" {
  when OrderPlaced { sku: "coffee" }
  then ReserveFailed
}
`;

/** What became of an item, as `passed: name`, in order, and the messages of those that failed. */
interface Seen {
  readonly states: string[];
  readonly messages: vscode.TestMessage[];
  output: string;
  isOver: boolean;
}

suite('Test Explorer', () => {
  const failing = fileUri('hello/failing.evflow');
  let controller: vscode.TestController;
  let createTestRun: vscode.TestController['createTestRun'];
  let runs: Seen[] = [];

  suiteSetup(async () => {
    controller = ((await activeExtension()).exports as { tests: vscode.TestController }).tests;
    createTestRun = controller.createTestRun;
    controller.createTestRun = (...args) => watched(createTestRun(...args));
    await vscode.workspace.fs.writeFile(failing, new TextEncoder().encode(FAILING));
  });
  suiteTeardown(async () => {
    controller.createTestRun = createTestRun;
    await vscode.workspace.fs.delete(failing);
  });
  setup(() => {
    runs = [];
  });
  teardown(async () => {
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    await stopDebugging();
    await revert();
  });

  /** Notes what is said of a run on its way to VS Code. */
  function watched(run: vscode.TestRun): vscode.TestRun {
    const seen: Seen = { states: [], messages: [], output: '', isOver: false };
    runs.push(seen);
    const original = { ...run };
    const note = (state: string, { label }: vscode.TestItem) => void seen.states.push(`${state}: ${label}`);
    return Object.assign(run, {
      passed(item: vscode.TestItem, took?: number) {
        note('passed', item);
        original.passed(item, took);
      },
      failed(item: vscode.TestItem, messages: vscode.TestMessage[], took?: number) {
        note('failed', item);
        seen.messages.push(...messages);
        original.failed(item, messages, took);
      },
      errored(item: vscode.TestItem, message: vscode.TestMessage) {
        note('errored', item);
        seen.messages.push(message);
        original.errored(item, message);
      },
      skipped(item: vscode.TestItem) {
        note('skipped', item);
        original.skipped(item);
      },
      appendOutput(output: string, place: vscode.Location | undefined, item: vscode.TestItem) {
        seen.output += output;
        original.appendOutput(output, place, item);
      },
      end() {
        seen.isOver = true;
        original.end();
      },
    });
  }

  const over = (count = 1) =>
    until('the end of the run', () => runs.filter(({ isOver }) => isOver).length >= count && runs);
  const items = (collection: vscode.TestItemCollection) => [...collection].map(([, item]) => item);
  /** Projects, files and scenarios, indented. */
  const tree = (collection: vscode.TestItemCollection, indent = ''): string[] =>
    items(collection).flatMap(({ label, children }) => [`${indent}${label}`, ...tree(children, `${indent}  `)]);

  test('shows each project with its files and their scenarios, though nobody has opened them', async () => {
    await until('the scenarios', () => tree(controller.items).includes('    fails'));
    const shown = tree(controller.items);
    for (const line of ['hello', '  hello.evflow', `    ${SCENARIO}`, 'shop', '  failing.evflow', '    passes'])
      assert.ok(shown.includes(line), `${line} in\n${shown.join('\n')}`);
  });

  test('follows typing', async () => {
    const editor = await open(FILE);
    await replace(editor, `scenario "${SCENARIO}"`, `\n\nscenario "just typed"`);
    const item = await until('the new name', () => {
      const project = items(controller.items).find(({ label }) => label === 'hello');
      return project?.children.get(editor.document.uri.toString())?.children.get('just typed');
    });
    assert.equal(item.range?.start.line, find(editor.document, 'scenario "just typed"').start.line);
    await revert();
    await until('the old name', () => tree(controller.items).includes(`    ${SCENARIO}`));
  });

  test('the command of the lens runs a scenario, which tells what happened', async () => {
    await vscode.commands.executeCommand('evflow.runScenario', fileUri(FILE).toString(), SCENARIO);
    const [run] = await over();
    assert.deepEqual(run?.states, [`passed: ${SCENARIO}`]);
    for (const message of ['OrderPlaced', 'StockReserved', 'PaymentTaken', '✓ passed'])
      assert.match(run?.output ?? '', new RegExp(message));
  });

  test('a failure has its line, what was expected and what was there', async () => {
    await vscode.window.showTextDocument(failing);
    await vscode.commands.executeCommand('testing.runCurrentFile');
    const [run] = await over();
    assert.deepEqual(run?.states, ['failed: fails', 'passed: passes']);
    const [message] = run?.messages ?? [];
    assert.equal(message?.location?.uri.toString(), failing.toString());
    assert.equal(message?.location?.range.start.line, 5);
    assert.equal(message?.expectedOutput, 'amount: 7');
    assert.equal(message?.actualOutput, 'amount: 6');
    assert.match(String(message?.message), /PaymentTaken/);
  });

  test('the trace of a run opens as a document', async () => {
    await vscode.commands.executeCommand('evflow.runScenario', failing.toString(), 'fails');
    await over();
    const project = items(controller.items).find(({ label }) => label === 'hello');
    const item = project?.children.get(failing.toString())?.children.get('fails');
    assert.ok(item);
    await vscode.commands.executeCommand('evflow.showTrace', item);
    const { document } = await until('the trace', () => {
      const editor = vscode.window.activeTextEditor;
      return editor?.document.uri.scheme === 'evflow-trace' && editor;
    });
    assert.match(document.getText(), /published {2}OrderPlaced \{ [\s\S]*✗ failed {2}"fails"/);
  });

  test('a project with errors runs nothing and says why', async () => {
    const editor = await open(FILE);
    await replace(editor, 'emit PaymentTaken', 'emit PaymentTakn');
    await vscode.commands.executeCommand('evflow.runScenario', fileUri(FILE).toString(), SCENARIO);
    const [run] = await over();
    assert.deepEqual(run?.states, [`errored: ${SCENARIO}`]);
    assert.match(String(run?.messages[0]?.message), /has errors.*PaymentTakn/);
  });

  test('debugging a scenario stops at a breakpoint and ends with its result', async () => {
    const editor = await open(FILE);
    const { start } = find(editor.document, 'emit PaymentTaken');
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(new vscode.Location(editor.document.uri, start))]);
    const cursor = find(editor.document, SCENARIO).start;
    editor.selection = new vscode.Selection(cursor, cursor);
    void vscode.commands.executeCommand('testing.debugAtCursor');
    await until('a stop', () => vscode.debug.activeStackItem);
    assert.deepEqual(runs[0]?.states, []);
    await vscode.commands.executeCommand('workbench.action.debug.continue');
    const [run] = await over();
    assert.deepEqual(run?.states, [`passed: ${SCENARIO}`]);
  });

  test('files that come and go on the disk come and go in the tree', async () => {
    const file = fileUri('hello/more.evflow');
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('scenario "one more" {}'));
    await until('more.evflow', () => tree(controller.items).includes('  more.evflow'));
    await vscode.workspace.fs.delete(file);
    await until('no more.evflow', () => !tree(controller.items).includes('  more.evflow'));
  });

  test('a saved trace opens as JSON lines', async () => {
    const file = fileUri('hello/some.evtrace');
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('{"evtrace":1}\n{"time":""}\n'));
    try {
      assert.equal((await vscode.workspace.openTextDocument(file)).languageId, 'jsonl');
    } finally {
      await vscode.workspace.fs.delete(file);
    }
  });
});
