import type { Value } from '../../model/types.ts';
import type { Node } from '../../syntax/tree.ts';
import { MAX_OUTPUTS, makeOutput, type Output } from '../attempt.ts';
import { type Delivery, MessageMeta } from '../delivery.ts';
import { deriveId, type Id, PURPOSE } from '../ids.ts';
import type { Message } from '../message.ts';
import { BodyError, type Data, type Effects, type Frame, type Meta, type MutableData } from '../program.ts';
import { Random } from '../random.ts';
import { copyState, snapshot } from '../values/ownership.ts';
import type { World } from '../world.ts';
import type { Kept } from './history.ts';
import type { Instance } from './instance.ts';

/** A message, as a version is read. */
export interface AtHand {
  readonly message: Message;
  readonly data: Data;
  /** The version's key. */
  readonly reads: string;
}

/**
 * One execution of a block of a saga. It works on a copy of the instance's state and locals, which is kept once all of
 * the turn has succeeded. Ids come from `scope` (the instance, the step, and how often it was entered), so that doing it
 * again says the same thing.
 */
export class SagaFrame implements Frame, Effects {
  readonly data: Data;
  /** The key of the version that `data` is read as. */
  readonly reads: string;
  readonly meta: Meta;
  readonly key: Value;
  readonly state: MutableData;
  readonly locals: Value[];
  readonly names: string[] = [];
  turns = 0;
  readonly outputs: Output[] = [];
  readonly #world: World;
  readonly #delivery: Delivery;
  readonly #scope: Id;
  #uuids = 0;
  #choices = 0;

  /** @param event what `event` and `meta` mean */
  constructor(world: World, delivery: Delivery, instance: Instance, scope: Id, { message, data, reads }: AtHand) {
    this.#world = world;
    this.#delivery = delivery;
    this.#scope = scope;
    this.data = data;
    this.reads = reads;
    this.meta = new MessageMeta(message);
    this.key = instance.key;
    this.state = copyState(instance.state);
    this.locals = [...instance.locals];
  }

  get effects(): Effects {
    return this;
  }

  get kept(): Kept {
    return { state: snapshot(this.state), locals: [...this.locals] };
  }

  emit(key: string, data: Data, topic: string | undefined, delay: number | undefined, node: Node): void {
    if (this.outputs.length >= MAX_OUTPUTS)
      throw new BodyError('error', `it says more than ${MAX_OUTPUTS.toLocaleString('en')} messages at once`, node);
    const id = this.#derive(PURPOSE.output, this.outputs.length);
    this.outputs.push(makeOutput(this.#world, { key, data, topic, delay }, id, { delivery: this.#delivery, node }));
  }

  choose(weights: readonly number[]): number {
    const id = deriveId(this.#world.seed, this.#derive(PURPOSE.choice, this.#choices++), PURPOSE.choice, 0);
    return new Random(id).index(weights);
  }

  now(): string {
    return this.#world.clock.instant.text;
  }

  uuid(): string {
    return this.#derive(PURPOSE.uuid, this.#uuids++).text;
  }

  /** What is worked on is a copy. */
  changing(): void {}

  #derive(purpose: number, counter: number): Id {
    return deriveId(this.#scope, this.#scope, purpose, counter);
  }
}
