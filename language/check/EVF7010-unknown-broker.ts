import { problem } from '../model/problem.ts';
import type { Project } from '../model/project.ts';
import { rule } from './rule.ts';

export const unknownBroker = rule({
  code: 'EVF7010',
  severity: 'error',
  title: 'A broker that a run does not have',
  explanation: `
Brokers are counted from 1. A run has as many as \`brokers\` in evflow.json says, else as many as the topic with the most
\`replicas\` needs: one where no topic says anything.`,
  message: ({ broker, brokers }) =>
    `There is no broker ${broker}: a run has ${brokers === 1 ? 'one broker, number 1' : `${brokers} brokers, counted from 1`}. ` +
    'Give a topic `replicas`, or evflow.json `brokers`, to have more.',
  find: ({ project, file }, report) => {
    for (const { node } of file.entities) {
      if (node.kind !== 'scenario') continue;
      for (const line of node.lines) {
        const broker = line.kind === 'stopBrokerFault' ? line.broker : undefined;
        if (!broker) continue;
        const brokers = brokersOf(project);
        if (broker.value < 1 || broker.value > brokers)
          report(problem('EVF7010', broker, { broker: broker.value, brokers }));
      }
    }
  },
  failing: `
event Booked { seat: string }
topic bookings { carries Booked, key seat, replicas 2 }
service Web { publishes Booked }
consumer Mail { idempotent, on Booked }

scenario "a broker dies" {
  when Booked
  fault stop broker 3 for 10s
  //                ^ error EVF7010 a run has 2 brokers
}`,
  mended: `
event Booked { seat: string }
topic bookings { carries Booked, key seat, replicas 2 }
service Web { publishes Booked }
consumer Mail { idempotent, on Booked }

scenario "a broker dies" {
  when Booked
  fault stop broker 2 for 10s
}`,
});

function brokersOf(project: Project): number {
  const replicas = project
    .entities()
    .map(({ key, kind }) => (kind === 'topic' ? (project.topic(key)?.replicas ?? 1) : 1));
  return project.config.brokers ?? Math.max(1, ...replicas);
}
