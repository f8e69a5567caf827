import type { Value } from '../../model/types.ts';
import { keyText, valueAt } from '../broker/keys.ts';
import type { RunPause } from '../deliver.ts';
import type { Delivery } from '../delivery.ts';
import type { Message } from '../message.ts';
import type { Handler, Part } from '../parts.ts';
import { BodyError, type Data, Unreadable } from '../program.ts';
import { readBy } from '../reading.ts';
import type { World } from '../world.ts';
import type { Position, SagaEvent, SagaStatus } from './history.ts';
import { type Active, Instance } from './instance.ts';
import type { Reply, SagaProgram, Waits } from './program.ts';
import { Rehearsal, Rehearsed, type SagaPause } from './rehearsal.ts';
import { SagaTimers } from './timers.ts';
import { traceEvents } from './trace.ts';
import { positionOf, stepNamed, Turn } from './turn.ts';

/** What came of a message that was brought to a saga. */
export type Taken =
  | { readonly kind: 'done'; readonly said: Turn['said'] }
  /** It changes nothing: met before, or of no concern. */
  | { readonly kind: 'duplicate' | 'unwanted' }
  | { readonly kind: 'failed'; readonly error: unknown };

/** A saga in a run: its instances, each where its history says. */
export class Saga {
  readonly program: SagaProgram;
  readonly part: Part;
  readonly #world: World;
  readonly #instances = new Map<string, Instance>();
  /** Whose messages are, by their ids. */
  readonly #senders = new Map<string, Sender>();
  /** Keys of starting messages that their `when` did not want. */
  readonly #declined = new Set<string>();
  readonly #timers: SagaTimers;
  readonly #say: (said: Turn['said']) => void;
  /** While a turn is only tried, for a debugger. */
  #rehearsal: Rehearsal | undefined = undefined;

