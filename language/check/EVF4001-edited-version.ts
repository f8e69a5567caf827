import { type Edit, editOf, missingVersions, publishedIn } from '../evolve/lock/edits.ts';
import { isVersion, LOCK_NAME, type Lock } from '../evolve/lock/lock.ts';
import type { Entity } from '../model/entities.ts';
import { type Problem, problem, type Report } from '../model/problem.ts';
import type { EditedVersion, MissingVersion } from '../model/problems/evolution.ts';
import type { Project } from '../model/project.ts';
import { listed } from '../model/words.ts';
import type { Span } from '../syntax/tree.ts';
import { newestMessages, shortName } from './messages.ts';
import { declareAgain, restoreAndAdd } from './restore.ts';
import { type Place, rule } from './rule.ts';

export const editedVersion = rule({
  code: 'EVF4001',
  severity: 'error',
  title: 'A published version was edited',
  explanation: `
What is published stays as it is: messages lie in logs and streams, and others read and write by that version. The records,
enums and unions that a published message uses are published with it. Docs, comments, the order of members and \`upcast\`
blocks may change; everything else goes into a new version, which is held against the old ones.

Undo the edit and add the next version with it. A record, enum or union that has no versions yet gets them:
\`record LineItem@1.0\` as it was, \`record LineItem@1.1\` with the change, which the next version of the message names.

\`evflow.lock\` says what is published; without one, what the git revision in evflow.json's \`baseline\` has. A version that
nobody reads, writes or keeps any more, or that was published by mistake and never used, is taken out with
\`evflow publish --drop NAME\`.`,
  message: (args) => (args.wrong === 'gone' ? goneText(args) : editedText(args)),
  fix: ({ span, args }, { project, file }) => {
    const entity = file.entities.find(({ node }) => node.start <= span.start && span.end <= node.end);
    if (!entity) return [];
    if (args.wrong === 'gone') {
      const published = publishedIn(project)?.project;
      const [missing] = missingVersions(project, entity.qualifiedName);
      return published && missing ? [declareAgain(project, entity, missing, published)] : [];
    }
    const edit = editOf(project, entity);
    const fix = edit && restoreAndAdd(project, entity, edit);
    return fix ? [fix] : [];
  },
  find: (place, report) => {
    for (const entity of place.file.entities) {
      const edit = place.project.entity(entity.key) === entity ? editOf(place.project, entity) : undefined;
      if (edit) report(problem('EVF4001', placeOf(entity, edit), argsOf(entity, edit)));
    }
    findMissing(place, report);
  },
  failing: `
// published: orders.evflow
event OrderPlaced { orderId: uuid, items: Item[] }
record Item { sku: string }

// file: orders.evflow
event OrderPlaced { orderId: uuid, items: Item[] }
record Item { sku: string, quantity: int }
//                         ^^^^^^^^ error EVF4001 OrderPlaced@1.0 uses it`,
  mended: `
// published: orders.evflow
event OrderPlaced { orderId: uuid, items: Item[] }
record Item { sku: string }

// file: orders.evflow
event OrderPlaced { orderId: uuid, items: Item@1.0[] }
event OrderPlaced@1.1 { orderId: uuid, items: Item@1.1[] }
record Item { sku: string }
record Item@1.1 { sku: string, quantity?: int }`,
});

/** The only field that differs, or the name of the declaration. */
function placeOf({ node }: Entity, { fields }: Edit): Span {
  const members = 'members' in node ? node.members : [];
  const field = members.find((member) => member.kind === 'field' && member.name.text === fields[0]?.name);
  return fields.length === 1 && field?.kind === 'field' ? field.name : node.name!;
}

function argsOf(entity: Entity, { baseline, users, fields }: Edit): EditedVersion {
  const isBare = entity.kind !== 'message' && 'version' in entity.node && entity.node.version === undefined;
  return {
    wrong: 'edited',
    version: keyText(entity.key),
    baseline: baseline.name,
    users: users.map(keyText),
    fields,
    versionless: isBare ? `${entity.kind} ${entity.name}` : undefined,
  };
}

function findMissing(place: Place, report: Report): void {
  const baseline = publishedIn(place.project)?.name ?? '';
  for (const { entity } of newestMessages(place)) {
    const missing = missingVersions(place.project, entity.qualifiedName).map(({ key }) => key);
    const [drop] = missing;
    if (drop !== undefined)
      report(problem('EVF4001', entity.node.name!, { wrong: 'gone', versions: missing.map(keyText), baseline, drop }));
  }
}

/** The messages of an evflow.lock of which no version is declared any more, each at its first line. */
export function goneMessages(project: Project, lock: Lock): Problem[] {
  const versions = lock.entries.filter((entry) => isVersion(entry) && entry.kind === 'message');
  const seen = new Set<string>();
  return versions.flatMap(({ key, span }) => {
    const message = key.slice(0, key.lastIndexOf('@'));
    if (seen.has(message) || project.declared(message).some(({ kind }) => kind === 'message')) return [];
    seen.add(message);
    return [problem('EVF4001', span, { wrong: 'gone', versions: [message], baseline: lock.name, drop: message })];
  });
}

/** `OrderCreated@1.0` */
function keyText(key: string): string {
  return `${shortName(key)}${key.slice(key.lastIndexOf('@'))}`;
}

function editedText({ version, baseline, users, fields, versionless }: EditedVersion): string {
  const shared = users.length === 0 ? '' : ` ${listed(shown(users))} ${users.length === 1 ? 'uses' : 'use'} it.`;
  const advice = versionless
    ? `Give it versions: \`${versionless}@1.0\` as it was, and \`@1.1\` with the change.`
    : 'Undo this, and add the next version with the change.';
  return `${version} is published, as ${baseline} has it, and ${changeText(fields)}.${shared} ${advice}`;
}

function changeText(fields: EditedVersion['fields']): string {
  const [only, ...others] = fields;
  if (!only) return 'is not what it was';
  if (others.length > 0) return `${listed(shown(fields.map(({ name }) => `\`${name}\``)))} are not what they were`;
  if (only.before === undefined) return `\`${only.name}\` is new`;
  return only.now === undefined ? `\`${only.before}\` is gone` : `\`${only.now}\` was \`${only.before}\``;
}

const SHOWN = 4;

function shown(names: readonly string[]): readonly string[] {
  return names.length <= SHOWN ? names : [...names.slice(0, SHOWN - 1), `${names.length - SHOWN + 1} others`];
}

function goneText({ versions, baseline, drop }: MissingVersion): string {
  const [was, is, it] = versions.length === 1 ? ['was', 'is', 'it'] : ['were', 'are', 'them'];
  const way =
    baseline === LOCK_NAME ? `; where no such message is left anywhere, \`evflow publish --drop ${drop}\`` : '';
  return (
    `${listed(shown(versions))} ${was} published, as ${baseline} has it, and ${is} declared no more. ` +
    `Who reads old messages needs ${it}: declare ${it} again${way}.`
  );
}
