import type { Value } from '../../model/types.ts';
import { keyText } from '../broker/keys.ts';
import { choreographyText } from '../choreography/text.ts';
import type { Run } from '../run.ts';
import { waitingOf } from '../saga/waiting.ts';
import { sagaText } from '../sagaText.ts';
import { shortKey, timeText } from '../traceText.ts';
import type { ValueText } from './text.ts';

/**
 * What happened to an instance, one line each: of a saga its steps, what was sent, what came and what was compensated; of a
 * choreography what was published and what had to come next. Then what a saga still waits for.
 */
export function historyOf(run: Run, part: string, key: Value, text: ValueText): string[] {
  const name = keyText(key) ?? '';
  const id = (instance: string) => text.id(instance);
  const lines = run.trace.flatMap((entry) => {
    if ((entry.kind !== 'saga' && entry.kind !== 'choreography') || entry.part !== part || entry.instance !== name)
      return [];
    const [word, rest] = entry.kind === 'saga' ? sagaText(entry, shortKey, id) : choreographyText(entry, shortKey, id);
    return [`  ${timeText(entry.time)}  ${word}  ${rest}`];
  });
  const saga = run.saga(part);
  const instance = saga?.instance(key);
  return saga && instance ? [...lines, ...waitingOf(saga, instance, id).map((line) => `  ${line}`)] : lines;
}
