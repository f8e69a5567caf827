import type { SagaInfo } from '../model/meaning.ts';
import { problem, type Report } from '../model/problem.ts';
import { type SagaStep, sagaGraph } from '../model/sagas/graph.ts';
import { insertion } from './fixes.ts';
import { type Place, rule } from './rule.ts';
import { stepsOf } from './sagas.ts';

export const stepGone = rule({
  code: 'EVF4038',
  severity: 'error',
  title: 'A step that instances may be in is gone',
  explanation: `
An instance of a saga remembers its step by name, and may stay there for as long as its waits last. When the step is
gone, nobody knows what it waits for, where it goes on, or how to undo what the step has done.

Where the step only has another name, say so: \`step Charge was Pay\`. Where it is to go, keep it until no instance is in it
any more: lead no arrow to it, and take it out later. \`compatibility none\` is about shapes and does not silence this; where
nothing can be under way, say \`// evflow-ignore EVF4038: why\` on the line above.`,
  message: ({ saga, step, renamed, baseline }) =>
    renamed === undefined
      ? `${saga} has no step \`${step}\` any more, which ${baseline} has: instances that are in it do not know how to go on. ` +
        'Keep it until they have left it; a step that only has another name says `was`.'
      : `The step \`${step}\` of ${saga}, which ${baseline} has, is gone, and \`${renamed}\` is new. ` +
        `Is it the same? Then write \`step ${renamed} was ${step}\`, so that instances in it go on; otherwise keep \`${step}\` too.`,
  fix: ({ args: { step, candidates } }, { file }) =>
    candidates.map(({ name, at }) => insertion(`Say that ${name} was ${step}`, file, at, ` was ${step}`, false)),
  find: (place, report) => {
    for (const entity of place.file.entities) {
      const part = entity.kind === 'saga' ? place.project.partOf(entity) : undefined;
      if (part?.kind === 'saga') checkSaga(place, part, report);
    }
  },
  failing: `
// published: checkout.evflow
event OrderPlaced { orderId: uuid }
event CardCharged { orderId: uuid }
saga Checkout by orderId { start on OrderPlaced, step Pay { on CardCharged -> done } }

// file: checkout.evflow
event OrderPlaced { orderId: uuid }
event CardCharged { orderId: uuid }
command ChargeCard { orderId: uuid }
service Shop { publishes OrderPlaced }
consumer Payments { idempotent, on ChargeCard emits CardCharged }

saga Checkout by orderId {
  start on OrderPlaced
  step Charge {
    // ^^^^^^ error EVF4038 Then write \`step Charge was Pay\`
    send ChargeCard { orderId }
    on CardCharged -> done
    after 1m retry 5
  }
}`,
  mended: `
// published: checkout.evflow
event OrderPlaced { orderId: uuid }
event CardCharged { orderId: uuid }
saga Checkout by orderId { start on OrderPlaced, step Pay { on CardCharged -> done } }

// file: checkout.evflow
event OrderPlaced { orderId: uuid }
event CardCharged { orderId: uuid }
command ChargeCard { orderId: uuid }
service Shop { publishes OrderPlaced }
consumer Payments { idempotent, on ChargeCard emits CardCharged }

saga Checkout by orderId {
  start on OrderPlaced
  step Charge was Pay {
    send ChargeCard { orderId }
    on CardCharged -> done
    after 1m retry 5
  }
}`,
});

/** Where as many steps are new as are gone, each is taken for the one that stands in its place. */
function checkSaga({ project }: Place, part: SagaInfo, report: Report): void {
  const steps = stepsOf(sagaGraph(part.node));
  const known = new Set(steps.flatMap(({ name, node }) => (node.was ? [name, node.was.text] : [name])));
  const reported = new Set<string>();
  for (const baseline of project.baselines) {
    const before = baseline.project.part(part.key);
    if (before?.kind !== 'saga') continue;
    const old = stepsOf(sagaGraph(before.node)).map(({ name }) => name);
    const gone = old.filter((name) => !known.has(name));
    const added = steps.filter(({ name, node }) => !old.includes(name) && !node.was);
    for (const [i, step] of gone.entries()) {
      if (reported.has(step)) continue;
      reported.add(step);
      const renamed = added.length === gone.length ? added[i] : undefined;
      const candidates = (renamed ? [renamed] : added).map(candidateOf);
      const args = { saga: part.name, step, renamed: renamed?.name, baseline: baseline.name, candidates };
      report(problem('EVF4038', renamed?.node.name ?? part.node.name, args));
    }
  }
}

function candidateOf({ name, node }: SagaStep): { readonly name: string; readonly at: number } {
  return { name, at: node.name.end };
}
