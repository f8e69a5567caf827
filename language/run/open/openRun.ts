import type { Project } from '../../model/project.ts';
import { shapesOf } from '../compile/project.ts';
import { LIMITS, type LimitReached } from '../limits.ts';
import type { Program } from '../program.ts';
import { Run } from '../run.ts';
import { Sampler } from '../sample.ts';
import { type SampledAnswer, SampledAnswers } from '../sampledAnswers.ts';
import type { TextProblem, WrittenLine } from './lineText.ts';
import { takeLine } from './takeLine.ts';

export interface OpenRunOptions {
  readonly seed: number;
  /** Freezes what is published. */
  readonly debug?: boolean;
}

/** A run without a scenario: messages and operations come in as a person writes them, and handlers without a body answer with samples. */
export class OpenRun {
  readonly run: Run;
  /** Operations that have done nothing, one line each. */
  readonly idle: string[] = [];
  readonly #project: Project;
  readonly #program: Program;
  readonly #seed: number;
  readonly #answers: SampledAnswers;

  constructor(project: Project, program: Program, { seed, debug = false }: OpenRunOptions) {
    this.#project = project;
    this.#program = program;
    this.#seed = seed;
    const shapes = shapesOf(project);
    this.#answers = new SampledAnswers(program, shapes, new Sampler(shapes, seed));
    this.run = new Run(program, { seed, debug, trace: true, answer: (request) => this.#answers.answer(request) });
  }

  /** Handlers without a body that were answered with a sample. */
  get sampled(): readonly SampledAnswer[] {
    return this.#answers.given;
  }

  /**
   * Takes the next line, at this instant: messages that follow one another enter together; an operation, and time that is
   * waited, come once nothing more can happen at the instant.
   * @returns what is wrong with the line, or the limit that the run reached before it
   */
  take(written: WrittenLine): TextProblem | LimitReached | undefined {
    const { line } = written;
    if (line.kind === 'wait') return this.play(line.period?.milliseconds ?? 0);
    const stopped = line.kind === 'when' ? undefined : this.run.settle();
    if (stopped) return stopped;
    const taken = takeLine(written, {
      project: this.#project,
      program: this.#program,
      run: this.run,
      seed: this.#seed,
    });
    if ('problem' in taken) return taken.problem;
    if (taken.idle !== undefined) this.idle.push(taken.idle);
    return undefined;
  }

  /** Lets so many milliseconds pass; left out, goes on until nothing is left to do. */
  play(period: number | undefined): LimitReached | undefined {
    return period === undefined ? this.run.runOut(LIMITS) : this.run.wait(period, LIMITS);
  }
}
