import * as vscode from 'vscode';
import { pickScenario } from './scenarios.ts';

/** What our language and our debug sessions are called. */
export const TYPE = 'evflow';

/** F5, launch.json and the debug adapter for scenarios. */
export function registerDebugger(context: vscode.ExtensionContext): vscode.Disposable[] {
  const adapter = context.asAbsolutePath('dist/debugAdapter.cjs');
  return [
    vscode.debug.registerDebugConfigurationProvider(TYPE, {
      resolveDebugConfiguration,
      resolveDebugConfigurationWithSubstitutedVariables,
    }),
    vscode.debug.registerDebugAdapterDescriptorFactory(TYPE, {
      createDebugAdapterDescriptor: () => adapterProcess(adapter),
    }),
  ];
}

/** Starts a scenario of a file in the debug panel. */
export function debugScenario(
  file: vscode.Uri,
  scenario: string,
  options: vscode.DebugSessionOptions,
): Thenable<boolean> {
  return vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(file), launch(file, scenario), options);
}

/**
 * Publishes a message, or sends it where it is a command, with made-up data, into an open run of its own: the debug console
 * shows what follows, nothing stops, and the run stays for more lines until it is stopped. An earlier one makes way.
 * @param message with its namespace and version
 */
export async function publishSample(file: vscode.Uri, message: string): Promise<boolean> {
  const config: vscode.DebugConfiguration = {
    type: TYPE,
    request: 'launch',
    name: message,
    program: file.fsPath,
    publish: [message],
    internalConsoleOptions: 'openOnSessionStart',
  };
  const earlier = vscode.debug.activeDebugSession;
  if (earlier?.type === TYPE && earlier.configuration.publish) await vscode.debug.stopDebugging(earlier);
  const quietly = { noDebug: true, suppressDebugStatusbar: true, suppressDebugView: true };
  return vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(file), config, quietly);
}

const launch = (file: vscode.Uri, scenario: string): vscode.DebugConfiguration => ({
  type: TYPE,
  request: 'launch',
  name: scenario,
  program: file.fsPath,
  scenario,
});

/** F5 without a launch.json gives an empty configuration: it means the file in the editor. */
function resolveDebugConfiguration(
  _folder: vscode.WorkspaceFolder | undefined,
  config: vscode.DebugConfiguration,
): vscode.DebugConfiguration | undefined {
  if (config.type) return config;
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === TYPE
    ? { type: TYPE, request: 'launch', name: vscode.l10n.t('Scenario'), program: document.uri.fsPath }
    : undefined;
}

/**
 * A configuration that names no scenario, nor messages to publish, means the one at the cursor, or asks. The workspace's folder goes along: it is
 * the project, where no evflow.json says another.
 */
async function resolveDebugConfigurationWithSubstitutedVariables(
  folder: vscode.WorkspaceFolder | undefined,
  config: vscode.DebugConfiguration,
): Promise<vscode.DebugConfiguration | undefined> {
  if (typeof config.program !== 'string') {
    void vscode.window.showErrorMessage(vscode.l10n.t('The launch configuration names no .evflow file in "program".'));
    return undefined;
  }
  const target = { ...config, folder: folder?.uri.fsPath };
  if (config.scenario || config.publish) return target;
  const scenario = await pickScenario(vscode.Uri.file(config.program));
  return scenario === undefined ? undefined : { ...target, name: scenario, scenario };
}

/** The adapter runs under the extension host's own Node, which on the desktop is Electron asked to be Node. */
function adapterProcess(adapter: string): vscode.DebugAdapterDescriptor {
  return new vscode.DebugAdapterExecutable(process.execPath, [adapter], { env: { ELECTRON_RUN_AS_NODE: '1' } });
}
