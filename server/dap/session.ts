import { pathToFileURL } from 'node:url';
import {
  DebugSession,
  Event,
  ExitedEvent,
  InitializedEvent,
  OutputEvent,
  StoppedEvent,
  TerminatedEvent,
} from '@vscode/debugadapter';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { readSource } from '../../language/model/sourceFile.ts';
import { readText } from '../../language/node/projectFiles.ts';
import { isOperation } from '../../language/run/open/lineText.ts';
import { circumstances, failuresOf, headline, indented, notesOf } from '../../language/run/scenario/report.ts';
import type { ScenarioResult } from '../../language/run/scenario/result.ts';
import { scenarioReport } from '../scenarios/report.ts';
import { Breakpoints, type Placed } from './breakpoints.ts';
import { EvaluationError } from './evaluate.ts';
import { Execution } from './execution.ts';
import { Inspection, toSource } from './inspection.ts';
import { LaunchError, type LaunchTarget, prepareLaunch, readRunnable } from './launch.ts';
import { consoleLine, OpenConsole, type OpenOutput, TAKES_MORE } from './openConsole.ts';
import { choicesOf } from './operations.ts';
import type { Pause } from './pause.ts';
import { ScenarioDebuggee } from './scenarioDebuggee.ts';
import type { Resume } from './steps.ts';
import { SCENARIO_THREAD } from './threads.ts';

interface LaunchArguments extends DebugProtocol.LaunchRequestArguments, LaunchTarget {
  readonly stopOnEntry?: boolean;
}

/** What runs, and how it is looked at. */
interface Running {
  readonly debuggee: ScenarioDebuggee;
  readonly execution: Execution<ScenarioResult>;
  readonly inspection: Inspection;
}

/** One debugged run of one scenario, or an open run that takes lines from the console, as the Debug Adapter Protocol has it. */
export class EvflowDebugSession extends DebugSession {
  readonly #breakpoints = new Breakpoints();
  readonly #isConfigured = Promise.withResolvers<void>();
  /** Breakpoints are set one file after the other, and all of them before the run begins. */
  #placing: Promise<unknown> = Promise.resolve();
  #running: Running | undefined;
  #open: OpenConsole | undefined;
  #isOver = false;

  protected override initializeRequest(response: DebugProtocol.InitializeResponse): void {
    response.body = {
      supportsConfigurationDoneRequest: true,
      supportsTerminateRequest: true,
      supportsEvaluateForHovers: true,
    };
    this.sendResponse(response);
    this.sendEvent(new InitializedEvent());
  }

  protected override configurationDoneRequest(response: DebugProtocol.ConfigurationDoneResponse): void {
    this.sendResponse(response);
    this.#isConfigured.resolve();
  }

  protected override async launchRequest(response: DebugProtocol.LaunchResponse, args: LaunchArguments): Promise<void> {
    const start = await this.#prepare(args).catch((error) =>
      this.#refuse(response, error instanceof LaunchError ? error.message : bugText(error), true),
    );
    if (!start) return;
    this.sendResponse(response);
    await this.#isConfigured.promise;
    await this.#placing;
    if (!this.#isOver) start();
  }

