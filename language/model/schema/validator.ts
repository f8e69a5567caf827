import { Ajv, type Options, type ValidateFunction } from 'ajv';
import type { FormatName } from '../types.ts';
import { findings } from './findings.ts';
import { BYTES_PATTERN, FORMAT_PATTERNS } from './formats.ts';
import { KEYWORDS } from './keywords.ts';
import { DEEPEST, deeperThan } from './read.ts';
import { readerSchema, type SchemaDocument, type Side, writerSchema } from './schema.ts';
import { type Root, reach, type Shapes } from './shapes.ts';

/** From here on the symbols of an enum are looked through, as an expression of thousands of them takes seconds to compile, or fails. */
const MANY_SYMBOLS = 200;

/** Why a value does not fit, one line a finding, each with its path; undefined where it fits. */
export type Check = (value: unknown) => readonly string[] | undefined;

/**
 * Compiles the check of a side of a type. Never throws: what cannot be compiled (ten thousand records in a ring) is a check
 * that says so of every value.
 */
export function validator(shapes: Shapes, root: Root, side: Side): Check {
  const document = side === 'writer' ? writerSchema(shapes, root) : readerSchema(shapes, root);
  const { deep } = reach(shapes, root);
  try {
    const validate = compile(createAjv(document, { loopEnum: MANY_SYMBOLS }), document);
    return (value) => {
      if (deep && deeperThan(value, DEEPEST)) return [`/ is nested deeper than ${DEEPEST} levels`];
      return validate(value) ? undefined : findings(validate.errors);
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return () => ['/ cannot be checked: its types refer to each other in too long a ring'];
  }
}

function compile(ajv: Ajv, { $defs, ...root }: SchemaDocument): ValidateFunction {
  addDefinitions(ajv, $defs);
  return ajv.compile(root);
}

/** Compiles each declared type before those that use it, so that a long chain of them does not overflow the stack. */
export function addDefinitions(ajv: Ajv, definitions: SchemaDocument['$defs']): void {
  ajv.addSchema(Object.values(definitions) as object[]);
  for (const schema of Object.values(definitions)) ajv.getSchema(schema.$id as string);
}

const formats: Record<FormatName | 'bytes', RegExp> = { ...FORMAT_PATTERNS, bytes: BYTES_PATTERN };

/** An ajv that knows our keywords and formats. `document`: what it shall compile; names like `constructor` make it slower. */
export function createAjv(document: object, options: Options = {}): Ajv {
  return new Ajv({
    allErrors: true,
    loopEnum: Number.MAX_SAFE_INTEGER,
    strictTypes: false,
    strictRequired: false,
    meta: false,
    validateSchema: false,
    ownProperties: hasInheritedName(document),
    formats,
    keywords: KEYWORDS,
    ...options,
  });
}

const INHERITED =
  /"(?:\^__proto__\$|constructor|toString|toLocaleString|valueOf|hasOwnProperty|isPrototypeOf|propertyIsEnumerable|__\w+__)"/;

/** Whether a schema speaks of a property that every object inherits. */
function hasInheritedName(document: object): boolean {
  return INHERITED.test(JSON.stringify(document));
}
