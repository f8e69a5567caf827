import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { expect, onTestFinished } from 'vitest';
import { EvflowDebugSession } from '../../server/dap/session.ts';

type Message = DebugProtocol.Event | DebugProtocol.Response;
// Every request and event has a body of its own kind.
// biome-ignore lint/suspicious/noExplicitAny: the tests look into them
type Body = any;

/** A client of the Debug Adapter Protocol. */
export class Client {
  readonly messages: Message[] = [];
  readonly #to: Writable;
  readonly #waiting: { isMet(message: Message): boolean; resolve(message: Message): void }[] = [];
  /** Events before this one have been waited for. */
  #seen = 0;
  #sent = 0;
  #received = Buffer.alloc(0);

  constructor(from: Readable, to: Writable) {
    this.#to = to;
    from.on('data', (data: Buffer) => this.#receive(data));
  }

  /** A session in this process. */
  static inProcess(): Client {
    const [to, from] = [new PassThrough(), new PassThrough()];
    const session = new EvflowDebugSession();
    session.setRunAsServer(true);
    session.start(to, from);
    return new Client(from, to);
  }

  static of({ stdout, stdin }: ChildProcess): Client {
    return new Client(stdout!, stdin!);
  }

  /** @returns the body of the answer; throws where it is refused */
  async request(command: string, args: object = {}): Promise<Body> {
    const seq = ++this.#sent;
    const answer = this.#once(
      (message) => message.type === 'response' && (message as DebugProtocol.Response).request_seq === seq,
    );
    const content = Buffer.from(JSON.stringify({ seq, type: 'request', command, arguments: args }));
    this.#to.write(`Content-Length: ${content.length}\r\n\r\n`);
    this.#to.write(content);
    const response = (await answer) as DebugProtocol.Response;
    if (!response.success) throw new Error(response.message);
    return response.body;
  }

  /** The next event of a kind since the last one that was waited for. */
  async event(name: string): Promise<Body> {
    const known = this.messages.findIndex((message, index) => index >= this.#seen && isEvent(message, name));
    const message = known >= 0 ? this.messages[known]! : await this.#once((one) => isEvent(one, name));
    this.#seen = this.messages.indexOf(message) + 1;
    return (message as DebugProtocol.Event).body;
  }

  has(event: string): boolean {
    return this.messages.some((message) => isEvent(message, event));
  }

  /** All that was printed. */
  get output(): string {
    return this.outputs.map(({ output }) => output).join('');
  }

  get outputs(): DebugProtocol.OutputEvent['body'][] {
    return this.messages.flatMap((message) =>
      isEvent(message, 'output') ? (message as DebugProtocol.OutputEvent).body : [],
    );
  }

  /** Everything up to the run's begin. Breakpoints: lines from 1, by file. */
  async launch(args: object, breakpoints: { readonly [path: string]: readonly number[] } = {}): Promise<Body[]> {
    await this.request('initialize', {
      adapterID: 'evflow',
      pathFormat: 'path',
      linesStartAt1: true,
      columnsStartAt1: true,
    });
    await this.event('initialized');
    const launched = this.request('launch', args);
    launched.catch(() => {});
    const answers: Body[] = [];
    for (const [path, lines] of Object.entries(breakpoints)) answers.push(...(await this.breakpoints(path, lines)));
    await this.request('configurationDone');
    await launched;
    return answers;
  }

  async breakpoints(path: string, lines: readonly number[]): Promise<Body[]> {
    const answer = await this.request('setBreakpoints', {
      source: { path },
      breakpoints: lines.map((line) => ({ line })),
    });
    return answer.breakpoints;
  }

  /** Waits for the next stop. @returns why and where: the file's name, the line from 1, and the frames' names */
  async stop(): Promise<Stop> {
    const { reason, threadId } = await this.event('stopped');
    const { stackFrames } = await this.request('stackTrace', { threadId });
    const [top] = stackFrames;
    return {
      reason,
      threadId,
      line: top.line,
      file: top.source.name,
      frames: stackFrames,
      names: stackFrames.map(({ name }: Body) => name),
    };
  }

  /** Goes on, and waits for the next stop. */
  async go(command: 'continue' | 'next' | 'stepIn' | 'stepOut', threadId = 1): Promise<Stop> {
    await this.request(command, { threadId });
    return this.stop();
  }

  /** The values of a scope, as `name = value`. */
  async scope(frameId: number, name: string): Promise<Values> {
    const { scopes } = await this.request('scopes', { frameId });
    const found = scopes.find((scope: Body) => scope.name === name);
    expect(scopes.map((scope: Body) => scope.name)).toContain(name);
    return this.values(found.variablesReference);
  }

  async values(variablesReference: number, rest: object = {}): Promise<Values> {
    const { variables } = await this.request('variables', { variablesReference, ...rest });
    return { all: variables, texts: variables.map(({ name, value }: Body) => `${name} = ${value}`) };
  }

  #receive(data: Buffer): void {
    this.#received = Buffer.concat([this.#received, data]);
    for (;;) {
      const end = this.#received.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/.exec(this.#received.toString('utf8', 0, Math.max(end, 0)))?.[1]);
      if (end < 0 || this.#received.length < end + 4 + length) return;
      const content = this.#received.subarray(end + 4, end + 4 + length);
      this.#received = this.#received.subarray(end + 4 + length);
      this.#take(JSON.parse(content.toString()) as Message);
    }
  }

  #take(message: Message): void {
    this.messages.push(message);
    for (const waiting of this.#waiting.filter(({ isMet }) => isMet(message))) {
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      waiting.resolve(message);
    }
  }

  #once(isMet: (message: Message) => boolean): Promise<Message> {
    return new Promise((resolve) => this.#waiting.push({ isMet, resolve }));
  }
}

export interface Stop {
  readonly reason: string;
  readonly threadId: number;
  readonly line: number;
  readonly file: string;
  readonly frames: readonly Body[];
  readonly names: readonly string[];
}

export interface Values {
  readonly all: readonly Body[];
  readonly texts: readonly string[];
}

function isEvent(message: Message, name: string): boolean {
  return message.type === 'event' && (message as DebugProtocol.Event).event === name;
}

/** Files on the disk, gone after the test. */
export class Files {
  readonly root = mkdtempSync(join(tmpdir(), 'evflow-'));
  readonly #texts: { readonly [path: string]: string };

  constructor(texts: { readonly [path: string]: string }) {
    this.#texts = texts;
    onTestFinished(() => rmSync(this.root, { recursive: true, force: true }));
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(this.path(path)), { recursive: true });
      writeFileSync(this.path(path), text);
    }
  }

  path(file: string): string {
    return join(this.root, file);
  }

  /** The line, from 1, of the first place of a text in a file. */
  line(file: string, text: string): number {
    const before = this.#texts[file]?.split(text) ?? [];
    if (before.length < 2) throw new Error(`${file} has no ${text}`);
    return before[0]!.split('\n').length;
  }
}
