import type { ParseArgsOptionsConfig } from 'node:util';

/** Exit codes, as CI reads them. */
export const OK = 0;
export const ERRORS_FOUND = 1;
export const MISUSE = 2;
export type ExitCode = typeof OK | typeof ERRORS_FOUND | typeof MISUSE;

/** How a result is printed. */
export type OutputFormat = 'text' | 'json';

/** What a command was called with. */
export interface Call {
  /** The path that the person gave, `.` where none was given. */
  readonly path: string;
  readonly format: OutputFormat;
  /** The command's own options. */
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  /** Writes to standard output. */
  print(text: string): void;
}

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The help's text below the usage line, its own options included. */
  readonly help: string;
  readonly options: ParseArgsOptionsConfig;
  run(call: Call): Promise<ExitCode>;
}

/** The person called the command in a way that cannot work; the message says what to do. */
export class Misuse extends Error {}
