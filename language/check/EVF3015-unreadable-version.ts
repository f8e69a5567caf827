import type { HandlerInfo, PartInfo } from '../model/meaning.ts';
import { problem, type Report } from '../model/problem.ts';
import type { Project } from '../model/project.ts';
import type { Apply, Handle, On } from '../syntax/tree.ts';
import { isIgnored, majorOf, publishedMajors, SAYS } from './majors.ts';
import { places, shortName } from './messages.ts';
import { type Place, rule } from './rule.ts';

export const unreadableVersion = rule({
  code: 'EVF3015',
  severity: 'error',
  title: 'A published version that a reader cannot read',
  explanation: `
A handler sees the version that it names. Older majors are crossed by \`upcast\`; a newer major cannot be read at
all, and an older one not without an \`upcast\`. Such a message would go to the dead letter as unreadable.

Handle the version that is published, write the \`upcast\`, or say with \`ignore E@2\` that it is meant so.`,
  message: ({ part, message, published, read, isNewer }) =>
    `${part} reads ${message}@${read}, but @${published} is published, which it cannot read. ` +
    (isNewer
      ? `Handle ${message}@${published}, or \`ignore ${message}@${published}\`.`
      : `Write how it reads: \`upcast from @${published}\` in ${message}@${read}.`),
  find: (place, report) => {
    for (const entity of place.file.entities) {
      const part = place.project.partOf(entity);
      if (part) checkPart(place, part, report);
    }
  },
  failing: `
event OrderPlaced { orderId: uuid }
event OrderPlaced@2 { orderId: uuid, total: decimal, upcast from @1 { total: 0 } }
topic orders { carries OrderPlaced, key orderId }
service Shop { publishes OrderPlaced@2 }

consumer Mail {
  idempotent
  on OrderPlaced@1
  // ^^^^^^^^^^^^^ error EVF3015 Handle OrderPlaced@2
}`,
  mended: `
event OrderPlaced { orderId: uuid }
event OrderPlaced@2 { orderId: uuid, total: decimal, upcast from @1 { total: 0 } }
topic orders { carries OrderPlaced, key orderId }
service Shop { publishes OrderPlaced@2 }

consumer Mail {
  idempotent
  on OrderPlaced@2
}`,
});

type Handler = HandlerInfo<On | Handle | Apply>;

/** For each message that a part handles: every major that is published must be read by one of its handlers. */
function checkPart({ project }: Place, part: PartInfo, report: Report): void {
  const handlers: readonly Handler[] =
    part.kind === 'aggregate'
      ? [...part.handlers, ...part.applies]
      : part.kind === 'consumer' || part.kind === 'projection'
        ? part.handlers
        : [];
  const byMessage = new Map<string, Handler[]>();
  for (const handler of handlers)
    byMessage.set(handler.messageName, [...(byMessage.get(handler.messageName) ?? []), handler]);
  for (const [message, all] of byMessage) {
    const versions = project.message(message)?.versions ?? [];
    if (versions.at(-1)?.version.major === versions[0]?.version.major) continue;
    for (const major of publishedMajors(project, message)) {
      if (all.some((handler) => canRead(project, message, major, handler.major)) || isIgnored(part, message, major))
        continue;
      const nearest = all.find((handler) => handler.major > major) ?? all.at(-1)!;
      const args = {
        part: part.name,
        message: shortName(message),
        published: `${major}`,
        read: `${nearest.major}`,
        isNewer: major > nearest.major,
      };
      const speakers = project
        .uses(message)
        .filter(({ role, version }) => SAYS.includes(role) && majorOf(version) === major);
      report(problem('EVF3015', nearest.node.message, args, places(speakers, `@${major} is published here`)));
    }
  }
}

/** True where a chain of upcasts leads from the major that is written to the one that is read. */
function canRead(project: Project, message: string, written: number, read: number): boolean {
  const versions = project.message(message)?.versions ?? [];
  const reached = new Set([written]);
  for (const { version, upcasts } of versions) {
    if (upcasts.some(({ from }) => from !== undefined && reached.has(from.major))) reached.add(version.major);
  }
  return reached.has(read);
}
