/**
 * How long the instances of a process of two steps, each with a reply, take to come to their end. Arguments: `rate` for
 * instances a second or `ns` for nanoseconds an instance, `evflow` or `xstate`, and how many instances. All instances are
 * started before any of them is answered.
 */
import { Project } from '../../../language/model/project.ts';
import { compileProject } from '../../../language/run/compile/project.ts';
import { Run } from '../../../language/run/run.ts';

const [unit = '', who = '', size = ''] = process.argv.slice(2);
const instances = Number(size);
/** In all this many instances are measured at least, and as many are run before. */
const MEASURED = 100_000;

const NO_LIMITS = {
  steps: Number.POSITIVE_INFINITY,
  time: Number.POSITIVE_INFINITY,
  messages: Number.POSITIVE_INFINITY,
};

const SOURCE = `
  event Ordered { id: string }
  event Reserved { id: string }
  event Paid { id: string }
  command Reserve { id: string }
  command Pay { id: string }
  topic orders { carries Ordered, key id }
  topic replies { carries Reserved, Paid, key id }
  service Web { publishes Ordered }
  consumer Stock { on Reserve as c { emit Reserved { ...c } } }
  consumer Bank { on Pay as c { emit Paid { ...c } } }
  saga Checkout by id {
    start on Ordered
    step Reserving { send Reserve { id } on Reserved -> Paying after 1h -> abort "late" compensate { } }
    step Paying { send Pay { id } on Paid -> done after 1h -> abort "late" compensate { } }
  }
`;

/** Runs all instances. @returns how many have come to their end as they should */
const rounds: Record<string, () => Promise<() => number>> = {
  async evflow() {
    const project = new Project();
    project.setFile('file:///bench.evflow', SOURCE);
    const program = compileProject(project);
    return () => {
      const run = new Run(program, { seed: 1 });
      for (let i = 0; i < instances; i++) run.publish('Ordered@1.0', { id: `o-${i}` });
      const limit = run.runOut(NO_LIMITS);
      if (limit) throw new Error(limit.text);
      let done = 0;
      for (const { status } of run.saga('Checkout')?.instances ?? []) if (status === 'done') done++;
      return done;
    };
  },

  async xstate() {
    const { createActor, setup } = await import('xstate');
    type Ask = { readonly ask: (reply: 'Reserved' | 'Paid') => void };
    const types = { events: {} as { type: 'Reserved' } | { type: 'Paid' }, context: {} as Ask, input: {} as Ask };
    const checkout = setup({ types }).createMachine({
      context: ({ input }) => input,
      initial: 'reserving',
      states: {
        reserving: {
          entry: ({ context }) => context.ask('Reserved'),
          on: { Reserved: 'paying' },
          after: { 3600000: 'aborted' },
        },
        paying: {
          entry: ({ context }) => context.ask('Paid'),
          on: { Paid: 'done' },
          after: { 3600000: 'aborted' },
        },
        aborted: { type: 'final' },
        done: { type: 'final' },
      },
    });
    return () => {
      const asked: (() => void)[] = [];
      const actors = Array.from({ length: instances }, () => {
        const actor = createActor(checkout, { input: { ask: (type) => asked.push(() => actor.send({ type })) } });
        return actor.start();
      });
      for (let next = 0; next < asked.length; next++) asked[next]?.();
      return actors.filter((actor) => actor.getSnapshot().value === 'done').length;
    };
  },
};

const round = await rounds[who]?.();
if (!round) throw new Error(`there is no case ${who}`);

function once(): void {
  const done = round?.();
  if (done !== instances) throw new Error(`${done} of ${instances} are done`);
}

let best = Number.POSITIVE_INFINITY;
for (let run = 0; run < MEASURED; run += instances) once();
for (let run = 0; run < 2 * MEASURED; run += instances) {
  globalThis.gc?.();
  const start = performance.now();
  once();
  best = Math.min(best, performance.now() - start);
}
console.log(unit === 'ns' ? (best * 1e6) / instances : (instances * 1000) / best);
