import { addTopic } from './broker/cluster.ts';
import { Letter } from './broker/letter.ts';
import { type Queue, Reader } from './broker/reader.ts';
import { deadLetterTopic, type Topic } from './broker/topic.ts';
import type { Delivery } from './delivery.ts';
import { append } from './publish.ts';
import { placeOf } from './trace.ts';
import type { World } from './world.ts';

/** Puts a message that a consumer gives up into the dead letter topic; later ones of its key will wait behind it. */
export function layAside(world: World, delivery: Delivery, error: string): void {
  const { message, reader } = delivery;
  const origin = reader.partition?.topic as Topic;
  const copy = message.again({
    error,
    attempts: delivery.attempt,
    part: reader.part.info.key,
    topic: origin.info.key,
    partition: message.partition,
    offset: message.offset,
  });
  const topic = deadLetterOf(world, delivery, origin);
  append(world, copy, topic, message.key);
  // What was redriven fails again: the rest of what waited behind it goes on waiting.
  const from = reader.letter?.reader ?? reader;
  const behind = reader.letter ? [...reader.rest()].slice(1) : [];
  const letter = new Letter(topic, copy, message, from, behind);
  topic.letters.add(letter);
  if (message.key !== undefined) from.parked.set(message.key, letter);
  if (reader.letter) (reader.source as Queue).log.length = reader.position + 1;
  world.trace?.push({
    kind: 'deadLetter',
    time: world.time,
    ...placeOf(delivery),
    attempts: delivery.attempt,
    error,
    to: { topic: topic.info.key, partition: copy.partition, offset: copy.offset },
  });
}

/** Puts a message behind the dead letter of its key; undefined where there is none. */
export function parkBehind(delivery: Delivery): Letter | undefined {
  const { message, reader } = delivery;
  const letter = message.key === undefined ? undefined : reader.parked.get(message.key);
  const { redriver } = letter ?? {};
  const behind = redriver ? (redriver.source as Queue).log : letter?.behind;
  // A replay may come by what waits already.
  if (behind && !behind.includes(message)) behind.push(message);
  return letter;
}

/** Delivers all dead letters of a topic once more, each with what waits behind it, in their order. */
export function redrive(world: World, topic: Topic): void {
  for (const letter of [...topic.letters]) {
    topic.letters.delete(letter);
    const { part } = letter.reader;
    const redriver = new Reader(part, letter);
    letter.redriver = redriver;
    part.redriving.add(redriver);
    const delivery = { eventId: letter.original.eventId, message: letter.original.type.key, part: part.info.key };
    const { topic: origin, partition, offset } = letter.original;
    world.trace?.push({
      kind: 'redrive',
      time: world.time,
      ...delivery,
      topic: origin?.info.key,
      partition,
      offset,
      behind: letter.behind.length,
    });
    world.wake(redriver);
  }
}

/** All that was behind a dead letter is done with: its key goes its way again. */
export function redriven(reader: Reader): void {
  const letter = reader.letter as Letter;
  const { key } = letter.original;
  reader.part.redriving.delete(reader);
  if (key !== undefined && letter.reader.parked.get(key) === letter) letter.reader.parked.delete(key);
}

function deadLetterOf(world: World, delivery: Delivery, origin: Topic): Topic {
  const named = delivery.reader.part.consumer?.info.deadLetterTo;
  const info = deadLetterTopic(origin.info);
  return world.topics.get(named ?? info.key) ?? world.topics.get(info.key) ?? addTopic(world, info);
}
