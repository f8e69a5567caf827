import { DEFAULT_CONFIG, type ProjectConfig, parseConfig } from '../../language/model/config.ts';
import type { SourceFile } from '../../language/model/entities.ts';
import type { Problem } from '../../language/model/problem.ts';
import { Project } from '../../language/model/project.ts';
import { CONFIG_NAME, FILE_EXTENSION, type FileText } from '../../language/node/projectFiles.ts';
import { Baselines } from './baselines.ts';
import type { Disk } from './disk.ts';

/** A project with the folder that it lies in, and its evflow.json. */
export interface OpenProject {
  readonly root: string;
  readonly project: Project;
  readonly config: ProjectConfig;
  readonly configFile: (FileText & { readonly problems: readonly Problem[] }) | undefined;
  readonly baselines: Baselines;
}

/** A document of the editor: its URI as the editor writes it. */
interface OpenDocument {
  readonly uri: string;
  readonly text: string;
}

/**
 * The projects of the editor's folders. What a person has open in the editor wins over the disk.
 * A file outside all folders belongs to the project of its own folder, as long as a document of it is open.
 */
export class Workspace {
  readonly #disk: Disk;
  readonly #projects = new Map<string, OpenProject>();
  readonly #roots = new Map<string, string>();
  readonly #open = new Map<string, OpenDocument>();
  readonly #onOpen: (project: OpenProject) => void;
  readonly #onClose: (project: OpenProject) => void;
  #folders: readonly string[] = [];
  #isTrusted = false;
  #changes: Promise<void> = Promise.resolve();

  /** `onOpen` is called for every project once its files are read, `onClose` when it is let go. */
  constructor(disk: Disk, onOpen: (project: OpenProject) => void, onClose: (project: OpenProject) => void) {
    this.#disk = disk;
    this.#onOpen = onOpen;
    this.#onClose = onClose;
  }

  /** Resolves when every change reported so far is taken in, or has failed. */
  settled(): Promise<void> {
    return this.#changes.catch(() => {});
  }

  /** The person trusts what lies in the folders: from now on programs may be run there. */
  trust(): void {
    this.#isTrusted = true;
    this.#askGit();
  }

