import { recordName } from '../../generate/exported.ts';
import type { Project } from '../../model/project.ts';
import type { Reference, Registry, RegistrySchema } from './client.ts';
import { prepared, referenceName, type SchemaFormat, shareable } from './schemas.ts';

/**
 * Puts a type that a registry lacks into it.
 * @returns whether it is there now
 */
export type Supply = (subject: string, key: string, schema: RegistrySchema) => Promise<boolean>;

/** Schemas that refer to declared records and enums, each a subject of its own under its record's name. */
export class SharedTypes {
  readonly #project: Project;
  readonly #registry: Registry;
  readonly #format: SchemaFormat;
  readonly #supply: Supply;
  /** By the types' keys; undefined where the registry has not got one. */
  readonly #known = new Map<string, Reference | undefined>();

  constructor(project: Project, registry: Registry, format: SchemaFormat, supply: Supply) {
    this.#project = project;
    this.#registry = registry;
    this.#format = format;
    this.#supply = supply;
  }

  /** A message's or a type's schema; undefined where the registry lacks something that it refers to. */
  async schemaOf(key: string): Promise<RegistrySchema | undefined> {
    const elsewhere = shareable(this.#project, key, this.#format);
    const { schemaType, schema, references } = prepared(this.#project, key, this.#format, elsewhere);
    const found: Reference[] = [];
    for (const type of references) {
      if (!this.#known.has(type)) this.#known.set(type, await this.#look(type));
      const reference = this.#known.get(type);
      if (!reference) return undefined;
      found.push(reference);
    }
    return { schemaType, schema, references: found };
  }

  async #look(key: string): Promise<Reference | undefined> {
    const subject = recordName(key);
    const schema = await this.schemaOf(key);
    if (!schema) return undefined;
    let version = await this.#registry.find(subject, schema);
    if (version === undefined && (await this.#supply(subject, key, schema))) {
      version = await this.#registry.find(subject, schema);
    }
    return version === undefined ? undefined : { name: referenceName(key, this.#format), subject, version };
  }
}
