import type { Project } from '../../language/model/project.ts';
import { Registry } from '../../language/node/registry/client.ts';
import { Connection } from '../../language/node/registry/http.ts';
import { prepared, type SchemaFormat, wholeSchema } from '../../language/node/registry/schemas.ts';
import { projectOf } from '../language/harness.ts';
import type { Scenario } from './scenarios.ts';

/** A change, and what a registry says of it, backward and forward: `Y` or `n`. */
interface Change {
  readonly name: string;
  readonly old: string;
  readonly next: string;
  readonly avro: string;
  readonly json: string;
}

const fields = (name: string, old: string, next: string, avro: string, json: string): Change => ({
  name,
  old: `event E { ${old} }`,
  next: `event E { ${next} }`,
  avro,
  json,
});
const union = (tag: string, cases: string) =>
  `record A { x: int }\nrecord B { y: int }\nunion U by ${tag} { ${cases} }\nevent E { u: U }`;

/**
 * What evolution may do to a message, as real registries judge it. Where Avro says `YY` of decimals, it is because its check
 * sees the bytes alone; where JSON Schema says `nn` or `Yn` of what only adds a field, it is because records are closed.
 */
export const CHANGES: readonly Change[] = [
  fields('a required field added', 'a: int', 'a: int, b: int', 'nY', 'nn'),
  fields('an optional field added', 'a: int', 'a: int, b?: int', 'YY', 'Yn'),
  fields('a defaulted field added', 'a: int', 'a: int, b: int = 1', 'YY', 'Yn'),
  fields('an optional field renamed', 'a: int, b?: int', 'a: int, c?: int', 'YY', 'nn'),
  fields('renamed with was', 'a: int', 'b: int was a', 'Yn', 'nn'),
  fields('int to long', 'a: int', 'a: long', 'YY', 'nn'),
  fields('int of 32 bits to int', 'a: int(0..9)', 'a: int', 'Yn', 'Yn'),
  fields('int to double', 'a: int', 'a: double', 'Yn', 'Yn'),
  fields('int to decimal', 'a: int', 'a: decimal(20, 0)', 'nn', 'nn'),
  fields('long to double', 'a: long', 'a: double', 'Yn', 'nn'),
  fields('more digits of a decimal', 'a: decimal(6, 2)', 'a: decimal(8, 2)', 'YY', 'nn'),
  fields('another scale', 'a: decimal(6, 2)', 'a: decimal(8, 3)', 'YY', 'nn'),
  fields('uuid to string', 'a: uuid', 'a: string', 'YY', 'YY'),
  fields('timestamp to string', 'a: timestamp', 'a: string', 'nn', 'Yn'),
  fields('enum to string', 'a: enum { x, y }', 'a: string', 'nn', 'Yn'),
  fields('long to string', 'a: long', 'a: string', 'nn', 'Yn'),
  fields('required to optional', 'a: int', 'a?: int', 'Yn', 'Yn'),
  fields('required to defaulted', 'a: int', 'a: int = 1', 'YY', 'Yn'),
  fields('optional to defaulted', 'a?: int', 'a: int = 1', 'nY', 'YY'),
  fields('a symbol added', 'a: enum { x }', 'a: enum { x, y }', 'Yn', 'Yn'),
  fields('symbols reordered', 'a: enum { x, y }', 'a: enum { y, x }', 'YY', 'YY'),
  fields('a map to a record', 'a: map<int>', 'a: { x?: int }', 'nn', 'nY'),
  fields('a constraint tightened', 'a: string', 'a: string(1..3)', 'YY', 'nY'),
  fields('a default changed', 'a: int = 1', 'a: int = 2', 'YY', 'YY'),
  {
    name: 'a nested record renamed',
    old: 'record A { x: int }\nevent E { a: A }',
    next: 'record B { x: int }\nevent E { a: B }',
    avro: 'nn',
    json: 'YY',
  },
  { name: 'a case added', old: union('kind', 'a: A'), next: union('kind', 'a: A, b: B'), avro: 'Yn', json: 'Yn' },
  { name: 'a tag renamed', old: union('kind', 'a: A'), next: union('type', 'a: A'), avro: 'YY', json: 'nn' },
];

/** Every change by itself, in each direction. */
export function changesAs(format: SchemaFormat): Scenario {
  return {
    name: `changes as ${format}`,
    async run(address) {
      const registry = new Registry(new Connection(address, { header: undefined, source: undefined, secrets: [] }));
      const lines: string[] = [];
      for (const [index, { name, old, next }] of CHANGES.entries()) {
        lines.push(`${name} ${await verdicts(registry, `${format}-change-${index}`, format, old, next)}`);
      }
      return lines;
    },
  };
}

async function verdicts(registry: Registry, subject: string, format: SchemaFormat, old: string, next: string) {
  await registry.register(subject, schemaOf(old, format));
  let verdict = '';
  for (const mode of ['BACKWARD', 'FORWARD'] as const) {
    await registry.setMode(subject, mode);
    const { outcome } = await registry.check(subject, schemaOf(next, format));
    verdict += { compatible: 'Y', incompatible: 'n', undecided: '?' }[outcome];
  }
  return verdict;
}

function schemaOf(source: string, format: SchemaFormat) {
  const { project }: { readonly project: Project } = projectOf(source);
  if (prepared(project, 'E@1.0', format).problems.length > 0) throw new Error(`not for ${format}: ${source}`);
  return wholeSchema(project, 'E@1.0', format);
}
