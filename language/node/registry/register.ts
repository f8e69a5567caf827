import type { Project } from '../../model/project.ts';
import { type Environment, RegistryError, registryAddress } from './access.ts';
import { type RegistryOptions, registryAt } from './check.ts';
import type { Registry, RegistrySchema } from './client.ts';
import { modeOf } from './modes.ts';
import { prepared, type SchemaFormat, wholeSchema } from './schemas.ts';
import { SharedTypes, type Supply } from './sharedTypes.ts';
import { type Subject, subjectsOf } from './subjects.ts';

export interface RegisterOptions extends RegistryOptions {
  /** Whether a subject that is new gets the mode that its topic's policy asks for. */
  readonly setModes: boolean;
}

/** What became of one schema. */
export interface RegisteredSchema {
  readonly subject: string;
  /** Key of the message's version, or of the declared type. */
  readonly key: string;
  readonly status: 'registered' | 'known' | 'refused';
  /** The registry's words, where it refused. */
  readonly why?: string;
}

export interface Registration {
  readonly registry: string;
  readonly format: SchemaFormat;
  /** In the order in which they were sent: what is used before what uses it. */
  readonly schemas: readonly RegisteredSchema[];
}

/**
 * Registers the versions that a registry lacks: of each subject those after the newest that it has, oldest first, so that its
 * history is ours. A subject that refuses one gets no later ones; the others go on.
 * @param env as for `checkAgainstRegistry`
 * @throws RegistryError where the registry cannot be asked, or a message cannot be exported; the latter before anything is sent
 */
export async function registerInRegistry(
  project: Project,
  address: string,
  options: RegisterOptions,
  env: Environment,
): Promise<Registration> {
  const subjects = subjectsOf(project, options.strategy);
  refuseProblems(project, subjects, options.format);
  const registrar = new Registrar(project, registryAt(address, env), options);
  for (const subject of subjects) await registrar.subject(subject);
  return { registry: registryAddress(address), format: options.format, schemas: registrar.schemas };
}

function refuseProblems(project: Project, subjects: readonly Subject[], format: SchemaFormat): void {
  const keys = subjects.flatMap(({ minors }) => minors.map(({ key }) => key));
  const problems = keys.flatMap((key) => prepared(project, key, format).problems);
  if (problems.length === 0) return;
  const lines = new Set(problems.map(({ place, message }) => `${place}: ${message}`));
  throw new RegistryError(`Nothing was registered.\n${[...lines].join('\n')}`);
}

class Registrar {
  readonly schemas: RegisteredSchema[] = [];
  readonly #project: Project;
  readonly #registry: Registry;
  readonly #options: RegisterOptions;
  readonly #types: SharedTypes | undefined;

  constructor(project: Project, registry: Registry, options: RegisterOptions) {
    this.#project = project;
    this.#registry = registry;
    this.#options = options;
    const supply: Supply = (...what) => this.#register(...what);
    this.#types = options.references ? new SharedTypes(project, registry, options.format, supply) : undefined;
  }

  async subject({ name, minors, policy }: Subject): Promise<void> {
    const isNew = (await this.#registry.versions(name)) === undefined;
    const schemas: (readonly [key: string, schema: RegistrySchema])[] = [];
    for (const { key } of minors) {
      const schema = await this.#schemaOf(key);
      if (!schema) return void this.#refused(name, key, 'a type that it uses was refused');
      schemas.push([key, schema]);
    }
    const known = isNew ? -1 : await this.#lastKnown(name, schemas);
    for (const [index, [key, schema]] of schemas.entries()) {
      if (index <= known) this.schemas.push({ subject: name, key, status: 'known' });
      else if (!(await this.#register(name, key, schema))) return;
      if (isNew && index === 0 && this.#options.setModes) await this.#registry.setMode(name, modeOf(policy));
    }
  }

  async #schemaOf(key: string): Promise<RegistrySchema | undefined> {
    return this.#types ? this.#types.schemaOf(key) : wholeSchema(this.#project, key, this.#options.format);
  }

  async #lastKnown(name: string, schemas: readonly (readonly [string, RegistrySchema])[]): Promise<number> {
    for (let index = schemas.length - 1; index >= 0; index--) {
      if ((await this.#registry.find(name, schemas[index]![1])) !== undefined) return index;
    }
    return -1;
  }

  async #register(subject: string, key: string, schema: RegistrySchema): Promise<boolean> {
    const answer = await this.#registry.register(subject, schema);
    if ('refused' in answer) return this.#refused(subject, key, answer.refused);
    this.schemas.push({ subject, key, status: 'registered' });
    return true;
  }

  #refused(subject: string, key: string, why: string): false {
    this.schemas.push({ subject, key, status: 'refused', why });
    return false;
  }
}
