import type { Entity } from '../../model/entities.ts';
import type { Project } from '../../model/project.ts';
import { canonicalType } from './canonical.ts';
import { Fingerprints } from './fingerprint.ts';
import { isVersion, LOCK_EDITION, LOCK_NAME, type Lock, type LockEntry } from './lock.ts';
import { skeletonOf } from './skeletons.ts';
import { TypesUsed } from './typesUsed.ts';
import { qualified } from './words.ts';

const HEADER = `// ${LOCK_NAME} ${LOCK_EDITION}: what has been published. \`evflow publish\` writes it; keep it in git and edit nothing.`;

type Row = Pick<LockEntry, 'key' | 'namespace' | 'fingerprint' | 'declaration'>;

/**
 * The text of evflow.lock for a project without errors: all versions of its messages with all types that they use, its
 * topics and parts. What `published` has of versions stays as it is, whatever the project says.
 */
export function lockText(project: Project, published?: Lock): string {
  const kept = new Map(published?.entries.filter(isVersion).map((entry) => [entry.key, entry]));
  const types = new TypesUsed(project);
  const found = declarationsOf(project, types).filter(({ key }) => !kept.has(key));
  const declarations = new Map([...kept.values(), ...found].map(({ key, declaration }) => [key, declaration]));
  const fingerprints = new Fingerprints(declarations, types);
  const added = found.map((one): Row => ({ ...one, fingerprint: fingerprints.of(one.key) }));
  const rows = [...kept.values(), ...added].sort((a, b) => compareKeys(a.key, b.key));
  return `${[HEADER, ...rows.map(lineText)].join('\n')}\n`;
}

function lineText({ fingerprint, namespace, declaration }: Row): string {
  return `${fingerprint} ${namespace === '' ? '-' : qualified(namespace)} ${declaration}`;
}

/** Everything of a project that evflow.lock holds. */
function declarationsOf(project: Project, types: TypesUsed): Omit<Row, 'fingerprint'>[] {
  const entities = project.entities();
  const messages = entities.filter(({ kind }) => kind === 'message').map(({ key }) => key);
  const row = (entity: Entity, declaration: string | undefined) =>
    declaration === undefined ? [] : [{ key: entity.key, namespace: entity.file.namespace, declaration }];
  return [
    ...[...types.all(messages)].flatMap((key) => {
      const entity = project.entity(key);
      return entity ? row(entity, canonicalType(project, entity)) : [];
    }),
    ...entities.flatMap((entity) => row(entity, skeletonOf(project, entity))),
  ];
}

/** By name in code units, then by version as numbers: `@1.10` after `@1.9`. */
function compareKeys(a: string, b: string): number {
  const [first, second] = [split(a), split(b)];
  if (first.name !== second.name) return first.name < second.name ? -1 : 1;
  return first.major - second.major || first.minor - second.minor;
}

function split(key: string): { readonly name: string; readonly major: number; readonly minor: number } {
  const [, name = key, major = '0', minor = '0'] = /^(.*)@(\d+)\.(\d+)$/.exec(key) ?? [];
  return { name, major: Number(major), minor: Number(minor) };
}
