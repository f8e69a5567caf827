import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Value } from '../../language/model/types.ts';
import type { Delivery } from '../../language/run/run.ts';
import type { Frame } from '../../language/run/program.ts';
import type { ScenarioDebuggee } from './scenarioDebuggee.ts';
import type { StackLevel } from './stack.ts';
import type { VariableStore } from './variables.ts';

/** A group of variables as the editor shows it. */
export interface ScopeView {
  readonly name: string;
  readonly reference: number;
  readonly isExpensive: boolean;
}

/** Locals, message and state of a level of the stack, and the broker below every one. */
export function scopesOf(debuggee: ScenarioDebuggee, level: StackLevel, store: VariableStore): ScopeView[] {
  const { delivery, frame } = level;
  const scope = (name: string, variables: () => DebugProtocol.Variable[], isExpensive = false) => ({
    name,
    reference: store.add(variables),
    isExpensive,
  });
  return [
    ...(frame && frame.names.length > 0 ? [scope('Locals', () => localVariables(frame, store))] : []),
    ...(delivery ? [scope('Message', () => messageVariables(debuggee, delivery, frame, store))] : []),
    ...(delivery ? stateScope(debuggee, delivery, frame, store, scope) : []),
    scope('Broker', () => brokerVariables(debuggee, store), true),
  ];
}

function localVariables(frame: Frame, store: VariableStore): DebugProtocol.Variable[] {
  return frame.names.flatMap((name, slot) => (name === undefined ? [] : [store.variable(name, frame.locals[slot])]));
}

function messageVariables(debuggee: ScenarioDebuggee, delivery: Delivery, frame: Frame | undefined, store: VariableStore): DebugProtocol.Variable[] {
  const hidden = debuggee.hiddenIn(delivery.message.type.key);
  const { eventId, eventType, eventVersion, timestamp, correlationId, causationId, producer, topic, partition, offset, attempt } = delivery;
  const envelope = { eventId, eventType, eventVersion, timestamp, correlationId, causationId, producer, topic, partition, offset, attempt };
  return [
    ...store.fields(frame?.data ?? delivery.message.data, hidden),
    { name: 'meta', value: eventType, variablesReference: store.add(() => store.fields(envelope)) },
  ];
}

function stateScope(
  debuggee: ScenarioDebuggee,
  delivery: Delivery,
  frame: Frame | undefined,
  store: VariableStore,
  scope: (name: string, variables: () => DebugProtocol.Variable[]) => ScopeView,
): ScopeView[] {
  const { info } = delivery.reader.part;
  const state = frame?.state ?? debuggee.stateOf(info.key);
  if (!state || !('state' in info) || !info.state) return [];
  const hidden = new Set(info.state.fields.filter((field) => field.sensitive).map((field) => field.name));
  return [scope('State', () => store.fields(state, hidden))];
}

/** Topics with their partitions, what each consumer has read, dead letters and timers. */
function brokerVariables({ run }: ScenarioDebuggee, store: VariableStore): DebugProtocol.Variable[] {
  const topics = run.topics().map(({ info, logs }) => [info.name, logs.map((log) => log.length)] as const);
  const consumers = run.consumers().map(({ key, positions }) => [
    key,
    positions.map(({ topic, partition, offset, lag }) => ({ topic, partition, offset, lag })),
  ] as const);
  const deadLetters = run.deadLetters().map(({ message, topic }) => ({ topic, message: message.type.key, error: message.headers?.error ?? '' }));
  const timers = run.timers().map(({ time, what }) => ({ time, what: JSON.stringify(what) }));
  return [
    store.variable('topics', Object.fromEntries(topics) as Value),
    store.variable('consumers', Object.fromEntries(consumers) as Value),
    store.variable('deadLetters', deadLetters as Value),
    store.variable('timers', timers as Value),
  ];
}
