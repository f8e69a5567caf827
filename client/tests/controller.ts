import * as vscode from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';
import { debugScenarios } from './debug.ts';
import { findScenario, scenariosBelow, showScenarios } from './items.ts';
import { runScenarios } from './run.ts';
import { Traces } from './traces.ts';

/** Scenarios in the Test Explorer and at the editor's edge: the server finds and runs them. */
export class ScenarioTests {
  readonly controller = vscode.tests.createTestController('evflow', 'evflow');
  readonly #client: LanguageClient;
  readonly #traces = new Traces();

  constructor(client: LanguageClient) {
    this.#client = client;
  }

  register(): vscode.Disposable[] {
    const { controller } = this;
    const { Run, Debug } = vscode.TestRunProfileKind;
    controller.createRunProfile(vscode.l10n.t('Run'), Run, (request) => this.#run(request), true);
    controller.createRunProfile(vscode.l10n.t('Debug'), Debug, (request) => this.#debug(request), true);
    return [
      controller,
      ...this.#traces.register(),
      this.#client.onNotification('evflow/scenarios', (found) => showScenarios(controller, found)),
      this.#client.onDidChangeState(({ newState }) => {
        // A server that starts anew tells of all scenarios again.
        if (newState === State.Stopped) controller.items.replace([]);
      }),
      this.#command('evflow.runScenario', (request) => this.#run(request)),
      this.#command('evflow.debugScenario', (request) => this.#debug(request)),
    ];
  }

  /** A command of the code lenses above a scenario: it comes with the file's URI and the scenario's name. */
  #command(command: string, start: (request: vscode.TestRunRequest) => Promise<void>): vscode.Disposable {
    return vscode.commands.registerCommand(command, async (uri: string, name: string) => {
      const item = findScenario(this.controller, vscode.Uri.parse(uri), name);
      if (item) return start(new vscode.TestRunRequest([item]));
      void vscode.window.showErrorMessage(vscode.l10n.t('The scenario "{0}" is not known yet. Try again.', name));
    });
  }

  #run(request: vscode.TestRunRequest): Promise<void> {
    return this.#start(request, (run, items) => runScenarios(this.#client, run, items, this.#traces));
  }

  #debug(request: vscode.TestRunRequest): Promise<void> {
    return this.#start(request, (run, items) => debugScenarios(run, items, this.#traces));
  }

  async #start(
    request: vscode.TestRunRequest,
    body: (run: vscode.TestRun, items: readonly vscode.TestItem[]) => Promise<void>,
  ): Promise<void> {
    if (!vscode.workspace.isTrusted) {
      void vscode.window.showErrorMessage(vscode.l10n.t('Scenarios run only in a workspace that you trust.'));
      return;
    }
    const excluded = new Set(scenariosBelow(entries(request.exclude ?? [])));
    const asked = scenariosBelow(request.include ? entries(request.include) : this.controller.items);
    const run = this.controller.createTestRun(request);
    try {
      await body(
        run,
        asked.filter((item) => !excluded.has(item)),
      );
    } finally {
      run.end();
    }
  }
}

function entries(items: readonly vscode.TestItem[]): [string, vscode.TestItem][] {
  return items.map((item) => [item.id, item]);
}
