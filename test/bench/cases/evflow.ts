import { Project } from '../../../language/model/project.ts';
import { compileProject } from '../../../language/run/compile/project.ts';
import type { Program } from '../../../language/run/program.ts';
import { Run } from '../../../language/run/run.ts';
import { type Order, orders, type Round } from './orders.ts';

/** Published before any of them is delivered. */
const BATCH = 100;

/** A program whose groups each count the orders in their state. */
export function counting(groups: number): Program {
  const project = new Project();
  const consumers = Array.from(
    { length: groups },
    (_, i) => `consumer Counter${i} { single, state { seen: int = 0 }, on OrderPlaced { seen += 1 } }`,
  );
  project.setFile(
    'file:///bench.evflow',
    `event OrderPlaced { orderId: uuid, userId: uuid, amount: decimal(12, 2), quantity: int(1..99) }
topic orders { carries OrderPlaced, key orderId, partitions 6 }
service Shop { publishes OrderPlaced }
${consumers.join('\n')}`,
  );
  return compileProject(project);
}

/** Publishes orders to a new run and delivers them. */
export function runOf(program: Program, data: Iterable<Order>, trace: boolean): Run {
  const run = new Run(program, { seed: 1, trace });
  let published = 0;
  for (const order of data) {
    run.publish('OrderPlaced@1.0', order);
    if (++published % BATCH === 0) run.settle();
  }
  run.settle();
  return run;
}

/** How many deliveries the groups have counted. */
export function seenBy(run: Run, groups: number): number {
  let seen = 0;
  for (let group = 0; group < groups; group++) seen += Number(run.state(`Counter${group}`)?.seen);
  return seen;
}

/** The run before lives until the next one is done: V8 throws compiled code away with the last objects that it was made for. */
export function evflowRound(groups: number, trace: boolean): Round {
  const program = counting(groups);
  let run = runOf(program, [], trace);
  return () => {
    run = runOf(program, orders, trace);
    return seenBy(run, groups);
  };
}
