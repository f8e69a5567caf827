import type { Node } from '../../syntax/tree.ts';
import type { Finding } from '../findings.ts';
import type { TraceEntry } from '../trace.ts';

export interface ScenarioResult {
  readonly outcome: 'passed' | 'failed';
  /** In the order in which they were found; none where it passed. */
  readonly failures: readonly Failure[];
  /** What still waits at the end, one line each. */
  readonly waiting: readonly string[];
  /** Where the seed decided, one line each. */
  readonly hints: readonly string[];
  /** Faults and operations that have done nothing, one line each. */
  readonly idle: readonly string[];
  /** What the run could not do, each once. */
  readonly findings: readonly Finding[];
  /** What happened, oldest first. */
  readonly trace: readonly TraceEntry[];
  /** Virtual time that passed, in milliseconds. */
  readonly duration: number;
}

export interface Failure {
  /** The line, or the scenario's name where none is to blame. */
  readonly node: Node;
  readonly uri: string;
  /** What is wrong: a sentence, then lines of detail. */
  readonly message: string;
  /** What was expected and what was there instead, as texts to be compared. */
  readonly expected?: string;
  readonly actual?: string;
  /** Where an expected message was nearly there: the fields that differ, by their paths. */
  readonly differences?: readonly Difference[];
}

export interface Difference {
  /** `total.value`, `items[0].sku`; empty for the whole. */
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
}

/** Ends the scenario at the line that is being run. */
export class LineFailure extends Error {
  readonly failure: Omit<Failure, 'uri' | 'node'>;
  constructor(failure: Omit<Failure, 'uri' | 'node'>) {
    super(failure.message);
    this.failure = failure;
  }
}
