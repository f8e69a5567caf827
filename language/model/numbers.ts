import type { Expression } from '../syntax/tree.ts';
import type { DecimalType } from './types.ts';

/** The digits of a number literal, with its minus; undefined for anything else. */
export function numberText(expression: Expression): string | undefined {
  if (expression.kind === 'number') return expression.text;
  if (expression.kind !== 'unary' || expression.operator !== '-' || expression.operand.kind !== 'number')
    return undefined;
  return `-${expression.operand.text}`;
}

/** A decimal as it stands on the wire: no leading zeros, digits after the point as written. */
export function decimalText(written: string): string {
  const [whole = '', fraction] = written.replace('-', '').split('.');
  const digits = whole.replace(/^0+(?=\d)/, '') + (fraction === undefined ? '' : `.${fraction}`);
  return written.startsWith('-') && /[1-9]/.test(digits) ? `-${digits}` : digits;
}

/** Why a number does not fit a decimal type; undefined where it does. */
export function decimalError(written: string, { precision, scale = 0 }: DecimalType): string | undefined {
  if (precision === undefined) return undefined;
  const [whole = '', fraction = ''] = decimalText(written).replace('-', '').split('.');
  const decimals = fraction.replace(/0+$/, '').length;
  if (decimals > scale) return `${written} has ${decimals} digits after the point, at most ${scale} are allowed`;
  const digits = whole === '0' ? 0 : whole.length;
  if (digits > precision - scale)
    return `${written} has ${digits} digits before the point, at most ${precision - scale} are allowed`;
  return undefined;
}

/** A finite number in digits: evflow has no exponents. */
export function plainNumber(value: number): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  const point = whole.length + Number(exponent);
  const digits = (whole + fraction).padStart(whole.length + fraction.length + Math.max(0, 1 - point), '0');
  const at = Math.max(1, point);
  const before = digits.slice(0, at).padEnd(at, '0');
  return `${sign}${before}${digits.length > at ? `.${digits.slice(at)}` : ''}`;
}
