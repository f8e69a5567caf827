import { validator } from '../../model/schema/validator.ts';
import type { JsonValue } from '../../model/types.ts';
import type { Side } from './written.ts';

/** Why a reader rejects a message, in ajv's words: `/coupon must …`; undefined where it takes it. */
export function rejection({ shapes, type }: Side, message: JsonValue): string | undefined {
  return validator(shapes, type, 'reader')(message)?.[0];
}
