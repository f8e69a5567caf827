import type { Delivery, RunPause } from '../../language/run/run.ts';
import type { SourceFile } from '../../language/model/entities.ts';
import type { Breakpoints } from './breakpoints.ts';

/** A line of the scenario that is about to run. */
export interface LinePause {
  readonly at: 'line';
  readonly node: RunPause['node'];
}

export type Pause = RunPause | LinePause;

/** How a person goes on. */
export type Resume = 'continue' | 'stepIn' | 'next' | 'stepOut';

/** Pauses taken between two looks at what the person wants, so that a flow without end can be paused and ended. */
const SLICE = 2000;

/** Where a pause is: a file and a zero-based line. */
export interface PausePlace {
  readonly file: SourceFile;
  readonly line: number;
}

export interface ExecutionEvents<Result> {
  /** The run stands still before `pause`. */
  stopped(reason: 'breakpoint' | 'step' | 'pause' | 'entry', pause: Pause): void;
  /** Some of the run has happened. */
  progressed(): void;
  ended(result: Result): void;
  failed(error: unknown): void;
}

/** Drives a run from pause to pause as a person wants it. */
export class Execution<Result> {
  readonly #pauses: Generator<Pause, Result, void>;
  readonly #placeOf: (pause: Pause) => PausePlace;
  readonly #breakpoints: Breakpoints;
  readonly #events: ExecutionEvents<Result>;
  #current: Pause | undefined;
  #previous: Pause | undefined;
  #wantsPause = false;
  #isOver = false;

  constructor(
    pauses: Generator<Pause, Result, void>,
    placeOf: (pause: Pause) => PausePlace,
    breakpoints: Breakpoints,
    events: ExecutionEvents<Result>,
  ) {
    this.#pauses = pauses;
    this.#placeOf = placeOf;
    this.#breakpoints = breakpoints;
    this.#events = events;
  }

  /** Where the run stands still. */
  get current(): Pause | undefined {
    return this.#current;
  }

  /** Goes on until there is a reason to stop. */
  resume(how: Resume): void {
    const wanted = stepEnd(how, this.#current);
    this.#current = undefined;
    this.#slice(wanted);
  }

  /** Stops at the next place at which the run can stand still. */
  pause(): void {
    this.#wantsPause = true;
  }

  /** Lets the run go; nothing more comes from it. */
  end(): void {
    this.#isOver = true;
  }

  #slice(isStepEnd: (pause: Pause) => boolean): void {
    try {
      for (let count = 0; count < SLICE; count++) {
        if (this.#isOver) return;
        const next = this.#pauses.next();
        if (next.done) return this.#finish(next.value);
        const reason = this.#reasonToStop(next.value, isStepEnd);
        this.#previous = next.value;
        if (reason) return this.#stop(reason, next.value);
      }
    } catch (error) {
      this.#isOver = true;
      return this.#events.failed(error);
    }
    this.#events.progressed();
    setImmediate(() => this.#slice(isStepEnd));
  }

  #reasonToStop(pause: Pause, isStepEnd: (pause: Pause) => boolean): 'breakpoint' | 'step' | 'pause' | undefined {
    if (this.#wantsPause) return 'pause';
    const { file, line } = this.#placeOf(pause);
    if (this.#breakpoints.has(file.uri, line) && !this.#isSameLine(pause, line)) return 'breakpoint';
    return isStepEnd(pause) ? 'step' : undefined;
  }

  /** A handler and the statements on its line are one stop, but each turn of a loop is one of its own. */
  #isSameLine(pause: Pause, line: number): boolean {
    const previous = this.#previous;
    if (!previous || deliveryOf(previous) !== deliveryOf(pause)) return false;
    return this.#placeOf(previous).line === line && previous.node.start < pause.node.start;
  }

  #stop(reason: 'breakpoint' | 'step' | 'pause', pause: Pause): void {
    this.#wantsPause = false;
    this.#current = pause;
    this.#events.progressed();
    this.#events.stopped(reason, pause);
  }

  #finish(result: Result): void {
    this.#isOver = true;
    this.#events.progressed();
    this.#events.ended(result);
  }
}

function deliveryOf(pause: Pause): Delivery | undefined {
  return pause.at === 'line' ? undefined : pause.delivery;
}

/**
 * Where a step ends. In: at the handler of a message that this one caused, or at the next statement, whichever comes
 * first. Over: in this handler, or at the scenario's next line once it is done. Out: once all that follows from the
 * message at hand has been said, at the next line of the scenario.
 */
function stepEnd(how: Resume, from: Pause | undefined): (pause: Pause) => boolean {
  const delivery = from && deliveryOf(from);
  switch (how) {
    case 'continue':
      return () => false;
    case 'stepOut':
      return (pause) => pause.at === 'line';
    case 'next':
      return (pause) => pause.at === 'line' || (delivery !== undefined && pause.delivery === delivery);
    case 'stepIn':
      return () => true;
  }
}
