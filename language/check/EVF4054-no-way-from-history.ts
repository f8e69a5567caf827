import { readersOf } from '../evolve/readers/readers.ts';
import { upcastSkeleton } from '../evolve/upcasts/skeleton.ts';
import type { Message, PartInfo } from '../model/meaning.ts';
import { problem } from '../model/problem.ts';
import type { Project } from '../model/project.ts';
import { listed } from '../model/words.ts';
import { entriesAdded } from './entryFixes.ts';
import { isIgnored, publishedMajors } from './majors.ts';
import { rule } from './rule.ts';

export const noWayFromHistory = rule({
  code: 'EVF4054',
  severity: 'error',
  title: 'A major that cannot read the one before it, which may lie in a log',
  explanation: `
A new part starts at the beginning of its topics, a projection is rebuilt from there, and an aggregate from the beginning of its
stream. There it meets what was said in older majors. This reader names a newer one only, and no \`upcast\` leads there, so
every old message would go to the dead letter.

Write how the old one is read, or say with \`ignore\` or a handler of its own what becomes of it. A consumer that wants only what
is new says \`offset latest\`.`,
  message: ({ message, old, target, readers, baseline }) => {
    const where = baseline === undefined ? 'may lie in a log' : `has been published (${baseline})`;
    return (
      `${message}@${old} ${where}, and ${listed(readers)} cannot read it as @${target}. ` +
      `Write \`upcast from @${old}\` in ${message}@${target}, or \`ignore ${message}@${old}\`.`
    );
  },
  fix: ({ args: { upcast, old, declaration } }, { file }) => {
    const isOnOneLine = !file.text.slice(declaration.start, declaration.end).includes('\n');
    const block = isOnOneLine ? onOneLine(upcast) : upcast;
    const fix = entriesAdded(`Add \`upcast from @${old}\``, file, declaration, [block]);
    return fix ? [fix] : [];
  },
  find: ({ project, file }, report) => {
    for (const entity of file.entities) {
      const target = entity.node.kind === 'message' ? project.versionOf(entity) : undefined;
      const message = target && project.message(target.qualifiedName);
      if (!target || !message || target.messageKind === 'command' || !isNewestOfMajor(message, target)) continue;
      for (const [old, readers] of unreadable(project, message, target.version.major)) {
        const from = message.versions.findLast(({ version }) => version.major === old)!;
        const args = {
          target: String(target.version.major),
          message: target.name,
          old: String(old),
          readers: readers.map(({ name }) => name),
          baseline: publishedIn(project, message.qualifiedName, old),
          upcast: upcastSkeleton(project, from, target),
          declaration: entity.node.body ?? entity.node,
        };
        const related = readers.slice(0, 3).map(({ entity: reader }) => {
          return { uri: reader.file.uri, span: reader.node.name, label: 'it reads from the beginning' };
        });
        report(problem('EVF4054', entity.node.name, args, related));
      }
    }
  },
  failing: `
// published: then.evflow
event Booked { seat: string, price: decimal }
// file: main.evflow
event Booked { seat: string, price: decimal }
event Booked@2 { seat: string, total: decimal, reserved price }
//    ^^^^^^ error EVF4054 Booked@1 has been published (evflow.lock), and Mail cannot read it as @2

topic bookings { carries Booked, key seat }
service Web { publishes Booked@2 }
consumer Mail { on Booked@2 }`,
  mended: `
// published: then.evflow
event Booked { seat: string, price: decimal }
// file: main.evflow
event Booked { seat: string, price: decimal }
event Booked@2 { seat: string, total: decimal, upcast from @1 { total: old.price } }

topic bookings { carries Booked, key seat }
service Web { publishes Booked@2 }
consumer Mail { on Booked@2 }`,
});

/** A block whose entries stand on lines of their own. */
function onOneLine(block: string): string {
  return block
    .replace(/\n\s*}$/, ' }')
    .replace(/{\n\s*/, '{ ')
    .replaceAll(/\n\s*/g, ', ');
}

function isNewestOfMajor({ versions }: Message, { key, version }: Message['versions'][number]): boolean {
  return versions.findLast((other) => other.version.major === version.major)?.key === key;
}

/** The majors that readers of one meet in history and cannot read, each with those readers for whom this is the nearest newer one. */
function unreadable(project: Project, message: Message, target: number): Map<number, PartInfo[]> {
  const found = new Map<number, PartInfo[]>();
  const majors = new Set(message.versions.map(({ version }) => version.major));
  const history = [...majors].filter((major) => major < target);
  if (history.length === 0) return found;
  const said = new Set(publishedMajors(project, message.qualifiedName));
  for (const { key, names, reads } of readersOf(project, message.qualifiedName)) {
    const part = project.part(key);
    if (!part || part.kind === 'choreography' || part.offset === 'latest') continue;
    const [named, readable] = [majorsOf(message, names), majorsOf(message, [...reads.keys()])];
    for (const old of history) {
      const nearest = Math.min(...[...named].filter((major) => major > old));
      // What is said today is a finding at the reader, but for sagas.
      const isFound = said.has(old) && part.kind !== 'saga';
      if (nearest !== target || readable.has(old) || isFound || isIgnored(part, message.qualifiedName, old)) continue;
      found.set(old, [...(found.get(old) ?? []), part]);
    }
  }
  return found;
}

function majorsOf({ versions }: Message, keys: readonly string[]): Set<number> {
  return new Set(versions.filter(({ key }) => keys.includes(key)).map(({ version }) => version.major));
}

function publishedIn(project: Project, qualifiedName: string, major: number): string | undefined {
  return project.baselines.find((baseline) =>
    baseline.project.message(qualifiedName)?.versions.some(({ version }) => version.major === major),
  )?.name;
}
