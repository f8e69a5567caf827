import type { Entity } from '../../model/entities.ts';
import type { Project } from '../../model/project.ts';
import type { Scenario, ScenarioLine } from '../../syntax/tree.ts';
import { shapesOf } from '../compile/project.ts';
import { LIMITS, type LimitReached } from '../limits.ts';
import type { Program } from '../program.ts';
import { Run, type RunPause } from '../run.ts';
import { Answers } from './answers.ts';
import { type Awaited, awaitedMessage, awaitedRejection } from './awaited.ts';
import { asLineFailure, Evaluator } from './evaluator.ts';
import { checkExpect } from './expect.ts';
import { explainMissing, explainUnwanted, troublesOf, waitingIn } from './explain.ts';
import { setState } from './given.ts';
import { Happenings } from './happened.ts';
import { type Idleness, letGoWrong, type MishapContext, operate } from './mishaps.ts';
import { type Failure, LineFailure, type ScenarioResult } from './result.ts';

export interface ScenarioOptions {
  readonly seed: number;
  /** Freezes what is published. */
  readonly debug?: boolean;
}

/** A debugger may stop here: before a line of the scenario, or where the engine pauses. */
export type ScenarioPause = { readonly at: 'line'; readonly node: ScenarioLine } | RunPause;

/** Runs a scenario to its end. Never throws for what the scenario says. */
export function runScenario(
  project: Project,
  program: Program,
  scenario: Entity<Scenario>,
  options: ScenarioOptions,
): ScenarioResult {
  const steps = new ScenarioRun(project, program, scenario, options).play(false);
  for (let next = steps.next(); ; next = steps.next()) if (next.done) return next.value;
}

/** The scenarios of a project, in order of file and place. */
export function scenariosOf(project: Project): Entity<Scenario>[] {
  return project.entities().filter((entity): entity is Entity<Scenario> => entity.kind === 'scenario');
}

/** One execution of a scenario: its lines in order, on a run of their own. */
export class ScenarioRun {
  readonly run: Run;
  readonly scenario: Entity<Scenario>;
  readonly #project: Project;
  readonly #program: Program;
  readonly #evaluator: Evaluator;
  readonly #answers: Answers;
  readonly #happenings: Happenings;
  readonly #failures: Failure[] = [];
  readonly #nevers: Awaited[] = [];
  readonly #idle: { readonly line: ScenarioLine; readonly why: Idleness }[] = [];
  /** The happenings before this one are behind what the last `then` matched. */
  #cursor = 0;
  #pausing = false;

