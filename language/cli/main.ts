import { runCommandLine } from './commandLine.ts';
import { commands } from './commands.ts';

/** Whoever reads the output may stop in the middle, as `head` does: then the rest is for nobody. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

process.stdout.on('error', ignoreClosedPipe);
process.stderr.on('error', ignoreClosedPipe);

process.exitCode = await runCommandLine(process.argv.slice(2), commands, {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
});
