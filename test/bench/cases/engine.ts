/**
 * The engine alone, on a program put together by hand: keyed messages to one or several groups that only count.
 * Arguments: how many groups, and `trace`, `idempotent`, `state` or `emit` for what is to be in it.
 */
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { consumer, emit, message, program, set, topic } from '../../../language/run/handmade.fixture.ts';
import type { Data, Frame } from '../../../language/run/program.ts';
import { Run } from '../../../language/run/run.ts';

const MESSAGES = 200_000;
/** Published before any is delivered. */
const BATCH = 100;
const ROUNDS = 5;
const UNLIMITED = {
  steps: Number.POSITIVE_INFINITY,
  time: Number.POSITIVE_INFINITY,
  messages: Number.POSITIVE_INFINITY,
};

const groups = Number(process.argv[2] ?? 1);
const [trace, idempotent, state, emits] = ['trace', 'idempotent', 'state', 'emit'].map((word) =>
  process.argv.includes(word),
);

const ajv = new Ajv();
addFormats.default(ajv);
const validate = ajv.compile({
  type: 'object',
  properties: {
    id: { type: 'string', format: 'uuid' },
    user: { type: 'string', format: 'uuid' },
    amount: { type: 'string', pattern: '^-?[0-9]{1,10}(\\.[0-9]{1,2})?$' },
    quantity: { type: 'integer', minimum: 1, maximum: 99 },
  },
  required: ['id', 'user', 'amount', 'quantity'],
  additionalProperties: false,
});
const check = (data: Data) => (validate(data) ? undefined : [ajv.errorsText(validate.errors)]);

const orders: readonly Data[] = Array.from({ length: MESSAGES }, (_, index) => ({
  id: `00000000-0000-4000-8000-${String(index % 1000).padStart(12, '0')}`,
  user: '00000000-0000-4000-8000-000000000001',
  amount: '99.90',
  quantity: (index % 99) + 1,
}));

let seen = 0;
function handle(frame: Frame): void {
  seen++;
  if (state) set(frame, 'seen', Number(frame.state.seen) + 1);
  if (emits) emit(frame, 'Seen@1.0', frame.data);
}

const measured = program({
  messages: [message('Order@1.0', 'event', check), message('Seen@1.0', 'event', check)],
  topics: [topic('orders', ['Order'], { partitions: 6 }), topic('seen', ['Seen'], { partitions: 6 })],
  consumers: Array.from({ length: groups }, (_, i) =>
    consumer({
      name: `Counter${i}`,
      topics: ['orders'],
      on: { 'Order@1.0': handle },
      initial: state ? () => ({ seen: 0 }) : undefined,
      idempotent: idempotent ? { by: undefined, window: undefined } : undefined,
    }),
  ),
});

let best = 0;
for (let round = 0; round < ROUNDS; round++) {
  globalThis.gc?.();
  seen = 0;
  const start = performance.now();
  const run = new Run(measured, { seed: 1, trace });
  for (let i = 0; i < MESSAGES; i++) {
    run.publish('Order@1.0', orders[i] as Data);
    if ((i + 1) % BATCH === 0) run.settle(UNLIMITED);
  }
  best = Math.max(best, MESSAGES / ((performance.now() - start) / 1000));
  if (seen !== MESSAGES * groups) throw new Error(`saw ${seen} of ${MESSAGES * groups} deliveries`);
}
console.log(Math.round(best));
