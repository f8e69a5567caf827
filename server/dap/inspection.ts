import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Scope, Source } from '@vscode/debugadapter';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Position } from '../../language/syntax/lines.ts';
import { evaluate } from './evaluate.ts';
import { Handles } from './handles.ts';
import type { Pause } from './pause.ts';
import type { ScenarioDebuggee } from './scenarioDebuggee.ts';
import { namesAt, scopesOf } from './scopes.ts';
import type { StackLevel } from './stack.ts';
import { SCENARIO_THREAD, Threads } from './threads.ts';
import { Variables } from './variables.ts';

/** Where the client counts lines and columns from. */
export type ToClient = (position: Position) => { readonly line: number; readonly column: number };

/** What can be looked at while a run stands still: threads, stacks, scopes and values, as the protocol has them. */
export class Inspection {
  readonly #debuggee: ScenarioDebuggee;
  readonly #threads: Threads;
  readonly #variables: Variables;
  readonly #frames = new Handles<StackLevel>();
  readonly #toClient: ToClient;

  constructor(debuggee: ScenarioDebuggee, toClient: ToClient) {
    this.#debuggee = debuggee;
    this.#threads = new Threads(debuggee.consumers);
    this.#variables = new Variables(debuggee);
    this.#toClient = toClient;
  }

  /** The run goes on: what was looked at is no longer so. */
  clear(): void {
    this.#frames.clear();
    this.#variables.clear();
  }

  threads(): DebugProtocol.Thread[] {
    return [...this.#threads.all];
  }

  threadOf(pause: Pause): number {
    return this.#threads.of(pause);
  }

  stack(thread: number, pause: Pause): DebugProtocol.StackFrame[] {
    return this.#levels(thread, pause).map((level) => this.#frame(level));
  }

  scopes(frame: number): DebugProtocol.Scope[] {
    const level = this.#frames.get(frame);
    if (!level?.place) return [];
    return scopesOf(this.#debuggee, level).map(
      (scope) => new Scope(scope.name, this.#variables.addScope(scope), scope.name === 'Broker'),
    );
  }

  /** Of a long list just `count` items from `start` on, where they are given. */
  variables(reference: number, start = 0, count = 0): DebugProtocol.Variable[] {
    const all = this.#variables.inside(reference);
    return count > 0 ? all.slice(start, start + count) : all;
  }

  /** In a frame, or where none is given in the scenario. @throws EvaluationError */
  evaluate(expression: string, frame: number | undefined): DebugProtocol.EvaluateResponse['body'] {
    const level = this.#frames.get(frame ?? 0) ?? this.#debuggee.scenarioLevel();
    const found = evaluate(expression, namesAt(this.#debuggee, level), this.#debuggee);
    const { value, ...rest } = this.#variables.variable(found, expression);
    return { result: value, ...rest };
  }

  #levels(thread: number, pause: Pause): StackLevel[] {
    if (pause.at !== 'line' && thread === this.threadOf(pause)) return this.#debuggee.handlerStack(pause);
    return thread === SCENARIO_THREAD ? [this.#debuggee.scenarioLevel()] : [];
  }

  #frame(level: StackLevel): DebugProtocol.StackFrame {
    const id = this.#frames.add(level);
    const { name, place } = level;
    if (!place) return { id, name, line: 0, column: 0, presentationHint: 'label' };
    const { file, span } = place;
    const from = file.lines.position(span.start);
    const start = this.#toClient(from);
    // A handler or a branch is told by its first line, not by all that it holds.
    const end = this.#toClient(file.lines.position(Math.min(span.end, file.lines.lineEnd(from.line))));
    return { id, name, source: toSource(file.uri), ...start, endLine: end.line, endColumn: end.column };
  }
}

export function toSource(uri: string): DebugProtocol.Source {
  const path = fileURLToPath(uri);
  return new Source(basename(path), path);
}
