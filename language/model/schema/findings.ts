// Generated code carries this file as it is: it imports nothing.

/** What ajv says of a value. */
export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string | undefined;
  readonly params: Readonly<Record<string, unknown>>;
}

const MOST = 20;

/** One line an error, each with the place as a JSON pointer: `/items/0/quantity must be >= 1`; the first twenty. */
export function findings(errors: readonly SchemaError[] | null | undefined): string[] {
  const lines = new Set<string>();
  for (const error of errors ?? []) {
    if (error.keyword === 'if') continue;
    if (lines.size === MOST) break;
    lines.add(`${error.instancePath || '/'} ${phrase(error)}`);
  }
  return lines.size > 0 ? [...lines] : ['/ does not fit'];
}

function phrase({ keyword, message, params }: SchemaError): string {
  if (keyword === 'additionalProperties')
    return `must not have the field ${JSON.stringify(params['additionalProperty'])}`;
  if (keyword === 'required') return `must have the field ${JSON.stringify(params['missingProperty'])}`;
  if (keyword === 'enum') return `must be one of ${(params['allowedValues'] as unknown[]).join(', ')}`;
  return message ?? `does not fit (${keyword})`;
}
