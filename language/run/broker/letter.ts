import type { Message } from '../message.ts';
import type { Reader } from './reader.ts';
import type { Topic } from './topic.ts';

/** A message that a consumer has given up, until it is redriven: later ones of its key wait behind it. */
export class Letter {
  /** Where it lies. */
  readonly topic: Topic;
  /** As it lies in the dead letter topic. */
  readonly copy: Message;
  readonly original: Message;
  /** Whose partition it came from. */
  readonly reader: Reader;
  readonly behind: Message[];
  /** Delivers it again with all that waits behind it; undefined as long as nobody redrives it. */
  redriver: Reader | undefined = undefined;

  constructor(topic: Topic, copy: Message, original: Message, reader: Reader, behind: Message[]) {
    this.topic = topic;
    this.copy = copy;
    this.original = original;
    this.reader = reader;
    this.behind = behind;
  }
}
