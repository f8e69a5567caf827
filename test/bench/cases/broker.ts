/** Every case publishes the same keyed messages, delivers each to one handler that counts, and checks the count. */
const MESSAGES = 200_000;
const ROUNDS = 5;
/** Published before evflow delivers any of them. */
const BATCH = 100;

type Order = {
  readonly orderId: string;
  readonly userId: string;
  readonly amount: string;
  readonly quantity: number;
};

const orders: readonly Order[] = Array.from({ length: MESSAGES }, (_, index) => ({
  orderId: `00000000-0000-4000-8000-${String(index % 1000).padStart(12, '0')}`,
  userId: '00000000-0000-4000-8000-000000000001',
  amount: '99.90',
  quantity: (index % 99) + 1,
}));

/** One round: publishes all orders to a new broker. @returns how many its one consumer has seen */
type Round = () => number | Promise<number>;

const SOURCE = `
event OrderPlaced { orderId: uuid, userId: uuid, amount: decimal(12, 2), quantity: int(1..99) }
topic orders { carries OrderPlaced, key orderId, partitions 6 }
service Shop { publishes OrderPlaced }
consumer Counter { single, state { seen: int = 0 }, on OrderPlaced { seen += 1 } }
`;

const rounds: Record<string, () => Promise<Round>> = {
  evflow: () => evflowRound(false),
  'evflow-traced': () => evflowRound(true),

  async mqemitter() {
    const { default: mqemitter } = await import('mqemitter');
    return () =>
      new Promise<number>((resolve) => {
        const emitter = mqemitter({ concurrency: 1 });
        let seen = 0;
        emitter.on('orders', (_message: unknown, done: () => void) => {
          seen += 1;
          if (seen === MESSAGES) resolve(seen);
          done();
        });
        for (const data of orders) emitter.emit({ topic: 'orders', key: data.orderId, data });
      });
  },

  async emittery() {
    const { default: Emittery } = await import('emittery');
    return async () => {
      const emitter = new Emittery<{ orders: Order }>();
      let seen = 0;
      emitter.on('orders', () => {
        seen += 1;
      });
      for (const data of orders) await emitter.emit('orders', data);
      return seen;
    };
  },

  async emmett() {
    const { getInMemoryEventStore } = await import('@event-driven-io/emmett');
    return async () => {
      const store = getInMemoryEventStore();
      for (const data of orders) await store.appendToStream(data.orderId, [{ type: 'OrderPlaced', data }]);
      const streams = new Set(orders.map(({ orderId }) => orderId));
      let seen = 0;
      for (const stream of streams) seen += (await store.readStream(stream)).events.length;
      return seen;
    };
  },
};

async function evflowRound(trace: boolean): Promise<Round> {
  const { Project } = await import('../../../language/model/project.ts');
  const { compileProject } = await import('../../../language/run/compile/project.ts');
  const { Run } = await import('../../../language/run/run.ts');
  const project = new Project();
  project.setFile('file:///bench.evflow', SOURCE);
  const program = compileProject(project);
  return () => {
    const run = new Run(program, { seed: 1, trace });
    for (const [index, data] of orders.entries()) {
      run.publish('OrderPlaced@1.0', data as never);
      if ((index + 1) % BATCH === 0) run.settle();
    }
    return Number(run.state('Counter')?.seen);
  };
}

/** @returns events a second, of the best round */
async function eventsPerSecond(round: Round): Promise<number> {
  let best = 0;
  for (let index = 0; index < ROUNDS; index++) {
    globalThis.gc?.();
    const start = performance.now();
    const seen = await round();
    best = Math.max(best, MESSAGES / ((performance.now() - start) / 1000));
    if (seen !== MESSAGES) throw new Error(`saw ${seen} of ${MESSAGES} messages`);
  }
  return best;
}

const make = rounds[process.argv[2] ?? ''];
if (!make) throw new Error(`There is no case ${process.argv[2]}.`);
console.log(await eventsPerSecond(await make()));

export {};
