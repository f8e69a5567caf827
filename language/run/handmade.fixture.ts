import type { ConsumerInfo, HandlerInfo, MessageVersion, TopicInfo } from '../model/meaning.ts';
import type { RecordType } from '../model/types.ts';
import type { Node } from '../syntax/tree.ts';
import type {
  Data,
  Frame,
  HandlerProgram,
  MessageProgram,
  MutableData,
  PartProgram,
  Pause,
  Program,
} from './program.ts';
import { emptyObject } from './values/objects.ts';

/** Programs put together by hand, so that the engine is tested and measured without a parser. */
export interface Handmade {
  readonly messages?: readonly MessageProgram[];
  readonly topics?: readonly TopicInfo[];
  readonly consumers?: readonly PartProgram[];
}

export function program(parts: Handmade): Program {
  return {
    messages: new Map((parts.messages ?? []).map((message) => [message.version.key, message])),
    topics: parts.topics ?? [],
    parts: parts.consumers ?? [],
    choreographies: [],
  };
}

/** A message by its key, as in `Order@1.0`; `check` is its writer's and its reader's. */
export function message(
  key: string,
  kind: MessageVersion['messageKind'] = 'event',
  check: MessageProgram['checkWrite'] = () => undefined,
): MessageProgram {
  const [name = '', version = '1.0'] = key.split('@');
  const [major = 1, minor = 0] = version.split('.').map(Number);
  return {
    version: {
      key: `${name}@${major}.${minor}`,
      qualifiedName: name,
      name,
      messageKind: kind,
      version: { major, minor },
      wireName: name,
      shape: { kind: 'record', fields: [] } satisfies RecordType,
      upcasts: [],
      entity: { kind: 'message' } as MessageVersion['entity'],
    },
    checkWrite: check,
    read: (data) => data,
    checkRead: check,
    upcaster: () => undefined,
  };
}

/** A topic whose messages are keyed by `id`, unless `key` says otherwise. */
export function topic(
  key: string,
  carries: readonly string[],
  rest: Partial<TopicInfo> & { keyed?: boolean } = {},
): TopicInfo {
  const path = rest.keyed === false ? undefined : ['id'];
  return {
    key,
    name: key,
    wireName: key,
    node: undefined,
    carries: new Map(carries.map((name) => [name, path])),
    partitions: 1,
    replicas: 1,
    acks: 'all',
    retain: undefined,
    compact: false,
    compatibility: 'full',
    takesDeadLetters: false,
    ...rest,
  };
}

export type Body = (frame: Frame) => void;

export interface HandmadeConsumer extends Partial<ConsumerInfo> {
  readonly name: string;
  readonly topics: readonly string[];
  /** By the message's key, as in `Order@1.0`; a body that is undefined is answered from outside. */
  readonly on: { readonly [message: string]: Body | undefined };
  readonly guard?: HandlerProgram['guard'];
  readonly initial?: () => MutableData;
  readonly check?: PartProgram['checkState'];
}

export function consumer({ on, guard, initial, check, ...given }: HandmadeConsumer): PartProgram {
  const handlers = Object.entries(on).map(([key, body], i) => handler(key, body, i, guard));
  const info = {
    kind: 'consumer',
    key: given.name,
    group: given.name,
    producer: given.name,
    entity: { kind: 'consumer' },
    file: { uri: 'file:///handmade.evflow' },
    service: undefined,
    by: undefined,
    state: initial && { kind: 'record', fields: [] },
    node: node(0),
    offset: 'earliest',
    delivery: 'at-least-once',
    idempotent: undefined,
    retry: { count: 0, backoff: 0, backoffMax: 0 },
    deadLetterTo: undefined,
    concurrency: 1,
    single: false,
    handlers: handlers.map((each) => each.info),
    ignores: [],
    ...given,
  } as unknown as ConsumerInfo;
  return {
    info,
    handlers,
    initialState: initial ?? emptyObject,
    checkState: check ?? (() => undefined),
  };
}

/** A node that is only a place: tests know it again by its start. */
export function node(start: number): Node {
  return { kind: 'block', start, end: start + 1, statements: [] };
}

/** Emits and says where: at a node of this place. */
export function emit(frame: Frame, key: string, data: Data, place = 1000): void {
  frame.effects.emit(key, data, undefined, undefined, node(place));
}

/** Sets a field of the state so that it can be undone. */
export function set(frame: Frame, field: string, value: MutableData[string]): void {
  frame.effects.changing(frame.state, field);
  frame.state[field] = value;
}

function handler(key: string, body: Body | undefined, index: number, guard: HandlerProgram['guard']): HandlerProgram {
  const [name = '', version = '1.0'] = key.split('@');
  const info = {
    node: node(index * 10),
    message: key,
    messageName: name,
    major: Number(version.split('.')[0]),
    by: undefined,
    emits: [],
  } as unknown as HandlerInfo;
  return { info, guard, run: body, pausing: body && ((frame) => pausing(frame, body, index)) };
}

/** As if the body had two statements, of which the first does nothing. */
function* pausing(frame: Frame, body: Body, index: number): Generator<Pause, void, void> {
  yield { node: node(index * 10 + 1), frame };
  yield { node: node(index * 10 + 2), frame };
  body(frame);
}
