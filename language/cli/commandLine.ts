import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { type Call, type Command, type ExitCode, MISUSE, Misuse, OK } from './command.ts';
import { printable } from './excerpt.ts';

/** Where a call writes to. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
}

const SHARED_OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  format: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

/**
 * Runs one call of the command line; never throws.
 * @returns the exit code: 0 fine or only warnings, 1 errors found, 2 misuse, or a bug in evflow
 */
export async function runCommandLine(
  args: readonly string[],
  commands: readonly Command[],
  terminal: Terminal,
): Promise<ExitCode> {
  try {
    return await dispatch(args, commands, terminal);
  } catch (error) {
    terminal.err(error instanceof Misuse ? `evflow: ${printable(error.message)}\n` : bugReport(error));
    return MISUSE;
  }
}

async function dispatch(
  [name, ...rest]: readonly string[],
  commands: readonly Command[],
  terminal: Terminal,
): Promise<ExitCode> {
  if (name === undefined) {
    terminal.err(overview(commands));
    return MISUSE;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    terminal.out(overview(commands));
    return OK;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    throw new Misuse(`There is no command "${name}". There are: ${commands.map((one) => one.name).join(', ')}.`);
  }
  return runCommand(command, rest, terminal);
}

async function runCommand(command: Command, args: string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals, tokens } = parse(command, args);
  if (values.help) {
    terminal.out(helpOf(command));
    return OK;
  }
  if (positionals.length > 1) throw new Misuse(`evflow ${command.name} takes one path, not ${positionals.length}.`);
  const format = outputFormat(command, values.format);
  const out = (text: () => string, json: () => string) =>
    terminal.out(`${format === 'json' ? json() : printable(text())}\n`);
  return command.run({
    path: positionals[0] ?? '.',
    format,
    options: values as Call['options'],
    given: tokens.flatMap((token) =>
      token.kind === 'option' && token.value !== undefined ? [{ name: token.name, value: token.value }] : [],
    ),
    print: (text, data) =>
      out(
        () => text,
        () => JSON.stringify(data, undefined, 2),
      ),
    printLines: (text, data) =>
      out(text, () =>
        data()
          .map((value) => JSON.stringify(value))
          .join('\n'),
      ),
    write: (text) => terminal.out(text),
    complain: (text) => terminal.err(`${printable(text)}\n`),
  });
}

function parse(command: Command, args: string[]) {
  try {
    const options = { ...SHARED_OPTIONS, ...command.options };
    return parseArgs({ args, options, allowPositionals: true, tokens: true });
  } catch (error) {
    const [reason] = (error as Error).message.split(/\. |\.?\n/);
    throw new Misuse(`${reason}. See evflow ${command.name} --help.`);
  }
}

/** The formats that a command can print, the first one unless another is asked for. */
function formatsOf({ formats = [] }: Command): string[] {
  return ['text', 'json', ...formats];
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

function outputFormat(command: Command, format: unknown): string {
  const known = formatsOf(command);
  const found = format === undefined ? known[0] : known.find((one) => one === format);
  if (found === undefined) {
    throw new Misuse(`--format is ${listed(known)}, not "${format}".`);
  }
  return found;
}

function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const rows = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `Usage: evflow COMMAND [PATH] [OPTIONS]

${rows.join('\n')}

PATH is a project's folder or one .evflow file; left out, it is the current folder.
evflow COMMAND --help says more. ${EXIT_CODES}
`;
}

function helpOf(command: Command): string {
  return `Usage: evflow ${command.name} [PATH] [OPTIONS]

${command.summary}
${command.help}

  --format FORMAT      how the result is printed: ${listed(formatsOf(command))} (text if left out)
  -h, --help           this text

PATH is a project's folder or one .evflow file; left out, it is the current folder.
${EXIT_CODES}
`;
}

const EXIT_CODES = 'Exit codes: 0 fine or only warnings, 1 errors found, 2 misuse.';

function bugReport(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `evflow: This is a bug in evflow, not in your files. Please report it, with these lines:\n${stack}\n`;
}
