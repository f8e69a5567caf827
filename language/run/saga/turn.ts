import type { Value } from '../../model/types.ts';
import type { Node } from '../../syntax/tree.ts';
import type { Output } from '../attempt.ts';
import type { Delivery } from '../delivery.ts';
import { deriveId, hashText, type Id, PURPOSE } from '../ids.ts';
import type { Message } from '../message.ts';
import type { Data, Frame } from '../program.ts';
import type { World } from '../world.ts';
import { type AtHand, SagaFrame } from './frame.ts';
import type { Position, SagaEvent } from './history.ts';
import type { Active, Instance } from './instance.ts';
import type { ParallelProgram, SagaBlock, SagaProgram, StepProgram, Target, Waits } from './program.ts';
import type { Rehearsal } from './rehearsal.ts';

type WithoutOrigin<E> = E extends unknown ? Omit<E, 'time' | 'by'> : never;
type Happening = WithoutOrigin<SagaEvent>;

/** What a message, a rejection or a timer makes of an instance: all of it happens, or nothing. */
export class Turn {
  readonly instance: Instance;
  /** What is to be said once the turn has succeeded, in order. */
  readonly said: Output[] = [];
  readonly #world: World;
  readonly #program: SagaProgram;
  readonly #by: Delivery;
  readonly #rehearsal: Rehearsal | undefined;

  /** @param rehearsal where it is only tried */
  constructor(world: World, program: SagaProgram, instance: Instance, by: Delivery, rehearsal: Rehearsal | undefined) {
    this.#world = world;
    this.#program = program;
    this.instance = instance;
    this.#by = by;
    this.#rehearsal = rehearsal;
  }

