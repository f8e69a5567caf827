import { problem } from '../model/problem.ts';
import type { SagaExit, SagaStep } from '../model/sagas/graph.ts';
import { replacement } from './fixes.ts';
import { rule } from './rule.ts';
import { sagasIn } from './sagas.ts';

export const noJoin = rule({
  code: 'EVF5012',
  severity: 'error',
  title: 'A step of a parallel that does not join',
  explanation: `
A \`parallel\` runs all its steps at once and goes on when every one of them has \`joined\`. A step that never joins would
keep it waiting for ever, and one that goes elsewhere would leave the others behind, still at work. Inside a \`parallel\` an
arrow goes to \`joined\`, or to \`abort\` with a reason.`,
  message: ({ step, parallel, target }) =>
    target === undefined
      ? `No arrow of ${step} leads to \`joined\`, so ${parallel} would wait for it for ever. Lead one there.`
      : `${step} goes to ${target} and would leave the other steps of ${parallel} behind. ` +
        `Go to \`joined\`, and let ${parallel} go on.`,
  fix: ({ args, span }, { file }) =>
    args.target === undefined ? [] : [replacement('Replace by `joined`', file, span, 'joined', false)],
  find: (place, report) => {
    for (const { graph } of sagasIn(place)) {
      for (const { node, steps, exits, name } of graph.stages) {
        if (node.kind !== 'parallel') continue;
        for (const step of steps) {
          const own = exits.filter((exit) => exit.step === step);
          const leaving = own.filter((exit) => leaves(exit));
          for (const { target } of leaving) {
            const args = { step: step.name, parallel: name, target: textOf(target) };
            if (target) report(problem('EVF5012', target, args));
          }
          if (leaving.length === 0 && neverJoins(step, own))
            report(problem('EVF5012', step.node.name, { step: step.name, parallel: name, target: undefined }));
        }
      }
    }
  },
  failing: `
event TripBooked { tripId: uuid }
event FlightBooked { tripId: uuid }
event HotelBooked { tripId: uuid }
command BookFlight { tripId: uuid }
command BookHotel { tripId: uuid }
service Desk { publishes TripBooked }
consumer Airline { idempotent, on BookFlight emits FlightBooked }
consumer Hotels { idempotent, on BookHotel emits HotelBooked }

saga Trip by tripId {
  start on TripBooked
  parallel Book {
    step Flight {
      send BookFlight { tripId }
      on FlightBooked -> done
      //                 ^^^^ error EVF5012 would leave the other steps of Book behind
      after 1m retry 5
    }
    step Hotel {
      send BookHotel { tripId }
      on HotelBooked -> joined
      after 1m retry 5
    }
  } -> done
}`,
  mended: `
event TripBooked { tripId: uuid }
event FlightBooked { tripId: uuid }
event HotelBooked { tripId: uuid }
command BookFlight { tripId: uuid }
command BookHotel { tripId: uuid }
service Desk { publishes TripBooked }
consumer Airline { idempotent, on BookFlight emits FlightBooked }
consumer Hotels { idempotent, on BookHotel emits HotelBooked }

saga Trip by tripId {
  start on TripBooked
  parallel Book {
    step Flight {
      send BookFlight { tripId }
      on FlightBooked -> joined
      after 1m retry 5
    }
    step Hotel {
      send BookHotel { tripId }
      on HotelBooked -> joined
      after 1m retry 5
    }
  } -> done
}`,
});

/** A sibling's name is as wrong as a step outside; a name that is nowhere is reported as such. */
function leaves({ to, target, step }: SagaExit): boolean {
  if (to.kind === 'done' || to.kind === 'stage') return true;
  const name = textOf(target);
  return to.kind === 'astray' && (step?.parallel?.steps.some((other) => other.name.text === name) ?? false);
}

/** A step that waits for nothing is reported for that, and what is not whole yet is left alone. */
function neverJoins({ waits }: SagaStep, exits: readonly SagaExit[]): boolean {
  return waits.length > 0 && !exits.some(({ to }) => to.kind === 'joined' || to.kind === 'astray');
}

function textOf(target: SagaExit['target']): string | undefined {
  return target?.kind === 'stepTarget' ? target.name.text : undefined;
}
