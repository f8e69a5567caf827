import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import {
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  FileChangeType,
  type InitializeResult,
  type Position,
  ProposedFeatures,
  type ProtocolConnection,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Disk } from '../../server/lsp/disk.ts';
import { nodeDisk } from '../../server/lsp/nodeDisk.ts';
import { startServer } from '../../server/lsp/server.ts';

/** How long a test waits for what the server says of its own accord, in milliseconds. */
const PATIENCE = 100_000;

export interface EditorOptions {
  /** Folders of the workspace, relative to the temporary one; left out: that one itself. */
  readonly folders?: readonly string[];
  readonly disk?: Disk;
  /** Whether the person trusts the folders; left out, nothing is said. */
  readonly trusted?: boolean;
}

/** What the server says of the scenarios of a file. */
export interface FileScenarios {
  readonly uri: string;
  readonly project: { readonly uri: string; readonly name?: string };
  readonly scenarios: readonly { readonly name: string; readonly range: Range }[];
}

/** Plays an editor: it talks to the real server over the protocol, about files in a temporary folder. */
export class Editor {
  readonly root: string;
  /** What the server wrote to its output channel. */
  readonly log: string[] = [];
  /** Every push of diagnostics, in order. */
  readonly pushes: { readonly uri: string; readonly diagnostics: readonly Diagnostic[] }[] = [];
  /** Every notification of a file's scenarios, in order. */
  readonly scenarioPushes: FileScenarios[] = [];
  readonly connection: ProtocolConnection;
  capabilities: InitializeResult['capabilities'] = {};
  readonly #documents = new Map<string, TextDocument>();
  #onPush: () => void = () => {};

  private constructor(root: string, disk: Disk) {
    this.root = root;
    const [toServer, toClient] = [new PassThrough(), new PassThrough()];
    const quiet = { error: () => {}, warn: () => {}, info: () => {}, log: () => {} };
    startServer(createConnection(ProposedFeatures.all, toServer, toClient), disk);
    this.connection = createProtocolConnection(
      new StreamMessageReader(toClient),
      new StreamMessageWriter(toServer),
      quiet,
    );
    this.connection.onNotification(
      'window/logMessage',
      ({ message }: { message: string }) => void this.log.push(message),
    );
    this.connection.onNotification('textDocument/publishDiagnostics', (push: Editor['pushes'][number]) => {
      this.pushes.push(push);
      this.#onPush();
    });
    this.connection.onNotification('evflow/scenarios', (push: FileScenarios) => {
      this.scenarioPushes.push(push);
      this.#onPush();
    });
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.listen();
  }

  /** Writes files into a new folder and opens it, as an editor with all it can do. */
  static async start(
    files: Readonly<Record<string, string>>,
    { folders = [''], disk = nodeDisk, trusted }: EditorOptions = {},
  ): Promise<Editor> {
    const editor = new Editor(await mkdtemp(join(tmpdir(), 'evflow-lsp-')), disk);
    for (const [name, text] of Object.entries(files)) await editor.write(name, text);
    const result = await editor.connection.sendRequest<InitializeResult>('initialize', {
      processId: null,
      rootUri: null,
      capabilities: { workspace: { workspaceFolders: true } },
      ...(trusted !== undefined && { initializationOptions: { isTrusted: trusted } }),
      workspaceFolders: folders.map((folder) => ({ uri: editor.uri(folder), name: folder || 'root' })),
    });
    editor.capabilities = result.capabilities;
    await editor.notify('initialized', {});
    return editor;
  }

  async stop(): Promise<void> {
    this.connection.dispose();
    await rm(this.root, { recursive: true, force: true });
  }

  /** The URI of a file by its name in the folder; a whole URI is left as it is. */
  uri(name: string): string {
    return /^[a-z]+:/.test(name) ? name : pathToFileURL(join(this.root, name)).href;
  }

  request<R>(method: string, params: object): Promise<R> {
    return this.connection.sendRequest<R>(method, params);
  }

  notify(method: string, params: object): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  /** Asks about a document, with whatever else the request needs. */
  ask<R>(method: string, name: string, more: object = {}): Promise<R> {
    return this.request<R>(method, { textDocument: { uri: this.uri(name) }, ...more });
  }

