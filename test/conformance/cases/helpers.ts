import type { BrokerUnderTest, Effects, Handler, Logged, Publication, Received } from '../broker.ts';

/** A handler that notes what it is given, and then does what is asked. */
export function noting(then: Handler = () => undefined): { readonly notes: Received[]; readonly handle: Handler } {
  const notes: Received[] = [];
  return {
    notes,
    handle: (received, effects) => {
      notes.push(received);
      then(received, effects);
    },
  };
}

/** Says on what it was given. */
export const passing: Handler = ({ value }: Received, { say, add }: Effects) => {
  say('out', value);
  add(value);
};

/** Fails for as many attempts as the value's hundreds say. */
export function failHundreds({ value, attempt }: Received): void {
  if (attempt <= Math.floor(value / 100)) throw new Error(`attempt ${attempt} of ${value}`);
}

export async function publishAll(
  broker: BrokerUnderTest,
  topic: string,
  messages: readonly Publication[],
): Promise<void> {
  for (const message of messages) await broker.publish(topic, message);
}

/** So many messages, in turn of each key, with values from 1. */
export function inTurn(keys: readonly string[], count: number): Publication[] {
  return Array.from({ length: count }, (_, i) => ({ key: keys[i % keys.length] as string, value: i + 1 }));
}

export function valuesOf(notes: readonly (Received | Logged)[], key?: string): number[] {
  return notes.filter((note) => key === undefined || note.key === key).map(({ value }) => value);
}

export function sorted(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}
