import type { SourceFile } from '../../model/entities.ts';
import type { Project } from '../../model/project.ts';
import type { Fault, Operation, QualifiedName } from '../../syntax/tree.ts';
import type { ReplayStart } from '../operations.ts';
import type { Run } from '../run.ts';
import { LineFailure, notBuilt } from './result.ts';

/** What the names of a line mean, and the run that it acts upon. */
interface Context {
  readonly project: Project;
  readonly file: SourceFile;
  readonly run: Run;
}

/** Lets go wrong what a line asks for, from here on. */
export function letGoWrong(line: Fault, context: Context): void {
  const { control } = context.run;
  switch (line.kind) {
    case 'messageFault': {
      const { entity } = context.project.resolveMessage(line.message, context.file);
      const found = entity ?? context.project.resolveName(line.message.name, context.file).at(-1);
      if (!found) throw new LineFailure({ kind: 'failed', message: 'There is no such message.' });
      const { major, minor } = line.message.version ?? {};
      const delay = line.delay?.milliseconds ?? 0;
      return control.fault({ kind: line.fault, message: found.qualifiedName, major, minor, delay, every: line.every });
    }
    case 'crashFault': {
      const part = partKey(line.part, context);
      return line.beforeCommit ? control.crashBeforeCommit(part) : control.crash(part);
    }
    case 'disconnectFault':
      return control.disconnect(partKey(line.part, context), line.period?.milliseconds ?? 0);
    case 'lagFault':
      return control.lag(partKey(line.part, context), line.period?.milliseconds ?? 0);
    case 'stopBrokerFault':
      return control.stopBroker(line.broker?.value ?? 0, line.period?.milliseconds ?? 0);
  }
}

/** Does what the operators of a system do. */
export function operate(line: Operation, context: Context): void {
  const { control } = context.run;
  switch (line.kind) {
    case 'replay':
      return control.replay(partKey(line.part, context), replayStart(line.from));
    case 'redrive':
      return control.redrive(keyOf(line.topic, context));
    case 'rebuild':
      return control.rebuild(partKey(line.part, context));
    case 'resume':
      throw notBuilt('`resume`');
  }
}

function replayStart(from: Extract<Operation, { kind: 'replay' }>['from']): ReplayStart {
  if (from.kind === 'string') return { time: Date.parse(from.value) };
  if (from.kind === 'name') return from.text === 'latest' ? 'latest' : 'earliest';
  return { offset: from.value };
}

/** The key of a part that runs. */
function partKey(name: QualifiedName, context: Context): string {
  const key = keyOf(name, context);
  const part = context.project.part(key);
  if (part?.kind === 'saga' || part?.kind === 'choreography') throw notBuilt(`Running ${part.kind} ${part.name}`);
  return key;
}

function keyOf(name: QualifiedName, { project, file }: Context): string {
  const entity = project.resolveName(name, file).at(-1);
  if (!entity)
    throw new LineFailure({ kind: 'failed', message: `There is no ${name.parts.map(({ text }) => text).join('.')}.` });
  return entity.key;
}
