import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { CHANGES, changesAs } from './changes.ts';
import { type Exchange, replay } from './exchanges.ts';
import { type Scenario, scenarios } from './scenarios.ts';

/** What real registries answered; scripts/registry/record.ts records them. */
const RECORDINGS = ['apicurio-3.3.3', 'apicurio-2.6.13'];

interface Recording {
  readonly name: string;
  readonly exchanges: readonly Exchange[];
}

const recorded = (file: string): Recording[] =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, `${file}.json`), 'utf8'));

/** The subject left out, and the words of the registry, which are others in each. */
const outcome = (line: string): string[] => {
  const match =
    /: [\w.]+\.(\w+@[\d.]+) (compatible|incompatible|undecided|unchecked|not registered|registered|known|refused)(?: ([A-Z_]+|-)$)?/.exec(
      line,
    );
  return match ? [[match[1], match[2], match[3]].filter((word) => word !== undefined).join(' ')] : [];
};

const registering = ['Order@1.0 registered', 'Ordered@1.0 registered', 'Order@1.0 known', 'Ordered@1.0 known'];
const refusing = ['Order@1.0 known', 'Ordered@1.0 known', 'Ordered@1.1 refused'];
const adding = ['Order@1.0 known', 'Ordered@1.0 known', 'Ordered@1.1 registered'];

/** A life: nothing new, an optional field, a defaulted one, a required one; the first and the last also in a nested record. */
const life = (mode: string, verdicts: readonly string[]) => [
  'Ordered@1.0 not registered -',
  ...registering,
  ...['1.0', '1.1', '1.1', '1.1', '1.0', '1.0'].map(
    (version, index) => `Ordered@${version} ${verdicts[index]} ${mode}`,
  ),
];
const [good, bad, none] = ['compatible', 'incompatible', 'unchecked'];

const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'avro under full': [...life('FULL_TRANSITIVE', [good, good, good, bad, good, bad]), ...refusing, ...adding],
  'avro under forward, the mode left alone': [
    ...life('NONE', [none, none, none, none, none, none]),
    ...adding,
    ...adding,
  ],
  'json-schema under full': [...life('FULL_TRANSITIVE', [good, bad, bad, bad, bad, bad]), ...refusing, ...refusing],
  'json-schema under backward': [
    ...life('BACKWARD_TRANSITIVE', [good, good, good, bad, good, bad]),
    ...refusing,
    ...adding,
  ],
  'avro with references': [
    'Order@1.0 registered',
    'Currency@1.0 registered',
    'Line@1.0 registered',
    'Part@1.0 registered',
    'Ordered@1.0 registered',
    'Order@1.0 known',
    'Ordered@1.0 known',
    'Ordered@1.1 undecided BACKWARD_TRANSITIVE',
    ...refusing,
    ...adding,
  ],
  'json-schema with references': [
    'Order@1.0 registered',
    'Currency@1.0 registered',
    'Line@1.0 registered',
    'Payment@1.0 registered',
    'Part@1.0 registered',
    'Ordered@1.0 registered',
    'Order@1.0 known',
    'Ordered@1.0 known',
    'Ordered@1.1 undecided BACKWARD_TRANSITIVE',
    ...refusing,
  ],
};

/** What a scenario comes to when a registry says again what it said. */
async function replayed(file: string, { name, run }: Scenario): Promise<string[]> {
  const { exchanges } = recorded(file).find((recording) => recording.name === name)!;
  const registry = await replay(exchanges);
  const lines = await run(registry.url).finally(registry.stop);
  expect(registry.strange).toEqual([]);
  expect(registry.left()).toBe(0);
  return lines;
}

describe.each(RECORDINGS)('what %s answered', (file) => {
  test.each(scenarios)('$name', async (scenario) => {
    const found = (await replayed(file, scenario)).flatMap(outcome);
    // Apicurio 3 cannot resolve the references of the version before; 2 can.
    const last = scenario.name === 'json-schema with references' ? (file === 'apicurio-3.3.3' ? refusing : adding) : [];
    expect(found).toEqual([...EXPECTED[scenario.name]!, ...last]);
  });

  test('changes as avro', async () => {
    const lines = await replayed(file, changesAs('avro'));
    expect(lines).toEqual(CHANGES.map(({ name, avro }) => `${name} ${avro}`));
  });

  test('changes as json-schema', async () => {
    const lines = await replayed(file, changesAs('json-schema'));
    expect(lines).toEqual(CHANGES.map(({ name, json }) => `${name} ${json}`));
  });
});

test('the registry says why, where it does', async () => {
  const scenario = scenarios.find(({ name }) => name === 'json-schema under full')!;
  const lines = (await replayed('apicurio-2.6.13', scenario)).join('\n');
  expect(lines).toContain('OBJECT_TYPE_PROPERTY_SCHEMAS_NARROWED');
  expect(lines).toContain(
    "a registry's check of JSON Schema refuses every added or removed field under FULL_TRANSITIVE",
  );
});
