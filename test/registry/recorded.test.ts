import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Exchange, replay } from './exchanges.ts';
import { scenarios } from './scenarios.ts';

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

describe.each(RECORDINGS)('what %s answered', (file) => {
  const recordings = recorded(file);

  test.each(scenarios)('$name', async ({ name, run }) => {
    const { exchanges } = recordings.find((recording) => recording.name === name)!;
    const registry = await replay(exchanges);
    const lines = await run(registry.url).finally(registry.stop);
    expect(registry.strange).toEqual([]);
    expect(registry.left()).toBe(0);
    const found = lines.flatMap(outcome);
    const expected = EXPECTED[name]!;
    // Apicurio 3 cannot resolve the references of the version before; 2 can.
    const last = name === 'json-schema with references' ? (file === 'apicurio-3.3.3' ? refusing : adding) : [];
    expect(found).toEqual([...expected, ...last]);
  });
});

test('the registry says why, where it does', async () => {
  const { exchanges } = recorded('apicurio-2.6.13').find(({ name }) => name === 'json-schema under full')!;
  const registry = await replay(exchanges);
  const lines = await scenarios
    .find(({ name }) => name === 'json-schema under full')!
    .run(registry.url)
    .finally(registry.stop);
  expect(lines.join('\n')).toContain('OBJECT_TYPE_PROPERTY_SCHEMAS_NARROWED');
  expect(lines.join('\n')).toContain(
    "a registry's check of JSON Schema refuses every added or removed field under FULL_TRANSITIVE",
  );
});
