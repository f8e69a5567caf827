import { BYTES_PATTERN, FORMAT_PATTERNS } from './schema/formats.ts';
import type { FormatName } from './types.ts';

/** A literal in a declaration has the same formats as a value on the wire. */
const PATTERNS: Record<FormatName | 'bytes', RegExp> = { ...FORMAT_PATTERNS, bytes: BYTES_PATTERN };

const EXAMPLES: Record<FormatName | 'bytes', string> = {
  uuid: '0b7c9a52-4d3e-4f60-8a1b-2c3d4e5f6071',
  date: '2024-01-15',
  time: '10:30:00Z',
  timestamp: '2024-01-15T10:30:00Z',
  duration: 'PT5M',
  uri: 'https://example.com/orders',
  email: 'someone@example.com',
  bytes: 'aGVsbG8=',
};

/** Why a text is not in a format, with one that is; undefined where it fits. */
export function formatError(kind: string, value: string): string | undefined {
  if (!isFormat(kind)) return `${kind} takes no text`;
  if (PATTERNS[kind].test(value)) return undefined;
  return `it is no ${kind === 'bytes' ? 'base64 text' : kind}, such as "${EXAMPLES[kind]}"`;
}

function isFormat(kind: string): kind is keyof typeof PATTERNS {
  return Object.hasOwn(PATTERNS, kind);
}
