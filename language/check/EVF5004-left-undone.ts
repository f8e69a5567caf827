import { problem } from '../model/problem.ts';
import type { SagaStep } from '../model/sagas/graph.ts';
import { type Passage, shortestWay } from '../model/sagas/ways.ts';
import type { Emit, Span } from '../syntax/tree.ts';
import { changeBy, type Effect, effectPlace } from './commandEffects.ts';
import { entriesAdded } from './entryFixes.ts';
import { nameIn } from './messages.ts';
import { type Place, rule } from './rule.ts';
import { passesPivot, type SagaHere, sagasIn, stepsOf } from './sagas.ts';
import { placesOnWay, wayText } from './sagaWays.ts';

export const leftUndone = rule({
  code: 'EVF5004',
  severity: 'error',
  title: 'An abort that leaves something done',
  explanation: `
When a saga aborts, the steps that are completed are compensated, and those whose outcome nobody knows: their answer did not
come in time. This step has no \`compensate\`, so what its command did stays done, while the rest is undone. The places
show the shortest way there; click through them.

A command changes something when its handler assigns state or says an event, which is a fact from then on. Add a
\`compensate\` that takes it back and waits for the answer, make the step the pivot and go only forward from it, or retry
instead of aborting. Where there is nothing to take back, say so with an empty \`compensate { }\`.`,
  message: ({ saga, step, command, part, way, unknown }) =>
    `${saga} can abort after ${command} was ${unknown ? 'perhaps ' : ''}done, and nothing takes it back: ${way}. ` +
    `Add a \`compensate\` to ${step} that undoes what ${part} does.`,
  fix: ({ args: { braces } }, { file }) => {
    const title = 'Say that there is nothing to undo: `compensate { }`';
    const fix = braces && entriesAdded(title, file, braces as Span, ['compensate { }']);
    return fix ? [fix] : [];
  },
  find: (place, report) => {
    for (const here of sagasIn(place)) {
      for (const step of stepsOf(here.graph)) {
        const found = step.compensation ? undefined : changeOf(place, step);
        const way = found && wayToAbort(here, step);
        if (!found || !way) continue;
        const command = nameIn(place.file.text, found.send.message);
        const unknown = isUnknown(step, way);
        const args = {
          saga: here.entity.name,
          step: step.name,
          command,
          part: found.effect.part.name,
          way: `${wayText(here, way)}, abort`,
          unknown,
          braces: step.node.body,
        };
        report(
          problem('EVF5004', step.node.name, args, [
            ...placesOnWay(here, way),
            effectPlace(
              found.effect,
              `${found.effect.part.name} ${unknown ? 'may have' : 'has'} done it here, and nothing undoes it`,
            ),
          ]),
        );
      }
    }
  },
  failing: `
event OrderPlaced { orderId: uuid }
event CardCharged { orderId: uuid }
event OrderShipped { orderId: uuid }
event OutOfStock { orderId: uuid }
command ChargeCard { orderId: uuid }
command ShipOrder { orderId: uuid }
service Shop { publishes OrderPlaced }
consumer Payments { idempotent, on ChargeCard emits CardCharged }
consumer Shipping { idempotent, on ShipOrder emits OrderShipped | OutOfStock }

saga Checkout by orderId {
  start on OrderPlaced
  step Pay {
    // ^^^ error EVF5004 Pay (CardCharged comes), Ship (OutOfStock comes), abort
    send ChargeCard { orderId }
    on CardCharged -> Ship
    after 1m retry 5
  }
  pivot step Ship {
    send ShipOrder { orderId }
    on OrderShipped -> done
    on OutOfStock -> abort "out of stock"
    after 1h retry 5
  }
}`,
  mended: `
event OrderPlaced { orderId: uuid }
event CardCharged { orderId: uuid }
event CardRefunded { orderId: uuid }
event OrderShipped { orderId: uuid }
event OutOfStock { orderId: uuid }
command ChargeCard { orderId: uuid }
command RefundCard { orderId: uuid }
command ShipOrder { orderId: uuid }
service Shop { publishes OrderPlaced }
consumer Payments { idempotent, on ChargeCard emits CardCharged, on RefundCard emits CardRefunded }
consumer Shipping { idempotent, on ShipOrder emits OrderShipped | OutOfStock }

saga Checkout by orderId {
  start on OrderPlaced
  step Pay {
    send ChargeCard { orderId }
    on CardCharged -> Ship
    after 1m retry 5
    compensate {
      send RefundCard { orderId }
      on CardRefunded -> compensated
      after 1m retry 5
    }
  }
  pivot step Ship {
    send ShipOrder { orderId }
    on OrderShipped -> done
    on OutOfStock -> abort "out of stock"
    after 1h retry 5
  }
}`,
});

function changeOf(place: Place, { sends }: SagaStep): { readonly send: Emit; readonly effect: Effect } | undefined {
  for (const send of sends) {
    const effect = changeBy(place, send);
    if (effect) return { send, effect };
  }
  return undefined;
}

/** The shortest way to an abort with the step done or perhaps done, this side of the pivot. */
function wayToAbort({ graph }: SagaHere, step: SagaStep): Passage[] | undefined {
  if (!graph.first) return undefined;
  return shortestWay(graph.first, {
    marks: ({ affected }) => affected.includes(step),
    isGoal: (exit, marked) => marked && exit.to.kind === 'abort' && !passesPivot(exit),
    mayPass: (exit) => !passesPivot(exit),
  });
}

function isUnknown(step: SagaStep, way: readonly Passage[]): boolean {
  const passage = way.find(({ exit }) => exit.affected.includes(step));
  return passage !== undefined && (passage.exit.cause === 'timeout' || passage.exit.step !== step);
}
