import type { Entity } from '../../model/entities.ts';
import type { Project } from '../../model/project.ts';

/** Words that cannot name a type or a constant in a module. */
export const RESERVED: ReadonlySet<string> = new Set(
  (
    'break case catch class const continue debugger default delete do else enum export extends false finally for function if ' +
    'import in instanceof new null return super switch this throw true try typeof var void while with as implements interface ' +
    'let package private protected public static yield await async of get set type any unknown never string number boolean ' +
    'symbol object bigint undefined globalThis NaN Infinity arguments eval evflow schemas namespace module declare abstract'
  ).split(' '),
);

/** Gives names that are not taken yet. */
export class Names {
  readonly #taken: Set<string>;
  readonly #normal: (name: string) => string;

  /** `normal`: what two names must not have in common; the name itself, if left out. */
  constructor(taken: Iterable<string> = RESERVED, normal: (name: string) => string = (name) => name) {
    this.#taken = new Set(taken);
    this.#normal = normal;
  }

  /** The wanted name, or the same with as many `_` behind it as make it free. */
  take(wanted: string): string {
    let name = wanted;
    while (this.#taken.has(this.#normal(name))) name += '_';
    this.#taken.add(this.#normal(name));
    return name;
  }
}

/** Any name as an identifier. */
export function identifier(name: string): string {
  const text = name.replace(/\W/gu, '_');
  return /^\d|^$/.test(text) ? `_${text}` : text;
}

/** A property's name in a type or in a literal. */
export function propertyName(name: string): string {
  if (name === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);
}

/** A string literal. */
export function quote(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner.replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}'`;
}

/** `2.1` as it stands in an identifier. */
export function versionSuffix({ major, minor }: { readonly major: number; readonly minor: number }): string {
  return `V${major}_${minor}`;
}

/** What is generated of a declaration; each has a name of its own in its namespace's file. */
export type Aspect = 'data' | 'input' | 'message' | 'union' | 'handlers' | 'state';

/** The names of everything that is generated. */
export interface NameTable {
  /** By `ns.Name@1.0` or `ns.Name`. */
  of(key: string, aspect: Aspect): string;
  /** A namespace's file, without the extension. */
  file(namespace: string): string;
}

const FILES = ['index', 'support', 'schemas', 'con', 'prn', 'aux', 'nul'];

/** Names everything, what is declared first before what is made of it; the same for the same project. */
export function nameTable(entities: readonly Entity[]): NameTable {
  const table = new Map<string, string>();
  const files = new Map<string, string>();
  const fileNames = new Names(FILES, (name) => name.toLowerCase());
  for (const namespace of [...new Set(entities.map(({ file }) => file.namespace))].sort()) {
    const group = entities.filter(({ file }) => file.namespace === namespace);
    files.set(
      namespace,
      fileNames.take(namespace === '' ? 'global' : namespace.replace(/[^\w.]/gu, '_').replace(/^\.|\.$/g, '_')),
    );
    const names = new Names();
    for (const [id, wanted] of [...group.flatMap(plainNames), ...group.flatMap(derivedNames)]) {
      if (!table.has(id)) table.set(id, names.take(wanted));
    }
  }
  return {
    of: (key, aspect) => table.get(`${key} ${aspect}`) ?? 'unknown',
    file: (namespace) => files.get(namespace) ?? 'index',
  };
}

type Named = readonly [id: string, wanted: string];

function plainNames({ key, kind, name, qualifiedName, version }: Entity): Named[] {
  if (kind === 'message') return [[`${qualifiedName} union`, identifier(name)]];
  if (!version) return [];
  const isFirst = version.major === 1 && version.minor === 0;
  return [[`${key} data`, identifier(name) + (isFirst ? '' : versionSuffix(version))]];
}

function derivedNames({ key, kind, name, version }: Entity): Named[] {
  const base = identifier(name);
  if (kind === 'consumer' || kind === 'aggregate')
    return [
      [`${key} handlers`, `${base}Handlers`],
      [`${key} state`, `${base}State`],
    ];
  if (!version) return [];
  const versioned = base + versionSuffix(version);
  if (kind !== 'message')
    return [
      [`${key} input`, `${base}${version.major === 1 && version.minor === 0 ? '' : versionSuffix(version)}Input`],
    ];
  return [
    [`${key} data`, versioned],
    [`${key} input`, `${versioned}Input`],
    [`${key} message`, `${versioned}Message`],
  ];
}

/** What is declared, each key once, in an order that does not depend on files. */
export function declarations(project: Project): readonly Entity[] {
  const first = new Map<string, Entity>();
  for (const { key } of project.entities()) {
    const entity = project.entity(key);
    if (entity && !first.has(key)) first.set(key, entity);
  }
  return [...first.values()].sort(byNameAndVersion);
}

function byNameAndVersion(a: Entity, b: Entity): number {
  if (a.qualifiedName !== b.qualifiedName) return a.qualifiedName < b.qualifiedName ? -1 : 1;
  const [x, y] = [a.version ?? { major: 0, minor: 0 }, b.version ?? { major: 0, minor: 0 }];
  return x.major - y.major || x.minor - y.minor;
}
