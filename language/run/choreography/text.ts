import { listed } from '../../model/words.ts';
import type { ChoreographyEntry } from './trace.ts';

type Names = (key: string) => string;

/**
 * What came of an instance of a choreography: a word of nine letters, then the rest. `name` shortens keys, `id` writes the
 * instance's key.
 */
export function choreographyText(entry: ChoreographyEntry, name: Names, id: Names): readonly [string, string] {
  const who = `${name(entry.part)}[${id(entry.instance)}]`;
  if (entry.status === 'stuck') return ['stuck    ', `${who}: ${stuckText(entry, name)}`];
  const message = name(entry.message ?? '');
  return [`${entry.status.padEnd(9)}`, `${who}: ${message}${nextText(entry, name)}`];
}

/** Why an instance is stuck. */
export function stuckText({ message, awaited }: ChoreographyEntry, name: Names): string {
  const promised = awaited.length > 0 ? `${listed(awaited.map(name), 'or')} was to come` : 'nothing was to come';
  return message === undefined ? `its time is up, and ${promised}` : `${name(message)} came, where ${promised}`;
}

function nextText({ awaited }: ChoreographyEntry, name: Names): string {
  return awaited.length > 0 ? `, then ${listed(awaited.map(name), 'or')}` : '';
}
