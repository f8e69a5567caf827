import type { TopicInfo } from '../model/meaning.ts';
import type { Reader } from './broker/reader.ts';
import { timestampOf } from './clock.ts';
import { Id } from './ids.ts';
import type { Cause, Message } from './message.ts';
import type { Part, StateRow } from './parts.ts';
import type { TimerPurpose } from './timers.ts';
import type { World } from './world.ts';

export interface TopicView {
  readonly info: TopicInfo;
  /** By partition, then by offset. */
  readonly logs: readonly (readonly Message[])[];
}

export interface ConsumerView {
  /** The consumer's key. */
  readonly key: string;
  readonly group: string;
  readonly positions: readonly PositionView[];
  readonly states: readonly StateRow[];
}

/** A consumer's place in one partition. */
export interface PositionView {
  readonly member: number;
  readonly topic: string;
  readonly partition: number;
  /** The committed offset: that of the message read next by a new member. */
  readonly offset: number;
  readonly end: number;
  readonly lag: number;
  /** Blocked by a message that is tried again later. */
  readonly waiting: boolean;
}

export interface DeadLetterView {
  readonly message: Message;
  /** The topic that it lies in. */
  readonly topic: string;
  /** Later messages of its key that wait behind it. */
  readonly parked: readonly Message[];
}

export interface InboxView {
  readonly part: string;
  /** The key of the queue. */
  readonly key: string;
  readonly waiting: readonly Message[];
}

export interface OutboxView {
  readonly part: string;
  readonly message: Message;
}

export interface TimerView {
  readonly at: number;
  readonly time: string;
  readonly what: TimerPurpose;
}

export function topicViews(world: World): TopicView[] {
  return [...world.topics.values()].map(({ info, partitions }) => ({ info, logs: partitions.map((each) => each.log) }));
}

export function consumerViews(world: World): ConsumerView[] {
  return [...world.parts.values()].map((part) => ({
    key: part.info.key,
    group: part.program.info.group,
    positions: part.readers.flatMap(positionView),
    states: [...rowsOf(part)],
  }));
}

/** All states of a part with their keys. */
export function rowsOf(part: Part | undefined): Iterable<StateRow> {
  return part?.saga?.instances ?? part?.streams?.rows() ?? part?.states ?? [];
}

/** Those that were not redriven, by topic. */
export function deadLetterViews(world: World): DeadLetterView[] {
  return [...world.topics.values()].flatMap((topic) =>
    [...topic.letters].map(({ copy, behind }) => ({ message: copy, topic: topic.info.key, parked: behind })),
  );
}

export function inboxViews(world: World): InboxView[] {
  return [...world.parts.values()].flatMap((part) =>
    [...part.inbox.queues].map((queue) => ({
      part: part.info.key,
      key: queue.queue ?? '',
      waiting: [...queue.rest()],
    })),
  );
}

export function outboxViews(world: World): OutboxView[] {
  return [...world.parts.values()].flatMap((part) =>
    (part.streams?.store.outbox ?? []).map(({ message }) => ({ part: part.info.key, message })),
  );
}

export function timerViews(world: World): TimerView[] {
  return world.timers.pending().map(({ at, what }) => ({ at, time: timestampOf(at), what }));
}

/** The first publication of an id; undefined where none was published or sent. Looks through all logs. */
export function findMessage(world: World, eventId: string): Message | undefined {
  const { a, b, c, d } = Id.of(eventId);
  const wanted = ({ id }: Message) => id.a === a && id.b === b && id.c === c && id.d === d;
  for (const topic of world.topics.values()) {
    for (const { log } of topic.partitions) {
      const found = log.find(wanted);
      if (found) return found;
    }
  }
  return world.commands.find(wanted);
}

/** Messages that a part has still to read or is just reading, and those that are said later or wait in an outbox. */
export function* messagesUnderWay(world: World): Generator<Message> {
  yield* world.delayed.keys();
  for (const part of world.parts.values()) {
    for (const { message } of part.streams?.store.outbox ?? []) yield message;
    for (const reader of part.allReaders())
      for (const message of reader.rest()) if (reader.reads(message)) yield message;
  }
}

/** What caused a message, what caused that, and so on up to the first cause, which came from outside. */
export function* causesOf(message: Message): Generator<Cause> {
  for (let cause = message.cause; cause; cause = cause.delivery.message.cause) yield cause;
}

function positionView(reader: Reader): PositionView[] {
  if (!reader.partition) return [];
  return [
    {
      member: reader.member,
      topic: reader.partition.topic.info.key,
      partition: reader.partition.index,
      offset: reader.committed,
      end: reader.source.end,
      lag: Math.max(0, reader.source.end - reader.committed),
      waiting: reader.state === 'waiting',
    },
  ];
}
