import { declaredType } from '../../language/model/schema/shapes.ts';
import type { Type, Value } from '../../language/model/types.ts';
import type { Streams } from '../../language/run/aggregate/streams.ts';
import { keyText, valueAt } from '../../language/run/broker/keys.ts';
import type { Handler } from '../../language/run/parts.ts';
import { type Data, Unreadable } from '../../language/run/program.ts';
import { readBy } from '../../language/run/reading.ts';
import type { Delivery } from '../../language/run/run.ts';
import { SagaFrame } from '../../language/run/saga/frame.ts';
import { waitingOf } from '../../language/run/saga/waiting.ts';
import { timerText } from '../../language/run/timers.ts';
import { shortKey } from '../../language/run/traceText.ts';
import type { ValuePart } from '../../language/run/values/parts.ts';
import { localsOf } from './locals.ts';
import type { ScenarioDebuggee } from './scenarioDebuggee.ts';
import type { StackLevel } from './stack.ts';

/** A group of values as the editor shows it. */
export interface ScopeView {
  readonly name: string;
  /** Made when they are asked for. */
  parts(): ValuePart[];
  /** How the text names one of its values: `order.` before its name, or nothing; undefined where it cannot. */
  readonly prefix: string | undefined;
}

const UNKNOWN: Type = { kind: 'unknown' };

/** What there is to see at a level of the stack. */
export function scopesOf(debuggee: ScenarioDebuggee, level: StackLevel): ScopeView[] {
  const { delivery } = level;
  const broker: ScopeView = { name: 'Broker', parts: () => brokerParts(debuggee), prefix: undefined };
  if (!delivery) return [{ name: 'State', parts: () => statesOf(debuggee), prefix: '' }, broker];
  const alias = handlerOf(level, delivery)?.program.info.node.as?.text;
  const locals = localParts(debuggee, level, delivery);
  const { streams } = delivery.reader.part;
  return [
    ...(locals.length > 0 ? [{ name: 'Locals', parts: () => locals, prefix: '' }] : []),
    {
      name: 'Message',
      parts: () => messageParts(debuggee, level, delivery),
      prefix: alias === undefined ? '' : `${alias}.`,
    },
    { name: 'Envelope', parts: () => envelopeParts(level, delivery), prefix: 'meta.' },
    ...(delivery.reader.part.info.state
      ? [{ name: 'State', parts: () => stateParts(debuggee, level, delivery), prefix: '' }]
      : []),
    ...instanceScope(debuggee, level, delivery),
    ...(streams
      ? [{ name: 'Stream', parts: () => streamParts(streams, keyOf(level, delivery)), prefix: undefined }]
      : []),
    broker,
  ];
}

/** The values that a name may mean at a level: those in scope, and the whole message and state. */
export function namesAt(debuggee: ScenarioDebuggee, level: StackLevel): ValuePart[] {
  const { delivery } = level;
  if (!delivery) return statesOf(debuggee);
  const alias = handlerOf(level, delivery)?.program.info.node.as?.text;
  const message = messageParts(debuggee, level, delivery);
  const state = stateParts(debuggee, level, delivery);
  const whole = (name: string, type: Type, parts: readonly ValuePart[]): ValuePart => ({
    name,
    type,
    value: Object.fromEntries(parts.map((part) => [part.name, part.value])),
    sensitive: false,
  });
  const event = (name: string) => whole(name, messageType(level, delivery), message);
  return [
    ...localParts(debuggee, level, delivery),
    ...(alias === undefined ? message : [event(alias)]),
    ...state,
    event('event'),
    whole('state', delivery.reader.part.info.state ?? UNKNOWN, state),
    whole('meta', UNKNOWN, envelopeParts(level, delivery)),
  ];
}

/** Of the body at a level. */
function handlerOf({ applying }: StackLevel, { handler }: Delivery): Handler | undefined {
  return applying ? applying.handler : handler;
}

function localParts({ project }: ScenarioDebuggee, level: StackLevel, delivery: Delivery): ValuePart[] {
  const { frame, place } = level;
  const { info, saga } = delivery.reader.part;
  const handler = handlerOf(level, delivery)?.program.info.node ?? (saga && info.entity.node);
  return frame && place && handler ? localsOf(frame, handler, place.span, place.file, project) : [];
}

function messageType(level: StackLevel, delivery: Delivery): Type {
  if (level.frame instanceof SagaFrame) return declaredType(level.frame.reads);
  return declaredType(handlerOf(level, delivery)?.program.info.message ?? delivery.message.type.key);
}

/** As the handler reads it; as it was written where there is none. */
function messageData({ handler, message }: Delivery): Data {
  const data = handler ? readBy(handler, message, { debug: true }) : message.data;
  return data instanceof Unreadable ? message.data : data;
}

function messageParts(debuggee: ScenarioDebuggee, level: StackLevel, delivery: Delivery): ValuePart[] {
  return debuggee.partsOf(level.frame?.data ?? messageData(delivery), messageType(level, delivery));
}