  /** @returns begins the run */
  async #prepare(args: LaunchArguments): Promise<() => void> {
    const { publish } = args;
    if (publish !== undefined) {
      if (!Array.isArray(publish)) throw new LaunchError('"publish" is a list of messages to be published.');
      const { project } = await readRunnable(args);
      return () => this.#publish(new OpenConsole(project), publish);
    }
    const debuggee = new ScenarioDebuggee(await prepareLaunch(args));
    return () => this.#start(debuggee, args);
  }

  /** What comes first; then the run stays and takes more, until it is ended. */
  #publish(open: OpenConsole, publish: readonly string[]): void {
    this.#open = open;
    try {
      this.#tell(open.take(publish.map((text) => ({ kind: 'publish', text }))));
      if (!this.#isOver) this.#print(`\n${TAKES_MORE}`);
    } catch (error) {
      if (!(error instanceof EvaluationError)) return this.#fail(error);
      this.#print(error.message, 'stderr');
      this.#terminate(1);
    }
  }

  #tell({ lines, end, stopped }: OpenOutput): void {
    this.#print(lines.join('\n'));
    this.#print(end, stopped ? 'stderr' : 'stdout');
    if (stopped) this.#terminate(1);
  }

  #start(debuggee: ScenarioDebuggee, { noDebug = false, stopOnEntry = false }: LaunchArguments): void {
    const inspection = new Inspection(debuggee, ({ line, character }) => ({
      line: this.convertDebuggerLineToClient(line),
      column: this.convertDebuggerColumnToClient(character),
    }));
    const execution = new Execution(debuggee, noDebug ? new Breakpoints() : this.#breakpoints, {
      stopped: (reason, pause) => {
        const event: DebugProtocol.StoppedEvent = new StoppedEvent(reason, inspection.threadOf(pause));
        event.body.allThreadsStopped = true;
        this.sendEvent(event);
      },
      progressed: () => this.#print(debuggee.newLines().join('\n')),
      ended: (result) => this.#end(debuggee, result),
      failed: (error) => this.#fail(error),
    });
    this.#running = { debuggee, execution, inspection };
    execution.start(stopOnEntry && !noDebug);
  }

  /** What came of the scenario: each failure leads to its line. */
  #end({ project, scenario }: ScenarioDebuggee, result: ScenarioResult): void {
    const category = result.outcome === 'passed' ? 'stdout' : 'stderr';
    this.#print(headline(scenario.name, result), category);
    for (const { uri, line, text } of failuresOf(project, result)) {
      const [first = '', ...more] = indented(text);
      this.#print(first, category, { uri, line });
      this.#print(more.join('\n'), category);
    }
    for (const text of circumstances(result)) this.#print(indented(text).join('\n'), category);
    for (const text of notesOf([result])) this.#print(text);
    this.sendEvent(new Event('evflowResult', scenarioReport(project, scenario, result)));
    this.#terminate(result.outcome === 'passed' ? 0 : 1);
  }

  #print(
    text: string,
    category: 'stdout' | 'stderr' = 'stdout',
    place?: { readonly uri: string; readonly line: number | undefined },
  ): void {
    if (text === '') return;
    const event: DebugProtocol.OutputEvent = new OutputEvent(`${text}\n`, category);
    if (place) {
      event.body.source = toSource(place.uri);
      event.body.line = this.convertDebuggerLineToClient(place.line ?? 0);
    }
    this.sendEvent(event);
  }

  #fail(error: unknown): void {
    this.#print(bugText(error), 'stderr');
    this.#terminate(1);
  }

  #terminate(exitCode: number | undefined): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#running?.execution.end();
    if (exitCode !== undefined) this.sendEvent(new ExitedEvent(exitCode));
    this.sendEvent(new TerminatedEvent());
  }

  protected override async setBreakPointsRequest(
    response: DebugProtocol.SetBreakpointsResponse,
    { source, breakpoints = [] }: DebugProtocol.SetBreakpointsArguments,
  ): Promise<void> {
    const lines = breakpoints.map(({ line }) => this.convertClientLineToDebugger(line));
    const placing = this.#placing.then(() => this.#place(source.path ?? '', lines));
    this.#placing = placing;
    const placed = await placing;
    response.body = { breakpoints: placed.map((one) => this.#toBreakpoint(one)) };
    this.sendResponse(response);
  }

  /** In the file as the run sees it, or before there is one as the disk has it. */
  async #place(path: string, lines: readonly number[]): Promise<Placed[]> {
    const uri = pathToFileURL(path).href;
    const known = this.#running?.debuggee.project.file(uri);
    if (known) return this.#breakpoints.set(known, lines);
    if (this.#running) return lines.map(() => ({ reason: 'This file is no part of the project that runs.' }));
    const read = await readText(path).catch(() => undefined);
    if (!read) return lines.map(() => ({ reason: 'This file cannot be read.' }));
    return this.#breakpoints.set(readSource(uri, read.text, undefined), lines);
  }

  #toBreakpoint(placed: Placed): DebugProtocol.Breakpoint {
    if ('reason' in placed) return { verified: false, message: placed.reason };
    return { verified: true, line: this.convertDebuggerLineToClient(placed.line) };
  }

  protected override threadsRequest(response: DebugProtocol.ThreadsResponse): void {
    response.body = { threads: this.#running?.inspection.threads() ?? [{ id: SCENARIO_THREAD, name: 'scenario' }] };
    this.sendResponse(response);
  }

  protected override stackTraceRequest(
    response: DebugProtocol.StackTraceResponse,
    { threadId, startFrame = 0, levels = 0 }: DebugProtocol.StackTraceArguments,
  ): void {
    this.#look(response, ({ inspection }, pause) => {
      const stack = inspection.stack(threadId, pause);
      const shown = stack.slice(startFrame, levels > 0 ? startFrame + levels : undefined);
      response.body = { stackFrames: shown, totalFrames: stack.length };
    });
  }

  protected override scopesRequest(
    response: DebugProtocol.ScopesResponse,
    { frameId }: DebugProtocol.ScopesArguments,
  ): void {
    this.#look(response, ({ inspection }) => {
      response.body = { scopes: inspection.scopes(frameId) };
    });
  }

  protected override variablesRequest(
    response: DebugProtocol.VariablesResponse,
    { variablesReference, start, count }: DebugProtocol.VariablesArguments,
  ): void {
    this.#look(response, ({ inspection }) => {
      response.body = { variables: inspection.variables(variablesReference, start, count) };
    });
  }

  protected override evaluateRequest(
    response: DebugProtocol.EvaluateResponse,
    { expression, frameId, context }: DebugProtocol.EvaluateArguments,
  ): void {
    const open = this.#open;
    const isTyped = context === 'repl';
    if (open && !this.#isOver) {
      this.#answer(response, () => {
        response.body = shown(this.#take(open, expression, isTyped));
      });
      return;
    }
    this.#look(response, ({ inspection, debuggee }, pause) => {
      response.body =
        isTyped && isOperation(expression)
          ? shown(this.#operate(debuggee, pause, expression))
          : inspection.evaluate(expression, frameId);
    });
  }

  #take(open: OpenConsole, line: string, isTyped: boolean): string {
    if (!isTyped)
      throw new EvaluationError('Nothing can be looked at in an open run; it takes lines in the debug console.');
    this.#tell(open.take([consoleLine(line)]));
    return '';
  }

  #operate(debuggee: ScenarioDebuggee, pause: Pause, line: string): string {
    const idle = debuggee.operate(line, pause);
    this.#print(debuggee.newLines().join('\n'));
    return idle ?? '';
  }

  /** What an operation can be done to, for the commands of the editor. */
  protected override customRequest(command: string, response: DebugProtocol.Response, args: unknown): void {
    if (command !== 'evflowOperations') return super.customRequest(command, response, args);
    const { operation } = args as { readonly operation: string };
    if (this.#open && !this.#isOver) {
      const { project, run, text } = this.#open;
      this.#answer(response, () => {
        response.body = { choices: choicesOf(operation, project, run, text) };
      });
      return;
    }
    this.#look(response, ({ debuggee: { project, run, values } }) => {
      response.body = { choices: choicesOf(operation, project, run, values) };
    });
  }

  protected override continueRequest(response: DebugProtocol.ContinueResponse): void {
    response.body = { allThreadsContinued: true };
    this.#resume(response, 'continue');
  }

  protected override nextRequest(response: DebugProtocol.NextResponse): void {
    this.#resume(response, 'next');
  }

  protected override stepInRequest(response: DebugProtocol.StepInResponse): void {
    this.#resume(response, 'stepIn');
  }

  protected override stepOutRequest(response: DebugProtocol.StepOutResponse): void {
    this.#resume(response, 'stepOut');
  }

  /** The answer goes first, so that the editor knows that the run goes on before it hears where it stops. */
  #resume(response: DebugProtocol.Response, how: Resume): void {
    const running = this.#look(response, ({ inspection }) => inspection.clear());
    running?.execution.resume(how);
  }

  /** Answers what can be asked only while the run stands still; refused where it does not. */
  #look(response: DebugProtocol.Response, answer: (running: Running, pause: Pause) => void): Running | undefined {
    const running = this.#running;
    const pause = running?.execution.current;
    if (!running || !pause) {
      this.#refuse(response, this.#isOver ? 'The run is over.' : 'The run does not stand still.');
      return undefined;
    }
    return this.#answer(response, () => answer(running, pause)) ? running : undefined;
  }

  /** @returns whether it could be answered */
  #answer(response: DebugProtocol.Response, answer: () => void): boolean {
    try {
      answer();
    } catch (error) {
      this.#refuse(response, error instanceof EvaluationError ? error.message : bugText(error));
      return false;
    }
    this.sendResponse(response);
    return true;
  }

  #refuse(response: DebugProtocol.Response, message: string, showUser = false): void {
    this.sendErrorResponse(response, { id: 1, format: message, variables: {}, showUser });
  }

  protected override pauseRequest(response: DebugProtocol.PauseResponse): void {
    this.sendResponse(response);
    this.#running?.execution.pause();
  }

  protected override terminateRequest(response: DebugProtocol.TerminateResponse): void {
    this.sendResponse(response);
    this.#terminate(undefined);
  }

  protected override disconnectRequest(
    response: DebugProtocol.DisconnectResponse,
    args: DebugProtocol.DisconnectArguments,
  ): void {
    this.#terminate(undefined);
    super.disconnectRequest(response, args);
  }
}

function shown(result: string): DebugProtocol.EvaluateResponse['body'] {
  return { result, variablesReference: 0 };
}

function bugText(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `This is a bug in evflow, not in your files. Please report it, with these lines:\n${stack}`;
}