  /** Asks about a place, by its offset in the open document. */
  askAt<R>(method: string, name: string, offset: number, more: object = {}): Promise<R> {
    return this.ask<R>(method, name, { position: this.position(name, offset), ...more });
  }

  position(name: string, offset: number): Position {
    return this.document(name).positionAt(offset);
  }

  range(name: string, start: number, end: number): Range {
    return { start: this.position(name, start), end: this.position(name, end) };
  }

  document(name: string): TextDocument {
    const found = this.#documents.get(this.uri(name));
    if (!found) throw new Error(`${name} is not open`);
    return found;
  }

  text(name: string): string {
    return this.document(name).getText();
  }

  async open(name: string, text: string): Promise<void> {
    const uri = this.uri(name);
    this.#documents.set(uri, TextDocument.create(uri, 'evflow', 1, text));
    await this.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'evflow', version: 1, text } });
  }

  /** Replaces the first occurrence of some text, as typing does: only the change is sent. */
  async edit(name: string, from: string, to: string): Promise<void> {
    const start = this.text(name).indexOf(from);
    if (start < 0) throw new Error(`"${from}" is not in ${name}`);
    await this.replace(name, start, start + from.length, to);
  }

  async replace(name: string, start: number, end: number, text: string): Promise<void> {
    const document = this.document(name);
    const change = { range: this.range(name, start, end), text };
    TextDocument.update(document, [change], document.version + 1);
    await this.notify('textDocument/didChange', {
      textDocument: { uri: document.uri, version: document.version },
      contentChanges: [change],
    });
  }

  async close(name: string): Promise<void> {
    this.#documents.delete(this.uri(name));
    await this.notify('textDocument/didClose', { textDocument: { uri: this.uri(name) } });
  }

  /** Writes a file to the disk, of which the server is not told. */
  async write(name: string, text: string): Promise<void> {
    const path = join(this.root, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }

  /** Writes a file to the disk as another program would, which the editor sees. */
  async save(name: string, text: string): Promise<void> {
    await this.write(name, text);
    await this.changed([name, FileChangeType.Changed]);
  }

  async delete(name: string): Promise<void> {
    await rm(join(this.root, name), { recursive: true });
    await this.changed([name, FileChangeType.Deleted]);
  }

  async rename(from: string, to: string): Promise<void> {
    await rename(join(this.root, from), join(this.root, to));
    await this.changed([from, FileChangeType.Deleted], [to, FileChangeType.Created]);
  }

  async changed(...changes: (readonly [name: string, type: FileChangeType])[]): Promise<void> {
    await this.notify('workspace/didChangeWatchedFiles', {
      changes: changes.map(([name, type]) => ({ uri: this.uri(name), type })),
    });
  }

  async changeFolders(added: readonly string[], removed: readonly string[]): Promise<void> {
    const folders = (names: readonly string[]) => names.map((name) => ({ uri: this.uri(name), name }));
    await this.notify('workspace/didChangeWorkspaceFolders', {
      event: { added: folders(added), removed: folders(removed) },
    });
  }

  /** Resolves when the server has taken in all that it was told; a push that follows from it has arrived by then. */
  async settled(): Promise<void> {
    await this.ask('textDocument/documentSymbol', 'nothing.evflow');
    await new Promise(setImmediate);
  }

  /** The diagnostics last pushed for a file; undefined where there was no push. */
  latest(name: string): readonly Diagnostic[] | undefined {
    return this.pushes.findLast(({ uri }) => uri === this.uri(name))?.diagnostics;
  }

  /** What is reported for a file once the server has taken in everything: `2:5 EVF2001`, lines and columns from 1. */
  async problems(name: string): Promise<string[]> {
    await this.settled();
    const found = await this.until(`diagnostics of ${name}`, () => this.latest(name));
    return found.map(({ range, code }) => `${range.start.line + 1}:${range.start.character + 1} ${code}`);
  }

  /** The names of a file's scenarios as last pushed; undefined where there was no push. */
  scenarioNames(name: string): string[] | undefined {
    const push = this.scenarioPushes.findLast(({ uri }) => uri === this.uri(name));
    return push?.scenarios.map((scenario) => scenario.name);
  }

  /** Waits until a push makes `found` give something. */
  async until<T>(what: string, found: () => T | undefined | false): Promise<T> {
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      const result = found();
      if (result) return result;
      if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 50);
        this.#onPush = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
}
