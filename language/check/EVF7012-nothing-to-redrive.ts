import { problem } from '../model/problem.ts';
import { rule } from './rule.ts';

export const nothingToRedrive = rule({
  code: 'EVF7012',
  severity: 'warning',
  title: 'A topic without dead letters',
  explanation: `
\`redrive\` delivers once more what consumers gave up. It takes the topic that they name after \`dead letter to\`; for those
that name none it takes the topic that they read, whose dead letters lie in \`<topic>.dlq\`. Nobody gives anything up here.`,
  message: ({ topic }) =>
    `No consumer gives anything up to ${topic}, and none reads it without naming another topic of dead letters: there is nothing to redrive.`,
  find: ({ project, file }, report) => {
    for (const { node } of file.entities) {
      if (node.kind !== 'scenario') continue;
      for (const line of node.lines) {
        if (line.kind !== 'redrive') continue;
        const topic = project.resolveName(line.topic, file).find(({ kind }) => kind === 'topic');
        if (!topic || project.givingUpTo(topic.key).length > 0) continue;
        const carried = [...(project.topic(topic.key)?.carries.keys() ?? [])];
        const readers = carried.flatMap((name) => project.uses(name).filter(({ role }) => READS.has(role)));
        const keys = new Set(readers.flatMap(({ owner }) => owner ?? []));
        const givesUp = [...keys].some((key) => {
          const part = project.part(key);
          return part && 'topics' in part && part.deadLetterTo === undefined && part.topics.includes(topic.key);
        });
        if (!givesUp) report(problem('EVF7012', line.topic, { topic: topic.name }));
      }
    }
  },
  failing: `
event Booked { seat: string }
topic bookings { carries Booked, key seat }
topic bookings_dead {}
service Web { publishes Booked }
consumer Mail { idempotent, dead letter to bookings_dead, on Booked }

scenario "again" {
  when Booked
  redrive bookings
  //      ^^^^^^^^ warning EVF7012 there is nothing to redrive
}`,
  mended: `
event Booked { seat: string }
topic bookings { carries Booked, key seat }
topic bookings_dead {}
service Web { publishes Booked }
consumer Mail { idempotent, dead letter to bookings_dead, on Booked }

scenario "again" {
  when Booked
  redrive bookings_dead
}`,
});

const READS: ReadonlySet<string> = new Set(['consumes', 'waits']);
