import { problem } from '../model/problem.ts';
import { ANY_MESSAGE } from '../model/references.ts';
import { rule } from './rule.ts';

export const faultWithoutReader = rule({
  code: 'EVF7011',
  severity: 'warning',
  title: 'A fault of a message that nobody reads',
  explanation: `
\`duplicate\`, \`drop\`, \`delay\` and \`reorder\` strike a message on its way to each of its readers. Without a reader there is
no way, and the fault does nothing.`,
  message: ({ message, fault }) => `Nobody reads ${message}, so \`fault ${fault}\` strikes nothing.`,
  find: ({ project, file }, report) => {
    for (const { node } of file.entities) {
      if (node.kind !== 'scenario') continue;
      for (const line of node.lines) {
        if (line.kind !== 'messageFault') continue;
        const { entity } = project.resolveMessage(line.message, file, ANY_MESSAGE);
        if (entity?.kind !== 'message') continue;
        const isRead = project.uses(entity.qualifiedName).some(({ role }) => READS.has(role));
        if (!isRead) report(problem('EVF7011', line.message, { message: entity.name, fault: line.fault }));
      }
    }
  },
  failing: `
event Booked { seat: string }
event Paid { seat: string }
topic bookings { carries Booked, Paid, key seat }
service Web { publishes Booked, Paid }
consumer Mail { idempotent, on Booked }

scenario "paid twice" {
  fault duplicate Paid
  //              ^^^^ warning EVF7011 Nobody reads Paid
  when Paid
}`,
  mended: `
event Booked { seat: string }
event Paid { seat: string }
topic bookings { carries Booked, Paid, key seat }
service Web { publishes Booked, Paid }
consumer Mail { idempotent, on Booked, on Paid }

scenario "paid twice" {
  fault duplicate Paid
  when Paid
}`,
});

const READS: ReadonlySet<string> = new Set(['consumes', 'handles', 'waits']);
