import type { SourceFile } from '../../model/entities.ts';
import type { Project } from '../../model/project.ts';
import type { Fault, Operation, QualifiedName } from '../../syntax/tree.ts';
import type { ReplayStart } from '../operations.ts';
import type { Run } from '../run.ts';
import type { Evaluator } from './evaluator.ts';
import { LineFailure } from './result.ts';

/** What the names of a line mean, and the run that it acts upon. */
export interface MishapContext {
  readonly project: Project;
  readonly file: SourceFile;
  readonly run: Run;
  readonly evaluator: Evaluator;
}

/** Says, once the scenario has ended, why a line has done nothing; undefined where it has done something. */
export type Idleness = () => string | undefined;

/** Lets go wrong what a line asks for, from here on. */
export function letGoWrong(line: Fault, context: MishapContext): Idleness | undefined {
  const { control } = context.run;
  switch (line.kind) {
    case 'messageFault': {
      const { entity } = context.project.resolveMessage(line.message, context.file);
      const found = entity ?? context.project.resolveName(line.message.name, context.file).at(-1);
      if (!found) throw new LineFailure({ message: 'There is no such message.' });
      const { major, minor } = line.message.version ?? {};
      const delay = line.delay?.milliseconds ?? 0;
      const fault = { kind: line.fault, message: found.qualifiedName, major, minor, delay, every: line.every };
      const active = control.fault(fault);
      return () => (active.hasStruck ? undefined : `no ${found.name} was delivered after it`);
    }
    case 'crashFault': {
      const part = partKey(line.part, context);
      if (!line.beforeCommit) return void control.crash(part);
      control.crashBeforeCommit(part);
      return () => (control.isCrashing(part) ? `${nameOf(line.part)} came to no commit after it` : undefined);
    }
    case 'disconnectFault':
      return void control.disconnect(partKey(line.part, context), line.period?.milliseconds ?? 0);
    case 'lagFault':
      return void control.lag(partKey(line.part, context), line.period?.milliseconds ?? 0);
    case 'stopBrokerFault':
      return void control.stopBroker(line.broker?.value ?? 0, line.period?.milliseconds ?? 0);
  }
}

/** Does what the operators of a system do. */
export function operate(line: Operation, context: MishapContext): Idleness | undefined {
  const { control } = context.run;
  switch (line.kind) {
    case 'replay':
      if (control.replay(partKey(line.part, context), replayStart(line.from))) return undefined;
      return () => `${nameOf(line.part)} stood there already`;
    case 'redrive':
      if (control.redrive(keyOf(line.topic, context)) > 0) return undefined;
      return () => 'no dead letter lay there at this point; a `wait` before it lets one get there';
    case 'rebuild':
      return void control.rebuild(partKey(line.part, context));
    case 'resume':
      control.resume(partKey(line.part, context), context.evaluator.value(line.key));
      return undefined;
  }
}

function replayStart(from: Extract<Operation, { kind: 'replay' }>['from']): ReplayStart {
  if (from.kind === 'string') return { time: Date.parse(from.value) };
  if (from.kind === 'name') return from.text === 'latest' ? 'latest' : 'earliest';
  return { offset: from.value };
}

/** The key of a part that runs. */
function partKey(name: QualifiedName, context: MishapContext): string {
  const key = keyOf(name, context);
  const part = context.project.part(key);
  if (part?.kind === 'choreography')
    throw new LineFailure({ message: `${part.name} is a choreography: nothing of it runs by itself.` });
  return key;
}

function keyOf(name: QualifiedName, { project, file }: MishapContext): string {
  const entity = project.resolveName(name, file).at(-1);
  if (!entity) throw new LineFailure({ message: `There is no ${nameOf(name)}.` });
  return entity.key;
}

function nameOf({ parts }: QualifiedName): string {
  return parts.map(({ text }) => text).join('.');
}
