import type { Project } from '../../language/model/project.ts';
import type { Run } from '../../language/run/run.ts';
import type { ValueText } from '../../language/run/scenario/text.ts';
import { shortKey } from '../../language/run/traceText.ts';

/** What an operation can be done to now. */
export interface Choice {
  readonly label: string;
  readonly description?: string;
  /** The operation as a line; of a replay without where it begins. */
  readonly line: string;
}

/** All that an operation can be done to as a run stands; none for what is no operation. @param text writes keys of instances */
export function choicesOf(operation: string, project: Project, run: Run, text: ValueText): Choice[] {
  switch (operation) {
    case 'replay':
      return partsOf('consumer', project, run).map((key) => ({ label: shortKey(key), line: `replay ${key} from` }));
    case 'rebuild':
      return partsOf('projection', project, run).map((key) => ({ label: shortKey(key), line: `rebuild ${key}` }));
    case 'redrive':
      return redrivable(run);
    case 'resume':
      return parked(run, text);
    default:
      return [];
  }
}

function partsOf(kind: string, project: Project, run: Run): string[] {
  return run.consumers().flatMap(({ key }) => (project.part(key)?.kind === kind ? [key] : []));
}

/** Topics with dead letters; those that lie in a topic's own dead letter topic are of that topic. */
function redrivable(run: Run): Choice[] {
  const counts = new Map<string, number>();
  for (const { topic } of run.deadLetters()) {
    const key = topic.replace(/\.dlq$/, '');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => ({
    label: shortKey(key),
    description: count === 1 ? '1 dead letter' : `${count} dead letters`,
    line: `redrive ${key}`,
  }));
}

function parked(run: Run, text: ValueText): Choice[] {
  return run.sagas().flatMap(({ part, instances }) =>
    [...instances].flatMap(({ key, shownStatus }) => {
      if (shownStatus !== 'parked') return [];
      const label = `${shortKey(part.info.key)}[${typeof key === 'string' ? text.id(key) : String(key)}]`;
      return [{ label, line: `resume ${part.info.key}[${JSON.stringify(key)}]` }];
    }),
  );
}
