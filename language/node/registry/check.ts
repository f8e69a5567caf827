import type { Project } from '../../model/project.ts';
import { credentialsOf, type Environment, registryAddress } from './access.ts';
import { Registry } from './client.ts';
import { Connection } from './http.ts';
import { type Mode, type Policy, policyOf, unchecked } from './modes.ts';
import { prepared, type SchemaFormat, wholeSchema } from './schemas.ts';
import { SharedTypes } from './sharedTypes.ts';
import { type Strategy, type Subject, subjectsOf } from './subjects.ts';

export interface RegistryOptions {
  readonly format: SchemaFormat;
  readonly strategy?: Strategy;
  /** Whether declared records and enums are subjects of their own; left out, every schema is whole. */
  readonly references?: boolean;
}

/** What a registry says of the newest minor of a major. */
export interface SubjectReport {
  readonly subject: string;
  /** The version's key. */
  readonly message: string;
  /**
   * `undecided`: the registry cannot read or compare it. `unchecked`: it compares nothing under this subject. `not exported`:
   * the format cannot say it.
   */
  readonly status: 'compatible' | 'incompatible' | 'undecided' | 'unchecked' | 'not registered' | 'not exported';
  readonly policy: Policy;
  /** What the registry holds the subject to; undefined where it was not asked. */
  readonly mode: Mode | undefined;
  /** Why it is not compatible, in the registry's words, or why it is not exported, in ours. */
  readonly messages: readonly string[];
  /** What else there is to know: what the registry leaves unchecked, or refuses by its nature. */
  readonly notes: readonly string[];
}

export interface RegistryReport {
  readonly registry: string;
  readonly format: SchemaFormat;
  /** Sorted by subject. */
  readonly subjects: readonly SubjectReport[];
}

/**
 * Asks a registry whether it would take the newest minor of every major of every message.
 * @param address an http or https URL, without credentials
 * @param env EVFLOW_REGISTRY_USER and EVFLOW_REGISTRY_PASSWORD, or EVFLOW_REGISTRY_TOKEN
 * @throws RegistryError where it cannot be asked
 */
export async function checkAgainstRegistry(
  project: Project,
  address: string,
  options: RegistryOptions,
  env: Environment,
): Promise<RegistryReport> {
  const registry = registryAt(address, env);
  const types = options.references ? new SharedTypes(project, registry, options.format, async () => false) : undefined;
  const subjects: SubjectReport[] = [];
  for (const subject of subjectsOf(project, options.strategy)) {
    subjects.push(await checkSubject(registry, project, subject, options.format, types));
  }
  return { registry: registryAddress(address), format: options.format, subjects };
}

export function registryAt(address: string, env: Environment): Registry {
  return new Registry(new Connection(registryAddress(address), credentialsOf(env)));
}

/** What stands in the way of registering; what is undecided does. */
export const BREAKS: readonly SubjectReport['status'][] = ['incompatible', 'undecided', 'not exported'];

/** Whether anything in a report stands in the way of registering. */
export function hasBreaks({ subjects }: RegistryReport): boolean {
  return subjects.some(({ status }) => BREAKS.includes(status));
}

async function checkSubject(
  registry: Registry,
  project: Project,
  { name, minors, policy }: Subject,
  format: SchemaFormat,
  types: SharedTypes | undefined,
): Promise<SubjectReport> {
  const message = minors.at(-1)!.key;
  const report = { subject: name, message, policy, mode: undefined, messages: [], notes: [] };
  const { problems } = prepared(project, message, format);
  if (problems.length > 0) {
    return { ...report, status: 'not exported', messages: problems.map((one) => `${one.place}: ${one.message}`) };
  }
  if ((await registry.versions(name)) === undefined) return { ...report, status: 'not registered' };
  const mode = await registry.mode(name);
  const notes = laxness(policy, mode);
  if (mode === 'NONE') return { ...report, mode, notes, status: 'unchecked' };
  // A type that the registry does not have like this is written out.
  const schema = (await types?.schemaOf(message)) ?? wholeSchema(project, message, format);
  const { outcome, messages } = await registry.check(name, schema);
  const more = { compatible: [], incompatible: closedness(format, mode), undecided: referring(types) }[outcome];
  return { ...report, mode, messages, notes: [...notes, ...more], status: outcome };
}

function laxness(policy: Policy, mode: Mode): string[] {
  const left = unchecked(policy, mode);
  return left === undefined
    ? []
    : [`the project promises ${policy}, against every earlier minor; the registry's ${mode} checks less: ${left}`];
}

function closedness(format: SchemaFormat, mode: Mode): string[] {
  const { policy } = policyOf(mode);
  if (format === 'avro' || (policy !== 'forward' && policy !== 'full')) return [];
  return [
    `a registry's check of JSON Schema refuses every added or removed field under ${mode}, as a closed record does not take one more; Avro has no such rule, and BACKWARD refuses no optional addition`,
  ];
}

function referring(types: SharedTypes | undefined): string[] {
  return types
    ? ['some registries, Apicurio among them, compare no schema that has references before it is registered']
    : [];
}
