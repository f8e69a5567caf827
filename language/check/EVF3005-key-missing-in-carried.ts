import type { Entity } from '../model/entities.ts';
import { followPath, namesOf } from '../model/paths.ts';
import { problem, type Report } from '../model/problem.ts';
import { ANY_FACT } from '../model/references.ts';
import { versionText } from '../model/sourceFile.ts';
import type { Carried, Path, Topic } from '../syntax/tree.ts';
import { type Place, rule } from './rule.ts';

export const keyMissingInCarried = rule({
  code: 'EVF3005',
  severity: 'error',
  title: 'A carried version lacks the key of its topic',
  explanation: `
The key of a topic decides to which partition a message goes, and with that its order. So every version of every
message that the topic carries has the field; an old version may still be in the log, or in a producer that was not
upgraded yet.

Give the message a key of its own with \`by\`, or the version the field.`,
  message: ({ topic, message, path, missing }) =>
    `${topic} is keyed by \`${path}\`, but ${message} has no field \`${missing}\`. ` +
    'Name its key with `by`, or add the field.',
  find: (place, report) => {
    for (const { node } of place.file.entities) if (node.kind === 'topic') checkTopic(place, node, report);
  },
  failing: `
event OrderPlaced { orderId: uuid }
event CustomerMoved { customerId: uuid }

topic orders {
  carries OrderPlaced, CustomerMoved
  //                   ^^^^^^^^^^^^^ error EVF3005 CustomerMoved@1.0 has no field \`orderId\`
  key orderId
}`,
  mended: `
event OrderPlaced { orderId: uuid }
event CustomerMoved { customerId: uuid }

topic orders {
  carries OrderPlaced, CustomerMoved by customerId
  key orderId
}`,
});

function checkTopic(place: Place, topic: Topic, report: Report): void {
  const key = topic.items.find((item) => item.kind === 'key')?.path;
  const carried = topic.items.flatMap((item) => (item.kind === 'carries' ? item.messages : []));
  const isKeyOfSome = key !== undefined && carried.some((one) => !one.by && hasField(place, one, key));
  for (const one of carried) {
    if (one.by) checkCarried(place, topic, one, one.by, report);
    else if (isKeyOfSome) checkCarried(place, topic, one, key, report);
  }
}

function hasField({ project, file }: Place, { message }: Carried, path: Path): boolean {
  const newest = project.resolveMessage(message, file, ANY_FACT).entity;
  return newest !== undefined && !followPath(project, newest, namesOf(path)).missing;
}

/**
 * `by`, and a key that no message has, are checked where they are written, against the newest version; here it is about
 * the others.
 */
function checkCarried({ project, file }: Place, topic: Topic, carried: Carried, path: Path, report: Report): void {
  const newest = project.resolveMessage(carried.message, file, ANY_FACT).entity;
  const names = namesOf(path);
  if (!newest || names.length < path.parts.length) return;
  const versions = carried.message.version ? [newest] : project.declared(newest.qualifiedName);
  const lacking = versions.flatMap((version) => {
    const { missing } = followPath(project, version, names);
    return missing && !(carried.by && version === newest) ? [{ version, missing: names[missing.index]! }] : [];
  });
  if (lacking.length === 0) return;
  const [first] = lacking;
  const args = {
    topic: topic.name.text,
    message: nameOf(first!.version),
    path: names.join('.'),
    missing: first!.missing,
  };
  const related = lacking.slice(0, 3).map(({ version, missing }) => {
    return { uri: version.file.uri, span: version.node.name, label: `${nameOf(version)} lacks \`${missing}\`` };
  });
  report(problem('EVF3005', carried.message, args, related));
}

function nameOf({ name, version }: Entity): string {
  return version ? `${name}@${versionText(version)}` : name;
}
