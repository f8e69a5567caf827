import type { Value } from '../../model/types.ts';
import type { Node, Step, WaitOn } from '../../syntax/tree.ts';
import type { Frame, HandlerProgram, Pause } from '../program.ts';

/** A saga made ready to run. All its blocks share the slots of their locals, so an instance keeps one list of them. */
export interface SagaProgram {
  readonly start: HandlerProgram | undefined;
  /** Steps and parallels in order; the first is the first to run. */
  readonly items: readonly SagaItem[];
  readonly done: SagaBlock | undefined;
  readonly abort: SagaBlock | undefined;
  /** Where the starting message's data and the reason of an abort stand among the locals. */
  readonly startSlot: number;
  readonly reasonSlot: number;
}

export type SagaItem = StepProgram | ParallelProgram;

export interface ParallelProgram {
  readonly kind: 'parallel';
  readonly name: string;
  readonly steps: readonly StepProgram[];
  readonly target: Target;
  readonly node: Node;
}

export interface StepProgram {
  readonly kind: 'step';
  readonly name: string;
  readonly block: SagaBlock;
  readonly waits: Waits;
  readonly compensate: CompensateProgram | undefined;
  /** The parallel that it is part of. */
  readonly parallel: string | undefined;
  readonly node: Step;
}

export interface CompensateProgram {
  readonly block: SagaBlock;
  readonly waits: Waits;
  readonly node: Node;
}

export interface SagaBlock {
  run(frame: Frame): void;
  /** The same, standing still before each statement. */
  pausing(frame: Frame): Iterable<Pause>;
}

export interface Waits {
  readonly replies: readonly Reply[];
  readonly rejected: Rejected | undefined;
  readonly timeouts: readonly Timeout[];
}

/** `on M as x when … { … } -> target` */
export interface Reply {
  /** Reads the message; also says whether the reply is wanted. */
  readonly handler: HandlerProgram;
  readonly block: SagaBlock | undefined;
  readonly target: Target;
}

/** `on rejected as r { … } -> target` */
export interface Rejected {
  readonly node: WaitOn;
  /** Where what is told of the rejection stands among the locals; undefined where nobody looks. */
  readonly slot: number | undefined;
  readonly block: SagaBlock | undefined;
  readonly guard: ((frame: Frame) => boolean) | undefined;
  readonly target: Target;
}

/** `after 30s retry 2 -> target` */
export interface Timeout {
  /** Milliseconds. */
  readonly delay: number;
  readonly retries: number;
  /** Undefined: once all retries are used up, the instance is parked. */
  readonly target: Target | undefined;
}

export type Target =
  | { readonly kind: 'abort'; readonly reason: (frame: Frame) => Value }
  | { readonly kind: 'done' | 'joined' | 'compensated' }
  | { readonly kind: 'item'; readonly name: string }
  /** The text names none; a run that comes here parks the instance. */
  | { readonly kind: 'nowhere' };
