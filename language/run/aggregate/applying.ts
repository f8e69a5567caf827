import type { Value } from '../../model/types.ts';
import { MessageMeta } from '../delivery.ts';
import type { Message } from '../message.ts';
import type { Handler } from '../parts.ts';
import { BodyError, type Data, type Effects, type Frame, type MutableContainer, type MutableData } from '../program.ts';

/**
 * The `apply` of an event at work on a state: the frame of its body, and its effects, of which it has but one. Both in one
 * object, since reading a stream makes one for each event.
 */
export class Applying implements Frame, Effects {
  readonly message: Message;
  readonly handler: Handler;
  readonly data: Data;
  readonly key: Value | undefined;
  readonly state: MutableData;
  turns = 0;
  /** Told of every change; undefined where none is ever taken back. */
  readonly #noted: Pick<Effects, 'changing'> | undefined;
  // Made when they are needed: most bodies need none of them.
  #meta: StreamMeta | undefined = undefined;
  #locals: Value[] | undefined = undefined;
  #names: string[] | undefined = undefined;

  constructor(
    message: Message,
    handler: Handler,
    data: Data,
    key: Value | undefined,
    state: MutableData,
    noted: Pick<Effects, 'changing'> | undefined,
  ) {
    this.message = message;
    this.handler = handler;
    this.data = data;
    this.key = key;
    this.state = state;
    this.#noted = noted;
  }

  run(): void {
    this.handler.program.run?.(this);
  }

  get meta(): StreamMeta {
    this.#meta ??= new StreamMeta(this.message);
    return this.#meta;
  }

  get locals(): Value[] {
    this.#locals ??= [];
    return this.#locals;
  }

  get names(): string[] {
    this.#names ??= [];
    return this.#names;
  }

  get effects(): Effects {
    return this;
  }

  changing(container: MutableContainer, key: string | number): void {
    this.#noted?.changing(container, key);
  }

  emit(): never {
    return this.#refuse();
  }

  choose(): never {
    return this.#refuse();
  }

  now(): never {
    return this.#refuse();
  }

  uuid(): never {
    return this.#refuse();
  }

  #refuse(): never {
    throw new BodyError('error', 'apply only changes the state', this.handler.program.info.node);
  }
}

/** An event in a stream lies in no topic, wherever it was published too. */
class StreamMeta extends MessageMeta {
  override get topic(): undefined {
    return undefined;
  }
  override get partition(): undefined {
    return undefined;
  }
  override get offset(): undefined {
    return undefined;
  }
}
