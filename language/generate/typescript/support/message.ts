import { findings, type SchemaError } from '../../../model/schema/findings.ts';
import { BYTES_PATTERN, FORMAT_PATTERNS } from '../../../model/schema/formats.ts';
import { apply, DEEPEST, deeperThan, type Plan, type Plans, readWith } from '../../../model/schema/read.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';

// Generated code carries this file as it is: what it imports comes along.

declare const brand: unique symbol;

/** Text of a certain form. `uuid("…")` and its like check a text and give one. */
type Text<Form extends string> = string & { readonly [brand]: Form };

/** A number of any size and precision, in digits: `99.90`. */
export type Decimal = Text<'decimal'>;
/** `7f9c24e5-1d3a-4a1b-9c1e-0123456789ab` */
export type Uuid = Text<'uuid'>;
/** A day: `2024-01-15`. */
export type DateText = Text<'date'>;
/** A time of day with its offset: `10:30:00Z`. */
export type TimeText = Text<'time'>;
/** A point in time, RFC 3339: `2024-01-15T10:30:00Z`. */
export type Timestamp = Text<'timestamp'>;
/** ISO 8601: `PT30S`. */
export type Duration = Text<'duration'>;
export type Uri = Text<'uri'>;
export type Email = Text<'email'>;
export type Bytes = Uint8Array;

export function decimal(text: string): Decimal {
  return checked(text, /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/, 'decimal') as Decimal;
}
export function uuid(text: string): Uuid {
  return checked(text, FORMAT_PATTERNS.uuid, 'uuid') as Uuid;
}
export function date(text: string): DateText {
  return checked(text, FORMAT_PATTERNS.date, 'date') as DateText;
}
export function time(text: string): TimeText {
  return checked(text, FORMAT_PATTERNS.time, 'time') as TimeText;
}
export function timestamp(text: string): Timestamp {
  return checked(text, FORMAT_PATTERNS.timestamp, 'timestamp') as Timestamp;
}
export function duration(text: string): Duration {
  return checked(text, FORMAT_PATTERNS.duration, 'duration') as Duration;
}
export function uri(text: string): Uri {
  return checked(text, FORMAT_PATTERNS.uri, 'uri') as Uri;
}
export function email(text: string): Email {
  return checked(text, FORMAT_PATTERNS.email, 'email') as Email;
}

function checked(text: string, pattern: RegExp, form: string): string {
  if (!pattern.test(text)) throw new TypeError(`${JSON.stringify(text)} is not a ${form}`);
  return text;
}

/** What is around every message. */
export interface Envelope<Type extends string, Version extends string, Data> {
  readonly eventId: Uuid;
  readonly eventType: Type;
  /** The version that `data` is in. */
  readonly eventVersion: Version;
  readonly timestamp: Timestamp;
  /** The same along a chain of causes. */
  readonly correlationId: string;
  /** The id of the message that caused this one. */
  readonly causationId?: string;
  /** The service that published it. */
  readonly producer: string;
  readonly data: Data;
}

/** Data as it is on the wire, ready for `JSON.stringify`. */
export type WireData = { readonly [field: string]: unknown };

/** A message that cannot be written or read; `findings` names each place. */
export class MessageError extends Error {
  readonly findings: readonly string[];
  constructor(message: string, findings: readonly string[]) {
    super(findings.length > 0 ? `${message}: ${findings.join('; ')}` : message);
    this.name = 'MessageError';
    this.findings = findings;
  }
}

/** One version of a message. */
export interface MessageVersion<Type extends string, Version extends string, Data, Input> {
  readonly type: Type;
  readonly version: Version;
  /** Fills in defaults, checks the data and gives what goes on the wire. Throws a `MessageError`. */
  write(data: Input): WireData;
  /** Reads an envelope (parsed JSON) of this version, or of one that can be read as this one. Throws a `MessageError`. */
  read(envelope: unknown): Envelope<Type, Version, Data>;
  /** Wire data of some version as wire data that this one reads. Throws a `MessageError`. */
  understand(version: string, data: unknown): unknown;
}

/** The errors so far and one more; compiled checks note them so. */
export function noted(errors: SchemaError[] | null, error: SchemaError): SchemaError[] {
  if (!errors) return [error];
  errors.push(error);
  return errors;
}

type Validate = ((value: unknown) => boolean) & { readonly errors?: readonly SchemaError[] | null };

