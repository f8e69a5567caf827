import { placeOfExit, type SagaExit } from '../model/sagas/graph.ts';
import type { Passage } from '../model/sagas/ways.ts';
import type { RelatedPlace } from '../syntax/diagnostic.ts';
import type { Span } from '../syntax/tree.ts';
import type { SagaHere } from './sagas.ts';

/** A way as places to click through, from the message that starts the saga. */
export function placesOnWay({ entity }: SagaHere, way: readonly Passage[]): RelatedPlace[] {
  const { file, node } = entity;
  const start = node.items.find((item) => item.kind === 'start');
  const texts: [Span, string][] = way.map(({ stage, exit }) => [
    placeOfExit(exit) ?? exit.node,
    `${exit.step?.name ?? stage.name}: ${causeText(exit, file.text)}, ${goalText(exit)}`,
  ]);
  if (start) texts.unshift([start.message, `${source(start.message, file.text)} starts ${entity.name}`]);
  return texts.map(([span, text], i) => ({ uri: file.uri, span, label: `${i + 1}. ${text}` }));
}

/** `Reserve (StockReserved), Pay (nothing for 2m)` */
export function wayText({ entity }: SagaHere, way: readonly Passage[]): string {
  const { text } = entity.file;
  return way.map(({ stage, exit }) => `${exit.step?.name ?? stage.name} (${causeText(exit, text)})`).join(', ');
}

function causeText({ node, cause, step }: SagaExit, text: string): string {
  if (node.kind === 'parallel') return 'all its steps have joined';
  if (node.kind === 'waitAfter') {
    const delay = node.delay ? source(node.delay, text) : 'a while';
    return step?.waits.some(({ kind }) => kind === 'waitOn') ? `no answer after ${delay}` : `${delay} later`;
  }
  return cause === 'rejected' || !node.message ? 'the command is rejected' : `${source(node.message, text)} comes`;
}

function goalText({ to }: SagaExit): string {
  switch (to.kind) {
    case 'stage':
      return `on to ${to.stage.name}`;
    case 'done':
      return 'done';
    case 'abort':
      return 'abort';
    case 'joined':
      return 'it joins';
    case 'parked':
      return 'it is parked';
    case 'astray':
      return 'nowhere';
  }
}

function source({ start, end }: Span, text: string): string {
  return text.slice(start, end);
}
