/** Fields that every version has. */
const COMMON = [
  'orderId: uuid',
  'amount: decimal(12, 2)',
  'placedAt: timestamp',
  'items: { sku: string(1..40), quantity: int(1..99) }[]',
];

type Step = readonly [before: string, after: string];

/** Steps after which both versions read each other. */
const COMPATIBLE: readonly Step[] = [
  ['', 'coupon?: string(3..20)'],
  ['', 'gift: boolean = false'],
  ['', 'tags: string[] = []'],
  ['a: int, b: string', 'b: string, a: int'],
  ['state: enum { open, paid }', 'state: enum { paid, open }'],
  ['score: double', 'score: double = 0.5'],
  ['priority: int(0..9)', 'priority: int(0..9) = 5'],
  ['note?: string', 'note: string = ""'],
  ['note?: string', ''],
  ['gift: boolean = false', ''],
  ['zip: string("^[0-9]{5}$")', 'zip: string("^\\\\d\\\\d\\\\d\\\\d\\\\d$")'],
  ['address: { street: string, zip?: string }', 'address: { street: string, zip?: string, country?: string }'],
];

/** Steps after which at least one version does not read the other. */
const BREAKING: readonly Step[] = [
  ['', 'coupon: string(3..20)'],
  ['gift: boolean', ''],
  ['customer: uuid', 'buyer: uuid'],
  ['customer: uuid', 'buyer: uuid was customer'],
  ['count: int', 'count: string'],
  ['count: long', 'count: double'],
  ['state: enum { open, paid }', 'state: enum { open, paid, sent }'],
  ['priority: int(0..9)', 'priority: int(1..9)'],
  ['name: string(1..40)', 'name: string(1..20)'],
  ['zip: string("^[0-9]{5}$")', 'zip: string("^[0-9]{4}$")'],
  ['note?: string', 'note: string'],
  ['address: { street: string, zip?: string }', 'address: { street: string, zip: string }'],
];

/** One event for each step, in its two versions: the first half of them compatible. Its names are `bench.E0`, `bench.E1`, … */
export function steps(): { readonly text: string; readonly compatible: number; readonly all: number } {
  const all = [...COMPATIBLE, ...BREAKING];
  const events = all.flatMap((step, i) =>
    step.map((own, minor) => `event E${i}@1.${minor} { ${[...COMMON, own].filter((one) => one !== '').join(', ')} }`),
  );
  return { text: `namespace bench\n\n${events.join('\n')}\n`, compatible: COMPATIBLE.length, all: all.length };
}

/** Events in a file of `histories`. */
const EVENTS = 20;

const ADDED = ['coupon?: string(3..20)', 'gift: boolean = false', 'note?: string', 'tags: string[] = []'];

/** Files of events that each have five versions, and a reader. Every version reads the others. */
export function histories(messages: number): string[] {
  return Array.from({ length: messages / EVENTS }, (_, file) => {
    const events = Array.from({ length: EVENTS }, (_, i) => history(`E${file * EVENTS + i}`, file));
    const address = `record Address${file} { street: string(1..80), zip: string("^[0-9]{5}$"), country: string(2..2) }`;
    return `namespace bench\n\n${address}\nenum State${file} { open, paid, sent }\n\n${events.join('\n')}`;
  });
}

function history(name: string, file: number): string {
  const fields = [...COMMON, `state: State${file}`, `address: Address${file}`];
  const versions = Array.from(
    { length: ADDED.length + 1 },
    (_, minor) =>
      `event ${name}@1.${minor} {\n${[...fields, ...ADDED.slice(0, minor)].map((one) => `  ${one}\n`).join('')}}\n`,
  );
  return `${versions.join('')}topic ${name}s { carries ${name}@1, key orderId }
service ${name}Service {
  publishes ${name}@1
  consumer ${name}Reader { idempotent, on ${name}@1 }
}
`;
}
