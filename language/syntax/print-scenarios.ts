/** Prints scenarios. */

import { choice, type Doc, hardLine, indent } from './layout.ts';
import { expression, recordLiteral } from './print-expressions.ts';
import { after, alternatives, body, clause, copy, dotted, option, reference } from './print-pieces.ts';
import type { Source } from './print-source.ts';
import type { Fault, MessageFault, Operation, RejectedAnswer, Sample, Scenario, ScenarioLine, Stub } from './tree.ts';

export function scenario(source: Source, node: Scenario): Doc {
  return [source.token('scenario'), after(source, node.name, copy), body(source, ' ', node.lines, scenarioLine)];
}

function scenarioLine(source: Source, node: ScenarioLine): Doc {
  switch (node.kind) {
    case 'givenMessage':
      return [source.token('given'), after(source, node.sample, sample)];
    case 'givenState':
      return [
        source.token('given'),
        after(source, node.target, expression),
        option(source, '=', node.value, expression),
      ];
    case 'stub':
      return stub(source, node);
    case 'when':
    case 'then':
    case 'never':
      return [source.token(node.kind), after(source, node.sample, sample)];
    case 'wait':
      return [source.token('wait'), after(source, node.period, copy)];
    case 'thenRejected':
      return [source.words('then', 'rejected'), after(source, node.reason, copy)];
    case 'expect':
      return [source.token('expect'), after(source, node.value, expression), clause(source, 'is', node.status, copy)];
    case 'replay':
    case 'rebuild':
    case 'redrive':
    case 'resume':
      return operation(source, node);
    default:
      return [source.words('fault'), source.space(), fault(source, node)];
  }
}

/** The second record goes on the same line, else on a line of its own, else it breaks. */
function sample(source: Source, node: Sample): Doc {
  const message = [reference(source, node.message), after(source, node.data, recordLiteral)];
  if (!node.meta) return message;
  const space = source.space();
  const meta = [source.token('meta'), after(source, node.meta, recordLiteral)];
  if (space !== ' ') return [message, space, meta];
  return [message, choice([space, meta], indent([hardLine, meta]), [space, meta])];
}

function stub(source: Source, node: Stub): Doc {
  return [
    source.token('stub'),
    node.part ? [after(source, node.part, reference), source.space(), source.token('on')] : '',
    after(source, node.message, reference),
    source.space(),
    source.token('->'),
    source.space(),
    alternatives(source, node.answers, answer),
  ];
}

function answer(source: Source, node: Sample | RejectedAnswer): Doc {
  if (node.kind === 'sample') return sample(source, node);
  return [source.token('rejected'), after(source, node.reason, copy)];
}

function fault(source: Source, node: Fault): Doc {
  switch (node.kind) {
    case 'messageFault':
      return messageFault(source, node);
    case 'crashFault': {
      const part = [source.token('crash'), after(source, node.part, dotted)];
      return node.beforeCommit ? [part, source.space(), source.words('before', 'commit')] : part;
    }
    case 'disconnectFault':
      return [source.token('disconnect'), after(source, node.part, dotted), option(source, 'for', node.period, copy)];
    case 'lagFault':
      return [source.token('lag'), after(source, node.part, dotted), after(source, node.period, copy)];
    case 'stopBrokerFault':
      return [
        source.words('stop', 'broker'),
        after(source, node.broker, copy),
        option(source, 'for', node.period, copy),
      ];
  }
}

function messageFault(source: Source, node: MessageFault): Doc {
  return [
    source.token(node.fault),
    after(source, node.delay, copy),
    node.every ? [source.space(), source.token('every')] : '',
    after(source, node.message, reference),
  ];
}

function operation(source: Source, node: Operation): Doc {
  const verb = source.token(node.kind);
  switch (node.kind) {
    case 'replay':
      return [verb, after(source, node.part, dotted), option(source, 'from', node.from, copy)];
    case 'rebuild':
      return [verb, after(source, node.part, dotted)];
    case 'redrive':
      return [verb, after(source, node.topic, dotted)];
    case 'resume':
      return [
        verb,
        after(source, node.part, dotted),
        source.token('['),
        expression(source, node.key),
        source.token(']'),
      ];
  }
}
