import type { Entity } from '../../model/entities.ts';
import type { Project } from '../../model/project.ts';
import { declaredType, type Shapes } from '../../model/schema/shapes.ts';
import type { Type, Value } from '../../model/types.ts';
import type { Expression, Node, RecordLiteral, Reference, Sample, Scenario } from '../../syntax/tree.ts';
import { type Context, typeOf } from '../compile/context.ts';
import { compileExpression } from '../compile/expression.ts';
import { frameOver } from '../compile/frame.ts';
import { contextOf } from '../compile/project.ts';
import { rowValue } from '../compile/query.ts';
import { nameUuid } from '../ids.ts';
import type { Data, Frame, MutableData, Program } from '../program.ts';
import type { GivenMeta, Run } from '../run.ts';
import { Sampler } from '../sample.ts';
import { emptyObject } from '../values/objects.ts';
import { pastOf } from './past.ts';
import { LineFailure } from './result.ts';
import { ValueText } from './text.ts';

/** A message of a line, ready to be published. */
export interface LineMessage {
  readonly key: string;
  readonly data: Data;
  readonly meta?: GivenMeta;
}

/** Evaluates what stands in the lines of a scenario. */
export class Evaluator {
  readonly text: ValueText;
  readonly context: Context;
  readonly shapes: Shapes;
  readonly sampler: Sampler;
  readonly #project: Project;
  readonly #scenario: Entity<Scenario>;
  readonly #program: Program;
  readonly #run: Run;
  #uuids = 0;

  constructor(project: Project, shapes: Shapes, program: Program, scenario: Entity<Scenario>, run: Run, seed: number) {
    this.#scenario = scenario;
    this.#program = program;
    this.#run = run;
    this.sampler = new Sampler(shapes, seed);
    this.shapes = shapes;
    this.text = new ValueText(shapes, scenario.file.tree);
    this.#project = project;
    const readPart = (part: string, key: Value | undefined) => this.#readPart(part, key);
    this.context = { ...contextOf(scenario.file, project, shapes), readPart, past: pastOf(program, run) };
  }

  get messages(): Program['messages'] {
    return this.#program.messages;
  }

  value(node: Expression, expected?: Type): Value {
    return compileExpression(node, this.context, expected)(this.frame());
  }

  typeOf(node: Expression): Type {
    return typeOf(node, this.context);
  }

  /** Just the fields that are written. */
  written(literal: RecordLiteral | undefined): Data {
    if (!literal) return emptyObject();
    return compileExpression(literal, { ...this.context, fillsDefaults: false })(this.frame()) as Data;
  }

  /** The version that a reference means. */
  key(reference: Reference): string {
    const key = this.context.messageKey(reference);
    if (this.#program.messages.has(key)) return key;
    const name = reference.name.parts.map(({ text }) => text).join('.');
    throw new LineFailure({ message: `There is no message ${name}.` });
  }

  /** A whole message of a `given` or `when`; what is left out is sampled. */
  message(sample: Sample, place: string): LineMessage {
    const key = this.key(sample.message);
    return {
      key,
      data: this.sampler.complete(
        declaredType(key),
        this.written(sample.data),
        `${this.#scenario.name} ${place}`,
      ) as Data,
      ...this.meta(sample),
    };
  }

  /** What a line gives for the envelope. */
  meta({ meta }: Sample): { readonly meta?: GivenMeta } {
    return meta ? { meta: this.written(meta) as GivenMeta } : {};
  }

  /** The text of an expression as it is written. */
  source(node: Node): string {
    return this.#scenario.file.text.slice(node.start, node.end).replace(/\s+/g, ' ');
  }

  /** `projection Revenue` */
  partText(key: string): string {
    const part = this.#project.part(key);
    return part ? `${part.kind} ${part.name}` : key;
  }

  /** A frame for an expression outside any handler; `state` is what assignments change. */
  frame(state: MutableData = emptyObject()): Frame {
    return frameOver({}, state, {
      emit: () => {},
      choose: () => 0,
      now: () => this.#run.time,
      uuid: () => nameUuid(`${this.#scenario.name} ${this.#uuids++}`),
      changing: () => {},
    });
  }

  /** The state of a row with its key among the fields; null for a key not met. */
  #readPart(part: string, key: Value | undefined): Value {
    const consumer = this.#program.parts.find(({ info }) => info.key === part);
    if (!consumer) throw new LineFailure({ message: `There is no state of ${this.partText(part)}.` });
    const { by } = consumer.info;
    const state = this.#run.state(part, key) ?? (by ? undefined : consumer.initialState());
    if (!state) return null;
    return rowValue(by?.at(-1), key, state);
  }
}

/** What a line's error is as its failure. A text with errors may be run too, and then anything can be wrong. */
export function asLineFailure(error: unknown): LineFailure {
  if (error instanceof LineFailure) return error;
  return new LineFailure({ message: error instanceof Error ? error.message : String(error) });
}
