import { type Exact, exact } from './decimal.ts';
import { compareLengths, type Duration, formatDuration, parseDuration } from './duration.ts';
import { ValueError } from './error.ts';
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
  return formatDuration({ months: 0, seconds: exact(milliseconds).div(1000) });
}

/** The sum or difference of two durations. Throws a `ValueError` where it would be negative. */
export function addDurations(left: string, right: string, sign: 1 | -1): string {
  const [a, b] = [durationOf(left), durationOf(right)];
  return formatDuration({ months: a.months + sign * b.months, seconds: a.seconds.plus(b.seconds.times(sign)) });
}

/** A timestamp so much later or earlier, in UTC: first months, by the calendar, then the rest. */
export function addToTimestamp(timestamp: string, duration: string, sign: 1 | -1): string {
  const { seconds, fraction } = instantOf(timestamp);
  const { months, seconds: rest } = durationOf(duration);
  const start = exact(`${addMonths(seconds, sign * months)}`).plus(exact(`0.${fraction || '0'}`));
  return instantText(start.plus(rest.times(sign)));
}

/** The duration from one timestamp to a later one. Throws a `ValueError` where it is earlier. */
export function durationBetween(from: string, to: string): string {
  const [a, b] = [instantOf(from), instantOf(to)];
  const fractions = exact(`0.${b.fraction || '0'}`).minus(exact(`0.${a.fraction || '0'}`));
  return formatDuration({ months: 0, seconds: exact(b.seconds - a.seconds).plus(fractions) });
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

function instantOf(timestamp: string): Instant {
  const instant = timestampInstant(timestamp);
  if (!instant) throw new ValueError(`${JSON.stringify(timestamp)} is not a timestamp`);
  return instant;
}

function durationOf(text: string): Duration {
  const duration = parseDuration(text);
  if (!duration) throw new ValueError(`${JSON.stringify(text)} is not a duration`);
  return duration;
}

/** The 31st of a month without one becomes its last day. */
function addMonths(seconds: number, months: number): number {
  if (months === 0) return seconds;
  const date = new Date(seconds * 1000);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(date);
  last.setUTCMonth(last.getUTCMonth() + 1, 0);
  date.setUTCDate(Math.min(day, last.getUTCDate()));
  return date.getTime() / 1000;
}

const YEAR_0 = -62_167_219_200;
const YEAR_10000 = 253_402_300_800;

/** RFC 3339 text in UTC, with at least three digits of a second. */
function instantText(seconds: Exact): string {
  const whole = seconds.floor();
  if (!(whole.gte(YEAR_0) && whole.lt(YEAR_10000))) throw new ValueError('the time is beyond the years 0000 to 9999');
  const fraction = seconds.minus(whole).toFixed().slice(2);
  return `${new Date(whole.toNumber() * 1000).toISOString().slice(0, -5)}.${fraction.padEnd(3, '0')}Z`;
}
