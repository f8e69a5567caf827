import type { Range } from '../syntax/tree.ts';
import { problem, type Report } from './problem.ts';

/** The numbers that may bound a range. */
export interface Bounds<N extends number | bigint> {
  readonly read: (text: string) => N | undefined;
  readonly holds: (value: N) => boolean;
  /** What a bound must be, in words. */
  readonly what: string;
}

const LENGTH: Bounds<number> = {
  read: (text) => (/^\d+$/.test(text) ? Number(text) : undefined),
  holds: (value) => value <= 0xffff_ffff,
  what: 'a whole number from 0 to 4294967295',
};

/** A range as `min` and `max`; both undefined where there is none, or one that makes no sense, which is reported. */
export function boundsOf<N extends number | bigint>(
  range: Range | undefined,
  bounds: Bounds<N>,
  report: Report,
): { min?: N; max?: N } {
  if (!range) return {};
  const minText = range.min || undefined;
  const maxText = (range.open ? range.max : range.min) || undefined;
  const min = minText === undefined ? undefined : bounds.read(minText);
  const max = maxText === undefined ? undefined : bounds.read(maxText);
  const isBound = (text: string | undefined, value: N | undefined) =>
    text === undefined || (value !== undefined && bounds.holds(value));
  const wrong = !isBound(minText, min) ? minText : !isBound(maxText, max) ? maxText : undefined;
  const why =
    wrong !== undefined
      ? `${wrong} is not ${bounds.what}`
      : min !== undefined && max !== undefined && min > max
        ? `${min} is more than ${max}`
        : undefined;
  if (why === undefined) return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
  report(problem('EVF2102', range, { range: rangeText(range), why }));
  return {};
}

/** A range of lengths or counts. */
export function lengthsOf(range: Range | undefined, report: Report): { min?: number; max?: number } {
  return boundsOf(range, LENGTH, report);
}

function rangeText({ min, max, open }: Range): string {
  return open ? `${min ?? ''}..${max ?? ''}` : `${min}`;
}
