import { exact } from './decimal.ts';
import { compareLengths, formatSeconds, parseDuration } from './duration.ts';
import { compareText } from './text.ts';

const TIMESTAMP = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)?$/;

/** A point on a line: whole seconds, and the digits after the point. */
interface Instant {
  readonly seconds: number;
  readonly fraction: string;
}

/** Orders RFC 3339 timestamps by instant, whatever their offsets and digits. */
export function compareTimestamps(left: string, right: string): number {
  return compareInstants(left, right, timestampInstant(left), timestampInstant(right));
}

/** Orders RFC 3339 full-times by instant of one day; one without an offset is in UTC. */
export function compareTimes(left: string, right: string): number {
  return compareInstants(left, right, timeInstant(left), timeInstant(right));
}

/** Orders ISO 8601 durations by length; a month is 30.436875 days, the Gregorian mean. */
export function compareDurations(left: string, right: string): number {
  const a = parseDuration(left);
  const b = parseDuration(right);
  return a && b ? compareLengths(a, b) : compareText(left, right);
}

/** ISO 8601 text of a duration in milliseconds. */
export function durationText(milliseconds: number): string {
  return formatSeconds(exact(milliseconds).div(1000));
}

/** Milliseconds since 1970 of an RFC 3339 timestamp; undefined where it is none. */
export function epochMilliseconds(timestamp: string): number | undefined {
  const instant = timestampInstant(timestamp);
  return instant && instant.seconds * 1000 + Number(instant.fraction.padEnd(3, '0').slice(0, 3));
}

/** RFC 3339 text of milliseconds since 1970. */
export function timestampText(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** Text that is no instant sorts as text, so that the order stays total. */
function compareInstants(left: string, right: string, a: Instant | undefined, b: Instant | undefined): number {
  if (!a || !b) return compareText(left, right);
  return a.seconds - b.seconds || compareText(a.fraction, b.fraction);
}

function timestampInstant(text: string): Instant | undefined {
  const match = TIMESTAMP.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hours, minutes, seconds, fraction, offset] = match;
  // Date.UTC would take years below 100 for 19xx.
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  date.setUTCHours(Number(hours), Number(minutes), Number(seconds));
  return { seconds: date.getTime() / 1000 - offsetSeconds(offset), fraction: digits(fraction) };
}

function timeInstant(text: string): Instant | undefined {
  const match = TIME.exec(text);
  if (!match) return undefined;
  const [, hours, minutes, seconds, fraction, offset] = match;
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return { seconds: total - offsetSeconds(offset), fraction: digits(fraction) };
}

function offsetSeconds(offset: string | undefined): number {
  if (!offset || offset === 'Z' || offset === 'z') return 0;
  const seconds = Number(offset.slice(1, 3)) * 3600 + Number(offset.slice(4, 6)) * 60;
  return offset.startsWith('-') ? -seconds : seconds;
}

function digits(fraction: string | undefined): string {
  return (fraction ?? '').replace(/0+$/, '');
}
