import * as vscode from 'vscode';
import { TYPE } from './debug.ts';

const OPERATIONS = ['replay', 'rebuild', 'redrive', 'resume'] as const;
type Operation = (typeof OPERATIONS)[number];

/** What the debug adapter says an operation can be done to; `line` is the operation as it is typed in the debug console. */
interface Choice extends vscode.QuickPickItem {
  readonly line: string;
}

/** What operators do, in the run of the active debug session. */
export function registerOperations(): vscode.Disposable[] {
  return OPERATIONS.map((operation) =>
    vscode.commands.registerCommand(`evflow.${operation}`, () => operate(operation)),
  );
}

async function operate(operation: Operation): Promise<void> {
  const session = vscode.debug.activeDebugSession;
  if (session?.type !== TYPE) {
    const how = vscode.l10n.t('There is no run. Start one: Publish Sample above a message, or Debug above a scenario.');
    void vscode.window.showErrorMessage(how);
    return;
  }
  try {
    const line = await pickLine(operation, session);
    if (line !== undefined) await session.customRequest('evaluate', { expression: line, context: 'repl' });
  } catch (error) {
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}

/** Undefined where there is nothing to choose, which is said, or nothing was chosen. */
async function pickLine(operation: Operation, session: vscode.DebugSession): Promise<string | undefined> {
  const { choices }: { choices: readonly Choice[] } = await session.customRequest('evflowOperations', { operation });
  if (choices.length === 0) {
    void vscode.window.showInformationMessage(NOTHING[operation]());
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick(choices, { title: TITLES[operation]() });
  if (!chosen || operation !== 'replay') return chosen?.line;
  const from = await vscode.window.showInputBox({
    title: vscode.l10n.t('Where does {0} begin?', chosen.label),
    prompt: vscode.l10n.t('earliest, latest, an offset, or a time in quotes such as "2024-01-15T10:30:00Z"'),
    value: 'earliest',
  });
  return from && `${chosen.line} ${from}`;
}

const TITLES: Readonly<Record<Operation, () => string>> = {
  replay: () => vscode.l10n.t('Which consumer reads again?'),
  rebuild: () => vscode.l10n.t('Which projection is built anew?'),
  redrive: () => vscode.l10n.t("Which topic's dead letters are delivered again?"),
  resume: () => vscode.l10n.t('Which saga goes on?'),
};

const NOTHING: Readonly<Record<Operation, () => string>> = {
  replay: () => vscode.l10n.t('This project has no consumer.'),
  rebuild: () => vscode.l10n.t('This project has no projection.'),
  redrive: () => vscode.l10n.t('No dead letter lies in any topic now.'),
  resume: () => vscode.l10n.t('No instance of a saga is parked now.'),
};
