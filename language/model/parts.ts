import type {
  Aggregate,
  Apply,
  Block,
  Choreography,
  Consumer,
  ConsumerItem,
  Handle,
  On,
  Projection,
  Query,
  Reference,
  Saga,
} from '../syntax/tree.ts';
import { walk } from '../syntax/walk.ts';
import type { Entity } from './entities.ts';
import type { HandlerInfo, PartBase, PartInfo } from './meaning.ts';
import type { Project } from './project.ts';
import { COMMAND, EVENT, type Expectation, PINNED_FACT, PINNED_MESSAGE } from './references.ts';
import { resolveReference } from './resolve.ts';
import { oneOf, pathOf } from './topics.ts';
import { kebabCase } from './words.ts';

export const OFFSETS = ['earliest', 'latest'] as const;
export const GUARANTEES = ['at-most-once', 'at-least-once', 'exactly-once'] as const;

/** Waits between attempts where `retry` names none: from a second, doubling, to half a minute. */
const BACKOFF = 1_000;
const BACKOFF_MAX = 30_000;

/** What a part says; handlers of messages that cannot be resolved are left out. */
export function partOf(project: Project, entity: Entity): PartInfo | undefined {
  const part = read(project, entity);
  if (!part) return undefined;
  // What is known about a part outlives edits elsewhere in its file.
  Object.defineProperty(part, 'file', { get: () => entity.file, enumerable: true });
  if (part.kind !== 'choreography')
    Object.defineProperty(part, 'service', { get: () => entity.service, enumerable: true });
  return part;
}

function read(project: Project, entity: Entity): PartInfo | undefined {
  switch (entity.node.kind) {
    case 'consumer':
      return consumerOf(project, entity, entity.node);
    case 'aggregate':
      return aggregateOf(project, entity, entity.node);
    case 'projection':
      return projectionOf(project, entity, entity.node);
    case 'saga':
      return sagaOf(project, entity, entity.node);
    case 'choreography':
      return choreographyOf(entity, entity.node);
    default:
      return undefined;
  }
}

function baseOf(project: Project, entity: Entity, node: Consumer | Aggregate | Projection | Saga): PartBase {
  const { service } = entity;
  return {
    key: entity.key,
    name: entity.name,
    entity,
    file: entity.file,
    service,
    producer: service ? (service.wireName?.value ?? kebabCase(service.name.text)) : kebabCase(entity.name),
    by: pathOf(node.by),
    state: project.stateOf(entity),
  };
}

function consumerOf(project: Project, entity: Entity, node: Consumer): PartInfo {
  const base = baseOf(project, entity, node);
  const handlers = handlersOf(project, entity, node.items, 'on', PINNED_MESSAGE);
  const retry = optionOf(node, 'retry');
  const idempotent = optionOf(node, 'idempotent');
  const backoff = retry?.backoff?.milliseconds ?? BACKOFF;
  return {
    ...base,
    kind: 'consumer',
    node,
    group: optionOf(node, 'group')?.name?.value ?? groupOf(base),
    offset: oneOf(OFFSETS, optionOf(node, 'offset')?.from) ?? 'earliest',
    delivery: oneOf(GUARANTEES, optionOf(node, 'delivery')?.guarantee) ?? 'at-least-once',
    idempotent: idempotent && { by: pathOf(idempotent.by), window: idempotent.window?.milliseconds },
    retry: {
      count: retry?.count?.value ?? 0,
      backoff,
      backoffMax: Math.max(backoff, retry?.backoffMax?.milliseconds ?? BACKOFF_MAX),
    },
    deadLetterTo: deadLetterTo(project, entity),
    concurrency: Math.max(1, optionOf(node, 'concurrency')?.members?.value ?? 1),
    single: optionOf(node, 'single') !== undefined,
    topics: node.topics.length > 0 ? namedTopics(project, entity, node) : topicsRead(project, handlers),
    handlers,
    ignores: ignoredBy(project, entity, node.items),
  };
}

/** The key of the topic that a consumer names for its dead letters. */
export function deadLetterTo(project: Project, { node, file }: Entity): string | undefined {
  const option = node.kind === 'consumer' ? optionOf(node, 'deadLetterTo') : undefined;
  return option && project.resolveName(option.topic, file).find(({ kind }) => kind === 'topic')?.key;
}

function groupOf({ service, name }: PartBase): string {
  return service ? `${kebabCase(service.name.text)}-${kebabCase(name)}` : kebabCase(name);
}

/** Each message counts once, with all that comes of it or not at all; what fails is not tried again by itself. */
function readingOnce(base: PartBase) {
  return {
    ...base,
    group: groupOf(base),
    offset: 'earliest',
    delivery: 'exactly-once',
    idempotent: { by: undefined, window: Number.POSITIVE_INFINITY },
    retry: { count: 0, backoff: BACKOFF, backoffMax: BACKOFF_MAX },
    deadLetterTo: undefined,
    concurrency: 1,
    single: false,
  } as const;
}

