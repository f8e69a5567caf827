import type { SourcePlace, TraceEntry } from '../trace.ts';
import { FIELDS, type FieldFormat, FORMAT, HEADER, isList } from './format.ts';
import type { SavedTrace } from './saved.ts';

/** A text that is no saved trace; the message says what is wrong and what to do. */
export class TraceFileError extends Error {
  /** From 1. */
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

const SAVE_AGAIN = 'Save it again with evflow test --traces FOLDER.';
const NO_TRACE = `This is no saved trace: its first line is not a header, {"evtrace":${FORMAT},…}. ${SAVE_AGAIN}`;

type Fields = { readonly [name: string]: unknown };

/**
 * Reads the text of an `.evtrace` file.
 * @throws TraceFileError for anything else
 */
export function readTrace(text: string): SavedTrace {
  const lines = text.replace(/^\ufeff/, '').split('\n');
  const isWhole = lines.at(-1) === '';
  if (isWhole) lines.pop();
  const { entries: count, evtrace, ...header } = readHeader(lines[0] ?? '');
  const entries = lines.slice(1).map((line, index) => {
    const isCut = !isWhole && index === lines.length - 2;
    return readEntry(line, index + 2, isCut ? CUT : `This line is no JSON. ${SAVE_AGAIN}`);
  });
  if (entries.length !== count) throw new TraceFileError(lines.length, countText(count as number, entries.length));
  return { ...header, entries } as unknown as SavedTrace;
}

const CUT = `The file ends in the middle of this line: the rest of it was lost. ${SAVE_AGAIN}`;

function countText(wanted: number, found: number): string {
  const missing = wanted - found;
  const what =
    missing > 0 ? `the last ${missing} of ${wanted} entries are missing` : `${-missing} entries are too many`;
  return `The file does not end here: ${what}. ${SAVE_AGAIN}`;
}

function readHeader(line: string): Fields {
  const fields = parsed(line, 1, NO_TRACE);
  if (typeof fields.evtrace !== 'number') throw new TraceFileError(1, NO_TRACE);
  if (fields.evtrace !== FORMAT) {
    throw new TraceFileError(
      1,
      `This trace has the format ${fields.evtrace}, and this evflow reads ${FORMAT}. ` +
        'Use the evflow that saved it, or save it again with this one.',
    );
  }
  return readFields(fields, HEADER, 1, '');
}

function readEntry(line: string, number: number, noJson: string): TraceEntry {
  const { time, kind, ...fields } = parsed(line, number, noJson);
  if (typeof time !== 'string') throw wrong(number, 'time', 'a text');
  if (typeof kind !== 'string' || !Object.hasOwn(FIELDS, kind)) {
    const known = Object.keys(FIELDS).join(', ');
    throw new TraceFileError(
      number,
      `No entry has the kind ${JSON.stringify(kind) ?? 'that is left out'}. There are: ${known}.`,
    );
  }
  const format = FIELDS[kind as TraceEntry['kind']];
  return { time, kind, ...readFields(fields, format, number, '') } as unknown as TraceEntry;
}

function parsed(line: string, number: number, otherwise: string): Fields {
  try {
    const value: unknown = JSON.parse(line);
    if (isObject(value)) return value;
  } catch {
    // It is no JSON, which is said below.
  }
  throw new TraceFileError(number, otherwise);
}

/** The fields that a format names; others are left out. */
function readFields(
  fields: Fields,
  format: { readonly [name: string]: FieldFormat },
  line: number,
  path: string,
): Fields {
  const read = Object.entries(format).flatMap(([name, one]) => {
    const value = readField(fields[name], one, line, path + name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(read);
}

function readField(value: unknown, format: FieldFormat, line: number, path: string): unknown {
  if (isList(format)) {
    if (!Array.isArray(value)) throw wrong(line, path, 'a list');
    return value.map((item, i) => readField(item, format[0], line, `${path}[${i}]`));
  }
  if (typeof format === 'object') {
    if (!isObject(value)) throw wrong(line, path, 'an object');
    return readFields(value, format, line, `${path}.`);
  }
  const { name, holds } = CHECKS[format];
  if (!(value === undefined && format.endsWith('?')) && !holds(value)) throw wrong(line, path, name);
  return format === 'place?' && value !== undefined ? placeOf(value as WrittenPlace) : value;
}

interface Check {
  /** What it looks for. */
  readonly name: string;
  readonly holds: (value: unknown) => boolean;
}

const TEXT: Check = { name: 'a text', holds: (value) => typeof value === 'string' };
const NUMBER: Check = { name: 'a whole number', holds: Number.isSafeInteger };

const CHECKS: Record<Exclude<FieldFormat, object>, Check> = {
  text: TEXT,
  'text?': TEXT,
  number: NUMBER,
  'number?': NUMBER,
  'flag?': { name: 'true or false', holds: (value) => typeof value === 'boolean' },
  'texts?': { name: 'a list of texts', holds: (value) => Array.isArray(value) && value.every(TEXT.holds) },
  flag: { name: 'true or false', holds: (value) => typeof value === 'boolean' },
  texts: { name: 'a list of texts', holds: (value) => Array.isArray(value) && value.every(TEXT.holds) },
  object: { name: 'an object', holds: isObject },
  'place?': {
    name: 'a place, {"file":…,"start":…,"end":…}',
    holds: (value) => isObject(value) && TEXT.holds(value.file) && [value.start, value.end].every(NUMBER.holds),
  },
};

type WrittenPlace = Omit<SourcePlace, 'uri'> & { readonly file: string };

function placeOf({ file, start, end }: WrittenPlace): SourcePlace {
  return { uri: file, start, end };
}

function wrong(line: number, path: string, wanted: string): TraceFileError {
  return new TraceFileError(line, `\`${path}\` is not ${wanted}. ${SAVE_AGAIN}`);
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
