import * as vscode from 'vscode';
import { debugScenario } from '../debug.ts';
import { type ScenarioReport, showReport } from './results.ts';
import type { Traces } from './traces.ts';

/** Debugs scenarios one after the other, and shows what comes of each. */
export async function debugScenarios(
  run: vscode.TestRun,
  items: readonly vscode.TestItem[],
  traces: Traces,
): Promise<void> {
  for (const item of items) run.enqueued(item);
  for (const item of items) {
    if (run.token.isCancellationRequested) return;
    run.started(item);
    const report = await debugged(item, run);
    if (report) showReport(run, item, report, traces);
    else run.skipped(item);
  }
}

/** Resolves when the session is over; undefined where it was stopped before the end, or did not start. */
async function debugged(item: vscode.TestItem, run: vscode.TestRun): Promise<ScenarioReport | undefined> {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  let session: vscode.DebugSession | undefined;
  let report: ScenarioReport | undefined;
  const { uri, label } = item;
  if (!uri) return undefined;
  const listeners = [
    vscode.debug.onDidStartDebugSession((started) => {
      const { program, scenario } = started.configuration;
      if (program === uri.fsPath && scenario === label) session ??= started;
    }),
    vscode.debug.onDidReceiveDebugSessionCustomEvent(({ session: { id }, event, body }) => {
      if (event === 'evflowResult' && id === session?.id) report = body;
    }),
    vscode.debug.onDidTerminateDebugSession(({ id }) => {
      if (id === session?.id) resolve();
    }),
    run.token.onCancellationRequested(() => session && vscode.debug.stopDebugging(session)),
  ];
  try {
    if (await debugScenario(uri, label, { testRun: run })) await over;
    return report;
  } finally {
    for (const listener of listeners) listener.dispose();
  }
}
