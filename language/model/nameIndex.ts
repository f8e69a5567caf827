import type { SourceTree } from '../syntax/tree.ts';
import type { Entity, SourceFile } from './entities.ts';
import { mentionsOf } from './references.ts';
import { dotted } from './sourceFile.ts';
import { sameItems, TrackedMap, TrackedSets } from './tracked.ts';

/** What the names in a file may be short for. */
export interface Scope {
  readonly namespace: string;
  /** Whole names by the names that `use` brings. */
  readonly uses: ReadonlyMap<string, string>;
}

/** Who declares and who mentions which name. It follows from each file's text alone; each name is told apart. */
export class NameIndex {
  readonly #entities = new TrackedMap<readonly Entity[]>();
  readonly #scopes = new TrackedMap<Scope>();
  readonly #namespaces = new TrackedSets();
  readonly #wholeNames = new TrackedSets();
  readonly #mentions = new TrackedSets();
  readonly #mentioned = new Map<string, ReadonlySet<string>>();

  /** All versions of a whole name, oldest first, and its duplicates. */
  declared(qualifiedName: string): readonly Entity[] {
    return this.#entities.get(qualifiedName) ?? [];
  }

  scope(uri: string): Scope {
    return this.#scopes.get(uri) ?? { namespace: '', uses: new Map() };
  }

  /** Namespaces that something is declared in, sorted. */
  namespaces(): readonly string[] {
    return this.#namespaces.keys();
  }

  /** Whole names in a namespace. */
  inNamespace(namespace: string): ReadonlySet<string> {
    return this.#namespaces.get(namespace);
  }

  /** Whole names that end in a name, over all namespaces. */
  wholeNames(name: string): ReadonlySet<string> {
    return this.#wholeNames.get(name);
  }

  /** URIs of the files in which a reference to a message, or a consumer's to a topic, could be short for a whole name. */
  mentioning(qualifiedName: string): ReadonlySet<string> {
    return this.#mentions.get(qualifiedName);
  }

  /** Takes in that a file came (`before` undefined), changed, or went (`after` undefined). */
  update(uri: string, before: SourceFile | undefined, after: SourceFile | undefined): void {
    this.#updateEntities(uri, before?.entities ?? [], after?.entities ?? []);
    const scope = after && scopeOf(after.tree, after.namespace);
    const known = this.#scopes.peek(uri);
    if (!scope || !known || !sameScope(scope, known)) this.#scopes.set(uri, scope);
    this.#updateMentions(uri, after && scope ? wholeNamesIn(after, scope) : new Set());
  }

  #updateMentions(uri: string, mentions: ReadonlySet<string>): void {
    const mentioned = this.#mentioned.get(uri) ?? new Set<string>();
    for (const name of mentioned) if (!mentions.has(name)) this.#mentions.delete(name, uri);
    for (const name of mentions) if (!mentioned.has(name)) this.#mentions.add(name, uri);
    this.#mentioned.set(uri, mentions);
  }

  #updateEntities(uri: string, before: readonly Entity[], after: readonly Entity[]): void {
    const here = new Map<string, { sample: Entity; entities: Entity[] }>();
    for (const sample of before) here.set(sample.qualifiedName, { sample, entities: [] });
    for (const entity of after) {
      const known = here.get(entity.qualifiedName);
      if (known) known.entities.push(entity);
      else here.set(entity.qualifiedName, { sample: entity, entities: [entity] });
    }
    for (const [name, { sample, entities }] of here) {
      const known = this.#entities.peek(name) ?? [];
      const others = known.filter(({ file }) => file.uri !== uri);
      const all = [...others, ...entities].sort(byVersionAndPlace);
      if (sameItems(known, all)) continue;
      this.#entities.set(name, all.length > 0 ? all : undefined);
      this.#list(sample, all.length > 0);
    }
  }

  /** Scenarios are not in the lists: nothing refers to them. */
  #list({ kind, name, qualifiedName }: Entity, exists: boolean): void {
    if (kind === 'scenario') return;
    const namespace = qualifiedName.slice(0, -name.length - 1);
    if (exists) {
      this.#namespaces.add(namespace, qualifiedName);
      this.#wholeNames.add(name, qualifiedName);
    } else {
      this.#namespaces.delete(namespace, qualifiedName);
      this.#wholeNames.delete(name, qualifiedName);
    }
  }
}

/** Whole names that the mentions in a file could be short for. */
function wholeNamesIn(file: SourceFile, scope: Scope): Set<string> {
  return new Set([...mentionsOf(file)].flatMap((name) => wholeNamesOf(name, scope)));
}

/** Whole names that a written name may be short for, the nearest first. */
export function wholeNamesOf(name: string, { namespace, uses }: Scope): string[] {
  if (name.includes('.')) return [name];
  const used = uses.get(name);
  const names = [namespace === '' ? name : `${namespace}.${name}`];
  if (used !== undefined) names.push(used);
  if (namespace !== '') names.push(name);
  return names;
}

function byVersionAndPlace(a: Entity, b: Entity): number {
  const version =
    (a.version?.major ?? 0) - (b.version?.major ?? 0) || (a.version?.minor ?? 0) - (b.version?.minor ?? 0);
  if (version !== 0) return version;
  if (a.file.uri !== b.file.uri) return a.file.uri < b.file.uri ? -1 : 1;
  return a.node.start - b.node.start;
}

function scopeOf(tree: SourceTree, namespace: string): Scope {
  const uses = new Map<string, string>();
  for (const { path, names } of tree.uses) {
    const whole = dotted(path);
    if (names) for (const { text } of names) uses.set(text, `${whole}.${text}`);
    else uses.set(path.parts.at(-1)?.text ?? '', whole);
  }
  uses.delete('');
  return { namespace, uses };
}

function sameScope(a: Scope, b: Scope): boolean {
  if (a.namespace !== b.namespace || a.uses.size !== b.uses.size) return false;
  for (const [name, whole] of a.uses) if (b.uses.get(name) !== whole) return false;
  return true;
}
