import type { Project } from '../../model/project.ts';
import { type SagaGraph, type SagaStage, sagaGraph } from '../../model/sagas/graph.ts';
import { nameOfKey } from '../../model/sourceFile.ts';
import type { FieldRead } from './fieldReads.ts';
import { type Reader, readsAt } from './readers.ts';

/**
 * The steps of a saga in which an instance may be that will still read a field: of the message that started it, which it
 * remembers, or of a reply that it waits for. An instance goes on with the version that it began with. Empty for other parts.
 */
export function holders(project: Project, reader: Reader, version: string, changed: string): readonly string[] {
  const part = project.part(reader.key);
  if (part?.kind !== 'saga') return [];
  const graph = sagaGraph(part.node);
  const ways = new Ways(graph);
  const isStart = part.start !== undefined && nameOfKey(part.start.message) === nameOfKey(version);
  const reads = readsAt(reader, version, changed);
  return graph.stages.flatMap((stage) =>
    stage.steps.flatMap(({ name }) =>
      reads.some((read) => (isStart ? ways.remember(stage, read) : isIn(stage, read))) ? [name] : [],
    ),
  );
}

/** A reply is read where it comes, and forgotten. */
function isIn({ steps }: SagaStage, { site }: FieldRead): boolean {
  return site !== undefined && 'step' in site && steps.some(({ name }) => name === site.step);
}

class Ways {
  readonly #graph: SagaGraph;
  readonly #reached = new Map<SagaStage, ReadonlySet<SagaStage>>();

  constructor(graph: SagaGraph) {
    this.#graph = graph;
  }

  /** Whether an instance in a stage may come to where the starting message is read. */
  remember(stage: SagaStage, { site }: FieldRead): boolean {
    switch (site?.kind) {
      case 'key':
        return true;
      case 'done':
      case 'abort':
        return this.#mayEnd(stage, site.kind);
      case 'step':
        return this.#stageOf(site.step).some((target) => this.#from(stage).has(target));
      case 'compensation':
        return this.#stageOf(site.step).some(
          (target) => this.#mayEnd(stage, 'abort') && (this.#from(stage).has(target) || this.#from(target).has(stage)),
        );
      default:
        return false;
    }
  }

  #stageOf(step: string): readonly SagaStage[] {
    return this.#graph.stages.filter(({ steps }) => steps.some(({ name }) => name === step));
  }

  #mayEnd(stage: SagaStage, end: 'done' | 'abort'): boolean {
    return [...this.#from(stage)].some(({ exits }) => exits.some(({ to }) => to.kind === end));
  }

  /** A stage, and all that one may come to from there. */
  #from(stage: SagaStage): ReadonlySet<SagaStage> {
    let reached = this.#reached.get(stage);
    if (!reached) this.#reached.set(stage, (reached = reachedFrom(stage)));
    return reached;
  }
}

function reachedFrom(stage: SagaStage): ReadonlySet<SagaStage> {
  const reached = new Set([stage]);
  for (const { exits } of reached) for (const { to } of exits) if (to.kind === 'stage') reached.add(to.stage);
  return reached;
}