  happen(event: Happening): void {
    this.instance.apply({ ...event, time: this.#world.clock.now, by: this.#by } as SagaEvent);
  }

  /** Goes into the first step. */
  begin(): void {
    const [first] = this.#program.items;
    if (first) this.#enterItem(first);
    else this.#end('done');
  }

  /** Goes on from a step; `outcome` is what an abort leaves of it. */
  go(target: Target, from: Active, frame: Frame, outcome: 'failed' | 'unknown'): void {
    switch (target.kind) {
      case 'abort':
        return this.#abort(String(target.reason(frame) ?? ''), from, outcome);
      case 'nowhere':
        return this.park(from, 'its target is no step of the saga');
      case 'compensated':
        this.happen({ kind: 'left', ...positionOf(from), outcome: 'completed' });
        return this.#compensateNext();
      case 'done':
        this.happen({ kind: 'left', ...positionOf(from), outcome: 'completed' });
        return this.#end('done');
      case 'joined':
        this.happen({ kind: 'left', ...positionOf(from), outcome: 'completed' });
        return this.#join(from, frame);
      case 'item': {
        const item = this.#program.items.find(({ name }) => name === target.name);
        this.happen({ kind: 'left', ...positionOf(from), outcome: 'completed' });
        return item && this.#enterItem(item);
      }
    }
  }

  /** @param node where a body failed */
  park(active: Position, reason: string, node?: Node): void {
    this.happen({ kind: 'parked', ...positionOf(active), reason, node });
  }

  /** Does the work of a step again from its beginning, with ids of its own. */
  enterAgain(active: Active): void {
    this.happen({ kind: 'left', ...positionOf(active), outcome: 'failed' });
    const step = stepNamed(this.#program, active.step);
    if (step) this.#enter(step, active.compensating);
  }

  /** A frame for a block; `message` is what `event` means in it, the starting message where nothing is given. */
  frame(scope: string, message?: AtHand): SagaFrame {
    const { instance } = this;
    const start = instance.start as Message;
    const data = instance.locals[this.#program.startSlot] as Data;
    const at = message ?? { message: start, data, reads: this.#program.start?.info.message ?? start.type.key };
    return new SagaFrame(this.#world, this.#by, instance, this.#scope(scope), at);
  }

  /** Runs a block; what it says is said, and what it changes is kept. */
  run(block: SagaBlock | undefined, frame: SagaFrame): void {
    if (!this.#rehearsal) block?.run(frame);
    else for (const { node } of block?.pausing(frame) ?? []) this.stop('statement', node, frame);
    this.said.push(...frame.outputs);
  }

  /** A debugger may stand still here. */
  stop(at: 'delivery' | 'statement', node: Node, frame: SagaFrame): void {
    this.#rehearsal?.reach({ at, node, frame });
  }

  #enterItem(item: StepProgram | ParallelProgram): void {
    if (item.kind === 'step') return this.#enter(item, false);
    for (const step of item.steps) this.#enter(step, false);
  }

  #enter(step: StepProgram, compensating: boolean): void {
    const { entries: entry } = this.instance;
    const program = compensating ? step.compensate : step;
    const frame = this.frame(`${step.name} ${compensating} ${entry}`);
    if (program) this.stop('statement', program.node, frame);
    this.run(program?.block, frame);
    const position = { step: step.name, compensating };
    this.happen({ kind: 'entered', ...position, entry, sent: frame.outputs, kept: frame.kept });
    if (program && waitsForNothing(program.waits)) {
      if (!compensating) return this.park(position, 'it waits for nothing, so nothing can come after it');
      this.happen({ kind: 'left', ...position, outcome: 'completed' });
      this.#compensateNext();
    }
  }

  #join(from: Active, frame: Frame): void {
    const parallel = this.#program.items.find(
      (item): item is ParallelProgram => item.kind === 'parallel' && item.steps.some(({ name }) => name === from.step),
    );
    const isWhole = parallel?.steps.every(({ name }) => this.instance.outcomes.has(name));
    if (!parallel || !isWhole) return;
    const { target } = parallel;
    if (target.kind === 'abort') return this.#startAbort(String(target.reason(frame) ?? ''));
    if (target.kind === 'done') return this.#end('done');
    const next = target.kind === 'item' ? this.#program.items.find(({ name }) => name === target.name) : undefined;
    if (next) this.#enterItem(next);
  }

  #abort(reason: string, from: Active, outcome: 'failed' | 'unknown'): void {
    if (from.compensating) return this.park(from, reason);
    this.happen({ kind: 'left', ...positionOf(from), outcome });
    this.#startAbort(reason);
  }

  /** What is still under way may have come to pass, so it is compensated too. */
  #startAbort(reason: string): void {
    for (const active of [...this.instance.active]) {
      this.happen({ kind: 'left', ...positionOf(active), outcome: 'unknown' });
    }
    this.happen({ kind: 'aborting', reason });
    this.#compensateNext();
  }

  #compensateNext(): void {
    const next = toCompensate(this.#program, this.instance)[0];
    if (next) this.#enter(next, true);
    else this.#end('aborted');
  }

  #end(outcome: 'done' | 'aborted'): void {
    for (const active of [...this.instance.active]) {
      this.happen({ kind: 'left', ...positionOf(active), outcome: 'unknown' });
    }
    const frame = this.frame(outcome);
    if (outcome === 'aborted') frame.locals[this.#program.reasonSlot] = (this.instance.reason ?? '') as Value;
    this.run(outcome === 'done' ? this.#program.done : this.#program.abort, frame);
    this.happen({ kind: 'ended', outcome, sent: frame.outputs, kept: frame.kept });
  }

  #scope(name: string): Id {
    const start = this.instance.start as Message;
    return deriveId(start.id, hashText(`${this.#by.reader.part.info.key} ${name}`), PURPOSE.output, 0);
  }
}

export function positionOf({ step, compensating }: Position): Position {
  return { step, compensating };
}

export function stepNamed({ items }: SagaProgram, name: string): StepProgram | undefined {
  for (const item of items) {
    const found =
      item.kind === 'step' ? (item.name === name ? item : undefined) : item.steps.find((step) => step.name === name);
    if (found) return found;
  }
  return undefined;
}

/**
 * The steps that an abort has still to compensate, in their order: those that are done or may be, latest first; steps of a
 * parallel in reverse order of declaration.
 */
export function toCompensate(program: SagaProgram, { path, standing }: Instance): StepProgram[] {
  const ranks = new Map<string, number>();
  const rank = (step: StepProgram) => ranks.get(step.parallel ?? step.name) ?? -1;
  path.forEach((name, i) => {
    const step = stepNamed(program, name);
    const group = step?.parallel ?? name;
    if (!ranks.has(group)) ranks.set(group, i);
  });
  const declared = program.items.flatMap((item) => (item.kind === 'step' ? [item] : item.steps));
  return declared
    .filter((step) => step.compensate && standing.has(step.name))
    .sort((a, b) => rank(b) - rank(a) || declared.indexOf(b) - declared.indexOf(a));
}

function waitsForNothing({ replies, rejected, timeouts }: Waits): boolean {
  return replies.length === 0 && rejected === undefined && timeouts.length === 0;
}
