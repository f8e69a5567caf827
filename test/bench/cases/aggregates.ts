/**
 * Streams of a length: commands a second that append to them, and loads a second of a state that nobody remembers.
 * Arguments: evflow, evflow-snapshot or emmett; append or load; how many events a stream has.
 */
import { CommandHandler, getInMemoryEventStore } from '@event-driven-io/emmett';
import { Project } from '../../../language/model/project.ts';
import { compileProject } from '../../../language/run/compile/project.ts';
import { Run } from '../../../language/run/run.ts';

const ROUNDS = 5;
const [who = '', what = '', length = '1'] = process.argv.slice(2);
const events = Number(length);
/** About 20,000 events lie there before the clock starts. */
const streams = Math.max(2, Math.min(5000, Math.round(20_000 / events)));
const operations = events >= 10_000 ? 100 : 5000;
const keys = Array.from({ length: streams }, (_, i) => `account-${i}`);
const keyOf = (i: number) => keys[i % streams] as string;

/** One round: everything is prepared anew, then `operations` of it are done. */
type Prepare = () => (() => void) | Promise<() => void | Promise<void>>;

async function perSecond(prepare: Prepare): Promise<number> {
  let best = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const measured = await prepare();
    globalThis.gc?.();
    const start = performance.now();
    await measured();
    best = Math.max(best, operations / ((performance.now() - start) / 1000));
  }
  return best;
}

function evflow(snapshot: string): Prepare {
  const project = new Project();
  project.setFile(
    'file:///bench.evflow',
    `command Deposit { id: string, amount: int }
event Deposited { id: string, amount: int }
topic accounts { carries Deposited, key id }
aggregate Account by id {
  ${snapshot}
  state { balance: int = 0, count: int = 0 }
  handle Deposit as c {
    require c.amount > 0 else "nothing to deposit"
    emit Deposited { ...c }
  }
  apply Deposited as e { balance += e.amount, count += 1 }
}`,
  );
  const program = compileProject(project);
  return () => {
    const run = new Run(program, { seed: 1 });
    const deposit = (key: string) => run.publish('Deposit@1.0', { id: key, amount: 1 });
    for (const key of keys) {
      for (let i = 0; i < events; i++) deposit(key);
      run.settle();
    }
    if (what === 'append') return () => appendAll(run, deposit);
    run.control.crash('Account');
    return () => loadAll(run);
  };
}

function appendAll(run: Run, deposit: (key: string) => void): void {
  for (let i = 0; i < operations; i++) {
    deposit(keyOf(i));
    if (i % 100 === 99) run.settle();
  }
  run.settle();
  const count = keys.reduce((sum, key) => sum + Number(run.state('Account', key)?.count), 0);
  if (count !== streams * events + operations) throw new Error(`${count} events were counted`);
}

/** Each is forgotten at once, as by a process that has just begun. */
function loadAll(run: Run): void {
  const account = run.streams('Account');
  for (let i = 0; i < operations; i++) {
    if (i % streams === 0) account?.forgetAll();
    if (account?.load(keyOf(i)).state.count !== events) throw new Error('events are missing');
  }
}

type Deposited = { readonly type: 'Deposited'; readonly data: { readonly amount: number } };
interface Account {
  readonly balance: number;
  readonly count: number;
}

const initialState = (): Account => ({ balance: 0, count: 0 });
const evolve = ({ balance, count }: Account, { data }: Deposited): Account => ({
  balance: balance + data.amount,
  count: count + 1,
});

/** Its command handler folds the whole stream for each command. */
const emmett: Prepare = async () => {
  const store = getInMemoryEventStore();
  const handle = CommandHandler<Account, Deposited>({ evolve, initialState });
  const deposited: Deposited = { type: 'Deposited', data: { amount: 1 } };
  for (const key of keys) await store.appendToStream(key, Array<Deposited>(events).fill(deposited));
  if (what === 'append')
    return async () => {
      for (let i = 0; i < operations; i++) await handle(store, keyOf(i), () => deposited);
    };
  return async () => {
    for (let i = 0; i < operations; i++) {
      const { state } = await store.aggregateStream<Account, Deposited>(keyOf(i), { evolve, initialState });
      if (state.count !== events) throw new Error('events are missing');
    }
  };
};

const cases: { readonly [who: string]: Prepare } = {
  evflow: evflow(''),
  'evflow-snapshot': evflow('snapshot every 100'),
  emmett,
};
const chosen = cases[who];
if (!chosen) throw new Error(`There is no case ${who}.`);
console.log(await perSecond(chosen));
