/** Prints sagas and choreographies. */

import type { Doc } from './layout.ts';
import { expression } from './print-expressions.ts';
import { after, alternatives, body, clause, copy, dotted, option, reference } from './print-pieces.ts';
import { state } from './print-shape.ts';
import type { Source } from './print-source.ts';
import { block, statement } from './print-statements.ts';
import type {
  Arrow,
  Choreography,
  ChoreographyEnd,
  ChoreographyStart,
  Compensate,
  Ending,
  Parallel,
  Saga,
  Start,
  State,
  Statement,
  Step,
  Target,
  Wait,
  WaitAfter,
  WaitOn,
  Within,
} from './tree.ts';

export function saga(source: Source, node: Saga): Doc {
  return [
    source.token('saga'),
    after(source, node.name, copy),
    option(source, 'by', node.by, dotted),
    body(source, ' ', node.items, sagaItem),
  ];
}

function sagaItem(source: Source, node: Start | State | Step | Parallel | Ending): Doc {
  switch (node.kind) {
    case 'start':
      return start(source, node);
    case 'state':
      return state(source, node);
    case 'step':
      return step(source, node);
    case 'parallel':
      return parallel(source, node);
    case 'ending':
      return [source.token(node.outcome), block(source, node.block)];
  }
}

function start(source: Source, node: Start): Doc {
  return [
    source.words('start', 'on'),
    after(source, node.message, reference),
    option(source, 'as', node.as, copy),
    clause(source, 'when', node.when, expression),
  ];
}

function step(source: Source, node: Step): Doc {
  return [
    node.pivot ? source.words('pivot', 'step') : source.token('step'),
    after(source, node.name, copy),
    option(source, 'was', node.was, copy),
    body(source, ' ', node.items, stepItem),
  ];
}

function stepItem(source: Source, node: Wait | Compensate | Statement): Doc {
  switch (node.kind) {
    case 'waitOn':
      return waitOn(source, node);
    case 'waitAfter':
      return waitAfter(source, node);
    case 'compensate':
      return [source.token('compensate'), body(source, ' ', node.items, stepItem)];
    default:
      return statement(source, node);
  }
}

function waitOn(source: Source, node: WaitOn): Doc {
  const message = [
    source.token('on'),
    source.space(),
    node.message ? reference(source, node.message) : source.token('rejected'),
  ];
  const options = [option(source, 'as', node.as, copy), clause(source, 'when', node.when, expression)];
  if (!node.block) return [message, options, clause(source, '->', node.target, target)];
  return [message, options, block(source, node.block), option(source, '->', node.target, target)];
}

function waitAfter(source: Source, node: WaitAfter): Doc {
  return [
    source.token('after'),
    after(source, node.delay, copy),
    option(source, 'retry', node.retry, copy),
    clause(source, '->', node.target, target),
  ];
}

function target(source: Source, node: Target): Doc {
  return node.kind === 'stepTarget'
    ? source.copy(node.name)
    : [source.token('abort'), after(source, node.reason, expression)];
}

function parallel(source: Source, node: Parallel): Doc {
  return [
    source.token('parallel'),
    after(source, node.name, copy),
    body(source, ' ', node.steps, step),
    option(source, '->', node.target, target),
  ];
}

export function choreography(source: Source, node: Choreography): Doc {
  return [
    source.token('choreography'),
    after(source, node.name, copy),
    option(source, 'by', node.by, dotted),
    body(source, ' ', node.items, choreographyItem),
  ];
}

function choreographyItem(source: Source, node: ChoreographyStart | ChoreographyEnd | Within | Arrow): Doc {
  switch (node.kind) {
    case 'choreographyStart':
      return [source.words('start', 'on'), after(source, node.message, reference)];
    case 'choreographyEnd':
      return [source.words(node.outcome, 'on'), source.space(), alternatives(source, node.messages, reference)];
    case 'within':
      return [source.token('within'), after(source, node.period, copy)];
    case 'arrow':
      return arrow(source, node);
  }
}

function arrow(source: Source, node: Arrow): Doc {
  return [
    reference(source, node.from),
    source.space(),
    source.token('->'),
    source.space(),
    alternatives(source, node.to, reference),
    clause(source, 'compensates', node.compensates, reference),
  ];
}
