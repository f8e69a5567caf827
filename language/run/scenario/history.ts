import type { Value } from '../../model/types.ts';
import { keyText } from '../broker/keys.ts';
import { choreographyText } from '../choreography/text.ts';
import { sagaText } from '../sagaText.ts';
import type { TraceEntry } from '../trace.ts';
import { shortKey } from '../traceText.ts';

/**
 * What happened to an instance, one line each: of a saga its steps, what was sent, what came and what was compensated; of a
 * choreography what was published and what had to come next.
 */
export function historyOf(trace: readonly TraceEntry[], part: string, key: Value): string[] {
  const name = keyText(key) ?? '';
  return trace.flatMap((entry) => {
    if ((entry.kind !== 'saga' && entry.kind !== 'choreography') || entry.part !== part || entry.instance !== name)
      return [];
    const text = entry.kind === 'saga' ? sagaText(entry, shortKey) : choreographyText(entry, shortKey, (id) => id);
    return [`  ${entry.time.slice(11, 23)}  ${text.join('  ')}`];
  });
}
