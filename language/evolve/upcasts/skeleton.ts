import { fits } from '../../model/bodies/fits.ts';
import { carriedFrom } from '../../model/bodies/upcasts.ts';
import type { MessageVersion } from '../../model/meaning.ts';
import type { Project } from '../../model/project.ts';
import { asCase, resolved } from '../../model/schema/shapes.ts';
import type {
  EnumType,
  FieldType,
  FormatName,
  RecordType,
  StringType,
  UnionType,
  ValueType,
} from '../../model/types.ts';
import { nameText } from '../../model/words.ts';
import { Id } from '../../run/ids.ts';
import { Random } from '../../run/random.ts';
import { sampleOfPattern } from '../../run/samplePattern.ts';
import { format } from '../../syntax/print.ts';

/** Deeper than this nothing is written down. */
const DEEPEST = 5;

/**
 * An `upcast` block for a new version, as the formatter lays it out, without indentation: what carries over by itself is
 * left to do so, every other required field has an entry, made from the old field of its name where that can be turned
 * into it, else the plainest value of its type. An entry for which there is none is left without a value.
 */
export function upcastSkeleton(project: Project, oldVersion: MessageVersion, newVersion: MessageVersion): string {
  const entries = newVersion.shape.fields
    .filter((field) => !field.optional && field.default === undefined && !carriedFrom(project, oldVersion.shape, field))
    .map((field) => `${nameText(field.name)}: ${suggestion(project, oldVersion.shape, field)}`);
  const head = `upcast from @${oldVersion.version.major}`;
  if (entries.length === 0) return `${head} {}`;
  const block = [`${head} {`, ...entries.map((entry) => `  ${entry}`), '}'].join('\n');
  const whole = format(`event Laid {\n${block}\n}`);
  if (whole === undefined) return block;
  return whole
    .trimEnd()
    .split('\n')
    .slice(1, -1)
    .map((line) => line.replace(/^ {2}/, ''))
    .join('\n');
}

function suggestion(project: Project, old: RecordType, field: FieldType): string {
  const plain = plainValue(project, field.type) ?? '';
  const same = old.fields.find(({ name }) => name === field.name) ?? old.fields.find(({ name }) => name === field.was);
  if (!same || !fits(same.type, field.type, project.dereference)) return plain;
  if (!same.optional) return `old.${nameText(same.name)}`;
  return plain === '' ? '' : `old.${nameText(same.name)} ?? ${plain}`;
}

const FORMATTED: { readonly [F in FormatName]: string } = {
  uuid: '"00000000-0000-0000-0000-000000000000"',
  date: '"1970-01-01"',
  time: '"00:00:00Z"',
  timestamp: '"1970-01-01T00:00:00Z"',
  duration: '0s',
  uri: '"about:blank"',
  email: '"nobody@example.com"',
};

/** Zero, nothing, the first of several: as evflow writes it; undefined where a type has no such value. */
export function plainValue(project: Project, type: ValueType, depth = 0): string | undefined {
  const shape = resolved(project, type);
  switch (shape.kind) {
    case 'string':
      return plainText(shape);
    case 'boolean':
      return 'false';
    case 'int':
    case 'long':
    case 'double':
      return nearestToZero(shape.min, shape.max);
    case 'decimal':
      return '0';
    case 'bytes':
      return '""';
    case 'json':
    case 'map':
      return '{}';
    case 'list': {
      if (!shape.min) return '[]';
      const item = depth < DEEPEST ? plainValue(project, shape.item, depth + 1) : undefined;
      return item && `[${Array.from({ length: shape.min }, () => item).join(', ')}]`;
    }
    case 'enum':
      return plainSymbol(shape);
    case 'record':
      return depth < DEEPEST ? plainRecord(project, shape, [], depth) : undefined;
    case 'union':
      return depth < DEEPEST ? plainCase(project, shape, depth) : undefined;
    case 'declared':
    case 'unknown':
      return undefined;
    default:
      return FORMATTED[shape.kind];
  }
}

function plainSymbol({ symbols, otherwise = symbols[0] }: EnumType): string | undefined {
  return otherwise === undefined ? undefined : nameText(otherwise);
}

function plainText({ min = 0, max = Number.POSITIVE_INFINITY, pattern }: StringType): string | undefined {
  const text =
    pattern === undefined ? 'x'.repeat(min) : sampleOfPattern(pattern, min, max, new Random(new Id(0, 0, 0, 0)));
  return text === undefined ? undefined : JSON.stringify(text);
}

function nearestToZero(min: number | bigint | undefined, max: number | bigint | undefined): string {
  if (min !== undefined && min > 0) return String(min);
  return max !== undefined && max < 0 ? String(max) : '0';
}

function plainRecord(
  project: Project,
  record: RecordType,
  before: readonly string[],
  depth: number,
): string | undefined {
  const entries = [...before];
  for (const field of record.fields) {
    if (field.optional || field.default !== undefined) continue;
    const value = plainValue(project, field.type, depth + 1);
    if (value === undefined) return undefined;
    entries.push(`${nameText(field.name)}: ${value}`);
  }
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/** The first case that has a plain value, the one for what is not known before all others. */
function plainCase(project: Project, { cases, tag, otherwise }: UnionType, depth: number): string | undefined {
  const inOrder = [...cases].sort((a, b) => Number(b.name === otherwise) - Number(a.name === otherwise));
  for (const { name, type } of inOrder) {
    const record = resolved(project, type);
    if (record.kind !== 'record') continue;
    const text = plainRecord(project, asCase(record, tag), [`${nameText(tag)}: ${nameText(name)}`], depth);
    if (text !== undefined) return text;
  }
  return undefined;
}
