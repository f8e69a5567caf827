import { problem } from '../model/problem.ts';
import { listed } from '../model/words.ts';
import type { Span, Wait } from '../syntax/tree.ts';
import { entriesAdded } from './entryFixes.ts';
import { nameIn } from './messages.ts';
import { rule } from './rule.ts';
import { isBehindPivot, sagasIn, stepsOf } from './sagas.ts';

export const endlessWait = rule({
  code: 'EVF5003',
  severity: 'error',
  title: 'A step that may wait for ever',
  explanation: `
A reply may be lost, or its sender may be down for good. Without \`after\` the saga would then hang in this step for ever,
and nobody would be told. Say how long it waits and what comes then: \`after 2m -> abort "no answer"\`, or \`after 1m retry 5\`,
which sends again and parks the saga where someone can see it when that does not help either.`,
  message: ({ step, compensation, replies }) =>
    `${compensation ? `The compensation of ${step}` : step} waits for ${listed(replies, 'or')} for as long as it takes. ` +
    'Add an `after` that says what happens when nothing comes.',
  fix: ({ args: { braces, compensation, afterPivot } }, { file }) => {
    const entry = compensation || afterPivot ? 'after 1m retry 5' : 'after 1m -> abort "no answer"';
    const fix = braces && entriesAdded(`Add \`${entry}\``, file, braces as Span, [entry]);
    return fix ? [fix] : [];
  },
  find: (place, report) => {
    for (const here of sagasIn(place)) {
      for (const step of stepsOf(here.graph)) {
        const { compensation, waits, node } = step;
        const common = { step: step.name, afterPivot: isBehindPivot(here, step) };
        const replies = (of: readonly Wait[]) => [...new Set(of.flatMap((wait) => awaited(wait, place.file.text)))];
        if (isEndless(waits)) {
          const args = { ...common, compensation: false, replies: replies(waits), braces: node.body };
          report(problem('EVF5003', node.name, args));
        }
        if (compensation && isEndless(compensation.waits)) {
          const args = { ...common, compensation: true, replies: replies(compensation.waits) };
          const { body } = compensation.node;
          report(problem('EVF5003', firstAwaited(compensation.waits) ?? node.name, { ...args, braces: body }));
        }
      }
    }
  },
  failing: `
event OrderPlaced { orderId: uuid }
event CardCharged { orderId: uuid }
command ChargeCard { orderId: uuid }
service Shop { publishes OrderPlaced }
consumer Payments { idempotent, on ChargeCard emits CardCharged }

saga Checkout by orderId {
  start on OrderPlaced
  step Pay {
    // ^^^ error EVF5003 Pay waits for CardCharged for as long as it takes.
    send ChargeCard { orderId }
    on CardCharged -> done
  }
}`,
  mended: `
event OrderPlaced { orderId: uuid }
event CardCharged { orderId: uuid }
command ChargeCard { orderId: uuid }
service Shop { publishes OrderPlaced }
consumer Payments { idempotent, on ChargeCard emits CardCharged }

saga Checkout by orderId {
  start on OrderPlaced
  step Pay {
    send ChargeCard { orderId }
    on CardCharged -> done
    after 1m retry 5
  }
}`,
});

function isEndless(waits: readonly Wait[]): boolean {
  return waits.length > 0 && waits.every(({ kind }) => kind === 'waitOn');
}

function awaited(wait: Wait, text: string): string[] {
  if (wait.kind !== 'waitOn') return [];
  return [wait.message ? nameIn(text, wait.message) : 'a rejection'];
}

function firstAwaited(waits: readonly Wait[]): Span | undefined {
  const first = waits.find(({ kind }) => kind === 'waitOn');
  return first?.kind === 'waitOn' ? (first.message ?? first) : undefined;
}
