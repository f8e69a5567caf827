import type { Breakpoints } from './breakpoints.ts';
import { deliveryOf, type Pause, type PausePlace } from './pause.ts';
import { type Chains, type Resume, stepEnd } from './steps.ts';

/** What is driven: a run that stands still wherever a person may want to look. */
export interface Debuggee<Result> extends Chains {
  pauses(): Generator<Pause, Result, void>;
  placeOf(pause: Pause): PausePlace;
}

export type StopReason = 'breakpoint' | 'step' | 'pause' | 'entry';

export interface ExecutionEvents<Result> {
  /** The run stands still before `pause`. */
  stopped(reason: StopReason, pause: Pause): void;
  /** Some of the run has happened. */
  progressed(): void;
  ended(result: Result): void;
  failed(error: unknown): void;
}

/** Pauses taken between two looks at what the person wants, so that a flow without end can be paused and ended. */
const SLICE = 2000;

/** Drives a run from pause to pause as a person wants it. */
export class Execution<Result> {
  readonly #debuggee: Debuggee<Result>;
  readonly #pauses: Generator<Pause, Result, void>;
  readonly #breakpoints: Breakpoints;
  readonly #events: ExecutionEvents<Result>;
  /** Where it stands still; undefined while it runs, and once it is over. */
  #current: Pause | undefined;
  #previous: Pause | undefined;
  #wantsPause = false;
  #isOver = false;

  constructor(debuggee: Debuggee<Result>, breakpoints: Breakpoints, events: ExecutionEvents<Result>) {
    this.#debuggee = debuggee;
    this.#pauses = debuggee.pauses();
    this.#breakpoints = breakpoints;
    this.#events = events;
  }

  get current(): Pause | undefined {
    return this.#current;
  }

  /** Begins, and stops at the first place of all with `stopOnEntry`. */
  start(stopOnEntry: boolean): void {
    this.#slice(stopOnEntry ? 'entry' : 'step', () => stopOnEntry);
  }

  /** Goes on from where it stands still until there is a reason to stop. */
  resume(how: Resume): void {
    const from = this.#current;
    if (!from) return;
    this.#current = undefined;
    this.#slice('step', stepEnd(how, from, this.#debuggee));
  }

  /** Stops at the next place at which the run can stand still; nothing where it already does. */
  pause(): void {
    this.#wantsPause = this.#current === undefined;
  }

  /** Lets the run go; nothing more comes from it. */
  end(): void {
    this.#isOver = true;
    this.#current = undefined;
  }

  #slice(stepReason: StopReason, isStepEnd: (pause: Pause) => boolean): void {
    try {
      for (let count = 0; count < SLICE; count++) {
        if (this.#isOver) return;
        const next = this.#pauses.next();
        if (next.done) return this.#finish(next.value);
        const reason = this.#reasonToStop(next.value, stepReason, isStepEnd);
        this.#previous = next.value;
        if (reason) return this.#stop(reason, next.value);
      }
    } catch (error) {
      this.end();
      return this.#events.failed(error);
    }
    this.#events.progressed();
    setImmediate(() => this.#slice(stepReason, isStepEnd));
  }

  #reasonToStop(pause: Pause, stepReason: StopReason, isStepEnd: (pause: Pause) => boolean): StopReason | undefined {
    if (this.#wantsPause) return 'pause';
    const { file, line } = this.#debuggee.placeOf(pause);
    if (this.#breakpoints.has(file.uri, line) && !this.#isSameStop(pause, line)) return 'breakpoint';
    return isStepEnd(pause) ? stepReason : undefined;
  }

  /** A handler and the statements on its line are one stop, but each turn of a loop is one of its own. */
  #isSameStop(pause: Pause, line: number): boolean {
    const previous = this.#previous;
    if (!previous || deliveryOf(previous) !== deliveryOf(pause)) return false;
    return this.#debuggee.placeOf(previous).line === line && previous.node.start < pause.node.start;
  }

  #stop(reason: StopReason, pause: Pause): void {
    this.#wantsPause = false;
    this.#current = pause;
    this.#events.progressed();
    this.#events.stopped(reason, pause);
  }

  #finish(result: Result): void {
    this.end();
    this.#events.progressed();
    this.#events.ended(result);
  }
}