  constructor(
    project: Project,
    program: Program,
    scenario: Entity<Scenario>,
    { seed, debug = false }: ScenarioOptions,
  ) {
    this.#project = project;
    this.#program = program;
    this.scenario = scenario;
    this.run = new Run(program, { seed, debug, trace: true, answer: (request) => this.#answers.answer(request) });
    this.#evaluator = new Evaluator(project, shapesOf(project), program, scenario, this.run, seed);
    this.#answers = new Answers(this.#evaluator, project, program);
    this.#happenings = new Happenings(program, this.run.trace);
  }

  /**
   * Goes through the lines to the result. With `pausing` it yields wherever a debugger may stop; without, it goes
   * at full speed and yields only between lines.
   */
  *play(pausing = true): Generator<ScenarioPause, ScenarioResult, void> {
    this.#pausing = pausing;
    const start = this.run.now;
    const isWhole = yield* this.#lines();
    if (isWhole) yield* this.#end();
    return this.#result(this.run.now - start);
  }

  /** False where a line failed after which the others mean nothing. */
  *#lines(): Generator<ScenarioPause, boolean, void> {
    for (const line of this.scenario.node.lines) {
      yield { at: 'line', node: line };
      try {
        yield* this.#line(line);
      } catch (error) {
        this.#fail(line, asLineFailure(error).failure);
        if (line.kind !== 'expect') return false;
      }
    }
    return true;
  }

  get #context(): MishapContext {
    return { project: this.#project, file: this.scenario.file, run: this.run, evaluator: this.#evaluator };
  }

  *#line(line: ScenarioLine): Generator<ScenarioPause, void, void> {
    const { file } = this.scenario;
    switch (line.kind) {
      case 'givenMessage':
      case 'when':
        return this.#enter(line);
      case 'givenState':
        return setState(line, this.#evaluator, this.#program, this.run);
      case 'stub':
        return this.#answers.add(line, file);
      case 'wait':
        return yield* this.#wait(line.period?.milliseconds ?? 0);
      case 'then':
        return yield* this.#await(awaitedMessage(line, this.#evaluator, this.#project, file));
      case 'thenRejected':
        return yield* this.#await(awaitedRejection(line));
      case 'never':
        this.#nevers.push(awaitedMessage(line, this.#evaluator, this.#project, file));
        return;
      case 'expect':
        yield* this.#settle();
        return checkExpect(line, this.#evaluator, this.run);
      case 'replay':
      case 'rebuild':
      case 'redrive':
      case 'resume':
        return this.#note(line, operate(line, this.#context));
      default:
        return this.#note(line, letGoWrong(line, this.#context));
    }
  }

  #note(line: ScenarioLine, why: Idleness | undefined): void {
    if (why) this.#idle.push({ line, why });
  }

  /** Lines that have done nothing, which are there by mistake or stand in the wrong place. */
  #idleLines(): string[] {
    return this.#idle.flatMap(({ line, why }) => {
      const text = why();
      return text === undefined ? [] : [`\`${this.#evaluator.source(line)}\` does nothing: ${text}.`];
    });
  }

  #enter(line: Extract<ScenarioLine, { kind: 'givenMessage' | 'when' }>): void {
    const { key, data, meta } = this.#evaluator.message(line.sample, `line ${this.scenario.node.lines.indexOf(line)}`);
    const entered =
      line.kind === 'when' ? this.run.publish(key, data, meta && { meta }) : this.run.given(key, data, meta);
    const name = this.#program.messages.get(key)?.version.name;
    if ('refused' in entered) {
      throw new LineFailure({ message: `${name} is refused: ${entered.refused.join('; ')}.` });
    }
    if (entered.answer?.accepted === false) {
      throw new LineFailure({ message: `${name} is rejected: ${entered.answer.reason}.` });
    }
  }

  /** Lets time pass until the awaited happens, or nothing is left to do. */
  *#await(awaited: Awaited): Generator<ScenarioPause, void, void> {
    const from = this.#cursor;
    const { now: start, said } = this.run;
    let looked = from;
    for (let steps = 0; ; ) {
      this.#happenings.update();
      const { all } = this.#happenings;
      for (; looked < all.length; looked++) {
        if (awaited.compare(all[looked] as (typeof all)[number])?.length !== 0) continue;
        this.#cursor = looked + 1;
        return;
      }
      if (yield* this.#step()) steps++;
      else if (!this.run.advance()) break;
      if (this.#isBeyond(steps, said) || this.run.now - start > LIMITS.time) {
        this.#checkLimit(this.run.runOut());
        break;
      }
    }
    const troubles = troublesOf(this.run.trace, this.#program);
    throw new LineFailure(explainMissing(awaited, this.#happenings.all, from, troubles, this.#evaluator));
  }

  /** What is left to happen, happens; then nothing that must never be may have been. */
  *#end(): Generator<ScenarioPause, void, void> {
    try {
      if (this.#pausing) yield* this.#runOutPausing();
      else this.#checkLimit(this.run.runOut());
    } catch (error) {
      this.#fail(this.scenario.node.name, asLineFailure(error).failure);
    }
    this.#happenings.update();
    for (const awaited of this.#nevers) {
      const unwanted = this.#happenings.all.find((happening) => awaited.compare(happening)?.length === 0);
      if (unwanted) this.#fail(awaited.line, explainUnwanted(awaited, unwanted, this.#evaluator));
    }
  }

  *#step(): Generator<ScenarioPause, boolean, void> {
    const step = this.#pausing ? yield* this.run.stepPausing() : this.run.step();
    return step !== undefined;
  }

  *#settle(): Generator<ScenarioPause, void, void> {
    if (!this.#pausing) return this.#checkLimit(this.run.settle());
    const { said } = this.run;
    for (let steps = 0; yield* this.#step(); steps++)
      if (this.#isBeyond(steps, said)) return this.#checkLimit(this.run.settle());
  }

  /** Whether more has happened than may, since so many messages were said. */
  #isBeyond(steps: number, said: number): boolean {
    return steps > LIMITS.steps || this.run.said - said > LIMITS.messages;
  }

  *#wait(milliseconds: number): Generator<ScenarioPause, void, void> {
    const end = this.run.now + milliseconds;
    if (this.#pausing) {
      for (;;) {
        yield* this.#settle();
        const next = this.run.timers()[0];
        if (!next || next.at > end) break;
        this.run.advance();
      }
    }
    this.#checkLimit(this.run.wait(end - this.run.now));
  }

  *#runOutPausing(): Generator<ScenarioPause, void, void> {
    const start = this.run.now;
    do {
      yield* this.#settle();
      if (this.run.now - start > LIMITS.time) return this.#checkLimit(this.run.runOut());
    } while (this.run.advance());
  }

  #checkLimit(reached: LimitReached | undefined): void {
    if (reached) throw new LineFailure({ message: `${reached.text}.` });
  }

  #fail(node: Failure['node'], failure: Omit<Failure, 'uri' | 'node'>): void {
    this.#failures.push({ ...failure, node, uri: this.scenario.file.uri });
  }

  #result(duration: number): ScenarioResult {
    const failures = this.#failures;
    return {
      outcome: failures.length === 0 ? 'passed' : 'failed',
      failures,
      waiting: failures.length === 0 ? [] : waitingIn(this.run, this.#program, this.#evaluator.text),
      hints: this.#answers.hints,
      idle: this.#idleLines(),
      findings: this.run.findings,
      trace: this.run.trace,
      duration,
    };
  }
}
