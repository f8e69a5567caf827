import type { Value } from '../model/types.ts';
import type { Node } from '../syntax/tree.ts';
import type { Topic } from './broker/topic.ts';
import type { Delivery } from './delivery.ts';
import { deriveId, Id, PURPOSE } from './ids.ts';
import { type Cause, type GivenMeta, Message } from './message.ts';
import { BodyError, type Data, type Effects, type Frame, type MutableContainer, type MutableData } from './program.ts';
import { refusal } from './publish.ts';
import { Random } from './random.ts';
import { emptyObject } from './values/objects.ts';
import type { World } from './world.ts';

/** What a handler said; it is published when the attempt has succeeded. */
export interface Output {
  readonly message: Message;
  readonly to: Topic | undefined;
  /** Milliseconds. */
  readonly delay: number | undefined;
}

/** What a body wants to say: by the keys of the version and of the topic. */
interface Saying {
  readonly key: string;
  readonly data: Data;
  readonly topic: string | undefined;
  readonly delay: number | undefined;
  /** Of an answer that stands in for a body. */
  readonly meta?: GivenMeta | undefined;
}

/** Makes what a body says. @param id unless one is given. Throws a `BodyError` at the statement where that may not be said. */
export function makeOutput(world: World, { key, data, topic, delay, meta }: Saying, id: Id, cause: Cause): Output {
  const { node } = cause;
  const type = world.types.get(key);
  if (!type) throw new BodyError('error', `there is no message ${key}`, node);
  const to = topic === undefined ? undefined : world.topics.get(topic);
  if (topic !== undefined && !to) throw new BodyError('error', `there is no topic ${topic}`, node);
  const findings = refusal(type, data, to);
  if (findings) throw new BodyError('error', `${type.program.version.name} is refused: ${findings.join('; ')}`, node);
  if (!meta) return { message: new Message(type, data, id, cause), to, delay };
  const given = meta.eventId === undefined ? id : Id.of(meta.eventId);
  return { message: new Message(type, data, given, cause, { given: meta }), to, delay };
}

/** What stood at a place of the state before it was changed; `before` is undefined where nothing did. */
interface Change {
  readonly container: MutableContainer;
  readonly key: string | number;
  readonly before: Value | undefined;
  readonly earlier: Change | undefined;
}

/** So many messages one execution may say. */
export const MAX_OUTPUTS = 100_000;

const NO_OUTPUTS: readonly Output[] = [];
const NOTHING: MutableData = Object.freeze(emptyObject());

/**
 * One execution of a handler: the frame that its body works on, and its effects. Both in one object, since every
 * delivery makes one. What it says is kept back, and every change of state can be undone, until it has succeeded.
 */
export class Attempt implements Frame, Effects {
  readonly delivery: Delivery;
  readonly data: Data;
  key: Value | undefined = undefined;
  state: MutableData = NOTHING;
  turns = 0;
  /** The state was made for this attempt. */
  isStateNew = false;
  readonly #world: World;
  // Made when they are needed: most bodies need few of them.
  #locals: Value[] | undefined = undefined;
  #names: string[] | undefined = undefined;
  #outputs: Output[] | undefined = undefined;
  #lastChange: Change | undefined = undefined;
  #uuids = 0;
  #choices = 0;

  constructor(world: World, delivery: Delivery, data: Data) {
    this.#world = world;
    this.delivery = delivery;
    this.data = data;
  }

  get meta(): Delivery {
    return this.delivery;
  }

  get effects(): Effects {
    return this;
  }

  get locals(): Value[] {
    this.#locals ??= [];
    return this.#locals;
  }

  get names(): string[] {
    this.#names ??= [];
    return this.#names;
  }

  get outputs(): readonly Output[] {
    return this.#outputs ?? NO_OUTPUTS;
  }

  get changedState(): boolean {
    return this.#lastChange !== undefined || this.isStateNew;
  }

  emit(
    key: string,
    data: Data,
    topic: string | undefined,
    delay: number | undefined,
    node: Node,
    meta?: GivenMeta,
  ): void {
    if (this.outputs.length >= MAX_OUTPUTS)
      throw new BodyError('error', `it says more than ${MAX_OUTPUTS.toLocaleString('en')} messages at once`, node);
    const id = this.#derive(PURPOSE.output, this.outputs.length);
    const output = makeOutput(this.#world, { key, data, topic, delay, meta }, id, { delivery: this.delivery, node });
    this.#outputs ??= [];
    this.#outputs.push(output);
  }

  choose(weights: readonly number[]): number {
    return this.random(PURPOSE.choice, this.#choices++).index(weights);
  }

  now(): string {
    return (this.delivery.reader.firstTried ?? this.#world.clock.instant).text;
  }

  uuid(): string {
    return this.#derive(PURPOSE.uuid, this.#uuids++).text;
  }

  changing(container: MutableContainer, key: string | number): void {
    const fields = container as MutableData;
    const before = Object.hasOwn(fields, key) ? fields[key] : undefined;
    this.#lastChange = { container, key, before, earlier: this.#lastChange };
  }

  /** Leaves no state and no output behind. */
  rollBack(): void {
    for (let change = this.#lastChange; change; change = change.earlier) takeBack(change);
    if (this.isStateNew) this.delivery.reader.part.forgetState(this.key);
    this.#lastChange = undefined;
    this.isStateNew = false;
    this.#outputs = undefined;
  }

  /** Drawn for this attempt: the next one may fall out otherwise. */
  random(purpose: number, counter: number): Random {
    return new Random(deriveId(this.#world.seed, this.#derive(purpose, counter), purpose, this.delivery.attempt));
  }

  /** The same at every attempt, so that doing it again says the same thing. */
  #derive(purpose: number, counter: number): Id {
    return deriveId(this.delivery.message.id, this.delivery.reader.part.id, purpose, counter);
  }
}

function takeBack({ container, key, before }: Change): void {
  const fields = container as MutableData;
  if (before === undefined) delete fields[key];
  else fields[key] = before;
}
