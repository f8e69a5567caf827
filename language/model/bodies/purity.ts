import type { Expression } from '../../syntax/tree.ts';
import type { Builtin } from './builtins.ts';
import type { Checker } from './checker.ts';
import type { Place, Scope } from './scope.ts';

/** Places in words, for messages. */
export const PLACE_WORDS: Readonly<Record<Place, string>> = {
  event: 'a handler of an event',
  command: "a consumer's handler of a command",
  handle: "an aggregate's handler",
  apply: '`apply`',
  projection: 'a projection',
  query: 'a query',
  saga: 'a saga',
  upcast: '`upcast`',
  constant: 'a default',
  scenario: 'a scenario',
  sample: 'a scenario',
  pattern: 'a scenario',
};

const SPEAKING: readonly Place[] = ['event', 'command', 'handle', 'saga'];
const ANSWERING: readonly Place[] = ['command', 'handle'];
const FAILING: readonly Place[] = ['event', 'projection'];

interface Rule {
  readonly places: readonly Place[];
  readonly why: string;
}

const REBUILT = 'A rebuild must give the same again and say nothing twice.';
const STATEMENTS: Readonly<Record<string, Rule>> = {
  emit: { places: SPEAKING, why: REBUILT },
  send: { places: SPEAKING, why: REBUILT },
  either: { places: SPEAKING, why: REBUILT },
  require: { places: ANSWERING, why: 'Only a command has a sender who could be told; an event has happened.' },
  reject: { places: ANSWERING, why: 'Only a command has a sender who could be told; an event has happened.' },
  fail: { places: FAILING, why: 'Only the delivery of an event is tried again; a command is answered with `reject`.' },
  'dead letter': { places: FAILING, why: 'Only events have a dead letter; a command is answered with `reject`.' },
};

/** Where a body that must not ask for the time or an id finds one. */
const INSTEAD: Partial<Record<Place, string>> = {
  upcast: 'Take it from a field of `old`.',
  query: 'Make it a parameter of the query.',
  constant: 'Give the value where the record is made.',
};
const FROM_MESSAGE = 'Take it from the message: `meta` has time and ids.';

/** Where `now` and `uuid` without a name give the same whenever they are asked again. */
const CLOCKED: readonly Place[] = ['event', 'command', 'handle', 'saga'];

/** Reports a statement that has no place in this body. */
export function refuseStatement(
  cx: Checker,
  { body }: Scope,
  node: Parameters<Checker['report']>[1],
  statement: string,
): void {
  const rule = STATEMENTS[statement];
  if (!rule || rule.places.includes(body.place)) return;
  cx.report('EVF6015', node, { statement, place: PLACE_WORDS[body.place], why: rule.why });
}

/** Reports `now` or `uuid` where they have no place. Scenarios may ask for the time and for ids by name. */
export function refuseImpure(
  cx: Checker,
  { body }: Scope,
  node: Extract<Expression, { kind: 'call' }>,
  one: Builtin,
): void {
  if (CLOCKED.includes(body.place)) return;
  if (body.place === 'scenario' || body.place === 'sample' || body.place === 'pattern') {
    if (one.name === 'uuid' && node.args.length === 0) cx.report('EVF7009', node, {});
    return;
  }
  const why = body.place === 'constant' ? 'A default is a literal, nothing that is computed.' : REBUILT;
  cx.report('EVF6016', node, {
    name: one.name,
    place: PLACE_WORDS[body.place],
    why,
    instead: INSTEAD[body.place] ?? FROM_MESSAGE,
  });
}
