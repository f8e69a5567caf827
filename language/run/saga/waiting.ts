import { listed } from '../../model/words.ts';
import { keyText } from '../broker/keys.ts';
import { shortKey } from '../traceText.ts';
import type { Active, Instance } from './instance.ts';
import type { Saga } from './saga.ts';

/** What an instance still waits for, and why it is parked, one line for each step that is under way. `id` writes its key. */
export function waitingOf(saga: Saga, instance: Instance, id: (key: string) => string): string[] {
  const who = `${saga.part.info.name}[${id(keyText(instance.key) ?? '')}]`;
  return instance.active.map((active) => {
    const step = `${active.compensating ? 'the compensation of ' : ''}${active.step}`;
    const awaited = awaitedBy(saga, active);
    if (active.parked === undefined) return `${who} waits in ${step}${awaited && ` for ${awaited}`}.`;
    return `${who} is parked in ${step}: ${active.parked}.${awaited && ` It waits for ${awaited}.`}`;
  });
}

function awaitedBy(saga: Saga, active: Active): string {
  const { replies, rejected } = saga.waitsOf(active);
  const messages = [...new Set(replies.map(({ handler }) => shortKey(handler.info.message)))];
  return listed([...messages, ...(rejected ? ['a rejection'] : [])], 'or');
}
