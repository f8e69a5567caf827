/** Prints topics, services, consumers, aggregates and projections. */

import type { Doc } from './layout.ts';
import { expression } from './print-expressions.ts';
import { after, body, bracketed, clause, copy, dotted, hanging, names, option, reference } from './print-pieces.ts';
import { saga } from './print-sagas.ts';
import { annotations, state, type } from './print-shape.ts';
import type { Source } from './print-source.ts';
import { block, emits } from './print-statements.ts';
import type {
  Aggregate,
  Apply,
  Carried,
  Consumer,
  ConsumerItem,
  Delivery,
  DurationLiteral,
  Handle,
  Idempotent,
  Ignore,
  On,
  Param,
  Part,
  Projection,
  Publishes,
  Query,
  Retry,
  Service,
  Snapshot,
  State,
  Topic,
  TopicItem,
} from './tree.ts';

export function topic(source: Source, node: Topic): Doc {
  return [
    source.token('topic'),
    after(source, node.name, copy),
    after(source, node.wireName, copy),
    body(source, ' ', node.items, topicItem),
  ];
}

function topicItem(source: Source, node: TopicItem): Doc {
  switch (node.kind) {
    case 'carries':
      return [source.token('carries'), source.space(), names(source, node.messages, carried)];
    case 'key':
      return [source.token('key'), after(source, node.path, dotted)];
    case 'partitions':
    case 'replicas':
      return [source.token(node.kind), after(source, node.count, copy)];
    case 'acks':
      return [source.token('acks'), after(source, node.level, copy)];
    case 'retain':
      return [source.token('retain'), after(source, node.period, period)];
    case 'compact':
      return source.token('compact');
    case 'compatibility':
      return [source.token('compatibility'), after(source, node.policy, copy)];
  }
}

function period(source: Source, node: DurationLiteral | 'forever'): Doc {
  return node === 'forever' ? source.token(node) : source.copy(node);
}

function carried(source: Source, node: Carried): Doc {
  return [reference(source, node.message), option(source, 'by', node.by, dotted)];
}

export function service(source: Source, node: Service): Doc {
  return [
    source.token('service'),
    after(source, node.name, copy),
    after(source, node.wireName, copy),
    body(source, ' ', node.items, serviceItem),
  ];
}

function serviceItem(source: Source, node: Publishes | Part): Doc {
  if (node.kind === 'publishes')
    return [source.token('publishes'), source.space(), names(source, node.messages, reference)];
  return [annotations(source, node.annotations), part(source, node)];
}

export function part(source: Source, node: Part): Doc {
  switch (node.kind) {
    case 'consumer':
      return consumer(source, node);
    case 'aggregate':
      return aggregate(source, node);
    case 'projection':
      return projection(source, node);
    case 'saga':
      return saga(source, node);
  }
}

function consumer(source: Source, node: Consumer): Doc {
  const head = [source.token('consumer'), after(source, node.name, copy), option(source, 'by', node.by, dotted)];
  const topics =
    node.topics.length > 0
      ? [source.space(), source.token('on'), source.space(), names(source, node.topics, dotted)]
      : '';
  return [head, topics, body(source, ' ', node.items, consumerItem)];
}

function consumerItem(source: Source, node: ConsumerItem): Doc {
  switch (node.kind) {
    case 'on':
      return on(source, node);
    case 'ignore':
      return ignore(source, node);
    case 'state':
      return state(source, node);
    case 'group':
      return [source.token('group'), after(source, node.name, copy)];
    case 'offset':
      return [source.token('offset'), after(source, node.from, copy)];
    case 'delivery':
      return [source.token('delivery'), after(source, node, guarantee)];
    case 'idempotent':
      return idempotent(source, node);
    case 'retry':
      return retry(source, node);
    case 'deadLetterTo':
      return [source.words('dead', 'letter', 'to'), after(source, node.topic, dotted)];
    case 'concurrency':
      return [source.token('concurrency'), after(source, node.members, copy)];
    case 'single':
      return source.token('single');
  }
}

function on(source: Source, node: On): Doc {
  return [
    source.token('on'),
    after(source, node.message, reference),
    option(source, 'by', node.by, dotted),
    option(source, 'as', node.as, copy),
    clause(source, 'when', node.when, expression),
    emits(source, node.emits),
    block(source, node.block),
  ];
}

function ignore(source: Source, node: Ignore): Doc {
  return [source.token('ignore'), source.space(), names(source, node.messages, reference)];
}

/** `at-least-once` is a chain of words and signs. */
function guarantee(source: Source, node: Delivery): Doc {
  const words = node.guarantee.text.split('-');
  return words.map((word, i) => [i === 0 ? '' : source.token('-'), source.token(word)]);
}

function idempotent(source: Source, node: Idempotent): Doc {
  return [source.token('idempotent'), option(source, 'by', node.by, dotted), option(source, 'for', node.window, copy)];
}

function retry(source: Source, node: Retry): Doc {
  return [
    source.token('retry'),
    after(source, node.count, copy),
    option(source, 'backoff', node.backoff, copy),
    node.backoffMax ? [source.token('..'), source.copy(node.backoffMax)] : '',
  ];
}

function aggregate(source: Source, node: Aggregate): Doc {
  return [
    source.token('aggregate'),
    after(source, node.name, copy),
    option(source, 'by', node.by, dotted),
    body(source, ' ', node.items, aggregateItem),
  ];
}

function aggregateItem(source: Source, node: Snapshot | State | Handle | Apply): Doc {
  switch (node.kind) {
    case 'snapshot':
      return [source.words('snapshot', 'every'), after(source, node.every, copy)];
    case 'state':
      return state(source, node);
    case 'handle':
    case 'apply':
      return handler(source, node);
  }
}

function handler(source: Source, node: Handle | Apply): Doc {
  return [
    source.token(node.kind),
    after(source, node.message, reference),
    option(source, 'as', node.as, copy),
    node.kind === 'handle' ? emits(source, node.emits) : '',
    block(source, node.block),
  ];
}

function projection(source: Source, node: Projection): Doc {
  return [
    source.token('projection'),
    after(source, node.name, copy),
    option(source, 'by', node.by, dotted),
    body(source, ' ', node.items, projectionItem),
  ];
}

function projectionItem(source: Source, node: State | On | Ignore | Query): Doc {
  switch (node.kind) {
    case 'state':
      return state(source, node);
    case 'on':
      return on(source, node);
    case 'ignore':
      return ignore(source, node);
    case 'query':
      return query(source, node);
  }
}

function query(source: Source, node: Query): Doc {
  return [
    source.token('query'),
    after(source, node.name, copy),
    bracketed(source, '(', node.params, param, ')'),
    clause(source, 'where', node.where, expression),
    order(source, node),
    clause(source, 'limit', node.limit, expression),
  ];
}

function order(source: Source, { orderBy, descending }: Query): Doc {
  if (!orderBy) return '';
  return hanging(source, () => {
    return [
      source.words('order', 'by'),
      after(source, orderBy, dotted),
      descending ? [source.space(), source.token('desc')] : '',
    ];
  });
}

function param(source: Source, node: Param): Doc {
  return [
    source.copy(node.name),
    node.optional ? source.token('?') : '',
    source.token(':'),
    after(source, node.type, type),
  ];
}