/** What a version is checked and converted by. */
export interface Schema {
  readonly plan: Plan | undefined;
  readonly plans: Plans;
  /** Whether values may nest very deep. */
  readonly deep: boolean;
  readonly writer: Validate;
  readonly reader: Validate;
}

/** How older majors are read: as `via` reads them, then by the upcast, if there is one. */
export interface Route {
  readonly majors: readonly number[];
  via(): { understand(version: string, data: unknown): unknown };
  readonly upcast?: (old: unknown) => unknown;
}

export interface Definition<Type extends string, Version extends string> {
  readonly type: Type;
  /** The types on the wire of all versions; mostly just the one. */
  readonly types: readonly string[];
  readonly version: Version;
  readonly schema: Schema;
  readonly routes: readonly Route[];
}

/** Makes a version of what is generated for it. */
export function message<Type extends string, Version extends string, Data, Input>(
  definition: Definition<Type, Version>,
): MessageVersion<Type, Version, Data, Input> {
  const { type, types, version, schema } = definition;
  const title = `${type}@${version}`;
  return {
    type,
    version,
    write(data) {
      refuseDeep(schema, data, title);
      const wire = convert(schema, encodeLeaf, data) as WireData;
      if (!schema.writer(wire)) throw new MessageError(`${title} cannot be written`, findings(schema.writer.errors));
      return wire;
    },
    read(envelope) {
      const { eventVersion, ...rest } = checkedEnvelope(envelope, types);
      const data = convert(schema, decodeLeaf, understand(definition, eventVersion, rest.data));
      return { ...rest, eventType: type, eventVersion: version, data: data as Data };
    },
    understand: (from, data) => understand(definition, from, data),
  };
}

function understand(definition: Definition<string, string>, from: string, data: unknown): unknown {
  const { type, version, schema, routes } = definition;
  const major = majorOf(from);
  refuseDeep(schema, data, `${type}@${from}`);
  const own = major === majorOf(version) ? data : throughRoute(routes, major, from, data);
  if (own === undefined) throw new MessageError(`${type}@${from} cannot be read as @${version}`, []);
  const read = schema.plan ? readWith(schema.plan, schema.plans, own) : own;
  if (schema.reader(read)) return read;
  throw new MessageError(`${type}@${from} cannot be read as @${version}`, findings(schema.reader.errors));
}

function throughRoute(routes: readonly Route[], major: number, from: string, data: unknown): unknown {
  const route = routes.find(({ majors }) => majors.includes(major));
  if (!route) return undefined;
  const old = route.via().understand(from, data);
  return route.upcast ? route.upcast(old) : old;
}

function majorOf(version: string): number {
  return Number(/^\d+/.exec(version)?.[0] ?? Number.NaN);
}

function refuseDeep({ deep }: Schema, data: unknown, title: string): void {
  if (deep && deeperThan(data, DEEPEST)) throw new MessageError(title, [`/ is nested deeper than ${DEEPEST} levels`]);
}

function convert({ plan, plans }: Schema, leaf: (kind: string, value: unknown) => unknown, value: unknown): unknown {
  return plan ? apply({ plans, tolerant: false, leaf }, plan, value) : value;
}

function encodeLeaf(kind: string, value: unknown): unknown {
  if (kind === 'long') return typeof value === 'bigint' ? value.toString() : value;
  return kind === 'bytes' && value instanceof Uint8Array ? encodeBase64(value) : value;
}

function decodeLeaf(kind: string, value: unknown): unknown {
  if (kind === 'long') return BigInt(value as string);
  return kind === 'bytes' && BYTES_PATTERN.test(value as string) ? decodeBase64(value as string) : value;
}

function checkedEnvelope(envelope: unknown, types: readonly string[]): Envelope<string, string, unknown> {
  const fields = (typeof envelope === 'object' && envelope !== null ? envelope : {}) as {
    readonly [name: string]: unknown;
  };
  const { causationId, ...rest } = fields;
  const texts = ['eventId', 'eventType', 'eventVersion', 'timestamp', 'correlationId', 'producer'];
  const missing = texts.filter((name) => typeof rest[name] !== 'string').map((name) => `/${name} must be string`);
  if (missing.length > 0) throw new MessageError('not an envelope', missing);
  if (!types.includes(rest['eventType'] as string))
    throw new MessageError(`${String(rest['eventType'])} is not ${types.join(' or ')}`, []);
  const whole = typeof causationId === 'string' ? { ...rest, causationId } : rest;
  return whole as unknown as Envelope<string, string, unknown>;
}
