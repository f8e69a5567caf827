import { diagnose } from '../../language/check/diagnose.ts';
import type { Entity } from '../../language/model/entities.ts';
import type { ReadingInfo } from '../../language/model/meaning.ts';
import type { Project } from '../../language/model/project.ts';
import type { Shapes } from '../../language/model/schema/shapes.ts';
import type { Type, Value } from '../../language/model/types.ts';
import { compileProject, shapesOf } from '../../language/run/compile/project.ts';
import { forgetLine, readLine } from '../../language/run/open/lineText.ts';
import { takeLine } from '../../language/run/open/takeLine.ts';
import type { Program } from '../../language/run/program.ts';
import type { Delivery, Message, Run, RunPause } from '../../language/run/run.ts';
import type { ScenarioResult } from '../../language/run/scenario/result.ts';
import { ScenarioRun } from '../../language/run/scenario/run.ts';
import { ValueText } from '../../language/run/scenario/text.ts';
import { TraceText } from '../../language/run/traceText.ts';
import { partsOf, type ValuePart } from '../../language/run/values/parts.ts';
import type { Scenario, ScenarioLine } from '../../language/syntax/tree.ts';
import { NOT_TOLD, SEED, TOLD } from '../scenarios/defaults.ts';
import { EvaluationError } from './evaluate.ts';
import type { Debuggee } from './execution.ts';
import type { Launchable } from './launch.ts';
import { deliveryOf, type Pause, type PausePlace } from './pause.ts';
import { causesOf, type StackLevel, scenarioLevel } from './stack.ts';

/** What lines of the debug console are called. */
const CONSOLE = 'console';

/** A scenario under the debugger. */
export class ScenarioDebuggee implements Debuggee<ScenarioResult> {
  readonly project: Project;
  readonly scenario: Entity<Scenario>;
  readonly shapes: Shapes;
  readonly values: ValueText;
  readonly consumers: readonly ReadingInfo[];
  readonly #program: Program;
  readonly #scenarioRun: ScenarioRun;
  readonly #traceText: TraceText;
  /** The line that is being run; undefined before the first. */
  #line: ScenarioLine | undefined;
  /** Which line brought a message in, by its id. */
  readonly #lines = new Map<string, ScenarioLine>();
  /** How much of the trace has been looked through for lines, and told. */
  #looked = 0;
  #told = 0;

  constructor({ project, scenario }: Launchable) {
    this.project = project;
    this.scenario = scenario;
    this.shapes = shapesOf(project);
    this.values = new ValueText(this.shapes, scenario.file.tree);
    this.#traceText = new TraceText(project, scenario.file.tree);
    this.#program = compileProject(project);
    this.consumers = this.#program.parts.map(({ info }) => info);
    this.#scenarioRun = new ScenarioRun(project, this.#program, scenario, { seed: SEED, debug: true });
  }

  get run(): Run {
    return this.#scenarioRun.run;
  }

  *pauses(): Generator<Pause, ScenarioResult, void> {
    const play = this.#scenarioRun.play();
    for (let next = play.next(); ; next = play.next()) {
      this.#noteLines();
      if (next.done) return next.value;
      if (next.value.at === 'line') this.#line = next.value.node;
      yield next.value;
    }
  }

  placeOf(pause: Pause): PausePlace {
    const file = pause.at === 'line' ? this.scenario.file : pause.delivery.reader.part.info.file;
    return { file, line: file.lines.position(pause.node.start).line };
  }

  isUnderWay(isMeant: (message: Message) => boolean): boolean {
    return this.run.isUnderWay(isMeant);
  }

  lineOf(message: Message): ScenarioLine | undefined {
    return this.#lines.get(message.eventId);
  }

  /** The handler that stands still, what caused it, and the line of the scenario that all began with. */
  handlerStack(pause: RunPause): StackLevel[] {
    return [...causesOf(pause), this.scenarioLevel(this.lineOf(pause.delivery.message.first))];
  }

  /** A line of the scenario; left out, the one at which it is. */
  scenarioLevel(line = this.#line): StackLevel {
    const { file, name, node } = this.scenario;
    return scenarioLevel(file, name, line ?? node.name);
  }

  /**
   * Does what an operator does; only between two steps, since in the middle of one nobody can say what has happened.
   * @returns why it has done nothing, if so
   * @throws EvaluationError where it cannot be done
   */
  operate(text: string, pause: Pause): string | undefined {
    const { project, run } = this;
    const delivery = deliveryOf(pause);
    if (delivery) throw new EvaluationError(underWay(delivery));
    const read = readLine(project, { kind: 'do', text }, CONSOLE, diagnose);
    if ('problems' in read) throw new EvaluationError(read.problems.map(({ message }) => message).join('\n'));
    try {
      const taken = takeLine(read, { project, program: this.#program, run, seed: SEED });
      if ('problem' in taken) throw new EvaluationError(taken.problem.message);
      return taken.idle;
    } finally {
      forgetLine(project, CONSOLE);
    }
  }

  /** What stands directly inside a value. */
  partsOf(value: Value | undefined, type: Type): ValuePart[] {
    return partsOf(value, type, this.shapes);
  }

  /** What happened since this was asked last, one line each. */
  newLines(): string[] {
    const { trace } = this.run;
    const lines = trace.slice(this.#told, TOLD).flatMap((entry) => this.#traceText.line(entry) ?? []);
    const isCut = this.#told < TOLD && trace.length >= TOLD;
    this.#told = trace.length;
    return isCut ? [...lines, NOT_TOLD] : lines;
  }

  /** What came in from outside since the last pause came from the line that ran. */
  #noteLines(): void {
    const { trace } = this.run;
    for (; this.#looked < trace.length; this.#looked++) {
      const entry = trace[this.#looked];
      if (!this.#line || (entry?.kind !== 'publish' && entry?.kind !== 'send') || entry.part !== undefined) continue;
      if (!this.#lines.has(entry.eventId)) this.#lines.set(entry.eventId, this.#line);
    }
  }
}

function underWay({ message, reader }: Delivery): string {
  const [part, name] = [reader.part.info.name, message.type.program.version.name];
  return `${part} is in the middle of ${name}, and an operation comes between two steps. Go on to a line of the scenario, and try again there.`;
}
