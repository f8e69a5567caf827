import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { type Call, type Command, type ExitCode, MISUSE, Misuse, OK, type OutputFormat } from './command.ts';
import { commands } from './commands.ts';

const SHARED_OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  format: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

/** Runs one call of the command line. @returns the exit code: 0 fine or only warnings, 1 errors found, 2 misuse */
async function main(args: string[]): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(overview());
    return name === undefined ? MISUSE : OK;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) throw new Misuse(`There is no command "${name}". There are: ${commands.map(({ name }) => name).join(', ')}.`);
  return runCommand(command, rest);
}

async function runCommand(command: Command, args: string[]): Promise<ExitCode> {
  const { values, positionals } = parse(command, args);
  if (values.help) {
    process.stdout.write(helpOf(command));
    return OK;
  }
  if (positionals.length > 1) throw new Misuse(`evflow ${command.name} takes one path, not ${positionals.length}.`);
  const call: Call = {
    path: positionals[0] ?? '.',
    format: outputFormat(values.format),
    options: values as Call['options'],
    print: (text) => void process.stdout.write(`${text}\n`),
  };
  return command.run(call);
}

function parse(command: Command, args: string[]) {
  try {
    return parseArgs({ args, options: { ...SHARED_OPTIONS, ...command.options }, allowPositionals: true });
  } catch (error) {
    throw new Misuse(`${(error as Error).message}\nSee evflow ${command.name} --help.`);
  }
}

function outputFormat(format: unknown): OutputFormat {
  if (format === undefined || format === 'text') return 'text';
  if (format === 'json') return 'json';
  throw new Misuse(`--format is text or json, not "${format}".`);
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const rows = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `Usage: evflow COMMAND [PATH] [OPTIONS]

${rows.join('\n')}

PATH is a project's folder or one .evflow file; left out, it is the current folder.
evflow COMMAND --help says more. Exit codes: 0 fine or only warnings, 1 errors found, 2 misuse.
`;
}

function helpOf(command: Command): string {
  return `Usage: evflow ${command.name} [PATH] [OPTIONS]

${command.summary}

${command.help}
  --format text|json   how the result is printed (text if left out)
  -h, --help           this text

Exit codes: 0 fine or only warnings, 1 errors found, 2 misuse.
`;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Misuse)) throw error;
  process.stderr.write(`evflow: ${error.message}\n`);
  process.exitCode = MISUSE;
}
