import { diagnose } from '../../language/check/diagnose.ts';
import type { Project } from '../../language/model/project.ts';
import { compileProject, shapesOf } from '../../language/run/compile/project.ts';
import { type LineText, readLine, type WrittenLine } from '../../language/run/open/lineText.ts';
import { OpenRun } from '../../language/run/open/openRun.ts';
import { summaryOf } from '../../language/run/open/summary.ts';
import { summaryText } from '../../language/run/open/summaryText.ts';
import type { Run } from '../../language/run/run.ts';
import { ValueText } from '../../language/run/scenario/text.ts';
import { TraceText } from '../../language/run/traceText.ts';
import type { SourceTree } from '../../language/syntax/tree.ts';
import { NOT_TOLD, SEED, TOLD } from '../scenarios/defaults.ts';
import { EvaluationError } from './evaluate.ts';

/** What has happened since the last line, and how the run stands now. */
export interface OpenOutput {
  readonly lines: readonly string[];
  readonly end: string;
  /** It was stopped before it came to rest. */
  readonly stopped: boolean;
}

/** A run without a scenario, in the debug console: it takes lines as they are written, and after each goes on until nothing is left to do. */
export class OpenConsole {
  readonly project: Project;
  readonly #open: OpenRun;
  readonly #trees: SourceTree[] = [];
  #taken = 0;
  /** How much of the trace has been told. */
  #told = 0;

  constructor(project: Project) {
    this.project = project;
    this.#open = new OpenRun(project, compileProject(project), { seed: SEED });
  }

  get run(): Run {
    return this.#open.run;
  }

  get text(): ValueText {
    return new ValueText(shapesOf(this.project), ...this.#trees);
  }

  /** Takes lines, the first ones together where they are messages. @throws EvaluationError where one cannot be taken */
  take(lines: readonly LineText[]): OpenOutput {
    const written = lines.map((line) => this.#read(line));
    for (const [index, line] of written.entries()) {
      const hindered = this.#open.take(line);
      if (!hindered) continue;
      if ('span' in hindered) throw refused(lines[index] as LineText, [hindered]);
      return this.#output(hindered);
    }
    return this.#output(this.#open.play(undefined));
  }

  #read(line: LineText): WrittenLine {
    const read = readLine(this.project, line, `${line.kind} ${++this.#taken}`, diagnose);
    if ('problems' in read) throw refused(line, read.problems);
    this.#trees.push(read.scenario.file.tree);
    return read;
  }

  #output(stopped: ReturnType<OpenRun['play']>): OpenOutput {
    const { trace } = this.run;
    const text = new TraceText(this.project, ...this.#trees);
    const upTo = this.#told + TOLD;
    const lines = trace.slice(this.#told, upTo).flatMap((entry) => text.line(entry) ?? []);
    this.#told = trace.length;
    return {
      lines: trace.length > upTo ? [...lines, NOT_TOLD] : lines,
      end: `\n${summaryText(summaryOf(this.#open, stopped, this.text), 'stands still')}`,
      stopped: stopped !== undefined,
    };
  }
}

export const TAKES_MORE =
  'The run takes more lines here: publish E { … }, send C { … }, wait 1h, replay P from earliest, rebuild P, redrive T, resume S[key].';

/** `publish E { … }` and `send C { … }` bring a message in; all else is what an operator does, or `wait`. */
export function consoleLine(text: string): LineText {
  const [, message] = /^\s*(?:publish|send)\s+(.*)$/s.exec(text) ?? [];
  return message === undefined ? { kind: 'do', text } : { kind: 'publish', text: message };
}

function refused({ kind, text }: LineText, problems: readonly { readonly message: string }[]): EvaluationError {
  const what = kind === 'publish' ? 'published' : 'done';
  return new EvaluationError(
    [`This cannot be ${what}: ${text}`, ...problems.map(({ message }) => `  ${message}`)].join('\n'),
  );
}
