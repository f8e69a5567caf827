import { write, writeHistory } from './broker/cluster.ts';
import { keyText, valueAt } from './broker/keys.ts';
import type { Topic } from './broker/topic.ts';
import { followed } from './choreography/tracker.ts';
import { freeze } from './freeze.ts';
import type { Message } from './message.ts';
import type { Part } from './parts.ts';
import { type Data, type Findings, Unreadable } from './program.ts';
import { readBy } from './reading.ts';
import { tellSender } from './saga/answers.ts';
import { sendEntry } from './trace.ts';
import type { MessageType, TopicRoute } from './types.ts';
import type { World } from './world.ts';

/** Why a message may not be published; undefined where it may. */
export function refusal(type: MessageType, data: Data, to: Topic | undefined): Findings | undefined {
  const findings = type.program.checkWrite(data);
  if (findings) return findings;
  const { name } = type.program.version;
  if (type.command)
    return to ? [`${name} is a command: it goes to the part that handles it, and to no topic`] : undefined;
  if (type.topics.length === 0) return [`no topic carries ${name}`];
  return undefined;
}

/** Publishes an event to its topics, or to the one named; sends a command. What it says has been checked. */
export function publish(world: World, message: Message, to: Topic | undefined): void {
  if (world.options.debug) freeze(message.data);
  message.time ??= world.clock.instant;
  world.said++;
  if (message.type.command) send(world, message);
  else if (to) place(world, message, routeTo(message.type, to));
  else {
    const { topics } = message.type;
    for (let i = 0; i < topics.length; i++) place(world, i === 0 ? message : message.again(), topics[i] as TopicRoute);
  }
}

/** Puts an event into the logs as history, which no consumer has still to read. */
export function publishHistory(world: World, message: Message): void {
  if (world.options.debug) freeze(message.data);
  message.time = world.clock.instant;
  message.type.topics.forEach((route, i) => {
    const copy = i === 0 ? message : message.again();
    copy.key = keyText(route.key && valueAt(message.data, route.key));
    writeHistory(world, copy, route.topic.partitionFor(copy.key));
  });
}

/** An event that no aggregate said, history or from outside, goes into the stream of the one that applies it, or is refused. */
export function enterStreams(world: World, message: Message): Findings | undefined {
  if (message.type.command) return undefined;
  for (const streams of world.streams) {
    const refused = streams.enter(message);
    if (refused) return refused;
  }
  return undefined;
}

/** Appends a message under a key that is known, and tells those who read there. */
export function append(world: World, message: Message, topic: Topic, key: string | undefined): void {
  message.key = key;
  write(world, message, topic.partitionFor(key));
}

function place(world: World, message: Message, route: TopicRoute): void {
  append(world, message, route.topic, route.key && keyText(valueAt(message.data, route.key)));
}

/** The route to a topic; one that does not carry the message takes it without a key. */
function routeTo({ program }: MessageType, topic: Topic): TopicRoute {
  return { topic, key: topic.info.carries.get(program.version.qualifiedName) };
}

function send(world: World, message: Message): void {
  const part = message.type.handledBy;
  world.commands.push(message);
  if (!part) {
    world.trace?.push(sendEntry(message, world.time));
    followed(message);
    message.answer = { accepted: false, reason: `no part handles ${message.type.program.version.name}` };
    tellSender(world, message);
    return;
  }
  message.key = queueKey(world, part, message);
  message.stored = world.clock.instant;
  const queue = part.inbox.add(message, message.key);
  world.trace?.push(sendEntry(message, world.time));
  followed(message);
  world.wake(queue);
}

/** One queue in all for `single`, else one for each key, else one for each command. */
function queueKey(world: World, part: Part, message: Message): string {
  if (part.program.info.single) return '';
  const route = part.routes[message.type.index];
  const handler = route?.kind === 'handle' ? route.handlers[0] : undefined;
  const path = handler ? handler.by : part.info.by;
  if (!path) return message.eventId;
  const data = handler ? readBy(handler, message, world.options) : message.data;
  const key = data instanceof Unreadable ? undefined : keyText(valueAt(data, path));
  return key ?? message.eventId;
}
