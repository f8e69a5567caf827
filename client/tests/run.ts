import * as vscode from 'vscode';
import { type LanguageClient, ProgressType } from 'vscode-languageclient/node';
import { type ScenarioReport, showReport } from './results.ts';
import type { Traces } from './traces.ts';

/** What the server tells of the scenario at an index of those that it was asked to run. */
type ScenarioEvent = { readonly index: number } & (
  | { readonly kind: 'started' }
  | { readonly kind: 'ended'; readonly report: ScenarioReport; readonly took: number }
  | { readonly kind: 'refused'; readonly why: string }
);

const RunProgress = new ProgressType<ScenarioEvent>();
let runs = 0;

/** Lets the server run scenarios, and shows each result as it comes. */
export async function runScenarios(
  client: LanguageClient,
  run: vscode.TestRun,
  items: readonly vscode.TestItem[],
  traces: Traces,
): Promise<void> {
  const open = new Set(items);
  for (const item of items) run.enqueued(item);
  const partialResultToken = `evflow-run-${++runs}`;
  const progress = client.onProgress(RunProgress, partialResultToken, (event) => {
    const item = items[event.index];
    if (!item) return;
    if (event.kind === 'started') return run.started(item);
    open.delete(item);
    if (event.kind === 'ended') showReport(run, item, event.report, traces, event.took);
    else run.errored(item, new vscode.TestMessage(event.why));
  });
  try {
    const scenarios = items.map((item) => ({ uri: item.uri?.toString() ?? '', name: item.label }));
    await client.sendRequest('evflow/runScenarios', { scenarios, partialResultToken }, run.token);
  } catch (error) {
    if (run.token.isCancellationRequested) return;
    const message = error instanceof Error ? error.message : String(error);
    for (const item of open) run.errored(item, new vscode.TestMessage(message));
  } finally {
    progress.dispose();
  }
}
