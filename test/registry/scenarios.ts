import { Project } from '../../language/model/project.ts';
import { checkAgainstRegistry, type RegistryOptions } from '../../language/node/registry/check.ts';
import { registerInRegistry } from '../../language/node/registry/register.ts';

/** Something that is done to a registry; it has not seen the scenario's names before. */
export interface Scenario {
  readonly name: string;
  /** What it comes to, in lines. */
  run(address: string): Promise<string[]>;
}

type Policy = 'none' | 'backward' | 'forward' | 'full';

/** Orders, their lines a declared record; `more`: what the last version has besides. */
function orders(namespace: string, policy: Policy, more: { readonly event?: string; readonly line?: string }): Project {
  const project = new Project();
  const own = 'id: uuid, lines: Line[], paid?: Payment, parts: Part[]';
  const next = more.event === undefined ? '' : `event Ordered@1.1 { ${own}, ${more.event} }`;
  project.setFile(
    'file:///orders.evflow',
    `namespace ${namespace}
enum Currency { EUR, USD } otherwise EUR
record Line { sku: string(1..40), price: decimal(8, 2), currency: Currency = EUR${more.line ? `, ${more.line}` : ''} }
record Card { number: string }
record Cash { till: int }
union Payment by kind { card: Card, cash: Cash }
record Part { name: string, parts: Part[] }
event Ordered@1 { ${own} }
${next}
command Order { id: uuid, many: long, when: timestamp }
topic orders "${namespace}.topic" {
  carries Ordered
  compatibility ${policy}
}
`,
  );
  return project;
}

async function checked(project: Project, address: string, options: RegistryOptions): Promise<string[]> {
  const { subjects } = await checkAgainstRegistry(project, address, options, {});
  return subjects
    .filter(({ message }) => message.includes('Ordered'))
    .flatMap(({ subject, message, status, mode, messages, notes }) => [
      `${subject}: ${message} ${status} ${mode ?? '-'}`,
      ...messages,
      ...notes,
    ]);
}

async function registered(
  project: Project,
  address: string,
  options: RegistryOptions,
  setModes: boolean,
): Promise<string[]> {
  const { schemas } = await registerInRegistry(project, address, { ...options, setModes }, {});
  return schemas.map(({ subject, key, status, why }) => `${subject}: ${key} ${status}${why ? ` ${why}` : ''}`);
}

/** A life under one policy: unknown, registered, registered again, compared with changes, refused, and one version more. */
function life(format: RegistryOptions['format'], policy: Policy, setModes = true): Scenario {
  const name = `${format} under ${policy}${setModes ? '' : ', the mode left alone'}`;
  const namespace = `${format}_${policy}`.replace('-', '_');
  const project = (more: Parameters<typeof orders>[2]) => orders(namespace, policy, more);
  return {
    name,
    async run(address) {
      const lines: string[] = [];
      const options = { format };
      lines.push(...(await checked(project({}), address, options)));
      lines.push(...(await registered(project({}), address, options, setModes)));
      lines.push(...(await registered(project({}), address, options, setModes)));
      const changes = [
        {},
        { event: 'note?: string' },
        { event: 'note: string = "x"' },
        { event: 'note: string' },
        { line: 'note?: string' },
        { line: 'note: string' },
      ];
      for (const change of changes) lines.push(...(await checked(project(change), address, options)));
      lines.push(...(await registered(project({ event: 'note: string' }), address, options, setModes)));
      lines.push(...(await registered(project({ event: 'note?: string' }), address, options, setModes)));
      return lines;
    },
  };
}

/** Declared types as subjects of their own. */
function references(format: RegistryOptions['format']): Scenario {
  const namespace = `${format}_references`.replace('-', '_');
  const options = { format, references: true };
  return {
    name: `${format} with references`,
    async run(address) {
      const [one, two] = [orders(namespace, 'backward', {}), orders(namespace, 'backward', { event: 'note?: string' })];
      const refused = orders(namespace, 'backward', { event: 'note: string' });
      return [
        ...(await registered(one, address, options, true)),
        ...(await registered(one, address, options, true)),
        ...(await checked(two, address, options)),
        ...(await registered(refused, address, options, true)),
        ...(await registered(two, address, options, true)),
      ];
    },
  };
}

export const scenarios: readonly Scenario[] = [
  life('avro', 'full'),
  life('avro', 'forward', false),
  life('json-schema', 'full'),
  life('json-schema', 'backward'),
  references('avro'),
  references('json-schema'),
];
