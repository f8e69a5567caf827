import type { ParseArgsOptionsConfig } from 'node:util';

/** Exit codes, as CI reads them. */
export const OK = 0;
export const ERRORS_FOUND = 1;
export const MISUSE = 2;
export type ExitCode = typeof OK | typeof ERRORS_FOUND | typeof MISUSE;

/** What a command was called with. */
export interface Call {
  /** The path that the person gave, `.` where none was given. */
  readonly path: string;
  /** `text`, `json`, or a format of the command's own. */
  readonly format: string;
  /** The command's own options. */
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  /** Those with a value, in the order in which they were given. */
  readonly given: readonly { readonly name: string; readonly value: string }[];
  /** Prints the result: the text, or the data as JSON, as the person asked for. */
  print(text: string, data: unknown): void;
  /** The same, with the data as JSON lines, one value a line; of the two only what is asked for is made. */
  printLines(text: () => string, data: () => readonly unknown[]): void;
  /** Prints a result in a format of the command's own, as it is. */
  write(text: string): void;
  /** Tells on stderr what is no part of the result. */
  complain(text: string): void;
}

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The help's text below the usage line, its own options included. */
  readonly help: string;
  readonly options: ParseArgsOptionsConfig;
  /** Formats of its own, beside text and json. */
  readonly formats?: readonly string[];
  run(call: Call): Promise<ExitCode>;
}

/** The call cannot work: wrong arguments, or a file or folder that cannot be read or written. The message says what to do. */
export class Misuse extends Error {}

/** What the system says about a file or folder, as a `Misuse`; any other error as it is. */
export function asMisuse(error: unknown, what: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string' || !(error instanceof Error) || error instanceof TypeError) return error;
  return new Misuse(`${what}: ${REASONS[code] ?? error.message}.`);
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'its disk is read-only',
  ENOSPC: 'its disk is full',
  ENOENT: 'it is no longer there',
  ELOOP: 'it is a link that leads nowhere',
  EISDIR: 'it is a folder',
  ERR_FS_FILE_TOO_LARGE: 'it is too large',
  ERR_STRING_TOO_LONG: 'it is too large',
};
