import { compileProject } from '../compile/project.ts';
import type { Data } from '../program.ts';
import { Run, type RunOptions } from '../run.ts';
import { projectOf, runText } from '../text.fixture.ts';

// Helpers of the tests of sagas: three services that book and cancel, and a saga over them.

function service(name: string): string {
  return `
    command Book${name} { id: string, days: int = 1 }
    command Cancel${name} { id: string, why?: string }
    event ${name}Booked { id: string, days: int = 1 }
    event ${name}Full { id: string, why: string = "full" }
    event ${name}Cancelled { id: string }
    topic ${name.toLowerCase()}s { carries ${name}Booked, ${name}Full, ${name}Cancelled, key id }
    consumer ${name}s by id {
      idempotent
      state { booked: int = 0, done: int = 0, undone: int = 0 }
      on Book${name} as c {
        if c.days > 90 { emit ${name}Full { id: c.id } } else { booked = 1, done += 1, emit ${name}Booked { ...c } }
      }
      on Cancel${name} as c { booked = 0, undone += 1, emit ${name}Cancelled { ...c } }
    }
  `;
}

export const SERVICES = `
  event TripOrdered { id: string, days: int = 1, note?: string }
  event TripBooked { id: string, text: string = "" }
  event TripFailed { id: string, why: string, text: string = "" }
  topic trips { carries TripOrdered, TripBooked, TripFailed, key id }
  ${service('Flight')}
  ${service('Hotel')}
  ${service('Car')}
`;

/** A step that books with a service, and whose compensation cancels. */
export function step(name: string, target: string, more = ''): string {
  return `
    step ${name} {
      send Book${name} { id }
      on ${name}Booked -> ${target}
      on ${name}Full as full -> abort full.why
      after 1m retry 1 -> abort "no answer from ${name}"
      ${more}
      compensate { send Cancel${name} { id }, on ${name}Cancelled -> compensated, after 1m retry 1 }
    }
  `;
}

/** @param items what stands in the saga besides its start */
export function saga(items: string, start = 'start on TripOrdered as trip'): string {
  return `${SERVICES} saga Trip by id { ${start} ${items} }`;
}

export const ENDINGS = `
  done { emit TripBooked { id } }
  abort { emit TripFailed { id, why: reason } }
`;

/** Flight, hotel and car, one after the other. */
export const TRIP = saga(`${step('Flight', 'Hotel')} ${step('Hotel', 'Car')} ${step('Car', 'done')} ${ENDINGS}`);

/** Why the scenario of these lines does not pass; empty where it does. */
export function failures(lines: string, text = TRIP): string[] {
  const [result] = runText(`${text} scenario "it" { ${lines} }`);
  return result?.failures.map(({ message }) => message) ?? ['nothing was run'];
}

export interface Started {
  readonly run: Run;
  /** Publishes or sends, by the name of the version. */
  readonly say: (message: string, data: Data, eventId?: string) => void;
}

export function started(text = TRIP, options: Partial<RunOptions> = {}): Started {
  const run = new Run(compileProject(projectOf(text)), { seed: 1, trace: true, debug: true, ...options });
  const say = (message: string, data: Data, eventId?: string) => {
    const key = message.includes('@') ? message : `${message}@1.0`;
    const entered = run.publish(key, data, eventId === undefined ? {} : { meta: { eventId } });
    if ('refused' in entered) throw new Error(entered.refused.join('; '));
  };
  return { run, say };
}

/** What was said by the saga, in order: names without versions. */
export function saidBySaga({ trace }: Run): string[] {
  return trace.flatMap((entry) =>
    (entry.kind === 'send' || entry.kind === 'publish') && entry.part === 'Trip'
      ? [entry.message.replace(/@.*/, '')]
      : [],
  );
}

/** What happened to an instance, in words: `entered Flight`, `left ~Flight completed` (a compensation has a `~`). */
export function story({ trace }: Run, instance = 'a'): string[] {
  return trace.flatMap((entry) => {
    if (entry.kind !== 'saga' || entry.instance !== instance) return [];
    const { what, step: at, compensating, message, reason, outcome, retry } = entry;
    const place = at === undefined ? [] : [`${compensating ? '~' : ''}${at}`];
    const rest = [message?.replace(/@.*/, ''), reason, outcome, retry].filter((one) => one !== undefined);
    return [[what, ...place, ...rest].join(' ')];
  });
}
