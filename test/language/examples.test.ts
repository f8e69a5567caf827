import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diagnose, diagnoseConfig } from '../../language/check/diagnose.ts';
import { parseConfig } from '../../language/model/config.ts';
import { Project } from '../../language/model/project.ts';
import { compileProject } from '../../language/run/compile/project.ts';
import { runScenario, scenariosOf } from '../../language/run/scenario/run.ts';
import { format } from '../../language/syntax/print.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples');

/** Of the shop: what undoes a payment. */
const REFUND = `      compensate {
        send RefundPayment { orderId }
        on PaymentRefunded -> compensated
        after 1m retry 5
      }
`;

/** What stands below the opening comment. */
const CODE = /^namespace[\s\S]*/m;

type Texts = ReadonlyMap<string, string>;

function textsOf(example: string): Texts {
  const folder = join(EXAMPLES, example);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.evflow'));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

function configOf(example: string): string {
  const path = join(EXAMPLES, example, 'evflow.json');
  return existsSync(path) ? readFileSync(path, 'utf8') : '{}';
}

function load(example: string, texts: Texts): Project {
  const project = new Project();
  project.batch(() => {
    project.configure(parseConfig(configOf(example)).config);
    for (const [name, text] of texts) project.setFile(name, text);
  });
  return project;
}

/** Of each scenario that does not pass its number, counted from 1, with why. */
function failing(project: Project): Map<number, string> {
  const program = compileProject(project);
  const failed = new Map<number, string>();
  scenariosOf(project).forEach((scenario, i) => {
    const { outcome, failures } = runScenario(project, program, scenario, { seed: 1 });
    if (outcome !== 'passed') failed.set(i + 1, failures.map(({ message }) => message).join('\n'));
  });
  return failed;
}

const ALL = readdirSync(EXAMPLES);

describe.each(ALL)('examples/%s', (example) => {
  const texts = textsOf(example);
  const project = load(example, texts);

  test.each([...texts.keys()])('%s has nothing to be said about it', (file) => {
    const found = diagnose(project, file).map(
      ({ code, message, span }) => `${code} ${message} (${project.file(file)?.text.slice(span.start, span.end)})`,
    );
    expect(found).toEqual([]);
  });

  test('nor has its evflow.json', () => {
    expect(diagnoseConfig(configOf(example))).toEqual([]);
  });

  test.each([...texts])('%s is formatted', (_, text) => {
    expect(format(text)).toBe(text);
  });
});

describe.each(ALL)('examples/%s', (example) => {
  const texts = textsOf(example);

  test('its scenarios pass', () => {
    const project = load(example, texts);
    expect(scenariosOf(project).length).toBeGreaterThanOrEqual(3);
    expect(failing(project)).toEqual(new Map());
  });
});

// The shop is a whole project, and shows no single thing.
test.each(ALL.filter((example) => example !== 'shop'))('examples/%s opens with what it shows', (example) => {
  for (const text of textsOf(example).values()) expect(text).toMatch(/^\/\/\/? \w/);
});

/** What an example asks its reader to try: a change, and the scenarios that fail then. So each shows what it says it shows. */
const TRIED: readonly (readonly [string, string, string, readonly number[]])[] = [
  ['pub-sub', ' when article.isBreaking', '', [2]],
  ['pub-sub', 'fault disconnect Search for 1h', 'fault disconnect Search for 10m', [3]],
  ['pub-sub', 'concurrency 3', '', []],
  ['keyed-order', 'partitions 3', 'partitions 1', [2]],
  ['keyed-order', 'consumer Board {\n    single\n    idempotent', 'consumer Board {\n    single', [3]],
  ['keyed-order', 'carries NoteTaken, ', 'carries NoteTaken, key parcelId, ', [5]],
  ['replay-and-retention', 'idempotent by saleId', '', [2]],
  ['replay-and-retention', ' when not meta.replayed', '', [3]],
  [
    'replay-and-retention',
    'key saleId, retain 7d }\ntopic receipts',
    'key saleId, retain 30d }\ntopic receipts',
    [4, 5],
  ],
  ['replay-and-retention', 'key sku, compact', 'key sku', [6]],
  ['delivery-guarantees', 'delivery at-least-once', 'delivery at-most-once', [2, 4]],
  [
    'delivery-guarantees',
    'consumer Loyalty by cardId {\n    delivery exactly-once',
    'consumer Loyalty by cardId {',
    [3, 4],
  ],
  ['delivery-guarantees', 'idempotent by orderId', '', [4, 5]],
  ['dead-letters', 'retry 4 backoff 10s..2m', '', [1]],
  [
    'dead-letters',
    'key sellerId, partitions 2, retain 30d }\ntopic payouts_dead',
    'key sellerId }\ntopic payouts_dead',
    [2],
  ],
  ['dead-letters', '  redrive payouts_dead\n', '', [4]],
  ['dead-letters', '{ dead letter "nothing', '{ fail "nothing', [5]],
  ['event-sourcing', '      require balance >= command.amount + fee else "not enough money"\n', '', [2]],
  ['event-sourcing', 'balance -= withdrawn.amount + withdrawn.fee', '', [1, 3, 6, 7]],
  ['event-sourcing', 'retain 7d', 'retain 1d', []],
  ['cqrs', 'wait 5s', 'wait 4s', [1]],
  ['cqrs', 'largest = max(largest, order.total)', 'largest = order.total', []],
  ['cqrs', 'spent -= refund.total', 'spent += refund.total', [3, 6]],
  ['trip', 'after 10m retry 2 -> abort "the airline', 'after 10m -> abort "the airline', [4]],
  [
    'trip',
    'FlightCancelled -> compensated\n          after 1h retry 2',
    'FlightCancelled -> compensated\n          after 1h retry 30',
    [6, 7],
  ],
  ['trip', '  resume Trip[uuid("t-1")]\n', '', [6]],
  ['fulfilment', 'within 15m', 'within 2h', [4]],
  [
    'fulfilment',
    'ends on OrderShipped\n  fails on ReserveFailed | StockReleased',
    'ends on OrderShipped | ReserveFailed\n  fails on StockReleased',
    [3],
  ],
  ['broker-failure', 'acks all', 'acks leader', [1, 5]],
  ['broker-failure', 'acks leader', 'acks all', [2]],
  ['broker-failure', 'replicas 1', 'replicas 3', [4]],
];

test.each(TRIED)('examples/%s with %j as %j fails in scenarios %j', (example, from, to, expected) => {
  const texts = [...textsOf(example)].map(
    ([name, text]) => [name, text.replace(CODE, (code) => code.replace(from, to))] as const,
  );
  expect(texts).not.toEqual([...textsOf(example)]);
  const project = load(example, new Map(texts));
  for (const file of project.uris)
    expect(diagnose(project, file).filter(({ severity }) => severity === 'error')).toEqual([]);
  expect([...failing(project).keys()]).toEqual(expected);
});

/** Changes that the editor underlines, with the codes. */
const UNDERLINED: readonly (readonly [string, string, string, readonly string[]])[] = [
  ['fulfilment', '    on PaymentDeclined as p { emit StockReleased { ...p } }\n', '', ['EVF5102']],
  ['fulfilment', ' | StockReleased\n', '\n', ['EVF5103']],
  ['shop', REFUND, '', ['EVF5004']],
  ['shop', '      after 1d retry 10\n', '', ['EVF5003']],
];

test.each(UNDERLINED)('examples/%s with %j as %j is underlined: %j', (example, from, to, codes) => {
  const texts = [...textsOf(example)].map(([name, text]) => [name, text.replace(from, to)] as const);
  const project = load(example, new Map(texts));
  const found = project.uris.flatMap((file) => diagnose(project, file).filter(({ severity }) => severity === 'error'));
  expect(found.map(({ code }) => code)).toEqual(codes);
});
