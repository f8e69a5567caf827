import { problem } from '../model/problem.ts';
import type { Declaration, DurationLiteral } from '../syntax/tree.ts';
import { rule } from './rule.ts';

export const noTimeAtAll = rule({
  code: 'EVF2211',
  severity: 'warning',
  title: 'No time at all',
  explanation: `
A topic that retains for 0 s keeps nothing, and a consumer that is idempotent for 0 s remembers nothing. In a scenario a
\`wait\`, an outage or a delay of 0 s changes nothing; \`fault lag P 0s\` does, for it ends a lag.`,
  message: ({ period, effect }) => `${period} is no time at all, so ${effect}.`,
  find: ({ file }, report) => {
    for (const { node } of file.entities) {
      for (const [period, effect] of periodsOf(node)) {
        if (period?.milliseconds !== 0) continue;
        report(problem('EVF2211', period, { period: file.text.slice(period.start, period.end), effect }));
      }
    }
  },
  failing: `
event Booked { seat: string }
topic bookings { carries Booked, key seat }
service Web { publishes Booked }
consumer Mail { idempotent, on Booked }

scenario "away" {
  fault disconnect Mail for 0s
  //                        ^^ warning EVF2211 this line does nothing
  when Booked
}`,
  mended: `
event Booked { seat: string }
topic bookings { carries Booked, key seat }
service Web { publishes Booked }
consumer Mail { idempotent, on Booked }

scenario "away" {
  fault disconnect Mail for 10s
  when Booked
}`,
});

type Period = readonly [DurationLiteral | undefined, effect: string];

function periodsOf(node: Declaration): Period[] {
  switch (node.kind) {
    case 'topic':
      return node.items.flatMap((item): Period[] =>
        item.kind === 'retain' && item.period !== 'forever' ? [[item.period, 'nothing is kept']] : [],
      );
    case 'consumer':
      return node.items.flatMap((item): Period[] =>
        item.kind === 'idempotent' ? [[item.window, 'nothing is remembered']] : [],
      );
    case 'scenario':
      return node.lines.map((line): Period => {
        const period =
          line.kind === 'messageFault'
            ? line.delay
            : line.kind === 'wait' || line.kind === 'disconnectFault' || line.kind === 'stopBrokerFault'
              ? line.period
              : undefined;
        return [period, 'this line does nothing'];
      });
    default:
      return [];
  }
}
