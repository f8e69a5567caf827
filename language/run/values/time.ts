import { exact } from './decimal.ts';
import { compareText } from './text.ts';

const TIMESTAMP = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)?$/;
const DURATION =
  /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

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

/** Orders ISO 8601 durations by length; a month is 30.436875 days and a year 365.2425, the Gregorian mean. */
export function compareDurations(left: string, right: string): number {
  const a = durationSeconds(left);
  const b = durationSeconds(right);
  return a !== undefined && b !== undefined ? a.comparedTo(b) : compareText(left, right);
}

/** ISO 8601 text of a duration in milliseconds: `PT30S`, `PT0.2S`, `P7D`. */
export function durationText(milliseconds: number): string {
  const seconds = Math.trunc(milliseconds / 1000);
  const days = Math.trunc(seconds / 86_400);
  const hours = Math.trunc((seconds % 86_400) / 3600);
  const minutes = Math.trunc((seconds % 3600) / 60);
  const rest = exact((milliseconds % 60_000) / 1000).toFixed();
  const time = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${rest !== '0' ? `${rest}S` : ''}`;
  if (!days && !time) return 'PT0S';
  return `P${days ? `${days}D` : ''}${time ? `T${time}` : ''}`;
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

const UNIT_SECONDS = [31_556_952, 2_629_746, 604_800, 86_400, 3600, 60, 1];

function durationSeconds(text: string) {
  const match = DURATION.exec(text);
  if (!match) return undefined;
  return UNIT_SECONDS.reduce((sum, unit, i) => sum.plus(exact(match[i + 1] ?? '0').times(unit)), exact('0'));
}
