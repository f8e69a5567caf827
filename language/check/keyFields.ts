import { type KeyChange, keyChangesIn } from '../evolve/keys/keyChanges.ts';
import type { KeyUse } from '../evolve/keys/keyUses.ts';
import { problem, type Report } from '../model/problem.ts';
import type { KeyFieldChanged } from '../model/problems/evolution.ts';
import { versionText } from '../model/sourceFile.ts';
import type { RelatedPlace } from '../syntax/diagnostic.ts';
import type { Span } from '../syntax/tree.ts';
import type { Place } from './rule.ts';

const CODES = { key: 'EVF4031', correlation: 'EVF4037', idempotency: 'EVF4039' } as const;
const ROLES = ['key', 'correlation', 'idempotency'] as const;

/** Reports, for one of the roles, the fields of a file's messages that are a key and changed; each under one role. */
export function findKeyChanges({ project, file }: Place, wanted: KeyUse['role'], report: Report): void {
  for (const entity of file.entities) {
    const version = entity.kind === 'message' ? project.versionOf(entity) : undefined;
    if (!version || project.entity(entity.key) !== entity) continue;
    for (const change of keyChangesIn(project, version)) {
      const role = ROLES.find((one) => change.uses.some((use) => use.role === one))!;
      if (role !== wanted) continue;
      const field = version.shape.fields.find(({ name }) => name === change.path[0]);
      const name = `${version.name}@${versionText(version.version)}`;
      report(problem(CODES[role], (field?.node ?? entity.node).name!, argsOf(name, change), placesBefore(change)));
    }
  }
}

function argsOf(version: string, { what, path, before, texts, uses }: KeyChange): KeyFieldChanged {
  const { baseline } = before;
  return {
    what,
    version,
    other: `@${versionText(before.version.version)}${baseline === undefined ? '' : ` of ${baseline}`}`,
    path: path.join('.'),
    ...texts,
    owners: uses.map(({ role, owner }) => (role === 'idempotency' ? `the memory of ${owner}` : owner)),
  };
}

function placesBefore({ before, path }: KeyChange): RelatedPlace[] {
  if (before.baseline !== undefined) return [];
  const { entity, shape, version } = before.version;
  const field = shape.fields.find(({ name }) => name === path[0]);
  const span: Span = field?.node.name ?? entity.node.name!;
  return [{ uri: entity.file.uri, span, label: `in @${versionText(version)}` }];
}

/** `Order@2.0 has orderId as uuid, @1.0 as int; by it, topic orders and saga Checkout find what belongs together.` */
export function keyFieldText({ what, version, other, path, before, after, owners }: KeyFieldChanged): string {
  const change =
    what === 'type'
      ? `is ${after} in ${version} and ${before} in ${other}`
      : `may be absent in ${version}, not in ${other}`;
  return `\`${path}\`, the key of ${listOf(owners)}, ${change}`;
}

function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
