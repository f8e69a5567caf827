import { fits } from '../../model/bodies/fits.ts';
import type { Project } from '../../model/project.ts';
import type { FieldType, RecordType, Type, Value } from '../../model/types.ts';
import type { RejectedAnswer, Sample, Stub } from '../../syntax/tree.ts';
import { conversion } from '../compile/convert.ts';
import type { Data, HandlerProgram, Program } from '../program.ts';
import type { AnswerRequest, HandlerAnswer } from '../run.ts';
import { emptyObject, type Fields, fieldOf } from '../values/objects.ts';
import type { Evaluator } from './evaluator.ts';
import { LineFailure, notBuilt } from './result.ts';

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
  readonly hints: string[] = [];
  readonly #evaluator: Evaluator;
  readonly #project: Project;
  readonly #program: Program;
  readonly #stubs: ActiveStub[] = [];

  constructor(evaluator: Evaluator, project: Project, program: Program) {
    this.#evaluator = evaluator;
    this.#project = project;
    this.#program = program;
  }

  /** Stands in from now on; the later of two stubs for one handler holds. */
  add({ part, message, answers }: Stub, file: Parameters<Project['resolveName']>[1]): void {
    const entity = this.#project.resolveMessage(message, file).entity;
    const owner = part && this.#project.resolveName(part.name, file).at(-1);
    if (!entity || (part && !owner)) {
      throw new LineFailure({ kind: 'failed', message: 'What this stub stands in for is not declared.' });
    }
    if (answers.some((answer) => answer.kind === 'sample' && answer.meta)) throw notBuilt('`meta` of an answer');
    this.#stubs.unshift({
      part: owner?.key,
      messageName: entity.qualifiedName,
      major: message.version?.major,
      answers,
    });
  }

  answer(request: AnswerRequest): HandlerAnswer | undefined {
    const stub = this.#stubs.find((one) => standsFor(one, request));
    if (stub) return this.#stubbed(stub, request);
    return request.handler && !request.handler.run ? this.#sampled(request.handler, request) : undefined;
  }

  #stubbed({ answers }: ActiveStub, request: AnswerRequest): HandlerAnswer {
    const index = request.random.below(answers.length);
    const answer = answers[index];
    if (answer?.kind !== 'sample') return { rejected: answer?.reason?.value ?? 'rejected' };
    const key = this.#evaluator.key(answer.message);
    return { emits: [{ message: key, data: this.#completed(key, this.#evaluator.written(answer.data), request) }] };
  }

  /** A handler without a body answers with one of what it emits, or with nothing where it emits nothing. */
  #sampled({ info }: HandlerProgram, request: AnswerRequest): HandlerAnswer {
    const key = info.emits[request.random.below(info.emits.length)];
    if (key === undefined) return { emits: [] };
    if (info.emits.length > 1) this.#hint(info.emits, key, request);
    return { emits: [{ message: key, data: this.#completed(key, emptyObject(), request) }] };
  }

  #hint(choices: readonly string[], drawn: string, { part, message }: AnswerRequest): void {
    const names = choices.map((key) => this.#name(key)).join(' or ');
    const owner = part.split('.').at(-1);
    const text =
      `${owner} has no body for ${message.type.program.version.name}: whether it answers ${names} is drawn from the seed, ` +
      `here ${this.#name(drawn)}. A stub decides it.`;
    if (!this.hints.includes(text)) this.hints.push(text);
  }

  #name(key: string): string {
    return this.#program.messages.get(key)?.version.name ?? key;
  }

  /** What is written, then what the message that is answered has under the same name, then what is sampled. */
  #completed(key: string, written: Data, request: AnswerRequest): Data {
    const carried = this.#carried(key, written, request);
    return this.#evaluator.complete(
      key,
      Object.assign(emptyObject(), carried, written),
      `${request.message.eventId} ${request.part}`,
    );
  }

  #carried(key: string, written: Data, request: AnswerRequest): Fields {
    const from = this.#evaluator.shape(request.handler?.info.message ?? request.message.type.key);
    const to = this.#evaluator.shape(key);
    const carried = emptyObject();
    if (from.kind !== 'record' || to.kind !== 'record') return carried;
    for (const field of to.fields) {
      const value = this.#carriedValue(field, from, request.data);
      if (value !== null && !Object.hasOwn(written, field.name)) carried[field.name] = value;
    }
    return carried;
  }

  #carriedValue(to: FieldType, record: RecordType, data: Data): Value {
    const from = record.fields.find(({ name }) => name === to.name);
    const value = fieldOf(data, to.name);
    const dereference = (type: Type) => this.#evaluator.context.dereference(type);
    if (!from || value === null || !fits(from.type, to.type, dereference)) return null;
    return conversion(from.type, to.type)?.(value) ?? value;
  }
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
