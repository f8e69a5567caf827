import { problem } from '../model/problem.ts';
import { rule } from './rule.ts';

export const tooManyReplicas = rule({
  code: 'EVF3022',
  severity: 'error',
  title: 'More replicas than brokers',
  explanation: `
Each replica of a partition lies on a broker of its own, so a topic cannot have more replicas than there are brokers.
\`brokers\` in evflow.json says how many there are; left out, a run has as many as the topic with the most replicas needs.`,
  message: ({ topic, replicas, brokers }) =>
    `${topic} asks for ${replicas} replicas, and evflow.json has ${brokers === 1 ? 'one broker' : `${brokers} brokers`}. ` +
    'Ask for fewer, or raise `brokers` there.',
  find: ({ project, file }, report) => {
    const { brokers } = project.config;
    if (brokers === undefined) return;
    for (const { node, name } of file.entities) {
      const item = node.kind === 'topic' ? node.items.find((each) => each.kind === 'replicas') : undefined;
      const count = item?.count;
      if (count && count.value > brokers)
        report(problem('EVF3022', count, { topic: name, replicas: count.value, brokers }));
    }
  },
  failing: `
// file: evflow.json
{ "brokers": 2 }
// file: orders.evflow
event OrderPlaced { orderId: uuid }
topic orders {
  carries OrderPlaced
  key orderId
  replicas 3
  //       ^ error EVF3022 orders asks for 3 replicas, and evflow.json has 2 brokers.
}
service Shop { publishes OrderPlaced }
consumer Mail { idempotent, on OrderPlaced }`,
  mended: `
// file: evflow.json
{ "brokers": 3 }
// file: orders.evflow
event OrderPlaced { orderId: uuid }
topic orders {
  carries OrderPlaced
  key orderId
  replicas 3
}
service Shop { publishes OrderPlaced }
consumer Mail { idempotent, on OrderPlaced }`,
});
