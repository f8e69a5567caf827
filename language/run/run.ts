import type { Value } from '../model/types.ts';
import { Outbox } from './aggregate/outbox.ts';
import type { Streams } from './aggregate/streams.ts';
import { assemble } from './assemble.ts';
import { replicate } from './broker/cluster.ts';
import { Reader } from './broker/reader.ts';
import { Replica } from './broker/replica.ts';
import type { Tracker } from './choreography/tracker.ts';
import { END, timestampOf } from './clock.ts';
import { Control } from './control.ts';
import { deliver, deliverPausing, type RunPause } from './deliver.ts';
import { Delivery } from './delivery.ts';
import type { Finding } from './findings.ts';
import { Id } from './ids.ts';
import * as inspect from './inspect.ts';
import { LIMITS, type LimitReached, type Limits, limitReached } from './limits.ts';
import { type Cause, type GivenMeta, Message } from './message.ts';
import { relay } from './outcome.ts';
import type { StateRow } from './parts.ts';
import type { Data, Findings, MutableData, Program } from './program.ts';
import { enterStreams, publish, publishHistory, refusal } from './publish.ts';
import type { Saga } from './saga/saga.ts';
import type { Timer } from './timers.ts';
import type { TraceEntry } from './trace.ts';
import { type Enabled, type RunOptions, World } from './world.ts';

export type { RunPause } from './deliver.ts';
export type { Delivery } from './delivery.ts';
export type { LimitReached, Limits } from './limits.ts';
export type { Cause, GivenMeta, Message } from './message.ts';
export type { TraceEntry } from './trace.ts';
export type { AnswerRequest, HandlerAnswer, RunOptions } from './world.ts';

/** One enabled action that was taken. */
export type Step =
  | { readonly kind: 'deliver'; readonly delivery: Delivery }
  | { readonly kind: 'replicate'; readonly broker: number; readonly topic: string; readonly partition: number }
  | { readonly kind: 'relay'; readonly part: string }
  | { readonly kind: 'timer'; readonly timer: inspect.TimerView };

/** A message that was not published, and why; nothing of it is in any log. */
export interface Refused {
  readonly refused: Findings;
}

export interface PublishOptions {
  readonly meta?: GivenMeta;
  /** The topic's key, where not all that carry the message are meant. */
  readonly topic?: string;
}

/**
 * A project at work on virtual time: a scheduler of enabled steps over topics, consumers, inboxes and timers. The same
 * program, seed and messages from outside always give the same trace. Message data is taken as it is and never copied:
 * nobody may change it afterwards.
 */
export class Run {
  readonly #world: World;
  readonly #control: Control;
  #published = 0;
  /** What was delivered last. */
  #last: Delivery | undefined = undefined;
  /** A step is under way; nothing else can begin inside it. */
  #stepping = false;

