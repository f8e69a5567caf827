import type { FieldType, RecordType } from '../types.ts';
import { builtInField } from './checker.ts';
import { BOOLEAN, INT, STRING, TIMESTAMP, UUID } from './kinds.ts';

/** What a sender says about a message: the envelope without the data. */
const SENT: readonly FieldType[] = [
  builtInField('eventId', UUID),
  builtInField('timestamp', TIMESTAMP),
  builtInField('correlationId', STRING),
  builtInField('causationId', UUID, true),
  builtInField('producer', STRING),
];

const NAMED: readonly FieldType[] = [builtInField('eventType', STRING), builtInField('eventVersion', STRING)];
const TRIED: readonly FieldType[] = [builtInField('attempt', INT), builtInField('replayed', BOOLEAN)];

function place(isOptional: boolean): FieldType[] {
  return [
    builtInField('topic', STRING, isOptional),
    builtInField('partition', INT, isOptional),
    builtInField('offset', INT, isOptional),
  ];
}

/** `meta` of an event or document, which lies on a topic. */
export const META: RecordType = { kind: 'record', fields: [...SENT, ...NAMED, ...place(false), ...TRIED] };
/** `meta` of a command, or of a message of either kind. */
export const META_ANYWHERE: RecordType = { kind: 'record', fields: [...SENT, ...NAMED, ...place(true), ...TRIED] };
/** What a scenario may set for a message that it sends. */
export const META_SENT: RecordType = { kind: 'record', fields: SENT };

const META_FIELDS: ReadonlySet<FieldType> = new Set([...META.fields, ...META_ANYWHERE.fields]);

/** True for a field of the envelope. */
export function isMetaField(field: FieldType): boolean {
  return META_FIELDS.has(field);
}

/** What `on rejected as r` gives. */
export const REJECTION: RecordType = { kind: 'record', fields: [builtInField('reason', STRING)] };

/** One line each, for hover and completion. */
export const META_DOCS: Readonly<Record<string, string>> = {
  eventId: "The message's own id.",
  timestamp: 'When the message was published.',
  correlationId: 'The same for all messages of one chain of causes.',
  causationId: 'The id of the message that caused this one.',
  producer: 'The service that published the message.',
  eventType: "The message's name on the wire.",
  eventVersion: 'The version that was written.',
  topic: 'The topic that the message lies on.',
  partition: 'The partition of the topic.',
  offset: 'The place in the partition.',
  attempt: 'Which attempt this is, from 1.',
  replayed: 'Whether the message was read before and is read again.',
};
