import { fits } from '../model/bodies/fits.ts';
import { declaredType, resolved, type Shapes } from '../model/schema/shapes.ts';
import type { FieldType, RecordType, Type, Value, ValueType } from '../model/types.ts';
import { conversion } from './compile/convert.ts';
import type { Data, HandlerProgram, Program } from './program.ts';
import type { AnswerRequest, HandlerAnswer } from './run.ts';
import type { Sampler } from './sample.ts';
import { emptyObject, type Fields, fieldOf } from './values/objects.ts';

/** A handler without a body that was answered with a sample; the messages by their names. */
export interface SampledAnswer {
  readonly part: string;
  readonly message: string;
  /** What the handler may say. */
  readonly choices: readonly string[];
  /** What it was made to say the first time. */
  readonly drawn: string;
}

/** Stands in for handlers without a body: each answers with one of what it emits, or with nothing where it emits nothing. */
export class SampledAnswers {
  /** What was answered, each handler and outcome once. */
  readonly given: SampledAnswer[] = [];
  readonly #program: Program;
  readonly #shapes: Shapes;
  readonly #sampler: Sampler;

  constructor(program: Program, shapes: Shapes, sampler: Sampler) {
    this.#program = program;
    this.#shapes = shapes;
    this.#sampler = sampler;
  }

  /** Undefined for a handler with a body, and where the part cannot run. */
  answer(request: AnswerRequest): HandlerAnswer | undefined {
    return request.handler && !request.handler.run ? this.#sampled(request.handler, request) : undefined;
  }

  /** What is written, then what the message that is answered has under the same name, then what is sampled. */
  completed(key: string, written: Data, request: AnswerRequest): Data {
    const known = Object.assign(emptyObject(), this.#carried(key, written, request), written);
    return this.#sampler.complete(declaredType(key), known, `${request.message.eventId} ${request.part}`) as Data;
  }

  #sampled({ info }: HandlerProgram, request: AnswerRequest): HandlerAnswer {
    const key = info.emits[request.random.below(info.emits.length)];
    if (key === undefined) return { emits: [] };
    this.#note(info.emits, key, request);
    return { emits: [{ message: key, data: this.completed(key, emptyObject(), request) }] };
  }

  #note(choices: readonly string[], key: string, { part, message }: AnswerRequest): void {
    const answer: SampledAnswer = {
      part: part.slice(part.lastIndexOf('.') + 1),
      message: message.type.program.version.name,
      choices: choices.map((choice) => this.#name(choice)),
      drawn: this.#name(key),
    };
    const isKnown = (one: SampledAnswer) =>
      one.part === answer.part && one.message === answer.message && one.drawn === answer.drawn;
    if (!this.given.some(isKnown)) this.given.push(answer);
  }

  #name(key: string): string {
    return this.#program.messages.get(key)?.version.name ?? key;
  }

  #carried(key: string, written: Data, request: AnswerRequest): Fields {
    const from = this.#shape(request.handler?.info.message ?? request.message.type.key);
    const to = this.#shape(key);
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
    const dereference = (type: Type) => resolved(this.#shapes, type as ValueType);
    if (!from || value === null || !fits(from.type, to.type, dereference)) return null;
    return conversion(from.type, to.type)?.(value) ?? value;
  }

  #shape(key: string): ValueType {
    return resolved(this.#shapes, declaredType(key));
  }
}
