import type { SourcePlace } from '../trace.ts';
import { FIELDS, type FieldFormat, FORMAT, HEADER, isList } from './format.ts';
import type { SavedTrace } from './saved.ts';

type Fields = { readonly [name: string]: unknown };

/** The text of an `.evtrace` file: JSON lines, the header first, then one entry each. */
export function writeTrace({ entries, ...header }: SavedTrace): string {
  const first = ordered({ ...header, evtrace: FORMAT, entries: entries.length }, HEADER);
  const others = entries.map(({ time, kind, ...fields }) => ({ time, kind, ...ordered(fields, FIELDS[kind]) }));
  return [first, ...others].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** The fields that a format names, in its order. */
function ordered(fields: Fields, format: { readonly [name: string]: FieldFormat }): Fields {
  return Object.fromEntries(Object.entries(format).map(([name, one]) => [name, written(fields[name], one)]));
}

function written(value: unknown, format: FieldFormat): unknown {
  if (value === undefined) return undefined;
  if (isList(format)) return (value as readonly unknown[]).map((item) => written(item, format[0]));
  if (typeof format === 'object') return ordered(value as Fields, format);
  if (format !== 'place?') return value;
  const { uri, start, end } = value as SourcePlace;
  return { file: uri, start, end };
}
