import type { MessageVersion } from '../../model/meaning.ts';
import { declaredType, type Shapes } from '../../model/schema/shapes.ts';
import { versionText } from '../../model/sourceFile.ts';
import type { Data } from '../../run/program.ts';
import { ValueText } from '../../run/scenario/text.ts';
import { emptyObject } from '../../run/values/objects.ts';

/** Of a message with more fields than this, only some are shown. */
const SHOWN_FIELDS = 8;

/** `Order@1.0`; unlike a type's text, with the version of 1.0 too. */
export function versionName({ name, version }: MessageVersion): string {
  return `${name}@${versionText(version)}`;
}

/**
 * A message as evflow writes it, without what is sensitive.
 * @param first names of the fields that are shown first where not all are
 */
export function messageText(shapes: Shapes, version: MessageVersion, data: Data, first: ReadonlySet<string>): string {
  const names = Object.keys(data);
  const inOrder = [...names.filter((name) => first.has(name)), ...names.filter((name) => !first.has(name))];
  const chosen = new Set(names.length > SHOWN_FIELDS ? inOrder.slice(0, SHOWN_FIELDS) : names);
  const shown = emptyObject();
  for (const name of names) if (chosen.has(name)) shown[name] = data[name]!;
  const text = new ValueText(shapes).message(versionName(version), shown, declaredType(version.key));
  const left = names.length - chosen.size;
  return left > 0 ? text.replace(/ }$/, `, … ${left} more }`) : text;
}
