import type { Project, Shape } from '../../model/project.ts';
import { parts } from '../../model/schema/shapes.ts';
import type { ValueType } from '../../model/types.ts';

/** What the declarations of a project use, looked up once each. The project must not change meanwhile. */
export class TypesUsed {
  readonly #project: Project;
  readonly #known = new Map<string, readonly string[]>();

  constructor(project: Project) {
    this.#project = project;
  }

  /** Keys of the declarations that one names in its types. */
  by(key: string): readonly string[] {
    let used = this.#known.get(key);
    if (!used) this.#known.set(key, (used = [...namedIn(this.#project.shape(key))]));
    return used;
  }

  /** Keys of all that some declarations cannot do without, those included. */
  all(keys: Iterable<string>): ReadonlySet<string> {
    const found = new Set(keys);
    for (const key of found) for (const used of this.by(key)) found.add(used);
    return found;
  }
}

function namedIn(shape: Shape | undefined): Set<string> {
  const named = new Set<string>();
  const pending: ValueType[] = shape ? [shape] : [];
  for (let type = pending.pop(); type; type = pending.pop()) {
    if (type.kind === 'declared') named.add(type.key);
    else pending.push(...parts(type));
  }
  return named;
}
