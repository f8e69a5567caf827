import type { DeliveryPlace, PartitionPlace, RebalanceEntry, TraceEntry } from './trace.ts';

/** `OrderPlaced, orders/3@17, to Inventory`; a command lies in no topic. `name` shortens keys. */
export type DeliveredText = (place: DeliveryPlace) => string;

/**
 * What went wrong with deliveries, members and brokers, and what operators did: a word of nine letters, then the rest.
 * Undefined for all else.
 */
export function mishapText(
  entry: TraceEntry,
  name: (key: string) => string,
  delivered: DeliveredText,
): readonly [string, string] | undefined {
  const place = ({ topic, partition }: PartitionPlace) => `${name(topic)}/${partition}`;
  switch (entry.kind) {
    case 'fault':
      return ['fault    ', `${delivered(entry)}: ${FAULTS[entry.fault]}`];
    case 'lose':
      return ['lost     ', `${delivered(entry)}: its offset was committed before, and nothing of it is left`];
    case 'append': {
      const events = entry.events.map(({ message }) => name(message)).join(', ');
      return ['appended ', `${events} to ${name(entry.part)} ${entry.stream}, now ${entry.version}`];
    }
    case 'conflict':
      return ['conflict ', `${delivered(entry)}: another commit came first, so it is decided again`];
    case 'rebuild':
      return ['rebuilt  ', `${name(entry.part)} drops its rows and reads again what is retained`];
    case 'crash':
      return ['crashed  ', `${memberText(name(entry.part), entry.member)}: what was not committed is lost`];
    case 'disconnect':
      return ['cut off  ', `${name(entry.part)} reads nothing`];
    case 'rebalance':
      return ['rebalance', rebalanceText(entry, name, place)];
    case 'missed':
      return [
        'missed   ',
        `${name(entry.part)} came too late for ${entry.count} in ${place(entry)}: no longer retained`,
      ];
    case 'replay':
      return ['replay   ', `${name(entry.part)} reads ${replayText(entry.positions, place)}`];
    case 'redrive':
      return ['redriven ', `${delivered(entry)}${entry.behind > 0 ? `, with ${entry.behind} behind it` : ''}`];
    case 'broker':
      return ['broker   ', `${entry.broker} ${entry.isUp ? 'starts' : 'stops'}`];
    case 'leader': {
      const leader = entry.leader === undefined ? 'has no leader' : `is led by broker ${entry.leader}`;
      return ['leader   ', `${place(entry)} ${leader}; in sync: ${entry.inSync.join(', ')}`];
    }
    case 'replicate':
      return entry.end === 0
        ? undefined
        : ['copied   ', `${place(entry)} up to ${entry.end} to broker ${entry.broker}`];
    case 'unwritten':
      return ['held     ', `${name(entry.message)}: ${place(entry)} has no leader, so its producer waits`];
    case 'lost':
      return ['lost     ', `${name(entry.message)} in ${place(entry)}: only the stopped leader had it`];
    case 'rewrite':
      return ['rewritten', `${name(entry.message)} in ${place(entry)}: its producer was not told that it is written`];
    default:
      return undefined;
  }
}

const FAULTS = {
  duplicate: 'comes twice',
  drop: 'never arrives',
  delay: 'is held back, with all behind it',
  reorder: 'changes places with the next one',
} as const;

function memberText(part: string, member: number | undefined): string {
  return member === undefined ? part : `${part}, member ${member}`;
}

function rebalanceText(
  { part, why, member, members }: RebalanceEntry,
  name: (key: string) => string,
  place: (partition: PartitionPlace) => string,
): string {
  const what = { join: 'joins', leave: 'leaves', crash: 'is gone' }[why];
  const shares = members.map((each) => `${each.member} reads ${each.partitions.map(place).join(' ') || 'nothing'}`);
  return `${memberText(name(part), member)} ${what}: ${shares.join(', ') || 'nobody reads'}`;
}

function replayText(
  positions: readonly (PartitionPlace & { readonly from: number; readonly to: number })[],
  place: (partition: PartitionPlace) => string,
): string {
  return positions.map((each) => `${place(each)} from ${each.to} (was ${each.from})`).join(', ') || 'nothing';
}
