import fc from 'fast-check';
import type { MessageFault } from '../faults.ts';
import type { Run } from '../run.ts';

/** Something that goes wrong, or that an operator does, before a message comes in. Numbers are taken modulo what is there. */
export type Mishap = { readonly before: number } & (
  | { readonly kind: MessageFault['kind']; readonly level: number; readonly every: boolean; readonly delay: number }
  | { readonly kind: 'crash' | 'crashBeforeCommit' | 'join' | 'leave'; readonly consumer: number }
  | { readonly kind: 'disconnect' | 'lag'; readonly consumer: number; readonly period: number }
  | { readonly kind: 'stopBroker'; readonly broker: number; readonly period: number }
  | { readonly kind: 'replay'; readonly consumer: number; readonly back: number }
  | { readonly kind: 'redrive'; readonly level: number }
);

const before = fc.nat({ max: 20 });
const consumer = fc.nat({ max: 3 });
const level = fc.nat({ max: 3 });
const period = fc.integer({ min: 0, max: 2000 });
const ofFault = (kind: MessageFault['kind']) =>
  fc.record({ before, kind: fc.constant(kind), level, every: fc.boolean(), delay: period });
const ofConsumer = (kind: 'crash' | 'crashBeforeCommit' | 'join' | 'leave') =>
  fc.record({ before, kind: fc.constant(kind), consumer });
const ofPeriod = (kind: 'disconnect' | 'lag') => fc.record({ before, kind: fc.constant(kind), consumer, period });

const KINDS: { readonly [kind in Mishap['kind']]: fc.Arbitrary<Mishap> } = {
  duplicate: ofFault('duplicate'),
  drop: ofFault('drop'),
  reorder: ofFault('reorder'),
  delay: ofFault('delay'),
  crash: ofConsumer('crash'),
  crashBeforeCommit: ofConsumer('crashBeforeCommit'),
  join: ofConsumer('join'),
  leave: ofConsumer('leave'),
  disconnect: ofPeriod('disconnect'),
  lag: ofPeriod('lag'),
  stopBroker: fc.record({ before, kind: fc.constant('stopBroker' as const), broker: fc.nat({ max: 2 }), period }),
  replay: fc.record({ before, kind: fc.constant('replay' as const), consumer, back: fc.nat({ max: 9 }) }),
  redrive: fc.record({ before, kind: fc.constant('redrive' as const), level }),
};

export const ALL = Object.keys(KINDS) as Mishap['kind'][];

export const allBut = (...kinds: Mishap['kind'][]): Mishap['kind'][] => ALL.filter((kind) => !kinds.includes(kind));

export function mishap(kinds: readonly Mishap['kind'][] = ALL): fc.Arbitrary<Mishap> {
  return kinds.length === 0
    ? fc.constant({ before: -1, kind: 'redrive', level: 0 })
    : fc.oneof(...kinds.map((kind) => KINDS[kind]));
}

/** Who is in the groups, so that the last one never leaves. */
export type Members = Map<string, Set<number>>;

export interface There {
  readonly consumers: readonly string[];
  readonly topics: readonly string[];
  /** The message of each topic, and the command. */
  readonly messages: readonly string[];
  readonly brokers: number;
  readonly members: Members;
}

export function letHappen(run: Run, mishap: Mishap, there: There): void {
  const { control } = run;
  const part = 'consumer' in mishap ? at(there.consumers, mishap.consumer) : '';
  switch (mishap.kind) {
    case 'crash':
      return control.crash(part);
    case 'crashBeforeCommit':
      return control.crashBeforeCommit(part);
    case 'join':
      there.members.get(part)?.add(control.join(part));
      return;
    case 'leave':
      return leave(run, part, there.members.get(part) ?? new Set());
    case 'disconnect':
      return control.disconnect(part, mishap.period);
    case 'lag':
      return control.lag(part, mishap.period);
    case 'stopBroker':
      return control.stopBroker((mishap.broker % there.brokers) + 1, mishap.period);
    case 'replay':
      return void control.replay(part, { offset: leastOffset(run, part) - mishap.back });
    case 'redrive':
      return void control.redrive(at(there.topics, mishap.level));
    default: {
      const { kind, every, delay } = mishap;
      return void control.fault({ kind, every, delay, message: at(there.messages, mishap.level) });
    }
  }
}

function leave(run: Run, part: string, members: Set<number>): void {
  const [first] = members;
  if (first === undefined || members.size === 1) return;
  members.delete(first);
  run.control.leave(part, first);
}

/** So that no replay skips what was not read yet. */
function leastOffset(run: Run, part: string): number {
  const positions = run.consumers().find(({ key }) => key === part)?.positions ?? [];
  return Math.min(...positions.map(({ offset }) => offset));
}

function at(names: readonly string[], index: number): string {
  return names[index % names.length] ?? '';
}
