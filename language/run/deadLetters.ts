import { addTopic } from './broker/cluster.ts';
import { Letter } from './broker/letter.ts';
import { type Queue, Reader } from './broker/reader.ts';
import { deadLetterTopic, type Topic } from './broker/topic.ts';
import type { Delivery } from './delivery.ts';
import type { Message } from './message.ts';
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
  if (letter) (letter.redriver ? (letter.redriver.source as Queue).log : letter.behind).push(message);
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

/** A replay comes by all that a reader has read from an offset on: it neither is a dead letter nor waits behind one. */
export function unpark(world: World, reader: Reader, from: number): void {
  const { part } = reader;
  const comesAgain = ({ offset }: Message) => offset >= from;
  for (const { letters } of world.topics.values()) {
    for (const letter of letters) {
      if (letter.reader !== reader) continue;
      cut(letter.behind, 0, comesAgain);
      if (!comesAgain(letter.original)) continue;
      letters.delete(letter);
      goOn(letter);
    }
  }
  for (const redriver of part.redriving) {
    if (redriver.letter?.reader !== reader) continue;
    const next = redriver.next;
    cut((redriver.source as Queue).log, redriver.position, comesAgain);
    if (redriver.next === next) continue;
    world.suspend(redriver);
    redriver.restart();
    if (redriver.next) world.wake(redriver);
    else redriven(redriver);
  }
}

/** Takes out of a list, from a place on, what matches. */
function cut(list: Message[], start: number, matches: (message: Message) => boolean): void {
  list.push(...list.splice(start).filter((message) => !matches(message)));
}

/** All that was behind a dead letter is done with: its key goes its way again. */
export function redriven(reader: Reader): void {
  const letter = reader.letter as Letter;
  reader.part.redriving.delete(reader);
  goOn(letter);
}

function goOn(letter: Letter): void {
  const { parked } = letter.reader;
  const { key } = letter.original;
  if (key !== undefined && parked.get(key) === letter) parked.delete(key);
}

function deadLetterOf(world: World, delivery: Delivery, origin: Topic): Topic {
  const named = delivery.reader.part.program.info.deadLetterTo;
  const info = deadLetterTopic(origin.info);
  return world.topics.get(named ?? info.key) ?? world.topics.get(info.key) ?? addTopic(world, info);
}
