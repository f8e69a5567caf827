import { type Check, validator } from '../../model/schema/validator.ts';
import type { JsonValue, ValueType } from '../../model/types.ts';
import type { Finding, Spot } from './inclusion.ts';
import { parentOf } from './witness.ts';
import type { Side } from './written.ts';

/** Where a message is wrong, as ajv says it: a JSON pointer (RFC 6901), and the field that is missing there. */
export interface Fault {
  readonly pointer: string;
  readonly missing: string | undefined;
}

/** Why a reader rejects a message, in ajv's words: `/coupon must …`; undefined where it takes it. */
export type Explain = (reader: Side, message: JsonValue, fault: Fault) => string | undefined;

/** Explains several rejections, of the fault before all else. It compiles each reader once, so it holds while no type changes. */
export function explainer(): Explain {
  const checks = new Map<ValueType, Check>();
  return ({ shapes, type }, message, { pointer, missing }) => {
    const check = checks.get(type) ?? validator(shapes, type, 'reader');
    checks.set(type, check);
    const findings = check(message);
    const at = findings?.filter((line) => line.startsWith(`${pointer || '/'} `));
    const named = missing === undefined ? undefined : at?.find((line) => line.endsWith(JSON.stringify(missing)));
    return named ?? at?.[0] ?? findings?.[0];
  };
}

/** Where the smallest message that shows a break is wrong. */
export function faultOf({ spot, what }: Finding): Fault {
  return { pointer: pointerTo(spot), missing: what.kind === 'missing' ? what.field.name : undefined };
}

function pointerTo(place: Spot): string {
  let pointer = '';
  for (let spot: Spot | undefined = place; spot; spot = parentOf(spot)) pointer = token(spot) + pointer;
  return pointer;
}

function token({ step }: Spot): string {
  switch (step?.kind) {
    case 'field':
      return `/${step.name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    case 'item':
      return '/0';
    case 'entry':
      return '/a';
    default:
      return '';
  }
}
