import type { SourceFile } from '../../language/model/entities.ts';
import type { Delivery, RunPause } from '../../language/run/run.ts';
import type { ScenarioLine } from '../../language/syntax/tree.ts';

/** A line of the scenario that is about to run. */
export interface LinePause {
  readonly at: 'line';
  readonly node: ScenarioLine;
}

/** Where a run can stand still: before a line of the scenario, at a handler that has a message, before a statement. */
export type Pause = RunPause | LinePause;

/** Where a pause is: a file and a line, from 0. */
export interface PausePlace {
  readonly file: SourceFile;
  readonly line: number;
}

export function deliveryOf(pause: Pause): Delivery | undefined {
  return pause.at === 'line' ? undefined : pause.delivery;
}
