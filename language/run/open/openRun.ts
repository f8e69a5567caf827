import type { Project } from '../../model/project.ts';
import type { Shapes } from '../../model/schema/shapes.ts';
import { shapesOf } from '../compile/project.ts';
import { LIMITS, type LimitReached } from '../limits.ts';
import type { Program } from '../program.ts';
import { Run } from '../run.ts';
import { Sampler } from '../sample.ts';
import { type SampledAnswer, SampledAnswers } from '../sampledAnswers.ts';
import { asLineFailure, Evaluator } from '../scenario/evaluator.ts';
import type { TextProblem, WrittenMessage } from './messageText.ts';

export interface OpenRunOptions {
  readonly seed: number;
  /** Freezes what is published. */
  readonly debug?: boolean;
}

/** A run without a scenario: messages come in as a person writes them, and handlers without a body answer with samples. */
export class OpenRun {
  readonly run: Run;
  readonly #project: Project;
  readonly #program: Program;
  readonly #shapes: Shapes;
  readonly #seed: number;
  readonly #answers: SampledAnswers;

  constructor(project: Project, program: Program, { seed, debug = false }: OpenRunOptions) {
    this.#project = project;
    this.#program = program;
    this.#shapes = shapesOf(project);
    this.#seed = seed;
    this.#answers = new SampledAnswers(program, this.#shapes, new Sampler(this.#shapes, seed));
    this.run = new Run(program, { seed, debug, trace: true, answer: (request) => this.#answers.answer(request) });
  }

  /** Handlers without a body that were answered with a sample. */
  get sampled(): readonly SampledAnswer[] {
    return this.#answers.given;
  }

  /**
   * Publishes an event, or sends a command, at this instant; fields that are left out are sampled.
   * @returns what is wrong with it, where it cannot be published
   */
  enter(written: WrittenMessage): TextProblem | undefined {
    const message = this.#refused(written);
    const { start, end } = written.sample.message;
    return message === undefined
      ? undefined
      : { message, span: { start: start - written.start, end: end - written.start } };
  }

  /** Lets so many milliseconds pass; left out, goes on until nothing is left to do. */
  play(period: number | undefined): LimitReached | undefined {
    return period === undefined ? this.run.runOut(LIMITS) : this.run.wait(period, LIMITS);
  }

  #refused({ scenario, sample }: WrittenMessage): string | undefined {
    const evaluator = new Evaluator(this.#project, this.#shapes, this.#program, scenario, this.run, this.#seed);
    try {
      const { key, data, meta } = evaluator.message(sample, '');
      const entered = this.run.publish(key, data, meta && { meta });
      if (!('refused' in entered)) return undefined;
      return `${this.#program.messages.get(key)?.version.name ?? key} is refused: ${entered.refused.join('; ')}.`;
    } catch (error) {
      return asLineFailure(error).failure.message;
    }
  }
}
