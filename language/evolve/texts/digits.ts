/**
 * A pattern, not anchored, for the decimal digits of every whole number from `min` to `max`, as `String` writes them. Matches
 * nothing where `min` is above `max`.
 */
export function digitsPattern(min: bigint, max: bigint): string {
  const parts: string[] = [];
  if (min < 0n) {
    const [from, to] = [max < 0n ? -max : 1n, -min];
    if (from <= to) parts.push(`-(?:${natural(from, to).join('|')})`);
  }
  if (max >= 0n) parts.push(...natural(min > 0n ? min : 0n, max));
  return parts.length > 0 ? `(?:${parts.join('|')})` : '[]';
}

/** Patterns for 0 ≤ min to max: one range for each length, and that cut where digits differ. */
function natural(min: bigint, max: bigint): string[] {
  if (min > max) return [];
  const lowest = String(min);
  const highest = String(max);
  const parts: string[] = [];
  for (let length = lowest.length; length <= highest.length; length++) {
    const from = length === lowest.length ? lowest : `1${'0'.repeat(length - 1)}`;
    const to = length === highest.length ? highest : '9'.repeat(length);
    parts.push(sameLength(from, to));
  }
  return parts;
}

function sameLength(from: string, to: string): string {
  if (from === to) return from;
  const [first, last] = [Number(from[0]), Number(to[0])];
  const [low, high] = [from.slice(1), to.slice(1)];
  if (first === last) return first + sameLength(low, high);
  if (/^0*$/.test(low) && /^9*$/.test(high)) return digit(first, last) + any(low.length);
  const wholeFrom = /^0*$/.test(low) ? first : first + 1;
  const wholeTo = /^9*$/.test(high) ? last : last - 1;
  const parts: string[] = [];
  if (wholeFrom > first) parts.push(first + sameLength(low, '9'.repeat(low.length)));
  if (wholeTo < last) parts.push(last + sameLength('0'.repeat(high.length), high));
  if (wholeFrom <= wholeTo) parts.push(digit(wholeFrom, wholeTo) + any(low.length));
  return `(?:${parts.join('|')})`;
}

function digit(first: number, last: number): string {
  return first === last ? String(first) : `[${first}-${last}]`;
}

function any(count: number): string {
  return count === 0 ? '' : `[0-9]{${count}}`;
}
