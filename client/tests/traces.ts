import * as vscode from 'vscode';

const SCHEME = 'evflow-trace';

/** The traces of the scenarios' last runs, as documents that can only be read. */
export class Traces implements vscode.TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;

  register(): vscode.Disposable[] {
    return [
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.commands.registerCommand('evflow.showTrace', (of: Traced) => this.show('test' in of ? of.test : of)),
    ];
  }

  keep(item: vscode.TestItem, text: string): void {
    const uri = uriOf(item);
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? vscode.l10n.t('Run the scenario to see its trace.');
  }

  async show(item: vscode.TestItem): Promise<void> {
    await vscode.window.showTextDocument(uriOf(item), { preview: true });
  }
}

/** What menus of the Test Explorer hand to a command: a scenario, or a failure of one. */
type Traced = vscode.TestItem | { readonly test: vscode.TestItem };

/** VS Code colours a `.log`. */
function uriOf(item: vscode.TestItem): vscode.Uri {
  const path = `/${item.label.replaceAll('/', ' ')}.log`;
  return vscode.Uri.from({ scheme: SCHEME, path, query: item.uri?.toString() ?? '' });
}
