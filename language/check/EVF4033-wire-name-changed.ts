import { historyOf } from '../evolve/history.ts';
import { publishedWireName } from '../evolve/publishedNames.ts';
import type { MessageVersion } from '../model/meaning.ts';
import { problem } from '../model/problem.ts';
import type { Project } from '../model/project.ts';
import { versionText } from '../model/sourceFile.ts';
import type { MessageDeclaration, Topic } from '../syntax/tree.ts';
import { insertion, replacement } from './fixes.ts';
import { rule } from './rule.ts';
import { changedTopics } from './topicsHere.ts';

export const wireNameChanged = rule({
  code: 'EVF4033',
  severity: 'error',
  title: 'Another name on the wire',
  explanation: `
On the wire a message goes by the string behind its name, or by the name itself, and so does a topic. Who has not been
upgraded knows only the old one: it ignores the message, or reads a topic that nobody writes to any more; and what
lies in the log bears the old name for ever. So all minors of a major have one name, and a published name stays.

Give the new name here and keep the old one on the wire: \`event OrderPlaced@1.1 "OrderCreated"\`. A new major may have
another name. \`compatibility none\` is about shapes and does not silence this; where it is meant so, say
\`// evflow-ignore EVF4033: why\` on the line above.`,
  message: ({ name, before, after, other }) =>
    `${name} is \`${after}\` on the wire and was \`${before}\`, as ${other} has it: who knows the old name does not find it. ` +
    `Write ${JSON.stringify(before)} behind its name.`,
  fix: ({ args: { before, node } }, { file }) => {
    const { wireName, name, ...declared } = node as Topic | MessageDeclaration;
    const title = `Keep ${JSON.stringify(before)} on the wire`;
    const version = 'version' in declared ? declared.version : undefined;
    return wireName
      ? [replacement(title, file, wireName, JSON.stringify(before))]
      : [insertion(title, file, (version ?? name).end, ` ${JSON.stringify(before)}`)];
  },
  find: (place, report) => {
    const { project, file } = place;
    const add = (
      node: Topic | MessageDeclaration,
      args: { name: string; before: string; after: string; other: string },
    ) => report(problem('EVF4033', node.wireName ?? node.name, { ...args, node }));
    for (const { node, now, before, baseline } of changedTopics(
      place,
      (pair) => pair.now.wireName !== pair.before.wireName,
    ))
      add(node, { name: `topic ${now.name}`, before: before.wireName, after: now.wireName, other: baseline.name });
    for (const entity of file.entities) {
      const version = project.versionOf(entity);
      const other = version && project.entity(entity.key) === entity ? otherName(project, version) : undefined;
      if (!version || !other) continue;
      const name = `${version.name}@${versionText(version.version)}`;
      add(entity.node as MessageDeclaration, { name, ...other, after: version.wireName });
    }
  },
  failing: `
event OrderPlaced@1 "order-placed" { orderId: uuid }
event OrderPlaced@1.1 { orderId: uuid, note?: string }
//    ^^^^^^^^^^^ error EVF4033 is \`OrderPlaced\` on the wire and was \`order-placed\`, as @1.0 has it`,
  mended: `
event OrderPlaced@1 "order-placed" { orderId: uuid }
event OrderPlaced@1.1 "order-placed" { orderId: uuid, note?: string }`,
});

/** The name that a version was published under, else that of the minor before it; undefined where it is the same. */
function otherName(
  project: Project,
  version: MessageVersion,
): { readonly before: string; readonly other: string } | undefined {
  const own = publishedWireName(project, version);
  if (own) return own.before === version.wireName ? undefined : own;
  const minors = historyOf(project, version.qualifiedName).filter(
    (one) => one.version.version.major === version.version.major,
  );
  const previous = minors[minors.findIndex((one) => one.version.key === version.key) - 1];
  if (!previous) return undefined;
  const before = publishedWireName(project, previous.version)?.before ?? previous.version.wireName;
  const of = previous.baseline === undefined ? '' : ` of ${previous.baseline}`;
  return before === version.wireName ? undefined : { before, other: `@${versionText(previous.version.version)}${of}` };
}
