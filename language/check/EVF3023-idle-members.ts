import { problem } from '../model/problem.ts';
import { rule } from './rule.ts';

export const idleMembers = rule({
  code: 'EVF3023',
  severity: 'warning',
  title: 'Members of a group that would have nothing to read',
  explanation: `
Each partition is read by one member of a group, so a member more than the largest topic has partitions never gets a
message. Ask for fewer members, or give the topic more partitions.`,
  message: ({ consumer, concurrency, partitions }) =>
    `${consumer} asks for ${concurrency} members, and what it reads has ${partitions === 1 ? 'one partition' : `${partitions} partitions`} at most: ` +
    'the others would have nothing to read.',
  find: ({ project, file }, report) => {
    for (const entity of file.entities) {
      const part = entity.node.kind === 'consumer' ? project.partOf(entity) : undefined;
      if (part?.kind !== 'consumer' || part.single || part.topics.length === 0) continue;
      const partitions = Math.max(...part.topics.map((key) => project.topic(key)?.partitions ?? 1));
      const option = part.node.items.find((item) => item.kind === 'concurrency');
      if (option?.members && part.concurrency > partitions)
        report(problem('EVF3023', option.members, { consumer: part.name, concurrency: part.concurrency, partitions }));
    }
  },
  failing: `
event OrderPlaced { orderId: uuid }
topic orders { carries OrderPlaced, key orderId, partitions 2 }
service Shop { publishes OrderPlaced }

consumer Mail {
  concurrency 4
  //          ^ warning EVF3023 what it reads has 2 partitions at most
  idempotent
  on OrderPlaced
}`,
  mended: `
event OrderPlaced { orderId: uuid }
topic orders { carries OrderPlaced, key orderId, partitions 4 }
service Shop { publishes OrderPlaced }

consumer Mail {
  concurrency 4
  idempotent
  on OrderPlaced
}`,
});
