import type { Project } from '../../model/project.ts';
import type { RejectedAnswer, Sample, Stub } from '../../syntax/tree.ts';
import type { Program } from '../program.ts';
import type { AnswerRequest, HandlerAnswer } from '../run.ts';
import { type SampledAnswer, SampledAnswers } from '../sampledAnswers.ts';
import type { Evaluator } from './evaluator.ts';
import { LineFailure } from './result.ts';

interface ActiveStub {
  /** The part's key; undefined for whichever part handles the command. */
  readonly part: string | undefined;
  readonly messageName: string;
  /** Undefined for all. */
  readonly major: number | undefined;
  readonly answers: readonly (Sample | RejectedAnswer)[];
}

/** What stands in for handlers: the stubs of a scenario, and samples where a handler has no body. */
export class Answers {
  readonly #evaluator: Evaluator;
  readonly #project: Project;
  readonly #samples: SampledAnswers;
  readonly #stubs: ActiveStub[] = [];

  constructor(evaluator: Evaluator, project: Project, program: Program) {
    this.#evaluator = evaluator;
    this.#project = project;
    this.#samples = new SampledAnswers(program, evaluator.shapes, evaluator.sampler);
  }

  /** Where the seed decided, one line each. */
  get hints(): string[] {
    return this.#samples.given.filter(({ choices }) => choices.length > 1).map(hint);
  }

  /** Stands in from now on; the later of two stubs for one handler holds. */
  add({ part, message, answers }: Stub, file: Parameters<Project['resolveName']>[1]): void {
    const entity = this.#project.resolveMessage(message, file).entity;
    const owner = part && this.#project.resolveName(part.name, file).at(-1);
    if (!entity || (part && !owner)) {
      throw new LineFailure({ message: 'What this stub stands in for is not declared.' });
    }
    this.#stubs.unshift({
      part: owner?.key,
      messageName: entity.qualifiedName,
      major: message.version?.major,
      answers,
    });
  }

  answer(request: AnswerRequest): HandlerAnswer | undefined {
    const stub = this.#stubs.find((one) => standsFor(one, request));
    return stub ? this.#stubbed(stub, request) : this.#samples.answer(request);
  }

  #stubbed({ answers }: ActiveStub, request: AnswerRequest): HandlerAnswer {
    const index = request.random.below(answers.length);
    const answer = answers[index];
    if (answer?.kind !== 'sample') return { rejected: answer?.reason?.value ?? 'rejected' };
    const key = this.#evaluator.key(answer.message);
    const data = this.#samples.completed(key, this.#evaluator.written(answer.data), request);
    return { emits: [{ message: key, data, ...this.#evaluator.meta(answer) }] };
  }
}

function hint({ part, message, choices, drawn }: SampledAnswer): string {
  return (
    `${part} has no body for ${message}: whether it answers ${choices.join(' or ')} is drawn from the seed, ` +
    `here ${drawn}. A stub decides it.`
  );
}

function standsFor(stub: ActiveStub, { part, handler, message }: AnswerRequest): boolean {
  const { version } = message.type.program;
  const major = handler?.info.major ?? version.version.major;
  return (
    (stub.part === undefined || stub.part === part) &&
    stub.messageName === version.qualifiedName &&
    (stub.major === undefined || stub.major === major)
  );
}
