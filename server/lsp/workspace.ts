import { DEFAULT_CONFIG, parseConfig, type ProjectConfig } from '../../language/model/config.ts';
import type { SourceFile } from '../../language/model/entities.ts';
import type { Problem } from '../../language/model/problem.ts';
import { Project } from '../../language/model/project.ts';
import { CONFIG_NAME, FILE_EXTENSION, type FileText } from '../../language/node/projectFiles.ts';
import type { Disk } from './disk.ts';

/** A project with the folder that it lies in, and its evflow.json. */
export interface OpenProject {
  readonly root: string;
  readonly project: Project;
  readonly config: ProjectConfig;
  readonly configFile: (FileText & { readonly problems: readonly Problem[] }) | undefined;
}

/**
 * The projects of the editor's folders. What a person has open in the editor wins over the disk.
 * A file outside all folders belongs to the project of its own folder.
 */
export class Workspace {
  readonly #disk: Disk;
  readonly #projects = new Map<string, OpenProject>();
  readonly #roots = new Map<string, string>();
  readonly #open = new Map<string, string>();
  readonly #onOpen: (project: OpenProject) => void;
  readonly #onClose: (project: OpenProject) => void;
  #folders: readonly string[] = [];
  #changes: Promise<void> = Promise.resolve();

  /** `onOpen` is called for every project once its files are read, `onClose` when it is let go. */
  constructor(disk: Disk, onOpen: (project: OpenProject) => void, onClose: (project: OpenProject) => void) {
    this.#disk = disk;
    this.#onOpen = onOpen;
    this.#onClose = onClose;
  }

  /** Resolves when every change reported so far is taken in. */
  settled(): Promise<void> {
    return this.#changes;
  }

  openFolders(folders: readonly string[]): Promise<void> {
    return this.#change(() => this.#openAll(folders));
  }

  /** A document was opened or edited. */
  setOpen(documentUri: string, text: string): Promise<void> {
    return this.#change(async () => {
      const uri = this.#disk.canonical(documentUri);
      this.#open.set(uri, text);
      const known = this.projectOf(uri);
      if (known) known.setFile(uri, text);
      else await this.#read(this.rootOf(uri));
    });
  }

  /** A document was closed: the disk counts again. */
  setClosed(documentUri: string): Promise<void> {
    return this.#change(() => {
      const uri = this.#disk.canonical(documentUri);
      this.#open.delete(uri);
      return this.#reread(uri);
    });
  }

  /** A file was made, changed or deleted on the disk. */
  fileChanged(fileUri: string): Promise<void> {
    return this.#change(() => this.#reread(this.#disk.canonical(fileUri)));
  }

  /** The folder of a file's project. */
  rootOf(fileUri: string): string {
    const uri = this.#disk.canonical(fileUri);
    const known = this.#roots.get(uri);
    if (known !== undefined) return known;
    const folder = this.#folders.find((candidate) => uri.startsWith(`${candidate}/`));
    const root = this.#disk.projectRoot(uri, folder);
    this.#roots.set(uri, root);
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

  /** Changes are taken in one after the other, in the order in which they were reported. */
  #change(change: () => Promise<void>): Promise<void> {
    this.#changes = this.#changes.then(change, change);
    return this.#changes;
  }

  async #openAll(folders: readonly string[]): Promise<void> {
    this.#folders = folders.map((folder) => this.#disk.canonical(folder).replace(/\/$/, ''));
    const roots = await Promise.all(this.#folders.map((folder) => this.#disk.projectRoots(folder)));
    const ofOpen = [...this.#open.keys()].map((uri) => this.rootOf(uri));
    for (const root of new Set([...roots.flat(), ...ofOpen])) await this.#read(root);
  }

  async #reread(uri: string): Promise<void> {
    if (this.#open.has(uri)) return;
    if (uri.endsWith(`/${CONFIG_NAME}`)) return this.#reopen();
    const project = this.projectOf(uri);
    if (!project || !uri.endsWith(FILE_EXTENSION)) return;
    const text = await this.#disk.readText(uri);
    if (text === undefined) project.removeFile(uri);
    else project.setFile(uri, text);
  }

  async #read(root: string): Promise<void> {
    const { config: configText, files } = await this.#disk.readProject(root);
    const { config, problems } = configText ? parseConfig(configText.text) : { config: DEFAULT_CONFIG, problems: [] };
    const project = new Project();
    project.batch(() => {
      project.configure(config);
      for (const file of files) project.setFile(file.uri, file.text);
      for (const [uri, text] of this.#open) if (this.rootOf(uri) === root) project.setFile(uri, text);
    });
    const opened = { root, project, config, configFile: configText && { ...configText, problems } };
    this.#projects.set(root, opened);
    this.#onOpen(opened);
  }

  /** An evflow.json came, went or changed: files may belong elsewhere now. */
  async #reopen(): Promise<void> {
    const before = [...this.#projects.values()];
    this.#projects.clear();
    this.#roots.clear();
    await this.#openAll(this.#folders);
    for (const project of before) this.#onClose(project);
  }
}
