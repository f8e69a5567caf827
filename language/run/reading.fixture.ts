import type { Assignor } from '../model/config.ts';
import type { TopicInfo } from '../model/meaning.ts';
import {
  type Body,
  consumer,
  emit,
  type HandmadeConsumer,
  message,
  node,
  program,
  set,
  topic,
} from './handmade.fixture.ts';
import { Message } from './message.ts';
import { BodyError, type Data } from './program.ts';
import { Run, type RunOptions } from './run.ts';

// One consumer C that reads `in` and handles the command Do, so that a test says only what is special about it.

export interface Reading {
  readonly consumer?: Partial<HandmadeConsumer>;
  readonly topic?: Partial<TopicInfo> & { readonly keyed?: boolean };
  readonly options?: Partial<RunOptions>;
  readonly brokers?: number;
  readonly assignor?: Assignor;
}

/** Counts, says Out with the number that came in, and fails as often as the message asks for. */
export const counting: Body = (frame) => {
  set(frame, 'count', (frame.state.count as number) + 1);
  emit(frame, 'Out@1.0', { id: frame.data.id ?? null, n: frame.data.n ?? null, replayed: frame.meta.replayed });
  const { failures = 0 } = frame.data as { failures?: number };
  if (frame.meta.attempt <= failures) throw new BodyError('fail', `attempt ${frame.meta.attempt}`, node(7));
};

export function reading(given: Reading = {}): Run {
  const made = program({
    messages: [message('In@1.0'), message('Other@1.0'), message('Out@1.0'), message('Do@1.0', 'command')],
    topics: [topic('in', ['In', 'Other'], given.topic), topic('out', ['Out'])],
    consumers: [
      consumer({
        name: 'C',
        topics: ['in'],
        by: ['id'],
        initial: () => ({ count: 0 }),
        on: { 'In@1.0': counting, 'Do@1.0': counting },
        ...given.consumer,
      }),
    ],
  });
  return new Run(
    { ...made, brokers: given.brokers, assignor: given.assignor },
    { seed: 1, trace: true, debug: true, ...given.options },
  );
}

/** Publishes In with each number, or whatever is given in full; all of one key unless they say so. */
export function enter(run: Run, ...messages: readonly (number | Data)[]): Message[] {
  return messages.map((each) => said(run, 'In@1.0', each));
}

/** The same for the command. */
export function order(run: Run, ...messages: readonly (number | Data)[]): Message[] {
  return messages.map((each) => said(run, 'Do@1.0', each));
}

function said(run: Run, key: string, each: number | Data): Message {
  const data = typeof each === 'number' ? { n: each } : each;
  const entered = run.publish(key, { id: 'a', ...data } as Data);
  if (!(entered instanceof Message)) throw new Error(entered.refused.join('; '));
  return entered;
}

/** Everything at once: enters, and lets all happen. */
export function after(run: Run, ...messages: readonly (number | Data)[]): Run {
  enter(run, ...messages);
  ranOut(run);
  return run;
}

export function ranOut(run: Run): void {
  const reached = run.runOut();
  if (reached) throw new Error(reached.text);
}

type Entry = Run['trace'][number];

/** Entries of a kind, in order. */
export function entries<K extends Entry['kind']>(run: Run, kind: K): Extract<Entry, { kind: K }>[] {
  return run.trace.filter((entry): entry is Extract<Entry, { kind: K }> => entry.kind === kind);
}

/** The numbers of the messages that a part was given, in order; a further attempt as `2#2`. */
export function delivered(run: Run, part = 'C'): (number | string)[] {
  return entries(run, 'deliver')
    .filter((entry) => entry.part === part)
    .map(({ eventId, attempt }) => {
      const n = run.message(eventId)?.data.n as number;
      return attempt === 1 ? n : `${n}#${attempt}`;
    });
}

/** The numbers in a topic's log, partition after partition. */
export function logged(run: Run, key: string): number[] {
  const found = run.topics().find(({ info }) => info.key === key);
  return (found?.logs ?? []).flat().map(({ data }) => data.n as number);
}

/** How often the key was counted. */
export function count(run: Run, key = 'a'): number {
  return (run.state('C', key)?.count as number | undefined) ?? 0;
}

/** Committed offsets, by partition. */
export function offsets(run: Run): number[] {
  return run.consumers().flatMap(({ positions }) => positions.map(({ offset }) => offset));
}
