import type { TopicInfo } from '../../model/meaning.ts';
import { followed } from '../choreography/tracker.ts';
import type { Message } from '../message.ts';
import type { Program } from '../program.ts';
import { publishEntry } from '../trace.ts';
import type { World } from '../world.ts';
import type { Partition } from './partition.ts';
import { type Broker, Replica } from './replica.ts';
import { Topic } from './topic.ts';

/** As many as the project says, else as many as the highest `replicas` needs. */
export function addBrokers(world: World, { brokers, topics }: Program): void {
  const count = brokers ?? Math.max(1, ...topics.map(({ replicas }) => replicas));
  for (let id = 1; id <= count; id++) world.brokers.push({ id, isUp: true, stops: 0 });
}

/** A topic with its partitions spread over the brokers, as Kafka spreads them: each one's leader is the next broker. */
export function addTopic(world: World, info: TopicInfo): Topic {
  const topic = new Topic(info);
  const { brokers } = world;
  const count = Math.min(info.replicas, brokers.length);
  for (const partition of topic.partitions) {
    partition.replicas = Array.from(
      { length: count },
      (_, i) => new Replica(partition, brokers[(partition.index + i) % brokers.length] as Broker),
    );
    partition.leader = electable(partition);
  }
  world.topics.set(info.key, topic);
  return topic;
}

/** Writes a message to its partition's leader; where there is none, its producer waits until there is. */
export function write(world: World, message: Message, partition: Partition): void {
  if (!partition.leader) {
    partition.unwritten.push(message);
    world.trace?.push({
      kind: 'unwritten',
      time: world.time,
      ...placeOf(partition),
      eventId: message.eventId,
      message: message.type.key,
    });
    return;
  }
  message.stored = world.clock.instant;
  partition.append(message);
  world.trace?.push(publishEntry(message, world.time, false));
  followed(message);
  written(world, partition, partition.leader);
}

/** Puts history into the log: every replica has it, and no consumer has still to read it. */
export function writeHistory(world: World, message: Message, partition: Partition): void {
  message.stored = world.clock.instant;
  partition.append(message);
  partition.end = partition.log.length;
  for (const replica of partition.replicas) replica.end = partition.end;
  world.trace?.push(publishEntry(message, world.time, true));
  followed(message);
  for (const reader of partition.readers) if (reader.next === message && !reader.part.takesHistory) reader.pass();
}

/** The leader's log has grown: followers may fetch, and what all in sync have may be read. */
function written(world: World, partition: Partition, leader: Replica): void {
  leader.end = partition.log.length;
  if (partition.replicas.length > 1) for (const replica of partition.replicas) world.wakeReplica(replica);
  commit(world, partition);
}

/** A follower fetches all that it lacks from the leader. */
export function replicate(world: World, replica: Replica): void {
  const { partition, broker } = replica;
  replica.state = 'idle';
  replica.end = partition.log.length;
  world.trace?.push({
    kind: 'replicate',
    time: world.time,
    ...placeOf(partition),
    broker: broker.id,
    end: replica.end,
  });
  if (!replica.inSync) {
    replica.inSync = true;
    tellLeader(world, partition);
  }
  commit(world, partition);
}

/** A broker stops: another one that is in sync becomes leader of each partition that it led. */
export function stopBroker(world: World, broker: Broker): void {
  broker.isUp = false;
  world.trace?.push({ kind: 'broker', time: world.time, broker: broker.id, isUp: false });
  for (const replica of replicasOn(world, broker)) {
    const { partition } = replica;
    world.suspendReplica(replica);
    if (partition.leader === replica) elect(world, partition, replica);
    else if (partition.leader) {
      replica.inSync = false;
      tellLeader(world, partition);
      commit(world, partition);
    }
  }
}

/** A broker starts again: it leads what has no leader where it was in sync, and fetches the rest. */
export function startBroker(world: World, broker: Broker): void {
  broker.isUp = true;
  world.trace?.push({ kind: 'broker', time: world.time, broker: broker.id, isUp: true });
  for (const replica of replicasOn(world, broker)) {
    const { partition } = replica;
    if (!partition.leader && replica.inSync) lead(world, partition, replica);
    else world.wakeReplica(replica);
  }
}

/**
 * The first replica in sync becomes leader. What only the old one had is gone: under `acks all` its producer was never
 * told that it is written, and writes it again; under `acks leader` nobody knows. Without any replica in sync the
 * partition waits for the old leader, as Kafka does without unclean election.
 */
function elect(world: World, partition: Partition, old: Replica): void {
  const next = electable(partition);
  if (!next) {
    partition.leader = undefined;
    for (const replica of partition.replicas) world.suspendReplica(replica);
    for (const reader of partition.allReaders()) if (reader.state === 'ready') world.suspend(reader);
    return tellLeader(world, partition);
  }
  old.inSync = false;
  const lost = partition.truncate(next.end);
  for (const replica of partition.replicas) replica.end = Math.min(replica.end, next.end);
  lead(world, partition, next, lost);
}

function lead(world: World, partition: Partition, leader: Replica, lost: readonly Message[] = []): void {
  partition.leader = leader;
  world.suspendReplica(leader);
  tellLeader(world, partition);
  const isSafe = partition.topic.info.acks === 'all';
  for (const message of lost) {
    world.trace?.push({
      kind: isSafe ? 'rewrite' : 'lost',
      time: world.time,
      ...placeOf(partition),
      eventId: message.eventId,
      message: message.type.key,
    });
    if (isSafe) partition.append(message);
  }
  written(world, partition, leader);
  for (const message of partition.unwritten.splice(0)) write(world, message, partition);
  for (const reader of partition.allReaders()) world.wake(reader);
}

/** Moves the high watermark to what all replicas in sync have. */
function commit(world: World, partition: Partition): void {
  let end = partition.log.length;
  for (const replica of partition.replicas) if (replica.inSync && replica.end < end) end = replica.end;
  if (end <= partition.end) return;
  partition.end = end;
  for (const reader of partition.readers) world.wake(reader);
}

function electable({ replicas }: Partition): Replica | undefined {
  return replicas.find(({ broker, inSync }) => broker.isUp && inSync);
}

function* replicasOn(world: World, broker: Broker): Generator<Replica> {
  for (const { partitions } of world.topics.values())
    for (const { replicas } of partitions) for (const replica of replicas) if (replica.broker === broker) yield replica;
}

function tellLeader(world: World, partition: Partition): void {
  const inSync = partition.replicas.filter((replica) => replica.inSync).map(({ broker }) => broker.id);
  world.trace?.push({
    kind: 'leader',
    time: world.time,
    ...placeOf(partition),
    leader: partition.leader?.broker.id,
    inSync,
  });
}

function placeOf({ topic, index }: Partition) {
  return { topic: topic.info.key, partition: index };
}