  openFolders(folders: readonly string[]): Promise<void> {
    return this.#change(() => {
      this.#folders = folders.map((folder) => this.#disk.canonical(folder).replace(/\/$/, ''));
      return this.#reopen();
    });
  }

  /** A document was opened or edited. */
  setOpen(documentUri: string, text: string): Promise<void> {
    return this.#change(async () => {
      const uri = this.#disk.canonical(documentUri);
      this.#open.set(uri, { uri: documentUri, text });
      const known = this.projectOf(uri);
      if (known) known.setFile(uri, text);
      else await this.#read(this.rootOf(uri));
    });
  }

  /** A document was closed: the disk counts again. */
  setClosed(documentUri: string): Promise<void> {
    return this.#change(async () => {
      const uri = this.#disk.canonical(documentUri);
      this.#open.delete(uri);
      const root = this.rootOf(uri);
      if (this.#folderOf(uri) === undefined && !this.#hasOpen(root)) this.#let(root);
      else await this.#reread([uri]);
    });
  }

  /** Files or folders were made, changed or deleted on the disk. */
  filesChanged(fileUris: readonly string[]): Promise<void> {
    return this.#change(async () => {
      const changed = new Set(fileUris.map((uri) => this.#disk.canonical(uri)));
      if ([...changed].some((uri) => uri.endsWith(`/${CONFIG_NAME}`))) return this.#reopen();
      await this.#rereadLocks(changed);
      if ([...changed].some((uri) => uri.includes(GIT_FOLDER))) this.#askGit();
      const folders = [...changed].filter((uri) => !uri.endsWith(FILE_EXTENSION));
      const inside =
        folders.length === 0
          ? []
          : this.#uris().filter((uri) => folders.some((folder) => uri.startsWith(`${folder}/`)));
      await this.#reread([...changed, ...inside]);
    });
  }

  /** The folder of a file's project. */
  rootOf(fileUri: string): string {
    const uri = this.#disk.canonical(fileUri);
    let root = this.#roots.get(uri);
    if (root === undefined) this.#roots.set(uri, (root = this.#disk.projectRoot(uri, this.#folderOf(uri))));
    return root;
  }

  /** The project that a file or folder belongs to. */
  openProjectOf(uri: string): OpenProject | undefined {
    return this.#projects.get(this.rootOf(uri)) ?? this.#projects.get(this.#disk.canonical(uri));
  }

  projectOf(uri: string): Project | undefined {
    return this.openProjectOf(uri)?.project;
  }

  get disk(): Disk {
    return this.#disk;
  }

  file(documentUri: string): { project: Project; file: SourceFile } | undefined {
    const project = this.projectOf(documentUri);
    const file = project?.file(this.#disk.canonical(documentUri));
    return project && file && { project, file };
  }

  isOpen(uri: string): boolean {
    return this.#open.has(uri);
  }

  /** A URI as the editor writes it, where it has the document open. */
  asWritten(uri: string): string {
    return this.#open.get(uri)?.uri ?? uri;
  }

  /** Changes are taken in one after the other, in the order in which they were reported. */
  #change(change: () => Promise<void>): Promise<void> {
    this.#changes = this.#changes.then(change, change);
    return this.#changes;
  }

  /** The innermost of the editor's folders around a file. */
  #folderOf(uri: string): string | undefined {
    const around = this.#folders.filter((folder) => uri.startsWith(`${folder}/`));
    return around.sort((a, b) => b.length - a.length)[0];
  }

  #hasOpen(root: string): boolean {
    return [...this.#open.keys()].some((uri) => this.rootOf(uri) === root);
  }

  #uris(): string[] {
    return [...this.#projects.values()].flatMap(({ project }) => project.uris);
  }

  /** Takes in what the disk says about files that are not open, those of a project at once. */
  async #reread(uris: readonly string[]): Promise<void> {
    const texts = new Map<Project, Map<string, string | undefined>>();
    for (const uri of uris) {
      const opened = this.#open.has(uri) || !uri.endsWith(FILE_EXTENSION) ? undefined : this.openProjectOf(uri);
      if (!opened) continue;
      const text = isSource(opened.root, uri) ? await this.#disk.readText(uri) : undefined;
      texts.set(opened.project, (texts.get(opened.project) ?? new Map<string, string | undefined>()).set(uri, text));
    }
    for (const [project, ofProject] of texts) {
      project.batch(() => {
        for (const [uri, text] of ofProject)
          if (text === undefined) project.removeFile(uri);
          else project.setFile(uri, text);
      });
    }
  }

  async #rereadLocks(changed: ReadonlySet<string>): Promise<void> {
    for (const { baselines } of this.#projects.values())
      if (changed.has(baselines.lockUri)) baselines.setLock(await this.#disk.readText(baselines.lockUri));
  }

  /** Not awaited: nobody waits for git. */
  #askGit(): void {
    if (this.#isTrusted) for (const { baselines } of this.#projects.values()) void baselines.askGit();
  }

  async #read(root: string): Promise<void> {
    const { config: configText, lock, files } = await this.#disk.readProject(root);
    const { config, problems } = configText ? parseConfig(configText.text) : { config: DEFAULT_CONFIG, problems: [] };
    const project = new Project();
    project.batch(() => {
      project.configure(config);
      for (const file of files) if (!this.#open.has(file.uri)) project.setFile(file.uri, file.text);
      for (const [uri, { text }] of this.#open) if (this.rootOf(uri) === root) project.setFile(uri, text);
    });
    const baselines = new Baselines(this.#disk, root, project, configText);
    if (lock) baselines.setLock(lock.text);
    const opened = { root, project, config, configFile: configText && { ...configText, problems }, baselines };
    this.#projects.set(root, opened);
    if (this.#isTrusted) void baselines.askGit();
    this.#onOpen(opened);
  }

  #let(root: string): void {
    const opened = this.#projects.get(root);
    this.#projects.delete(root);
    if (opened) this.#onClose(opened);
  }

  /** Folders or an evflow.json came, went or changed: files may belong elsewhere now. */
  async #reopen(): Promise<void> {
    const before = [...this.#projects.values()];
    this.#projects.clear();
    this.#roots.clear();
    const ofFolders = await Promise.all(this.#folders.map((folder) => this.#disk.projectRoots(folder)));
    const ofOpen = [...this.#open.keys()].map((uri) => this.rootOf(uri));
    const failures: unknown[] = [];
    for (const root of new Set([...ofFolders.flat(), ...ofOpen]))
      await this.#read(root).catch((error) => failures.push(error));
    for (const project of before) this.#onClose(project);
    if (failures.length > 0) throw failures[0];
  }
}

/** What a commit, a fetch or another branch changes lies in there. */
const GIT_FOLDER = '/.git/';

/** Whether a file counts for its project when it is not open: not what lies in folders of tools. */
function isSource(root: string, uri: string): boolean {
  return !uri
    .slice(root.length + 1)
    .split('/')
    .some((name) => name === 'node_modules' || name.startsWith('.'));
}
