import * as vscode from 'vscode';
import { type LspRange, toRange } from './items.ts';
import type { Traces } from './traces.ts';

/** What the server and the debug adapter say of a scenario that was run. */
export interface ScenarioReport {
  readonly outcome: 'passed' | 'failed';
  readonly failures: readonly {
    readonly uri: string;
    readonly range?: LspRange;
    readonly message: string;
    readonly compared?: { readonly expected: string; readonly actual: string };
  }[];
  readonly trace: string;
}

/** Shows what came of a scenario, and keeps its trace. `took`: milliseconds, where nobody stood still in between. */
export function showReport(
  run: vscode.TestRun,
  item: vscode.TestItem,
  report: ScenarioReport,
  traces: Traces,
  took?: number,
): void {
  traces.keep(item, report.trace);
  run.appendOutput(`${report.trace.replaceAll('\n', '\r\n')}\r\n\r\n`, undefined, item);
  if (report.outcome === 'passed') return run.passed(item, took);
  run.failed(item, report.failures.map(toMessage), took);
}

function toMessage({ uri, range, message, compared }: ScenarioReport['failures'][number]): vscode.TestMessage {
  const shown = new vscode.TestMessage(message);
  if (range) shown.location = new vscode.Location(vscode.Uri.parse(uri), toRange(range));
  shown.expectedOutput = compared?.expected;
  shown.actualOutput = compared?.actual;
  shown.contextValue = 'evflowFailure'; // menus of the manifest look for it
  return shown;
}
