import type { Project } from '../../model/project.ts';
import type { Span } from '../../syntax/tree.ts';
import { shapesOf } from '../compile/project.ts';
import type { Program } from '../program.ts';
import type { Run } from '../run.ts';
import { asLineFailure, Evaluator } from '../scenario/evaluator.ts';
import { operate } from '../scenario/mishaps.ts';
import type { TextProblem, WrittenLine } from './lineText.ts';

/** The run that a line acts upon. */
export interface LineContext {
  readonly project: Project;
  readonly program: Program;
  readonly run: Run;
  readonly seed: number;
}

/** What became of a line: what is wrong with it, or, of an operation that has done nothing, why. */
export type Taken = { readonly problem: TextProblem } | { readonly idle: string | undefined };

/** Publishes or sends a message, whose missing fields are sampled, or does what an operator does, at this instant; of `wait` nothing. */
export function takeLine({ line, scenario, start }: WrittenLine, { project, program, run, seed }: LineContext): Taken {
  const problem = (message: string, { start: from, end }: Span) => ({
    problem: { message, span: { start: from - start, end: end - start } },
  });
  const evaluator = new Evaluator(project, shapesOf(project), program, scenario, run, seed);
  try {
    if (line.kind === 'wait') return { idle: undefined };
    if (line.kind !== 'when') {
      const why = operate(line, { project, file: scenario.file, run, evaluator })?.();
      return { idle: why && `\`${evaluator.source(line)}\` does nothing: ${why}.` };
    }
    const { key, data, meta } = evaluator.message(line.sample, '');
    const entered = run.publish(key, data, meta && { meta });
    if (!('refused' in entered)) return { idle: undefined };
    const { name = key } = program.messages.get(key)?.version ?? {};
    return problem(`${name} is refused: ${entered.refused.join('; ')}.`, line.sample.message);
  } catch (error) {
    return problem(asLineFailure(error).failure.message, line.kind === 'when' ? line.sample.message : line);
  }
}
