/**
 * A projection is built again from 100,000 events: events a second. evflow drops the rows and reads its topic; emmett has no
 * rebuild in memory, so its streams are read one by one and folded into a map.
 */
import { getInMemoryEventStore } from '@event-driven-io/emmett';
import { Project } from '../../../language/model/project.ts';
import { compileProject } from '../../../language/run/compile/project.ts';
import { Run } from '../../../language/run/run.ts';

const EVENTS = 100_000;
const ROWS = 1000;
const ROUNDS = 5;

const keyOf = (i: number) => `customer-${i % ROWS}`;

function evflow(): () => number {
  const project = new Project();
  project.setFile(
    'file:///bench.evflow',
    `event Placed { customerId: string, total: int }
topic orders { carries Placed, key customerId, partitions 6 }
service Shop { publishes Placed }
projection Customers by customerId {
  state { orders: int = 0, spent: int = 0 }
  on Placed as e { orders += 1, spent += e.total }
}`,
  );
  const run = new Run(compileProject(project), { seed: 1 });
  for (let i = 0; i < EVENTS; i++) {
    run.publish('Placed@1.0', { customerId: keyOf(i), total: 1 });
    if (i % 100 === 99) run.settle();
  }
  return () => {
    run.control.rebuild('Customers');
    run.settle({ steps: EVENTS * 2, time: 1 });
    return [...run.rows('Customers')].reduce((sum, { state }) => sum + Number(state.orders), 0);
  };
}

type Placed = { readonly type: 'Placed'; readonly data: { readonly customerId: string; readonly total: number } };

async function emmett(): Promise<() => Promise<number>> {
  const store = getInMemoryEventStore();
  for (let row = 0; row < ROWS; row++) {
    const placed: Placed = { type: 'Placed', data: { customerId: keyOf(row), total: 1 } };
    await store.appendToStream(keyOf(row), Array<Placed>(EVENTS / ROWS).fill(placed));
  }
  return async () => {
    const rows = new Map<string, { orders: number; spent: number }>();
    for (let row = 0; row < ROWS; row++) {
      const { events } = await store.readStream<Placed>(keyOf(row));
      for (const { data } of events) {
        const before = rows.get(data.customerId) ?? { orders: 0, spent: 0 };
        rows.set(data.customerId, { orders: before.orders + 1, spent: before.spent + data.total });
      }
    }
    return [...rows.values()].reduce((sum, { orders }) => sum + orders, 0);
  };
}

const rebuild = process.argv[2] === 'emmett' ? await emmett() : evflow();
let best = 0;
for (let round = 0; round < ROUNDS; round++) {
  globalThis.gc?.();
  const start = performance.now();
  const counted = await rebuild();
  best = Math.max(best, EVENTS / ((performance.now() - start) / 1000));
  if (counted !== EVENTS) throw new Error(`${counted} events were counted`);
}
console.log(best);