function envelopeParts({ frame, applying }: StackLevel, delivery: Delivery): ValuePart[] {
  const {
    eventId,
    eventType,
    eventVersion,
    timestamp,
    correlationId,
    causationId,
    producer,
    topic,
    partition,
    offset,
    attempt,
  } = frame && (applying || frame instanceof SagaFrame) ? frame.meta : delivery;
  const envelope = {
    eventId,
    eventType,
    eventVersion,
    timestamp,
    correlationId,
    causationId,
    producer,
    topic,
    partition,
    offset,
    attempt,
  };
  return Object.entries(envelope).flatMap(([name, value]) =>
    value === undefined ? [] : { name, value, type: UNKNOWN, sensitive: false },
  );
}

/** The state as the body sees it; of a body that has ended, as it is now. */
function stateParts(debuggee: ScenarioDebuggee, level: StackLevel, delivery: Delivery): ValuePart[] {
  const { info } = delivery.reader.part;
  if (!info.state) return [];
  const key = keyOf(level, delivery);
  const state = level.frame?.state ?? debuggee.run.state(info.key, key);
  return [...keyPart(info.by, key), ...debuggee.partsOf(state, info.state)];
}

function keyOf({ frame }: StackLevel, delivery: Delivery): Value | undefined {
  const path = delivery.handler?.by;
  return frame ? frame.key : path && valueAt(messageData(delivery), path);
}

/** Where the instance stood when its message came: what is under way, what has become of its steps, what it waits for. */
function instanceScope({ run }: ScenarioDebuggee, { frame }: StackLevel, { reader }: Delivery): ScopeView[] {
  const { saga, info } = reader.part;
  const instance = saga && frame ? saga.instance(frame.key) : undefined;
  if (!saga || !instance) return [];
  const part = (name: string, value: Value) => ({ name, value, type: UNKNOWN, sensitive: false });
  const name = keyText(instance.key) ?? '';
  const timers = run
    .timers()
    .filter(({ what }) => what.kind === 'timeout' && what.part === info.key && what.instance === name);
  const parts = () => [
    part('status', instance.shownStatus),
    part('waits', waitingOf(saga, instance, quoted)),
    part('outcomes', Object.fromEntries(instance.outcomes)),
    part('compensated', [...instance.compensated]),
    part(
      'timers',
      timers.map(({ time, what }) => `${time}: ${timerText(what, shortKey, quoted)}`),
    ),
    ...(instance.reason === undefined ? [] : [part('reason', instance.reason)]),
  ];
  return [{ name: 'Instance', parts, prefix: undefined }];
}

const quoted = (key: string) => JSON.stringify(key);

/** What an aggregate's key has in the store: how many events, and which. */
function streamParts(streams: Streams, key: Value | undefined): ValuePart[] {
  const history = streams.history(key);
  const part = (name: string, value: Value) => ({ name, value, type: UNKNOWN, sensitive: false });
  return [
    part('version', history.length),
    part(
      'events',
      history.map(({ type, timestamp }) => `${shortKey(type.key)} at ${timestamp}`),
    ),
  ];
}

function keyPart(by: readonly string[] | undefined, key: Value | undefined): ValuePart[] {
  const name = by?.at(-1);
  return name === undefined || key === undefined ? [] : [{ name, value: key, type: UNKNOWN, sensitive: false }];
}

/** The state of every consumer that has one; by key where it has keys. */
function statesOf({ consumers, run }: ScenarioDebuggee): ValuePart[] {
  const views = run.consumers();
  return consumers.flatMap(({ key, name, by, state }) => {
    const rows = views.find((view) => view.key === key)?.states ?? [];
    if (!state || rows.length === 0) return [];
    if (!by) return { name, value: rows[0]?.state ?? {}, type: state, sensitive: false };
    const value = Object.fromEntries(rows.map((row) => [String(row.key), row.state]));
    return { name, value, type: { kind: 'map', value: state }, sensitive: false };
  });
}

/** The clock, topics, what each consumer has read, dead letters, and what waits. */
function brokerParts({ run }: ScenarioDebuggee): ValuePart[] {
  const topics = run.topics().map(({ info, logs }) => [info.name, counted(logs.map((log) => log.length))] as const);
  const consumers = run.consumers().map(({ key, positions }) => {
    const read = positions.map(({ topic, partition, offset, end }) => [
      `${shortKey(topic)}/${partition}`,
      `${offset} of ${end} read`,
    ]);
    return [shortKey(key), Object.fromEntries(read) as Value] as const;
  });
  const deadLetters = run
    .deadLetters()
    .map(
      ({ message, topic }) =>
        `${message.type.program.version.name} in ${shortKey(topic)}: ${message.headers?.error ?? ''}`,
    );
  const inboxes = run
    .inboxes()
    .flatMap(({ part, waiting }) => waiting.map(({ type }) => `${type.program.version.name} for ${shortKey(part)}`));
  const outboxes = run
    .outboxes()
    .map(({ part, message }) => `${message.type.program.version.name} of ${shortKey(part)}`);
  const timers = run.timers().map(({ time, what }) => `${time}: ${timerText(what, shortKey)}`);
  const part = (name: string, value: Value) => ({ name, value, type: UNKNOWN, sensitive: false });
  return [
    part('time', run.time),
    part('topics', Object.fromEntries(topics)),
    part('consumers', Object.fromEntries(consumers)),
    part('commands', inboxes),
    part('outboxes', outboxes),
    part('timers', timers),
    part('deadLetters', deadLetters),
  ];
}

/** How many messages each partition has. */
function counted(lengths: readonly number[]): Value {
  return Object.fromEntries(lengths.map((length, partition) => [`partition ${partition}`, length]));
}
