import { problem } from '../model/problem.ts';
import type { DurationLiteral, ScenarioLine } from '../syntax/tree.ts';
import { rule } from './rule.ts';

export const noTimeAtAll = rule({
  code: 'EVF7013',
  severity: 'warning',
  title: 'A line that lasts no time at all',
  explanation: `
A \`wait\`, an outage or a delay of 0 changes nothing. \`fault lag P 0s\` does: it ends a lag.`,
  message: ({ period }) => `${period} is no time at all, so this line does nothing.`,
  find: ({ file }, report) => {
    for (const { node } of file.entities) {
      if (node.kind !== 'scenario') continue;
      for (const line of node.lines) {
        const period = periodOf(line);
        if (period?.milliseconds !== 0) continue;
        report(problem('EVF7013', period, { period: file.text.slice(period.start, period.end) }));
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
  //                        ^^ warning EVF7013 this line does nothing
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

function periodOf(line: ScenarioLine): DurationLiteral | undefined {
  if (line.kind === 'messageFault') return line.delay;
  return line.kind === 'wait' || line.kind === 'disconnectFault' || line.kind === 'stopBrokerFault'
    ? line.period
    : undefined;
}
