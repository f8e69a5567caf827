import { LineIndex } from '../syntax/lines.ts';
import { parse } from '../syntax/parse.ts';
import type { Declaration, Part, QualifiedName, Reference, Service, SourceTree, Version } from '../syntax/tree.ts';
import { type Entity, type SourceFile, VERSIONED_KINDS, type VersionNumber } from './entities.ts';
import { reuseDeclarations } from './reuse.ts';

/** Where the entities of one file find it: the file of the newest text, and the service around each part. */
interface Home {
  file: SourceFile;
  services: Map<Declaration, Service>;
  byNode: Map<Declaration, Entity>;
}

const homes = new WeakMap<SourceFile, Home>();

/**
 * Reads a file. Declarations that `before`, the same file with its text of before, has in the same words keep their
 * nodes and entities, moved to where they stand now; so what was found out about them stays true.
 */
export function readSource(uri: string, text: string, before: SourceFile | undefined): SourceFile {
  const { tree, errors } = parse(text);
  if (before) reuseDeclarations(before, text, tree, errors);
  const file = {
    uri,
    text,
    tree,
    errors,
    lines: new LineIndex(text),
    namespace: tree.namespace ? dotted(tree.namespace) : '',
    entities: [] as Entity[],
  };
  declareAll(file, before && homes.get(before));
  return file;
}

function declareAll(file: SourceFile & { entities: Entity[] }, before: Home | undefined): void {
  const home: Home = before ?? { file, services: new Map(), byNode: new Map() };
  const known = { services: home.services, byNode: home.byNode };
  home.file = file;
  home.services = new Map();
  home.byNode = new Map();
  homes.set(file, home);
  const declare = (node: Declaration, service: Service | undefined) => {
    if (node.name.text === '') return;
    const entity = createEntity(home, node);
    const old = known.byNode.get(node);
    const unchanged = old?.qualifiedName === entity.qualifiedName && sameService(known.services.get(node), service);
    const kept = unchanged ? old : entity;
    if (service) home.services.set(node, service);
    home.byNode.set(node, kept);
    file.entities.push(kept);
  };
  for (const node of file.tree.declarations) {
    declare(node, undefined);
    if (node.kind === 'service') for (const item of node.items) if (item.kind !== 'publishes') declare(item, node);
  }
}

/** Parts ask their service for its name and its name on the wire, and for nothing else. */
function sameService(a: Service | undefined, b: Service | undefined): boolean {
  return a === b || (a?.name.text === b?.name.text && a?.wireName?.value === b?.wireName?.value);
}

function createEntity(home: Home, node: Declaration): Entity {
  const { namespace } = home.file;
  const name = node.name.text;
  const local = node.kind === 'scenario' ? JSON.stringify(name) : name;
  const qualifiedName = namespace === '' ? local : `${namespace}.${local}`;
  const version = versionOf(node);
  return {
    key: version ? keyOf(qualifiedName, version) : qualifiedName,
    kind: node.kind,
    name,
    qualifiedName,
    version,
    node,
    get file() {
      return home.file;
    },
    get service() {
      return home.services.get(node);
    },
  };
}

export function versionOf(node: Declaration): VersionNumber | undefined {
  if (!(VERSIONED_KINDS as readonly string[]).includes(node.kind)) return undefined;
  const version = (node as { version?: Version }).version;
  return { major: version?.major ?? 1, minor: version?.minor ?? 0 };
}

export function keyOf(qualifiedName: string, version: VersionNumber): string {
  return `${qualifiedName}@${versionText(version)}`;
}

/** The whole name of a key, which has a version or none: `shop.OrderCreated` of `shop.OrderCreated@1.0`. */
export function nameOfKey(key: string): string {
  return key.replace(/@[^@]*$/, '');
}

export function versionText(version: { readonly major: number; readonly minor: number | undefined }): string {
  return version.minor === undefined ? `${version.major}` : `${version.major}.${version.minor}`;
}

/** A name as it is written, without white space. */
export function dotted(name: QualifiedName): string {
  return name.parts
    .map((part) => part.text)
    .filter((text) => text !== '')
    .join('.');
}

export function referenceText(reference: Reference): string {
  const version = reference.version ? `@${versionText({ ...reference.version })}` : '';
  return `${dotted(reference.name)}${version}`;
}

/** The declarations of a tree, with those inside services. */
export function declarationsIn(tree: SourceTree): Declaration[] {
  return tree.declarations.flatMap((node): Declaration[] =>
    node.kind === 'service' ? [node, ...node.items.filter((item): item is Part => item.kind !== 'publishes')] : [node],
  );
}
