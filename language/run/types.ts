import type { FieldPath } from '../model/meaning.ts';
import type { Topic } from './broker/topic.ts';
import type { Tracker } from './choreography/tracker.ts';
import type { Part } from './parts.ts';
import type { MessageProgram } from './program.ts';

/** A version of a message in a run. */
export interface MessageType {
  /** Counted from 0: what parts do with it is looked up by this. */
  readonly index: number;
  readonly key: string;
  readonly program: MessageProgram;
  readonly command: boolean;
  readonly eventType: string;
  readonly eventVersion: string;
  /** The topics that carry it. */
  readonly topics: TopicRoute[];
  /** The part that a command goes to. */
  handledBy: Part | undefined;
  /** Choreographies that name it. */
  readonly trackers: Tracker[];
}

export interface TopicRoute {
  readonly topic: Topic;
  readonly key: FieldPath | undefined;
}
