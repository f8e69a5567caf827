import { problem } from '../model/problem.ts';
import { shortName } from './messages.ts';
import { rule } from './rule.ts';

export const emittedNotApplied = rule({
  code: 'EVF3024',
  severity: 'hint',
  title: 'An event that an aggregate emits and does not apply',
  explanation: `
The state of an aggregate is what its \`apply\`s make of its events. One that it emits and does not apply changes
nothing: the next command is decided as if it had not happened. Where that is meant, \`apply E { }\` says so.`,
  message: ({ aggregate, event }) =>
    `${aggregate} emits ${event} and does not apply it, so its state stays as it is. Write \`apply ${event} { }\` if that is meant.`,
  find: ({ project, file }, report) => {
    for (const entity of file.entities) {
      const part = entity.node.kind === 'aggregate' ? project.partOf(entity) : undefined;
      if (part?.kind !== 'aggregate') continue;
      const applied = new Set(part.applies.map(({ messageName }) => messageName));
      const told = new Set<string>();
      for (const { role, message, node } of project.usageOf(entity).uses) {
        if (role !== 'emits' || applied.has(message) || told.has(message)) continue;
        if (project.message(message)?.messageKind !== 'event') continue;
        told.add(message);
        report(problem('EVF3024', node, { aggregate: part.name, event: shortName(message) }));
      }
    }
  },
  failing: `
command Book { seat: string, name: string }
event Booked { seat: string, name: string }
topic bookings { carries Booked, key seat }

aggregate Seat by seat {
  state { bookedBy?: string }
  handle Book as c {
    require bookedBy == null else "taken"
    emit Booked { ...c }
    //   ^^^^^^ hint EVF3024 Seat emits Booked and does not apply it
  }
}
consumer Mail { idempotent, on Booked }`,
  mended: `
command Book { seat: string, name: string }
event Booked { seat: string, name: string }
topic bookings { carries Booked, key seat }

aggregate Seat by seat {
  state { bookedBy?: string }
  handle Book as c {
    require bookedBy == null else "taken"
    emit Booked { ...c }
  }
  apply Booked as e { bookedBy = e.name }
}
consumer Mail { idempotent, on Booked }`,
});
