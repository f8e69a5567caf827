import { type Connection, NotificationType, type Range } from 'vscode-languageserver';
import { errorText, toRange } from './convert.ts';
import { FileWatch } from './fileWatch.ts';
import type { OpenProject, Workspace } from './workspace.ts';

/** The scenarios of a file: all of them, so none once the file has none or is gone. */
interface FileScenarios {
  readonly uri: string;
  /** The project's folder, and the name that evflow.json gives it. */
  readonly project: { readonly uri: string; readonly name: string | undefined };
  readonly scenarios: readonly { readonly name: string; readonly range: Range }[];
}

const ScenariosNotification = new NotificationType<FileScenarios>('evflow/scenarios');

/** Tells the editor a file's scenarios whenever they have changed, of files that nobody has open too. */
export class ScenariosPush {
  readonly #connection: Connection;
  readonly #workspace: Workspace;
  readonly #watches = new Map<OpenProject, FileWatch>();
  /** What was told last of each file that has scenarios. */
  readonly #told = new Map<string, string>();

  constructor(connection: Connection, workspace: Workspace) {
    this.#connection = connection;
    this.#workspace = workspace;
  }

  watch(opened: OpenProject): void {
    const isOpen = (uri: string) => this.#workspace.isOpen(uri);
    this.#watches.set(opened, new FileWatch(opened.project, isOpen, (uri) => this.#look(opened, uri)));
  }

  /** Lets a project go; files that no other project has by now lose their scenarios. */
  unwatch(opened: OpenProject): void {
    this.#watches.get(opened)?.stop();
    this.#watches.delete(opened);
    const kept = new Set([...this.#watches.keys()].flatMap(({ project }) => project.uris));
    for (const uri of opened.project.uris) if (!kept.has(uri)) this.#tell(opened, uri, []);
  }

  /** A document was opened: its scenarios are looked for at once. */
  opened(documentUri: string): void {
    const opened = this.#workspace.openProjectOf(documentUri);
    if (opened) this.#watches.get(opened)?.now(this.#workspace.disk.canonical(documentUri));
  }

  #look(opened: OpenProject, uri: string): void {
    try {
      this.#tell(opened, uri, scenariosIn(opened, uri));
    } catch (error) {
      this.#connection.console.error(`No scenarios of ${uri}: ${errorText(error)}`);
    }
  }

  #tell({ root, config }: OpenProject, uri: string, scenarios: FileScenarios['scenarios']): void {
    const found: FileScenarios = { uri, project: { uri: root, name: config.name }, scenarios };
    const text = scenarios.length > 0 ? JSON.stringify(found) : undefined;
    if (text === this.#told.get(uri)) return;
    if (text) this.#told.set(uri, text);
    else this.#told.delete(uri);
    void this.#connection.sendNotification(ScenariosNotification, found);
  }
}

function scenariosIn({ project }: OpenProject, uri: string): FileScenarios['scenarios'] {
  const file = project.file(uri);
  if (!file) return [];
  return file.entities.flatMap(({ kind, name, node }) =>
    kind === 'scenario' ? [{ name, range: toRange(file, node) }] : [],
  );
}