  constructor(program: Program, options: RunOptions) {
    this.#world = new World(options, program.assignor);
    this.#control = new Control(this.#world);
    assemble(this.#world, program);
  }

  /** What goes wrong, and what operators do. Throws an `Error` in the middle of a step: both come between two. */
  get control(): Control {
    if (this.#stepping) throw new Error(UNDER_WAY);
    return this.#control;
  }

  /** Virtual time, in milliseconds since 1970. */
  get now(): number {
    return this.#world.clock.now;
  }

  get time(): string {
    return this.#world.time;
  }

  /** How many messages were published and sent. */
  get said(): number {
    return this.#world.said;
  }

  /** What happened so far, oldest first; empty without the option `trace`. */
  get trace(): readonly TraceEntry[] {
    return this.#world.trace ?? [];
  }

  /** What could not be run, each once. */
  get findings(): readonly Finding[] {
    return this.#world.findings;
  }

  /** Brings a message in from outside, at this instant: an event into its topics, a command into the inbox of the part that handles it. */
  publish(message: string, data: Data, options?: PublishOptions): Message | Refused {
    const type = this.#world.types.get(message);
    if (!type) return { refused: [`there is no message ${message}`] };
    const to = options?.topic === undefined ? undefined : this.#world.topics.get(options.topic);
    if (options?.topic !== undefined && !to) return { refused: [`there is no topic ${options.topic}`] };
    const entering = new Message(type, data, this.#idOf(options?.meta), undefined, rarely(options?.meta));
    const refused = refusal(type, data, to) ?? enterStreams(this.#world, entering);
    if (refused) {
      this.#world.trace?.push({ kind: 'refuse', time: this.time, message, data, findings: refused });
      return { refused };
    }
    publish(this.#world, entering, to);
    return entering;
  }

  /** Puts an event or document into the logs as history: it lies before the offset of every consumer. */
  given(message: string, data: Data, meta?: GivenMeta): Message | Refused {
    const type = this.#world.types.get(message);
    if (!type) return { refused: [`there is no message ${message}`] };
    if (type.command)
      return { refused: [`${type.program.version.name} is a command, and commands leave no history; use when`] };
    const history = new Message(type, data, this.#idOf(meta), undefined, rarely(meta));
    const refused = refusal(type, data, undefined) ?? enterStreams(this.#world, history);
    if (refused) return { refused };
    publishHistory(this.#world, history);
    this.#foldHistory();
    return history;
  }

  /** Takes the next step that is enabled at this instant: a delivery, else a timer that is due. Undefined where there is none. */
  step(): Step | undefined {
    if (!this.#enabled() && !this.#stepping) return undefined;
    return stepOf(this.#turn());
  }

  /** The same step, standing still at a delivery and before each statement of the body. Left early, it has not happened. */
  *stepPausing(): Generator<RunPause, Step | undefined, void> {
    if (this.#world.ready.size === 0) {
      if (this.#enabled() && !this.#stepping) yield* this.#timerPauses();
      return this.step();
    }
    const enabled = this.#begin();
    try {
      if (!(enabled instanceof Reader)) return stepOf(this.#take(enabled));
      this.#last = yield* deliverPausing(this.#world, enabled);
      return stepOf(this.#last);
    } finally {
      this.#stepping = false;
    }
  }

  /** Before the next timer's doings; nothing has happened yet, and nothing else may. */
  *#timerPauses(): Generator<RunPause, void, void> {
    this.#stepping = true;
    try {
      yield* this.#world.timers.next?.pauses?.() ?? [];
    } finally {
      this.#stepping = false;
    }
  }

  /** Takes steps until nothing more is enabled at this instant. */
  settle(limits: Limits = LIMITS): LimitReached | undefined {
    return this.#go(this.now, limits);
  }

  /** Sets the clock to the next timer's time, which then is enabled; false where there is none. */
  advance(): boolean {
    const timer = this.#world.timers.next;
    if (!timer || timer.at > END) return false;
    this.#world.clock.set(timer.at);
    return true;
  }

  /** Lets so many milliseconds pass, with all that happens on the way and at their end. */
  wait(milliseconds: number, limits: Limits = LIMITS): LimitReached | undefined {
    const end = Math.min(this.now + milliseconds, END);
    const reached = this.#go(end, { ...limits, time: Number.POSITIVE_INFINITY });
    if (!reached) this.#world.clock.set(end);
    return reached;
  }

  /** Runs until nothing is left to do. */
  runOut(limits: Limits = LIMITS): LimitReached | undefined {
    return this.#go(END, limits);
  }

  /** All topics with their logs, those of dead letters too. */
  topics(): inspect.TopicView[] {
    return inspect.topicViews(this.#world);
  }

  /** All consumers with their offsets, lag and states. */
  consumers(): inspect.ConsumerView[] {
    return inspect.consumerViews(this.#world);
  }

  deadLetters(): inspect.DeadLetterView[] {
    return inspect.deadLetterViews(this.#world);
  }

  /** Queues of commands that are not answered yet. */
  inboxes(): inspect.InboxView[] {
    return inspect.inboxViews(this.#world);
  }

  /** What aggregates have committed and still to publish or send, in order. */
  outboxes(): inspect.OutboxView[] {
    return inspect.outboxViews(this.#world);
  }

  /** All commands that were sent, with their answers, in order. */
  commands(): readonly Message[] {
    return this.#world.commands;
  }

  timers(): inspect.TimerView[] {
    return inspect.timerViews(this.#world);
  }

  /** The state of a part's key, or of the whole part; undefined where none was met. */
  state(part: string, key?: Value): MutableData | undefined {
    const found = this.#world.parts.get(part);
    if (found?.saga) return found.saga.instance(key)?.state;
    if (!found?.streams) return found?.state(key);
    return found.streams.version(key) > 0 ? found.streams.load(key).state : undefined;
  }

  /** The streams of an aggregate: past states and history; undefined for any other part. */
  streams(aggregate: string): Streams | undefined {
    return this.#world.parts.get(aggregate)?.streams;
  }

  sagas(): Saga[] {
    return [...this.#world.parts.values()].flatMap(({ saga }) => saga ?? []);
  }

  /** A saga's instances; undefined for any other part. */
  saga(part: string): Saga | undefined {
    return this.#world.parts.get(part)?.saga;
  }

  /** Follows a choreography, by its key; undefined for any other part. */
  choreography(key: string): Tracker | undefined {
    return this.#world.trackers.get(key);
  }

  /** All states of a part with their keys, in the order in which they were met. */
  rows(part: string): Iterable<StateRow> {
    return inspect.rowsOf(this.#world.parts.get(part));
  }

  /** The same, made with its defaults where none was met, so that a scenario can set a start state; undefined for no consumer. */
  openState(consumer: string, key?: Value): MutableData | undefined {
    const part = this.#world.parts.get(consumer);
    return part?.openState(key);
  }

  /** The message of an id; undefined where none was published or sent. */
  message(eventId: string): Message | undefined {
    return inspect.findMessage(this.#world, eventId);
  }

  /** Which delivery's handler emitted the message, and where; then the same of that delivery's message, up to the first cause. */
  causesOf(eventId: string): Cause[] {
    const message = this.message(eventId);
    return message ? [...inspect.causesOf(message)] : [];
  }

  /** Whether there is such a message that a part has still to read or is just reading, or that is said later. */
  isUnderWay(isMeant: (message: Message) => boolean): boolean {
    for (const message of inspect.messagesUnderWay(this.#world)) if (isMeant(message)) return true;
    return false;
  }

  /** Projections take history in at once. */
  #foldHistory(): void {
    for (const part of this.#world.parts.values()) {
      if (!part.takesHistory) continue;
      for (const reader of part.readers)
        while (reader.state === 'idle' && reader.seek(this.#world.clock.instant)) deliver(this.#world, reader);
    }
  }

  #go(end: number, limits: Limits): LimitReached | undefined {
    const start = this.now;
    const said = this.said + (limits.messages ?? LIMITS.messages);
    for (let steps = 0; ; ) {
      if (this.#enabled()) {
        if (steps++ >= limits.steps) return limitReached(this.#world, limits, 'steps', this.#last);
        if (this.said > said) return limitReached(this.#world, limits, 'messages', this.#last);
        this.#turn();
        continue;
      }
      const next = this.#world.timers.next;
      if (!next || next.at > end) return undefined;
      if (next.at - start > limits.time) return limitReached(this.#world, limits, 'time', this.#last);
      this.#world.clock.set(next.at);
    }
  }

  #enabled(): boolean {
    const { ready, timers, clock } = this.#world;
    return ready.size > 0 || (timers.next !== undefined && timers.next.at <= clock.now);
  }

  /** Takes one step, which must be enabled. */
  #turn(): Delivery | Replica | Outbox | Timer {
    const enabled = this.#begin();
    try {
      if (!(enabled instanceof Reader)) return this.#take(enabled);
      this.#last = deliver(this.#world, enabled);
      return this.#last;
    } finally {
      this.#stepping = false;
    }
  }

  #take(enabled: Replica | Outbox | undefined): Replica | Outbox | Timer {
    if (!enabled) return this.#fire();
    if (enabled instanceof Outbox) relay(this.#world, enabled);
    else replicate(this.#world, enabled);
    return enabled;
  }

  /** What has its turn; undefined where that is a timer. */
  #begin(): Enabled | undefined {
    if (this.#stepping) throw new Error(UNDER_WAY);
    this.#stepping = true;
    const { ready, options } = this.#world;
    return options.pick && ready.size > 1 ? ready.take(options.pick(ready.size)) : ready.shift();
  }

  #fire(): Timer {
    const timer = this.#world.timers.take();
    this.#world.trace?.push({ kind: 'timer', time: this.time, at: timestampOf(timer.at), timer: timer.what });
    timer.fire();
    return timer;
  }

  /** Its own where one is given, else one that says how many came before. */
  #idOf(meta: GivenMeta | undefined): Id | number {
    return meta?.eventId === undefined ? this.#published++ : Id.of(meta.eventId);
  }
}

const UNDER_WAY = 'a step is under way: finish it first';

function stepOf(taken: Delivery | Replica | Outbox | Timer): Step {
  if (taken instanceof Delivery) return { kind: 'deliver', delivery: taken };
  if (taken instanceof Outbox) return { kind: 'relay', part: taken.part.info.key };
  if (taken instanceof Replica) {
    const { partition, broker } = taken;
    return { kind: 'replicate', broker: broker.id, topic: partition.topic.info.key, partition: partition.index };
  }
  return { kind: 'timer', timer: { at: taken.at, time: timestampOf(taken.at), what: taken.what } };
}

function rarely(given: GivenMeta | undefined) {
  return given && { given };
}