function aggregateOf(project: Project, entity: Entity, node: Aggregate): PartInfo {
  return {
    ...readingOnce(baseOf(project, entity, node)),
    kind: 'aggregate',
    topics: [],
    ignores: [],
    node,
    snapshotEvery: node.items.find((item) => item.kind === 'snapshot')?.every?.value,
    handlers: handlersOf(project, entity, node.items, 'handle', COMMAND),
    applies: handlersOf(project, entity, node.items, 'apply', EVENT),
  };
}

function projectionOf(project: Project, entity: Entity, node: Projection): PartInfo {
  const handlers = handlersOf(project, entity, node.items, 'on', PINNED_FACT);
  return {
    ...readingOnce(baseOf(project, entity, node)),
    kind: 'projection',
    ignores: ignoredBy(project, entity, node.items),
    node,
    topics: topicsRead(project, handlers),
    handlers,
    queries: node.items.filter((item) => item.kind === 'query'),
  };
}

function sagaOf(project: Project, entity: Entity, node: Saga): PartInfo {
  const start = node.items.find((item) => item.kind === 'start');
  const message = start && resolveReference(project, start.message, PINNED_FACT, entity.file.uri).entity?.key;
  return {
    ...readingOnce(baseOf(project, entity, node)),
    kind: 'saga',
    node,
    topics: awaitedTopics(project, entity, node),
    handlers: [],
    ignores: [],
    start: message === undefined ? undefined : { node: start!, message },
  };
}

/** Those of its starting message and of all replies. */
function awaitedTopics(project: Project, entity: Entity, saga: Saga): string[] {
  const topics = new Set<string>();
  walk(saga, (node) => {
    const reference = node.kind === 'start' || node.kind === 'waitOn' ? node.message : undefined;
    const message = reference && resolveReference(project, reference, PINNED_FACT, entity.file.uri).entity;
    for (const { key } of message ? project.topicsOf(message.qualifiedName) : []) topics.add(key);
  });
  return [...topics];
}

function choreographyOf(entity: Entity, node: Choreography): PartInfo {
  return {
    kind: 'choreography',
    key: entity.key,
    name: entity.name,
    entity,
    file: entity.file,
    node,
    by: pathOf(node.by),
  };
}

type Handler = On | Handle | Apply;

function handlersOf<K extends Handler['kind']>(
  project: Project,
  entity: Entity,
  items: readonly { kind: string }[],
  kind: K,
  expected: Expectation,
): HandlerInfo<Extract<Handler, { kind: K }>>[] {
  return items.flatMap((item) => {
    if (item.kind !== kind) return [];
    const node = item as Extract<Handler, { kind: K }>;
    const message = resolveReference(project, node.message, expected, entity.file.uri).entity;
    if (!message?.version) return [];
    return [
      {
        node,
        message: message.key,
        messageName: message.qualifiedName,
        major: message.version.major,
        by: pathOf((node as Handler).kind === 'on' ? (node as On).by : undefined),
        emits: emittedBy(project, entity, node),
      },
    ];
  });
}

/** What a handler declares, then what its body emits and sends. */
function emittedBy(project: Project, entity: Entity, node: Handler): string[] {
  const declared = node.kind === 'apply' ? [] : node.emits;
  const keys = [...declared, ...emitsIn(node.block)].flatMap((reference) => {
    return resolveReference(project, reference, PINNED_MESSAGE, entity.file.uri).entity?.key ?? [];
  });
  return [...new Set(keys)];
}

function emitsIn(block: Block | undefined): Reference[] {
  const found: Reference[] = [];
  if (block)
    walk(block, (node) => {
      if (node.kind === 'emit') found.push(node.message);
    });
  return found;
}

function optionOf<K extends ConsumerItem['kind']>(
  node: Consumer,
  kind: K,
): Extract<ConsumerItem, { kind: K }> | undefined {
  return node.items.find((item): item is Extract<ConsumerItem, { kind: K }> => item.kind === kind);
}

function namedTopics(project: Project, entity: Entity, node: Consumer): string[] {
  const keys = node.topics.flatMap(
    (name) => project.resolveName(name, entity.file).find(({ kind }) => kind === 'topic')?.key ?? [],
  );
  return [...new Set(keys)];
}

/** Commands come to the part's inbox, so they have no topic. */
function topicsRead(project: Project, handlers: readonly HandlerInfo<Handler>[]): string[] {
  return [...new Set(handlers.flatMap(({ messageName }) => project.topicsOf(messageName).map(({ key }) => key)))];
}

function ignoredBy(project: Project, entity: Entity, items: readonly (ConsumerItem | Query)[]): string[] {
  return items.flatMap((item) => {
    if (item.kind !== 'ignore') return [];
    return item.messages.flatMap((reference) => {
      const message = resolveReference(project, reference, PINNED_MESSAGE, entity.file.uri).entity;
      return message ? [reference.version ? message.key : message.qualifiedName] : [];
    });
  });
}
