import { keyText } from '../broker/keys.ts';
import type { Instance } from '../saga/instance.ts';
import { sagaText } from '../sagaText.ts';
import type { TraceEntry } from '../trace.ts';
import { shortKey } from '../traceText.ts';

/** What happened to an instance of a saga, one line each: steps, what was sent, what came, what was compensated. */
export function historyOf(trace: readonly TraceEntry[], saga: string, { key }: Instance): string[] {
  const name = keyText(key) ?? '';
  return trace.flatMap((entry) => {
    if (entry.kind !== 'saga' || entry.part !== saga || entry.instance !== name) return [];
    return [`  ${entry.time.slice(11, 23)}  ${sagaText(entry, shortKey).join('  ')}`];
  });
}
