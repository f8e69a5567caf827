import type { Type, Value } from '../../model/types.ts';
import { withoutNull } from '../values/compare.ts';
import { isNumericKind, numberConversion } from '../values/numbers.ts';

/**
 * What turns a value of one type into one of another that it fits: a number is widened; everything else fits as it is,
 * for lists, maps and records hold the very types that are expected. Undefined where the values are the same.
 */
export function conversion(from: Type, to: Type): ((value: Value) => Value) | undefined {
  const [source, target] = [withoutNull(from).kind, withoutNull(to).kind];
  if (!isNumericKind(source) || !isNumericKind(target)) return undefined;
  const convert = numberConversion(source, target);
  return convert && ((value) => (value === null ? null : convert(value)));
}
