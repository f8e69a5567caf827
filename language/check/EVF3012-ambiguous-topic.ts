import { problem, type Report } from '../model/problem.ts';
import { PINNED_FACT } from '../model/references.ts';
import { listed } from '../model/words.ts';
import type { Emit } from '../syntax/tree.ts';
import { emitsIn } from './emits.ts';
import { insertion } from './fixes.ts';
import { type Place, rule } from './rule.ts';

export const ambiguousTopic = rule({
  code: 'EVF3012',
  severity: 'error',
  title: '`emit` of a message that several topics carry',
  explanation: `
Where two topics carry a message, \`emit\` says to which one it goes: \`emit OrderPlaced { … } to orders\`.`,
  message: ({ message, topics }) =>
    `${message} is carried by ${listed(topics)}. Say to which one it goes, as in \`to ${topics[0]}\`.`,
  fix: ({ args }, { file }) =>
    args.topics.map((topic) => insertion(`Emit to ${topic}`, file, args.after.end, ` to ${topic}`, false)),
  find: (place, report) => {
    for (const { node } of place.file.entities) {
      for (const emit of emitsIn(node)) if (emit.verb === 'emit' && !emit.topic) checkEmit(place, emit, report);
    }
  },
  failing: `
event OrderPlaced { orderId: uuid }
command PlaceOrder { orderId: uuid }
topic orders { carries OrderPlaced, key orderId }
topic audit { carries OrderPlaced, key orderId }

consumer Orders {
  idempotent
  on PlaceOrder as o { emit OrderPlaced { orderId: o.orderId } }
  //                        ^^^^^^^^^^^ error EVF3012 audit and orders
}`,
  mended: `
event OrderPlaced { orderId: uuid }
command PlaceOrder { orderId: uuid }
topic orders { carries OrderPlaced, key orderId }
topic audit { carries OrderPlaced, key orderId }

consumer Orders {
  idempotent
  on PlaceOrder as o { emit OrderPlaced { orderId: o.orderId } to orders }
}`,
});

function checkEmit({ project, file }: Place, { message, data }: Emit, report: Report): void {
  const entity = project.resolveMessage(message, file, PINNED_FACT).entity;
  const topics = entity ? project.topicsOf(entity.qualifiedName) : [];
  if (!entity || topics.length < 2) return;
  const related = topics.slice(0, 3).flatMap(({ key, name }) => {
    const topic = project.entity(key);
    return topic ? [{ uri: topic.file.uri, span: topic.node.name, label: `${name} carries it` }] : [];
  });
  const args = { message: entity.name, topics: topics.map(({ name }) => name), after: data ?? message };
  report(problem('EVF3012', message, args, related));
}
