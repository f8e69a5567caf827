import * as vscode from 'vscode';

/** The server's notification `evflow/scenarios`: all scenarios of a file. */
export interface FileScenarios {
  readonly uri: string;
  readonly project: { readonly uri: string; readonly name?: string };
  readonly scenarios: readonly { readonly name: string; readonly range: LspRange }[];
}

/** As the protocol has it, lines and characters from 0. */
export interface LspRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export function toRange({ start, end }: LspRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** Shows a file's scenarios below the file and its project, and no longer those that are gone. */
export function showScenarios(controller: vscode.TestController, { uri, project, scenarios }: FileScenarios): void {
  const [file, folder] = [vscode.Uri.parse(uri), vscode.Uri.parse(project.uri)];
  for (const [, shown] of [...controller.items]) {
    if (scenarios.length === 0 || shown.id !== folder.toString()) removeFile(controller, shown, file);
  }
  if (scenarios.length === 0) return;
  const projectItem = itemIn(controller, controller.items, folder.toString(), '', folder);
  projectItem.label = project.name ?? baseName(folder);
  const fileItem = itemIn(controller, projectItem.children, file.toString(), pathIn(folder, file), file);
  const taken = new Set<string>();
  const items = scenarios.map(({ name, range }) => {
    const item = itemIn(controller, fileItem.children, freeId(name, taken), name, file);
    item.range = toRange(range);
    return item;
  });
  fileItem.children.replace(items);
}

/** The item of a scenario; undefined where the server has not told of it. */
export function findScenario(
  controller: vscode.TestController,
  file: vscode.Uri,
  name: string,
): vscode.TestItem | undefined {
  for (const [, project] of controller.items) {
    const found = project.children.get(file.toString())?.children.get(name);
    if (found) return found;
  }
  return undefined;
}

/** The scenarios at or below items, in their order. */
export function scenariosBelow(items: Iterable<[string, vscode.TestItem]>): vscode.TestItem[] {
  return [...items].flatMap(([, item]) => (item.range ? [item] : scenariosBelow(item.children)));
}

/** The item of that id, which keeps its results, or a new one. */
function itemIn(
  controller: vscode.TestController,
  items: vscode.TestItemCollection,
  id: string,
  label: string,
  uri: vscode.Uri,
): vscode.TestItem {
  const known = items.get(id);
  if (known) return known;
  const item = controller.createTestItem(id, label, uri);
  items.add(item);
  return item;
}

function removeFile(controller: vscode.TestController, project: vscode.TestItem, file: vscode.Uri): void {
  project.children.delete(file.toString());
  if (project.children.size === 0) controller.items.delete(project.id);
}

/** The name itself, for all but those that repeat another, which is an error. */
function freeId(name: string, taken: Set<string>): string {
  let id = name;
  for (let number = 2; taken.has(id); number++) id = `${name} #${number}`;
  taken.add(id);
  return id;
}

function baseName({ path }: vscode.Uri): string {
  return path.replace(/\/$/, '').split('/').at(-1) ?? path;
}

function pathIn(folder: vscode.Uri, file: vscode.Uri): string {
  const start = `${folder.path.replace(/\/$/, '')}/`;
  return file.path.startsWith(start) ? file.path.slice(start.length) : baseName(file);
}
