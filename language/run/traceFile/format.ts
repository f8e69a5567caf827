import type { TraceEntry } from '../trace.ts';

/** The version of the format; another one says that a reader of this one would misunderstand it. */
export const FORMAT = 1;

/** What a field holds; `?` where it may be left out. A place is a file of the project with the offsets of a span. */
export type FieldFormat =
  | 'text'
  | 'text?'
  | 'number'
  | 'number?'
  | 'flag'
  | 'texts'
  | 'texts?'
  | 'flag?'
  | 'object'
  | 'place?'
  | ListFormat
  | { readonly [name: string]: FieldFormat };

/** A list, by the format of its items. */
export type ListFormat = readonly [FieldFormat];

export function isList(format: FieldFormat): format is ListFormat {
  return Array.isArray(format);
}

type Kind = TraceEntry['kind'];
type EntryOf<K extends Kind, Entry = TraceEntry> = Entry extends { kind: unknown }
  ? K extends Entry['kind']
    ? Entry
    : never
  : never;
type Fields = { readonly [K in Kind]: Record<Exclude<keyof EntryOf<K>, 'time' | 'kind'>, FieldFormat> };

const said = {
  eventId: 'text',
  message: 'text',
  key: 'text?',
  part: 'text?',
  producer: 'text',
  timestamp: 'text?',
  correlationId: 'text',
  causationId: 'text?',
} as const;

const delivery = {
  eventId: 'text',
  message: 'text',
  part: 'text',
  topic: 'text?',
  partition: 'number?',
  offset: 'number?',
} as const;

const place = { topic: 'text', partition: 'number' } as const;
const write = { ...place, eventId: 'text', message: 'text' } as const;
const timer = { at: 'text', timer: 'object' } as const;

/** The fields of each kind of entry, in the order in which they are written; time and kind come before them. */
export const FIELDS: Fields = {
  publish: {
    ...said,
    topic: 'text',
    partition: 'number',
    offset: 'number',
    given: 'flag',
    deadLetter: 'flag',
    data: 'object',
  },
  send: { ...said, to: 'text?', data: 'object' },
  refuse: { message: 'text', findings: 'texts', data: 'object' },
  deliver: { ...delivery, member: 'number', attempt: 'number' },
  commit: { ...delivery, next: 'number' },
  unwanted: delivery,
  duplicate: delivery,
  accept: delivery,
  reject: { ...delivery, reason: 'text', place: 'place?' },
  fail: { ...delivery, attempt: 'number', error: 'text', place: 'place?', retryAt: 'text?' },
  deadLetter: {
    ...delivery,
    attempts: 'number',
    error: 'text',
    to: { topic: 'text', partition: 'number', offset: 'number' },
  },
  park: { ...delivery, behind: 'text' },
  schedule: timer,
  timer,
  append: { part: 'text', stream: 'text', version: 'number', events: [{ eventId: 'text', message: 'text' }] },
  saga: {
    part: 'text',
    instance: 'text',
    what: 'text',
    step: 'text?',
    compensating: 'flag?',
    message: 'text?',
    eventId: 'text?',
    reason: 'text?',
    outcome: 'text?',
    retry: 'number?',
    sent: 'texts?',
    place: 'place?',
  },
  choreography: {
    part: 'text',
    instance: 'text',
    status: 'text',
    message: 'text?',
    eventId: 'text?',
    awaited: 'texts',
  },
  conflict: delivery,
  rebuild: { part: 'text' },
  fault: { ...delivery, fault: 'text' },
  lose: delivery,
  crash: { part: 'text', member: 'number?' },
  disconnect: { part: 'text' },
  rebalance: {
    part: 'text',
    why: 'text',
    member: 'number',
    members: [{ member: 'number', partitions: [place] }],
    revoked: [place],
  },
  missed: { ...place, part: 'text', count: 'number' },
  replay: { part: 'text', positions: [{ ...place, from: 'number', to: 'number' }] },
  redrive: { ...delivery, behind: 'number' },
  broker: { broker: 'number', isUp: 'flag' },
  leader: { ...place, leader: 'number?', inSync: ['number'] },
  replicate: { ...place, broker: 'number', end: 'number' },
  unwritten: write,
  lost: write,
  rewrite: write,
  finding: { finding: { kind: 'text', part: 'text', text: 'text' } },
};

/** The first line, in the order in which it is written. */
export const HEADER = {
  evtrace: 'number',
  edition: 'number',
  project: 'text?',
  file: 'text',
  scenario: 'text',
  seed: 'number',
  entries: 'number',
} as const satisfies Record<string, FieldFormat>;
