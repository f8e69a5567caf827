import { problem } from '../model/problem.ts';
import { rule } from './rule.ts';
import { sagasIn } from './sagas.ts';

export const sagaWithoutStart = rule({
  code: 'EVF5014',
  severity: 'error',
  title: 'A saga that nothing starts',
  explanation: `
An instance of a saga begins when its starting message comes: \`start on OrderPlaced\`. Without one it never runs.`,
  message: ({ saga }) => `${saga} does not say what starts it, so it never runs. Add \`start on …\`.`,
  find: (place, report) => {
    for (const { entity } of sagasIn(place)) {
      if (entity.node.items.some(({ kind }) => kind === 'start')) continue;
      report(problem('EVF5014', entity.node.name, { saga: entity.name }));
    }
  },
  failing: `
event OrderPlaced { orderId: uuid }
event OrderApproved { orderId: uuid }
topic orders { carries OrderPlaced, OrderApproved, key orderId }
service Shop { publishes OrderPlaced, OrderApproved }

saga Approval by orderId {
  // ^^^^^^^^ error EVF5014 Approval does not say what starts it
  step Wait {
    on OrderApproved -> done
    after 3d -> abort "nobody has approved it"
  }
}`,
  mended: `
event OrderPlaced { orderId: uuid }
event OrderApproved { orderId: uuid }
topic orders { carries OrderPlaced, OrderApproved, key orderId }
service Shop { publishes OrderPlaced, OrderApproved }

saga Approval by orderId {
  start on OrderPlaced
  step Wait {
    on OrderApproved -> done
    after 3d -> abort "nobody has approved it"
  }
}`,
});
