import type { FormatName } from './types.ts';

/** The formats of JSON Schema (RFC 3339, ISO 8601, RFC 3986, RFC 4122) as far as a literal in a declaration needs them. */
const FORMATS: Record<FormatName | 'bytes', { readonly pattern: RegExp; readonly example: string }> = {
  uuid: { pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, example: '0b7c9a52-4d3e-4f60-8a1b-2c3d4e5f6071' },
  date: { pattern: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, example: '2024-01-15' },
  time: {
    pattern: /^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i,
    example: '10:30:00Z',
  },
  timestamp: {
    pattern:
      /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i,
    example: '2024-01-15T10:30:00Z',
  },
  duration: { pattern: /^P(?!$)((\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?|\d+W)$/, example: 'PT5M' },
  uri: { pattern: /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]*$/i, example: 'https://example.com/orders' },
  email: { pattern: /^[^\s@]+@[^\s@]+$/, example: 'someone@example.com' },
  bytes: { pattern: /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, example: 'aGVsbG8=' },
};

/** Why a text is not in a format, with one that is; undefined where it fits. */
export function formatError(kind: string, value: string): string | undefined {
  const format = (FORMATS as Partial<Record<string, (typeof FORMATS)['uuid']>>)[kind];
  if (!format) return `${kind} takes no text`;
  if (format.pattern.test(value)) return undefined;
  return `it is no ${kind === 'bytes' ? 'base64 text' : kind}, such as "${format.example}"`;
}
