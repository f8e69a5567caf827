import type { SagaEntry } from './trace.ts';

/**
 * What happened to an instance of a saga: a word of nine letters, then the rest. `name` shortens keys, `id` writes the
 * instance's key.
 */
export function sagaText(
  entry: SagaEntry,
  name: (key: string) => string,
  id: (key: string) => string,
): readonly [string, string] {
  const who = `${name(entry.part)}[${id(entry.instance)}]`;
  const [word, rest] = happening(entry, name);
  return [word, `${who}${rest}`];
}

function happening(entry: SagaEntry, name: (key: string) => string): readonly [string, string] {
  const step = `${entry.compensating ? 'compensation of ' : ''}${entry.step}`;
  const message = name(entry.message ?? '');
  const sends = entry.sent && entry.sent.length > 0 ? ` sends ${entry.sent.map(name).join(', ')}` : '';
  switch (entry.what) {
    case 'started':
      return ['starts   ', ` with ${message}`];
    case 'entered':
      return entry.compensating ? ['undoes   ', `: ${entry.step}${sends}`] : ['step     ', `: ${step}${sends}`];
    case 'came':
      return ['came     ', `: ${message} to ${step}${sends}`];
    case 'rejected':
      return ['refused  ', `: ${message} of ${step}: ${entry.reason}${sends}`];
    case 'timedOut':
      return ['timed out', `: ${step}`];
    case 'retried':
      return ['asks anew', `: ${step}, retry ${entry.retry}`];
    case 'left':
      return entry.compensating && entry.outcome === 'completed'
        ? ['undone   ', `: ${entry.step}`]
        : ['leaves   ', `: ${step}, ${OUTCOMES[entry.outcome ?? '']}`];
    case 'aborting':
      return ['aborts   ', `: ${entry.reason}`];
    case 'parked':
      return ['parked   ', ` in ${step}: ${entry.reason}`];
    case 'resumed':
      return ['resumed  ', ` in ${step}`];
    case 'ended':
      return ['ended    ', `: ${entry.outcome}${sends && `,${sends}`}`];
    case 'ignored':
      return ['ignored  ', `: ${message}, which no step waits for`];
  }
}

const OUTCOMES: Readonly<Record<string, string>> = {
  completed: 'which is done',
  failed: 'of which nothing stands',
  unknown: 'of which nobody knows what stands',
};
