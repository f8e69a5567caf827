/**
 * Given, when, then: whole scenarios a second, each on a run of its own. evflow runs those of examples/hello, with broker,
 * validation and trace; emmett's specification calls the same decision as a plain function.
 */
import path from 'node:path';
import { DeciderSpecification } from '@event-driven-io/emmett';
import { loadProject } from '../../../language/node/loadProject.ts';
import { compileProject } from '../../../language/run/compile/project.ts';
import { runScenario, scenariosOf } from '../../../language/run/scenario/run.ts';

const SECONDS = 4;

/** @returns scenarios a second, of the best second */
function scenariosPerSecond(each: readonly (() => void)[]): number {
  let best = 0;
  for (let second = 0; second < SECONDS; second++) {
    const start = performance.now();
    let done = 0;
    while (performance.now() < start + 1000) {
      for (const scenario of each) scenario();
      done += each.length;
    }
    best = Math.max(best, done / ((performance.now() - start) / 1000));
  }
  return best;
}

async function evflow(): Promise<(() => void)[]> {
  const { project } = await loadProject(path.join(import.meta.dirname, '../../../examples/hello'));
  const program = compileProject(project);
  return scenariosOf(project).map((scenario) => () => {
    const { outcome } = runScenario(project, program, scenario, { seed: 1 });
    if (outcome !== 'passed') throw new Error(`${scenario.name} ${outcome}`);
  });
}

type Stock =
  | { readonly type: 'StockAdded'; readonly data: { readonly quantity: number } }
  | { readonly type: 'StockReserved'; readonly data: { readonly quantity: number } }
  | { readonly type: 'ReserveFailed'; readonly data: { readonly reason: string } };

interface Order {
  readonly type: 'Order';
  readonly data: { readonly quantity: number };
}

function emmett(): (() => void)[] {
  const stock = DeciderSpecification.for<Order, Stock, number>({
    initialState: () => 0,
    decide: ({ data: { quantity } }, left) =>
      left >= quantity
        ? { type: 'StockReserved', data: { quantity } }
        : { type: 'ReserveFailed', data: { reason: 'out of stock' } },
    evolve: (left, { type, data }) => {
      if (type === 'StockAdded') return left + data.quantity;
      return type === 'StockReserved' ? left - data.quantity : left;
    },
  });
  const order: Order = { type: 'Order', data: { quantity: 2 } };
  return [
    () =>
      stock([{ type: 'StockAdded', data: { quantity: 5 } }])
        .when(order)
        .then([{ type: 'StockReserved', data: { quantity: 2 } }]),
    () =>
      stock([{ type: 'StockAdded', data: { quantity: 1 } }])
        .when(order)
        .then([{ type: 'ReserveFailed', data: { reason: 'out of stock' } }]),
  ];
}

console.log(scenariosPerSecond(process.argv[2] === 'emmett' ? emmett() : await evflow()));
