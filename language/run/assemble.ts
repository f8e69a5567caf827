import { publishedTo } from '../model/topics.ts';
import { MemoryStore } from './aggregate/store.ts';
import { Streams } from './aggregate/streams.ts';
import { addBrokers, addTopic } from './broker/cluster.ts';
import { Group } from './broker/group.ts';
import { Reader } from './broker/reader.ts';
import type { ChoreographyProgram } from './choreography/program.ts';
import { Tracker } from './choreography/tracker.ts';
import { say } from './outcome.ts';
import { type Handler, Part, type Route } from './parts.ts';
import type { AggregateProgram, HandlerProgram, MessageProgram, PartProgram, Program } from './program.ts';
import { Saga } from './saga/saga.ts';
import type { MessageType } from './types.ts';
import type { World } from './world.ts';

/** Puts the program's topics, messages and parts into an empty world. */
export function assemble(world: World, program: Program): void {
  addBrokers(world, program);
  for (const info of program.topics) addTopic(world, info);
  for (const message of program.messages.values()) addType(world, message);
  for (const part of program.parts) addPart(world, part);
  for (const choreography of program.choreographies) addChoreography(world, choreography);
}

function addType(world: World, program: MessageProgram): void {
  const { version } = program;
  const carriers = [...world.topics.values()].filter(({ info }) => info.carries.has(version.qualifiedName));
  const ways = publishedTo(carriers.map(({ info }) => info));
  const topics = carriers.filter(({ info }) => ways.includes(info));
  world.types.set(version.key, {
    index: world.types.size,
    key: version.key,
    program,
    command: version.messageKind === 'command',
    eventType: version.wireName,
    eventVersion: `${version.version.major}.${version.version.minor}`,
    topics: topics.map((topic) => ({ topic, key: topic.info.carries.get(version.qualifiedName) })),
    handledBy: undefined,
    trackers: [],
  });
}

function addChoreography(world: World, program: ChoreographyProgram): void {
  const tracker = new Tracker(world, program);
  world.trackers.set(program.info.key, tracker);
  for (const type of world.types.values())
    if (program.contract.messages.has(type.program.version.qualifiedName)) type.trackers.push(tracker);
}

function addPart(world: World, program: PartProgram): void {
  const part = new Part(program.info, program);
  world.parts.set(program.info.key, part);
  for (const type of world.types.values()) {
    const route = routeOf(world, program, type);
    part.routes[type.index] = route;
    if (route && type.command) type.handledBy ??= part;
  }
  if (program.aggregate) part.streams = streamsOf(world, program, program.aggregate);
  if (program.saga) {
    part.saga = new Saga(world, part, program.saga, (said) => {
      for (const output of said) say(world, output, output.message, part);
    });
    for (const type of world.types.values()) if (type.command) part.routes[type.index] = { kind: 'answer' };
  }
  const topics = program.info.topics.map((key) => world.topics.get(key)).filter((topic) => topic !== undefined);
  for (const partition of topics.flatMap(({ partitions }) => partitions)) {
    const reader = new Reader(part, partition);
    part.readers.push(reader);
    partition.readers.push(reader);
  }
  part.group = new Group(part, program.info.single ? 1 : Math.max(1, program.info.concurrency), world.assignor);
}

function streamsOf(world: World, program: PartProgram, { applies }: AggregateProgram): Streams {
  const store = world.options.store?.(program.info.key) ?? new MemoryStore();
  const streams = new Streams(world, program, store);
  for (const type of world.types.values()) {
    streams.applies[type.index] = routeOf(world, { ...program, handlers: applies }, type);
  }
  world.streams.push(streams);
  return streams;
}

/**
 * What a consumer does with a version of a message: the handlers of its own major are meant for it, else those of the nearest
 * newer one that upcasts lead to.
 */
function routeOf(world: World, program: PartProgram, type: MessageType): Route | undefined {
  const { qualifiedName, version } = type.program.version;
  const handlers = program.handlers.filter((handler) => handler.info.messageName === qualifiedName);
  const own = handlersOf(world, program, handlers, type, version.major);
  if (own.length > 0) return { kind: 'handle', handlers: own };
  if (handlers.length === 0 || ignores(program, type)) return undefined;
  const majors = [...new Set(handlers.map((handler) => handler.info.major))].sort((a, b) => a - b);
  for (const major of majors.filter((other) => other > version.major)) {
    const newer = handlersOf(world, program, handlers, type, major).filter(({ upcast }) => upcast);
    if (newer.length > 0) return { kind: 'handle', handlers: newer };
  }
  return { kind: 'unreadable', reason: unreadableReason(program, type, majors) };
}

function handlersOf(
  world: World,
  part: PartProgram,
  handlers: readonly HandlerProgram[],
  { program: { version } }: MessageType,
  major: number,
): Handler[] {
  return handlers.flatMap((program) => {
    const reads = program.info.major === major ? world.types.get(program.info.message) : undefined;
    const upcast = major === version.version.major ? undefined : reads?.program.upcaster(version.version.major);
    return reads ? [{ program, reads, by: program.info.by ?? part.info.by, upcast }] : [];
  });
}

function unreadableReason({ info }: PartProgram, { program, eventVersion }: MessageType, majors: readonly number[]) {
  const { name, version } = program.version;
  const why = majors.some((major) => major > version.major)
    ? `and no upcast leads there from ${name}@${version.major}`
    : 'and cannot read a newer major';
  const readable = majors.map((major) => `${name}@${major}`).join(', ');
  return `${name}@${eventVersion} is unreadable: ${info.name} reads ${readable}, ${why}`;
}

/** `ignore E` means all versions, `ignore E@2` that major, `ignore E@2.1` that version. */
function ignores(program: PartProgram, type: MessageType): boolean {
  const { qualifiedName, version } = type.program.version;
  const names = [qualifiedName, `${qualifiedName}@${version.major}`, type.key];
  return program.info.ignores.some((ignored) => names.includes(ignored));
}
