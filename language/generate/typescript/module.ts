import type { Entity } from '../../model/entities.ts';
import type { MessageVersion } from '../../model/meaning.ts';
import type { Project } from '../../model/project.ts';
import type { Route } from '../../model/schema/upcast.ts';
import { type Aspect, identifier, Names, type NameTable, RESERVED } from './names.ts';

/** What every part of the generator works with. */
export interface Generation {
  readonly project: Project;
  readonly declarations: readonly Entity[];
  readonly names: NameTable;
  /** Keys of declared types that may be given with less than they are read with: their defaults left out. */
  readonly withDefaults: ReadonlySet<string>;
  readonly extension: string;
  /** How a version reads older majors. */
  routesTo(version: MessageVersion): readonly Route[];
  report(entity: Entity, span: { readonly start: number; readonly end: number }, message: string): void;
}

/** The file of a namespace while it is written: it knows what it imports. */
export class Module {
  readonly namespace: string;
  readonly generation: Generation;
  readonly #aliases = new Map<string, string>();
  readonly #aliasNames: Names;

  constructor(generation: Generation, namespace: string) {
    this.generation = generation;
    this.namespace = namespace;
    const { declarations, names } = generation;
    const own = declarations.filter((entity) => entity.file.namespace === namespace);
    const aspects: Aspect[] = ['data', 'input', 'message', 'union', 'handlers', 'state'];
    const taken = own.flatMap(({ key, qualifiedName }) =>
      aspects.flatMap((one) => [names.of(key, one), names.of(qualifiedName, one)]),
    );
    this.#aliasNames = new Names([...RESERVED, ...taken]);
  }

  /** How this file says the name of something generated, here or in another namespace. */
  name(key: string, aspect: Aspect): string {
    const { project, names } = this.generation;
    const namespace = (project.entity(key) ?? project.declared(key)[0])?.file.namespace;
    if (namespace === undefined) return 'unknown';
    const name = names.of(key, aspect);
    return namespace === this.namespace ? name : `${this.#alias(namespace)}.${name}`;
  }

  #alias(namespace: string): string {
    let alias = this.#aliases.get(namespace);
    if (alias === undefined) {
      alias = this.#aliasNames.take(identifier(this.generation.names.file(namespace)));
      this.#aliases.set(namespace, alias);
    }
    return alias;
  }

  /** The import statements for all that was named. */
  imports(): string {
    const { names, extension } = this.generation;
    return [...this.#aliases]
      .map(([namespace, alias]) => `import type * as ${alias} from './${names.file(namespace)}${extension}';\n`)
      .sort()
      .join('');
  }
}
