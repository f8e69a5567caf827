import assert from 'node:assert/strict';
import { setup, suite, suiteSetup, suiteTeardown, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { activeExtension, find, open, stopDebugging, until } from './helpers.ts';

interface AdapterMessage {
  readonly type: string;
  readonly event?: string;
  // biome-ignore lint/suspicious/noExplicitAny: each kind of message has a body of its own
  readonly body?: any;
}

const FILE = 'hello/hello.evflow';
const SCENARIO = 'what is in stock is reserved and paid';

suite('debugging', () => {
  let editor: vscode.TextEditor;
  let tracker: vscode.Disposable;
  /** The newest session: the active one may for a moment still be the one before. */
  let session: vscode.DebugSession;
  let messages: AdapterMessage[] = [];

  suiteSetup(async () => {
    await activeExtension();
    tracker = vscode.debug.registerDebugAdapterTrackerFactory('evflow', {
      createDebugAdapterTracker(started) {
        session = started;
        return { onDidSendMessage: (message: AdapterMessage) => messages.push(message) };
      },
    });
  });
  suiteTeardown(() => tracker.dispose());

  setup(async () => {
    messages = [];
    editor = await open(FILE);
  });
  teardown(async () => {
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    await stopDebugging();
  });

  const event = (name: string) => messages.find((message) => message.event === name);
  const output = () =>
    messages
      .filter((message) => message.event === 'output')
      .map(({ body }) => body.output)
      .join('');
  const request = (command: string, args: unknown) => session.customRequest(command, args);

  function breakAt(text: string): number {
    const { start } = find(editor.document, text);
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(new vscode.Location(editor.document.uri, start))]);
    return start.line + 1;
  }

  /** The children of the first scope or variable whose name matches, as `name = value`. */
  async function variables(scope: { variablesReference: number }): Promise<string[]> {
    const { variables } = await request('variables', { variablesReference: scope.variablesReference });
    return variables.map(({ name, value }: { name: string; value: string }) => `${name} = ${value}`);
  }

  test('F5 in a scenario stops at a breakpoint, with the causes as the stack', async () => {
    const line = breakAt('emit PaymentTaken');
    const start = find(editor.document, SCENARIO).start;
    editor.selection = new vscode.Selection(start, start);
    await vscode.commands.executeCommand('workbench.action.debug.start');
    const stopped = await until('a stop', () => event('stopped'));
    assert.equal(stopped.body.reason, 'breakpoint');

    const { stackFrames } = await request('stackTrace', { threadId: stopped.body.threadId });
    assert.equal(stackFrames[0].line, line);
    const causes = stackFrames.map(({ name }: { name: string }) => name).join('\n');
    assert.match(causes, /Payments/);
    assert.match(causes, /StockReserved/);
    assert.match(causes, /Inventory/);

    const { scopes } = await request('scopes', { frameId: stackFrames[0].id });
    const shown = (await Promise.all(scopes.map(variables))).flat().join('\n');
    assert.match(shown, /amount = "?9/);
    const emitter = stackFrames.find(({ name }: { name: string }) => name.includes('Inventory'));
    assert.equal(emitter.line, find(editor.document, 'emit StockReserved').start.line + 1);

    await until('the stopped thread in focus', () => vscode.debug.activeStackItem?.session.id === session.id);
    await vscode.commands.executeCommand('workbench.action.debug.continue');
    await until('the end', () => event('terminated'));
  });

  test('step over goes to the next line', async () => {
    const line = breakAt('let left =');
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    const launch = {
      type: 'evflow',
      request: 'launch',
      name: 'step',
      program: editor.document.uri.fsPath,
      scenario: SCENARIO,
    };
    assert.ok(await vscode.debug.startDebugging(folder, launch));
    const first = await until('a stop', () => event('stopped'));
    messages = [];
    await request('next', { threadId: first.body.threadId });
    const second = await until('the next stop', () => event('stopped'));
    const { stackFrames } = await request('stackTrace', { threadId: second.body.threadId });
    assert.ok(stackFrames[0].line > line);
    const { scopes } = await request('scopes', { frameId: stackFrames[0].id });
    const shown = (await Promise.all(scopes.map(variables))).flat();
    assert.ok(shown.includes('left = 5'), shown.join());
    assert.ok(
      shown.some((variable) => /^stock = /.test(variable)),
      shown.join(),
    );
  });

  /** Clicks the lens above an event. */
  async function publishSample(): Promise<void> {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      editor.document.uri,
      100,
    );
    const { line } = find(editor.document, 'event OrderPlaced').start;
    const command = lenses.find(({ range }) => range.start.line === line)?.command;
    assert.equal(command?.title, 'Publish sample');
    await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
    await until('the run to stand still', () => output().includes('The run stands still at'));
  }

  test('a lens above an event publishes a sample, and tells what follows and how the run stands then', async () => {
    breakAt('let left =');
    await publishSample();
    assert.equal(event('stopped'), undefined);
    assert.match(output(), /published {2}OrderPlaced \{ orderId: .* to orders\//);
    assert.match(output(), /published {2}ReserveFailed .* by Inventory/);
    assert.match(output(), /^inventory-service-inventory +orders +\d +1 +1 +0$/m);
    assert.match(output(), /^The run stands still at 10:30:00\.000\.$/m);
    assert.equal(event('terminated'), undefined);
  });

  test('an open run takes operations, from the console and from the palette', async () => {
    await publishSample();
    const first = session;
    await request('evaluate', { expression: 'replay Inventory from earliest', context: 'repl' });
    await until('the replay', () => output().includes('replay     Inventory reads orders/'));
    await assert.rejects(async () => request('evaluate', { expression: 'rebuild Inventory', context: 'repl' }));

    const replays = () => output().split('replay     Inventory reads').length - 1;
    const asked = vscode.commands.executeCommand('evflow.replay');
    await until('the replay that was chosen', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return replays() === 2;
    });
    await asked;

    messages = [];
    await publishSample();
    assert.notEqual(session.id, first.id, 'a sample begins a run of its own');
    await until('one run', () => vscode.debug.activeDebugSession?.id === session.id);
  });
});
