import { type Exact, exact } from './decimal.ts';

/** ISO 8601, as far as RFC 3339's appendix A has it, with fractions in any part of the time. */
const DURATION =
  /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Months have no fixed length, so they are kept apart. */
export interface Duration {
  readonly months: number;
  readonly seconds: Exact;
}

const DAY = 86_400;
/** The Gregorian mean: 146,097 days are 4,800 months. */
const SECONDS_OF_MONTH = 2_629_746;

/** Undefined where the text is no duration. */
export function parseDuration(text: string): Duration | undefined {
  const match = DURATION.exec(text);
  if (!match) return undefined;
  const part = (i: number, unit: number) => exact(match[i] ?? '0').times(unit);
  const seconds = [part(3, 7 * DAY), part(4, DAY), part(5, 3600), part(6, 60), part(7, 1)].reduce((sum, each) =>
    sum.plus(each),
  );
  return { months: Number(match[1] ?? 0) * 12 + Number(match[2] ?? 0), seconds };
}

/** By length; a month counts as 30.436875 days. */
export function compareLengths(left: Duration, right: Duration): number {
  const length = ({ months, seconds }: Duration) => seconds.plus(months * SECONDS_OF_MONTH);
  return length(left).comparedTo(length(right));
}

/** ISO 8601 text of so many seconds, which are not negative: `PT30S`, `PT0.2S`, `P1DT12H`. */
export function formatSeconds(seconds: Exact): string {
  const days = seconds.div(DAY).floor();
  const ofDay = seconds.minus(days.times(DAY));
  const hours = ofDay.div(3600).floor();
  const minutes = ofDay.minus(hours.times(3600)).div(60).floor();
  const rest = ofDay.minus(hours.times(3600)).minus(minutes.times(60));
  const part = (value: Exact, unit: string) => (value.isZero() ? '' : value.toFixed() + unit);
  const time = part(hours, 'H') + part(minutes, 'M') + part(rest, 'S');
  if (days.isZero() && !time) return 'PT0S';
  return `P${part(days, 'D')}${time && `T${time}`}`;
}
