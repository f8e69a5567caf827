import { type Declared, exposures } from '../evolve/sensitive.ts';
import type { Entity } from '../model/entities.ts';
import { problem, type Report } from '../model/problem.ts';
import { versionText } from '../model/sourceFile.ts';
import { insertion } from './fixes.ts';
import { type Place, rule } from './rule.ts';

export const sensitiveRemoved = rule({
  code: 'EVF4040',
  severity: 'error',
  title: '`@sensitive` is gone from a field',
  explanation: `
What is \`@sensitive\` is hidden in logs, traces and the debugger. In a later version without it the same data is shown, also
what was written before: old messages are read as the newest version. The mark stands at the field, or at each field of what
it holds.

Put it back. Where the field no longer holds anything worth hiding, it is another field: give it another name, and let
\`reserved\` keep the old one. \`compatibility none\` is about shapes and does not silence this; where it is meant so, say
\`// evflow-ignore EVF4040: why\` on the line above.`,
  message: ({ version, path, other }) =>
    `\`${path}\` is @sensitive in ${other} and not in ${version}, so logs and traces show what they have hidden. ` +
    'Mark it `@sensitive` here as well.',
  fix: ({ args: { field } }, { file }) =>
    field === undefined ? [] : [insertion('Mark it @sensitive', file, field, '@sensitive ')],
  find: (place, report) => {
    for (const entity of place.file.entities) {
      if (entity.version && place.project.entity(entity.key) === entity) check(place, entity, report);
    }
  },
  failing: `
event CustomerMoved { id: uuid, @sensitive address: string }
event CustomerMoved@1.1 {
  id: uuid
  address: string
  // <- error EVF4040 \`address\` is @sensitive in @1.0 and not in CustomerMoved@1.1
  note?: string
}`,
  mended: `
event CustomerMoved { id: uuid, @sensitive address: string }
event CustomerMoved@1.1 {
  id: uuid
  @sensitive address: string
  note?: string
}`,
});

function check({ project }: Place, entity: Entity, report: Report): void {
  const reported = new Set<object>();
  for (const { before, other } of earlier(project, entity)) {
    for (const { path, own } of exposures({ project, entity }, before)) {
      const field = own.at(-1)!;
      if (reported.has(field)) continue;
      reported.add(field);
      const isHere = own.length === path.length;
      const args = {
        version: `${entity.name}@${versionText(entity.version!)}`,
        path: path.join('.'),
        other,
        field: isHere ? field.node.start : undefined,
      };
      const node = before.entity.node;
      const related =
        before.project === project ? [{ uri: before.entity.file.uri, span: node.name!, label: `in ${other}` }] : [];
      report(problem('EVF4040', field.node.name, args, related));
    }
  }
}

/** What a declaration was when it was published, and the version before it. */
function* earlier(
  project: Place['project'],
  entity: Entity,
): Iterable<{ readonly before: Declared; readonly other: string }> {
  for (const baseline of project.baselines) {
    const same = baseline.project.entity(entity.key);
    if (same) yield { before: { project: baseline.project, entity: same }, other: baseline.name };
  }
  const versions = project.declared(entity.qualifiedName);
  const previous = versions[versions.indexOf(entity) - 1];
  if (previous?.version) yield { before: { project, entity: previous }, other: `@${versionText(previous.version)}` };
}
