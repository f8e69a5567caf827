import type { Project } from '../../language/model/project.ts';
import { compileProject } from '../../language/run/compile/project.ts';
import type { Program } from '../../language/run/program.ts';
import type { Run } from '../../language/run/run.ts';
import { resultText } from '../../language/run/scenario/report.ts';
import type { ScenarioResult } from '../../language/run/scenario/result.ts';
import { ScenarioRun } from '../../language/run/scenario/run.ts';
import { traceLine } from '../../language/run/traceText.ts';
import type { MutableData } from '../../language/run/program.ts';
import type { Span } from '../../language/syntax/tree.ts';
import type { Pause, PausePlace } from './execution.ts';
import type { Launchable } from './launch.ts';
import { type StackLevel, stackOf } from './stack.ts';

/** The same seed as a scenario has everywhere, so that what is debugged is what failed. */
const SEED = 1;

/** A scenario under the debugger. */
export class ScenarioDebuggee {
  readonly project: Project;
  /** Keys of the consumers, in order. */
  readonly parts: readonly string[];
  readonly #launchable: Launchable;
  readonly #program: Program;
  readonly #scenarioRun: ScenarioRun;
  #line: Span;
  #told = 0;

  constructor(launchable: Launchable) {
    this.#launchable = launchable;
    this.project = launchable.project;
    this.#program = compileProject(launchable.project);
    this.#scenarioRun = new ScenarioRun(launchable.project, this.#program, launchable.scenario, { seed: SEED, debug: true });
    this.parts = this.#program.consumers.map(({ info }) => info.key);
    this.#line = launchable.scenario.node.name;
  }

  get run(): Run {
    return this.#scenarioRun.run;
  }

  *pauses(): Generator<Pause, ScenarioResult, void> {
    const play = this.#scenarioRun.play();
    for (let next = play.next(); ; next = play.next()) {
      if (next.done) return next.value;
      if (next.value.at === 'line') this.#line = next.value.node;
      yield next.value;
    }
  }

  placeOf(pause: Pause): PausePlace {
    const file = pause.at === 'line' ? this.#launchable.scenario.file : pause.delivery.reader.part.info.file;
    return { file, line: file.lines.position(pause.node.start).line };
  }

  stack(pause: Pause): StackLevel[] {
    const { file, name } = this.#launchable.scenario;
    return stackOf(this.run, pause, { file, name, line: this.#line });
  }

  /** What happened since this was asked last, one line each. */
  newLines(): string[] {
    const entries = this.run.trace.slice(this.#told);
    this.#told += entries.length;
    return entries.flatMap((entry) => traceLine(entry, (message) => this.hiddenIn(message)) ?? []);
  }

  /** Names of a message's fields that must not be shown. */
  hiddenIn(message: string): ReadonlySet<string> {
    return this.#program.messages.get(message)?.sensitive ?? new Set();
  }

  /** The state of a consumer without keys. */
  stateOf(part: string): MutableData | undefined {
    return this.run.state(part);
  }

  report(result: ScenarioResult): string {
    return resultText(this.project, this.#launchable.scenario.name, result, (uri) => decodeURI(uri.split('/').at(-1) ?? uri));
  }
}
