import { basename } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  DebugSession,
  ExitedEvent,
  InitializedEvent,
  OutputEvent,
  Scope,
  Source,
  StoppedEvent,
  TerminatedEvent,
  Thread,
} from '@vscode/debugadapter';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { SourceFile } from '../../language/model/entities.ts';
import { readSource } from '../../language/model/sourceFile.ts';
import { readText } from '../../language/node/projectFiles.ts';
import type { ScenarioResult } from '../../language/run/scenario/result.ts';
import { Breakpoints } from './breakpoints.ts';
import { Execution, type Resume } from './execution.ts';
import { LaunchError, prepareLaunch } from './launch.ts';
import { ScenarioDebuggee } from './scenarioDebuggee.ts';
import { type StackLevel, toStackFrame } from './stack.ts';
import { scopesOf } from './scopes.ts';
import { VariableStore } from './variables.ts';

interface LaunchArguments extends DebugProtocol.LaunchRequestArguments {
  /** Path of an .evflow file. */
  readonly program: string;
  readonly scenario?: string;
  readonly stopOnEntry?: boolean;
}

/** The scenario itself; consumers are threads of their own. */
const SCENARIO_THREAD = 1;

/** One debugged run of one scenario. Errors are shown and end the session; nothing is swallowed. */
export class EvflowDebugSession extends DebugSession {
  readonly #breakpoints = new Breakpoints();
  readonly #variables = new VariableStore();
  #debuggee: ScenarioDebuggee | undefined;
  #execution: Execution<ScenarioResult> | undefined;
  #stack: readonly StackLevel[] = [];
  #isConfigured = Promise.withResolvers<void>();

  protected override initializeRequest(response: DebugProtocol.InitializeResponse): void {
    response.body = { supportsConfigurationDoneRequest: true, supportsTerminateRequest: true };
    this.sendResponse(response);
    this.sendEvent(new InitializedEvent());
  }

  protected override configurationDoneRequest(response: DebugProtocol.ConfigurationDoneResponse): void {
    this.sendResponse(response);
    this.#isConfigured.resolve();
  }

  protected override async launchRequest(response: DebugProtocol.LaunchResponse, args: LaunchArguments): Promise<void> {
    try {
      const launchable = await prepareLaunch(args.program, args.scenario);
      this.sendResponse(response);
      await this.#isConfigured.promise;
      this.#start(new ScenarioDebuggee(launchable), args);
    } catch (error) {
      if (!(error instanceof LaunchError)) throw error;
      this.sendErrorResponse(response, { id: 1, format: error.message, showUser: true });
    }
  }

  #start(debuggee: ScenarioDebuggee, { noDebug, stopOnEntry }: LaunchArguments): void {
    this.#debuggee = debuggee;
    const breakpoints = noDebug ? new Breakpoints() : this.#breakpoints;
    this.#execution = new Execution(debuggee.pauses(), (pause) => debuggee.placeOf(pause), breakpoints, {
      stopped: (reason, pause) => {
        this.#variables.clear();
        this.#stack = debuggee.stack(pause);
        const thread = pause.at === 'line' ? SCENARIO_THREAD : this.#threadOf(pause.delivery.reader.part.info.key);
        const event: DebugProtocol.StoppedEvent = new StoppedEvent(reason, thread);
        event.body.allThreadsStopped = true;
        this.sendEvent(event);
      },
      progressed: () => this.#print(debuggee.newLines().map((line) => `${line}\n`).join('')),
      ended: (result) => this.#end(debuggee.report(result), result.outcome === 'passed'),
      failed: (error) => this.#end(error instanceof Error ? (error.stack ?? error.message) : String(error), false),
    });
    this.#execution.resume(stopOnEntry && !noDebug ? 'stepIn' : 'continue');
  }

  #print(text: string, category: 'stdout' | 'stderr' = 'stdout'): void {
    if (text) this.sendEvent(new OutputEvent(text, category));
  }

  #end(report: string, passed: boolean): void {
    this.#print(`${report}\n`, passed ? 'stdout' : 'stderr');
    this.sendEvent(new ExitedEvent(passed ? 0 : 1));
    this.sendEvent(new TerminatedEvent());
  }

  protected override async setBreakPointsRequest(
    response: DebugProtocol.SetBreakpointsResponse,
    { source, breakpoints = [] }: DebugProtocol.SetBreakpointsArguments,
  ): Promise<void> {
    const file = await this.#fileOf(source.path ?? '');
    const placed = file ? this.#breakpoints.set(file, breakpoints.map(({ line }) => line - 1)) : breakpoints.map(() => undefined);
    response.body = {
      breakpoints: placed.map((line) =>
        line === undefined ? { verified: false, message: 'Nothing runs here or below.' } : { verified: true, line: line + 1 },
      ),
    };
    this.sendResponse(response);
  }

  /** As the run sees it, or before there is one as the disk has it. */
  async #fileOf(path: string): Promise<SourceFile | undefined> {
    const uri = pathToFileURL(path).href;
    const known = this.#debuggee?.project.file(uri);
    if (known) return known;
    const read = await readText(path).catch(() => undefined);
    return read && readSource(uri, read.text, undefined);
  }

  protected override threadsRequest(response: DebugProtocol.ThreadsResponse): void {
    const parts = this.#debuggee?.parts ?? [];
    response.body = { threads: [new Thread(SCENARIO_THREAD, 'scenario'), ...parts.map((key) => new Thread(this.#threadOf(key), key))] };
    this.sendResponse(response);
  }

  #threadOf(part: string): number {
    return SCENARIO_THREAD + 1 + (this.#debuggee?.parts.indexOf(part) ?? 0);
  }

  protected override stackTraceRequest(response: DebugProtocol.StackTraceResponse, { threadId }: DebugProtocol.StackTraceArguments): void {
    const top = this.#stack[0]?.delivery;
    const stopped = top ? this.#threadOf(top.reader.part.info.key) : SCENARIO_THREAD;
    const frames = threadId === stopped ? this.#stack.map((level, index) => toStackFrame(level, index, toSource)) : [];
    response.body = { stackFrames: frames, totalFrames: frames.length };
    this.sendResponse(response);
  }

  protected override scopesRequest(response: DebugProtocol.ScopesResponse, { frameId }: DebugProtocol.ScopesArguments): void {
    const level = this.#stack[frameId];
    const debuggee = this.#debuggee;
    const scopes = level && debuggee ? scopesOf(debuggee, level, this.#variables) : [];
    response.body = { scopes: scopes.map(({ name, reference, isExpensive }) => new Scope(name, reference, isExpensive)) };
    this.sendResponse(response);
  }

  protected override variablesRequest(response: DebugProtocol.VariablesResponse, { variablesReference }: DebugProtocol.VariablesArguments): void {
    response.body = { variables: this.#variables.get(variablesReference) };
    this.sendResponse(response);
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
    this.#stack = [];
    this.sendResponse(response);
    this.#execution?.resume(how);
  }

  protected override pauseRequest(response: DebugProtocol.PauseResponse): void {
    this.#execution?.pause();
    this.sendResponse(response);
  }

  protected override terminateRequest(response: DebugProtocol.TerminateResponse): void {
    this.#execution?.end();
    this.sendResponse(response);
    this.sendEvent(new TerminatedEvent());
  }

  protected override disconnectRequest(response: DebugProtocol.DisconnectResponse, args: DebugProtocol.DisconnectArguments): void {
    this.#execution?.end();
    super.disconnectRequest(response, args);
  }
}

function toSource(file: SourceFile): DebugProtocol.Source {
  const path = fileURLToPath(file.uri);
  return new Source(basename(path), path);
}