  /** @param say publishes and sends what a timer or an operation makes a saga say */
  constructor(world: World, part: Part, program: SagaProgram, say: (said: Turn['said']) => void) {
    this.#world = world;
    this.part = part;
    this.program = program;
    this.#say = say;
    this.#timers = new SagaTimers(world, part, {
      fire: (key, entry, timeout) => this.#timeOut(key, entry, timeout),
      pauses: (key, entry, timeout) => this.#pausesOfTimeout(key, entry, timeout),
    });
  }

  get instances(): Iterable<Instance> {
    return this.#instances.values();
  }

  instance(key: Value | undefined): Instance | undefined {
    return this.#instances.get(keyText(key) ?? '');
  }

  status(key: Value | undefined): SagaStatus | undefined {
    return this.instance(key)?.shownStatus;
  }

  /** What a step or compensation waits for. */
  waitsOf({ step, compensating }: Position): Waits {
    const program = stepNamed(this.program, step);
    return (compensating ? program?.compensate?.waits : program?.waits) ?? NO_WAITS;
  }

  /** Whose command it is; undefined where no instance of this saga sent it. */
  senderOf(command: Message): string | undefined {
    return this.#senders.get(command.eventId)?.instance;
  }

  /** Takes an event in that may start an instance or be a reply. */
  take(delivery: Delivery, handlers: readonly Handler[]): Taken {
    const { message } = delivery;
    const key = this.#keyOf(message, handlers);
    const sender = this.#senderOver(message);
    const caused = sender && this.#instances.get(sender.instance);
    const keyed = key === undefined ? undefined : this.instance(key);
    for (const instance of new Set([caused, keyed])) {
      const taken = instance && this.#reply(instance, delivery, handlers, instance === caused ? sender : undefined);
      if (taken) return taken;
    }
    const starting = handlers.find(({ program }) => program === this.program.start);
    if (starting && key !== undefined && !keyed) return this.#start(delivery, starting, key);
    const instance = caused ?? keyed;
    return instance ? this.#ignore(instance, delivery) : this.#uncorrelated(message, key);
  }

  /** Takes in that a command of an instance was rejected. */
  takeRejection(delivery: Delivery): Taken {
    const { message } = delivery;
    const instance = this.#instances.get(this.senderOf(message) ?? '');
    if (!instance || instance.has(message)) return { kind: 'duplicate' };
    const active = instance.active.find(({ sent }) => sent.some((one) => one.message.eventId === message.eventId));
    const reason = message.answer && !message.answer.accepted ? message.answer.reason : '';
    return this.#turn(instance, delivery, active, (turn) => {
      if (!active) return turn.happen({ kind: 'ignored', message });
      const { rejected } = this.waitsOf(active);
      const frame = turn.frame(`${active.entry} rejected`);
      if (rejected?.slot !== undefined) frame.locals[rejected.slot] = { reason };
      const isWanted = rejected && (!rejected.guard || rejected.guard(frame));
      if (rejected) turn.stop('delivery', rejected.node, frame);
      if (isWanted) turn.run(rejected.block, frame);
      const { outputs: sent, kept } = frame;
      turn.happen({ kind: 'rejected', ...positionOf(active), message, reason, sent, kept });
      if (isWanted) turn.go(rejected.target, active, frame, 'failed');
      else turn.park(active, `rejected: ${reason}`);
    });
  }

  /** Where a debugger can stand still in what a delivery brings about; nothing of it has happened. */
  pausesOf(delivery: Delivery, handlers: readonly Handler[]): Generator<SagaPause, void, void> {
    return this.#pauses(() =>
      delivery.message.type.command ? this.takeRejection(delivery) : this.take(delivery, handlers),
    );
  }

  /** Runs a parked step again, with fresh attempts. Throws an `Error` where none is parked. */
  resume(key: Value): void {
    const parked = this.instance(key)?.active.filter((each) => each.parked !== undefined) ?? [];
    if (parked.length === 0) throw new Error(`no step of ${this.part.info.name} is parked there`);
    for (const { entry } of parked) {
      const instance = this.instance(key);
      const active = instance?.active.find((each) => each.entry === entry);
      if (!instance || !active) continue;
      this.#alone(instance, active, (turn) => {
        // The same command would be answered the same: what was rejected is asked anew.
        const { isRejected } = active;
        turn.happen({ kind: 'resumed', ...positionOf(active) });
        if (isRejected || active.sent.length === 0) turn.enterAgain(active);
        else turn.said.push(...active.sent.map((output) => ({ ...output, message: output.message.again() })));
      });
    }
  }

  /** Forgets what is not in the histories, as a crash does; it follows from them. */
  restore(): void {
    for (const [name, instance] of this.#instances)
      this.#instances.set(name, refolded(instance, instance.history.length));
  }

  #start(delivery: Delivery, handler: Handler, key: Value): Taken {
    const { message } = delivery;
    const data = readBy(handler, message, this.#world.options);
    if (data instanceof Unreadable)
      return { kind: 'failed', error: new BodyError('error', data.reason, handler.program.info.node) };
    const instance = new Instance();
    const name = keyText(key) ?? '';
    const locals: Value[] = [];
    locals[this.program.startSlot] = data as Value;
    const state = this.part.program.initialState();
    const at = { message, data, reads: handler.program.info.message };
    const turn = this.#turnOf(instance, delivery);
    turn.happen({ kind: 'started', message, key, kept: { state, locals } });
    try {
      if (handler.program.guard && !handler.program.guard(turn.frame('when', at))) {
        this.#declined.add(name);
        return { kind: 'unwanted' };
      }
      turn.stop('delivery', handler.program.info.node, turn.frame('start'));
      turn.begin();
      this.#check(instance);
    } catch (error) {
      if (error instanceof Rehearsed) throw error;
      return { kind: 'failed', error };
    }
    return this.#finish(instance, name, turn, 0);
  }

  /** Undefined where no step waits for it. @param sender the step whose command it descends from, of this instance */
  #reply(
    instance: Instance,
    delivery: Delivery,
    handlers: readonly Handler[],
    sender: Sender | undefined,
  ): Taken | undefined {
    const { message } = delivery;
    if (instance.has(message)) return { kind: 'duplicate' };
    for (const active of this.#candidates(instance, handlers, sender)) {
      for (const reply of this.waitsOf(active).replies) {
        const data = this.#read(reply, message, handlers);
        if (data === undefined) continue;
        if (data instanceof Unreadable) return { kind: 'failed', error: new Error(data.reason) };
        const taken = this.#takeReply(instance, delivery, active, reply, data);
        if (taken) return taken;
      }
    }
    return undefined;
  }

  /** Steps that may take a reply: the one whose command it descends from, where that one knows it; else any. */
  #candidates(instance: Instance, handlers: readonly Handler[], sender: Sender | undefined): Active[] {
    const { position } = sender ?? {};
    const isItsOwn =
      position &&
      this.waitsOf(position).replies.some((reply) => handlers.some(({ program }) => program === reply.handler));
    if (!isItsOwn) return [...instance.active];
    const active = instance.at(position);
    return active ? [active] : [];
  }

  #takeReply(instance: Instance, delivery: Delivery, active: Active, reply: Reply, data: Data): Taken | undefined {
    const { message } = delivery;
    const { guard, info } = reply.handler;
    const at = { message, data, reads: info.message };
    try {
      if (guard && !guard(this.#turnOf(instance, delivery).frame('when', at))) return undefined;
    } catch (error) {
      return this.#parkFailed(instance, delivery, active, error);
    }
    return this.#turn(instance, delivery, active, (turn) => {
      const frame = turn.frame(`${active.entry} came`, at);
      turn.stop('delivery', info.node, frame);
      turn.run(reply.block, frame);
      turn.happen({ kind: 'came', ...positionOf(active), message, sent: frame.outputs, kept: frame.kept });
      turn.go(reply.target, active, frame, 'failed');
    });
  }

  #ignore(instance: Instance, delivery: Delivery): Taken {
    const { message } = delivery;
    if (instance.hasIgnored(message)) return { kind: 'duplicate' };
    return this.#turn(instance, delivery, undefined, (turn) => turn.happen({ kind: 'ignored', message }));
  }

  /** What another message of this run has caused is somebody else's; what comes from outside could be meant for an instance. */
  #uncorrelated(message: Message, key: Value | undefined): Taken {
    const { name } = message.type.program.version;
    const by = this.part.info.by?.join('.') ?? 'key';
    const text = keyText(key);
    if (text === undefined) return { kind: 'failed', error: new Error(`uncorrelated: ${name} has no ${by}`) };
    if (message.cause || this.#declined.has(text)) return { kind: 'unwanted' };
    const error = new Error(`uncorrelated: there is no ${this.part.info.name} for ${name}'s ${by}, ${text}`);
    return { kind: 'failed', error };
  }

  *#pausesOfTimeout(key: string, entry: number, index: number): Generator<RunPause, void, void> {
    const delivery = this.#instances.get(key)?.by;
    if (!delivery || this.part.isAway) return;
    for (const pause of this.#pauses(() => this.#timeOut(key, entry, index))) yield { ...pause, delivery };
  }

  *#pauses(take: () => unknown): Generator<SagaPause, void, void> {
    for (let passed = 0; ; passed++) {
      const { pause } = this.#rehearse(take, passed);
      if (!pause) return;
      yield pause;
    }
  }

  #rehearse(take: () => unknown, passed: number): Rehearsal {
    const rehearsal = new Rehearsal(passed);
    this.#rehearsal = rehearsal;
    try {
      take();
    } catch (thrown) {
      if (!(thrown instanceof Rehearsed)) throw thrown;
    } finally {
      this.#rehearsal = undefined;
      for (const [name, length] of rehearsal.touched) {
        const instance = this.#instances.get(name);
        if (instance) this.#instances.set(name, refolded(instance, length));
      }
    }
    return rehearsal;
  }

  #timeOut(key: string, entry: number, index: number): void {
    const instance = this.#instances.get(key);
    const active = instance?.active.find((each) => each.entry === entry);
    const timeout = active && this.waitsOf(active).timeouts[index];
    if (!instance || !active || !timeout || active.parked !== undefined) return;
    this.#alone(instance, active, (turn) => {
      const retry = (active.retries[index] ?? 0) + 1;
      if (retry <= timeout.retries) {
        turn.happen({ kind: 'retried', ...positionOf(active), timeout: index, retry });
        turn.said.push(...active.sent.map((output) => ({ ...output, message: output.message.again() })));
        return;
      }
      turn.happen({ kind: 'timedOut', ...positionOf(active), timeout: index });
      if (timeout.target) turn.go(timeout.target, active, turn.frame(`${entry} after`), 'unknown');
      else turn.park(active, 'nothing came, and all retries are used up');
    });
  }

  /** A turn that no message brings about. */
  #alone(instance: Instance, active: Active, take: (turn: Turn) => void): void {
    const taken = this.#turn(instance, instance.by as Delivery, active, take);
    if (taken.kind === 'done') this.#say(taken.said);
  }

  /** All of it happens; where it fails, only that its step is parked with the error. */
  #turn(instance: Instance, by: Delivery, active: Active | undefined, take: (turn: Turn) => void): Taken {
    const name = keyText(instance.key) ?? '';
    const before = instance.history.length;
    const turn = this.#turnOf(instance, by);
    try {
      take(turn);
      this.#check(instance);
      return this.#finish(instance, name, turn, before);
    } catch (error) {
      if (error instanceof Rehearsed) throw error;
      const undone = refolded(instance, before);
      this.#instances.set(name, undone);
      return active ? this.#parkFailed(undone, by, active, error) : { kind: 'failed', error };
    }
  }

  #parkFailed(instance: Instance, by: Delivery, active: Active, error: unknown): Taken {
    const before = instance.history.length;
    const turn = this.#turnOf(instance, by);
    const node = error instanceof BodyError ? error.node : undefined;
    turn.park(active, error instanceof Error ? error.message : String(error), node);
    return this.#finish(instance, keyText(instance.key) ?? '', turn, before);
  }

  #turnOf(instance: Instance, by: Delivery): Turn {
    const { touched } = this.#rehearsal ?? {};
    const name = keyText(instance.key) ?? '';
    if (touched && !touched.has(name)) touched.set(name, instance.history.length);
    return new Turn(this.#world, this.program, instance, by, this.#rehearsal);
  }

  #check(instance: Instance): void {
    const findings = this.part.program.info.state ? this.part.program.checkState(instance.state) : undefined;
    if (findings) throw new Error(`the state does not fit: ${findings.join('; ')}`);
  }

  #finish(instance: Instance, name: string, turn: Turn, before: number): Taken {
    if (this.#rehearsal) throw new Rehearsed();
    this.#instances.set(name, instance);
    const events = instance.history.slice(before);
    for (const event of events) this.#noteSent(event, name);
    if (events.some(({ kind }) => kind === 'aborting')) this.#withdraw(name);
    traceEvents(this.#world, this.part, name, events);
    this.#timers.follow(instance, events, (active) => this.waitsOf(active).timeouts);
    return { kind: 'done', said: turn.said };
  }

  #noteSent(event: SagaEvent, instance: string): void {
    if (!('sent' in event)) return;
    const position = 'step' in event ? positionOf(event) : undefined;
    for (const { message } of event.sent) this.#senders.set(message.eventId, { instance, position });
  }

  /** Commands that wait for their `in` are not sent any more, so that none comes behind its compensation. */
  #withdraw(instance: string): void {
    const { delayed, timers } = this.#world;
    for (const [message, timer] of delayed) {
      if (!message.type.command || this.#senders.get(message.eventId)?.instance !== instance) continue;
      delayed.delete(message);
      timers.cancel(timer);
    }
  }

  /** The data as the reply reads it; undefined where it is another message. */
  #read(reply: Reply, message: Message, handlers: readonly Handler[]): Data | Unreadable | undefined {
    const handler = handlers.find(({ program }) => program === reply.handler);
    return handler && readBy(handler, message, this.#world.options);
  }

  #keyOf(message: Message, handlers: readonly Handler[]): Value | undefined {
    const handler = handlers[0];
    const data = handler && readBy(handler, message, this.#world.options);
    return !handler?.by || !data || data instanceof Unreadable ? undefined : valueAt(data, handler.by);
  }

  /** Whose command the message descends from. */
  #senderOver(message: Message): Sender | undefined {
    for (let { cause } = message; cause; cause = cause.delivery.message.cause) {
      const sender = this.#senders.get(cause.delivery.message.eventId);
      if (sender) return sender;
    }
    return undefined;
  }
}

/** Who sent a message: an instance, in a step or its compensation; in an ending, none. */
interface Sender {
  readonly instance: string;
  readonly position: Position | undefined;
}

const NO_WAITS: Waits = { replies: [], rejected: undefined, timeouts: [] };

/** The instance as the first part of its history makes it. */
function refolded({ history }: Instance, length: number): Instance {
  const fresh = new Instance();
  for (const event of history.slice(0, length)) fresh.apply(event);
  return fresh;
}
