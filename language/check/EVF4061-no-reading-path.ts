import { type Gap, gapBetween } from '../evolve/readingPath.ts';
import type { Message, MessageUse, MessageVersion, PartInfo, SagaInfo } from '../model/meaning.ts';
import { problem, type Report } from '../model/problem.ts';
import type { Project } from '../model/project.ts';
import { PINNED_FACT } from '../model/references.ts';
import { versionText } from '../model/sourceFile.ts';
import type { Reference, Step, WaitOn } from '../syntax/tree.ts';
import { isIgnored, SAYS } from './majors.ts';
import { places } from './messages.ts';
import { type Place, rule } from './rule.ts';

export const noReadingPath = rule({
  code: 'EVF4061',
  severity: 'error',
  title: 'A version that is written and one that is read, with no way between them',
  explanation: `
What a policy does not promise, two parts of one system may still need: a producer that names one version, and a reader that
names another. Within a major the reader takes what the producer wrote by tolerant reading, from an older one by the chain
of \`upcast\` blocks, which begins with tolerant reading as well. Here that fails for some messages, and each of them goes to
the dead letter as unreadable; or a saga waits for a version and gets a newer one, and waits in vain.

Let the reader name the version that is written, or the producer write the one that is read. A stricter policy
(\`compatibility full\`) tells such a step at the version itself, before anybody uses it.`,
  message: ({ part, read, written, gap, example }) => {
    if (gap === undefined)
      return `${part} waits for ${read}, and ${written} is written, which it cannot read. Wait for ${written} as well.`;
    const way =
      gap.from === written && gap.to === read ? '' : `: on the way, ${gap.from} is not always read as ${gap.to}`;
    return (
      `${part} reads ${read}, and ${written} is written, which it cannot always read${way}. ` +
      `${example === undefined ? '' : `For example ${example}. `}Read ${written}, or write ${read}.`
    );
  },
  find: (place, report) => {
    for (const entity of place.file.entities) {
      const part = place.project.partOf(entity);
      if (part && part.kind !== 'choreography')
        for (const site of sitesOf(place.project, part)) checkSite(place, part, site, report);
    }
  },
  failing: `
event OrderPlaced { orderId: uuid, note: string }
event OrderPlaced@1.1 { orderId: uuid }
topic orders { carries OrderPlaced, key orderId, compatibility backward }
service Shop { publishes OrderPlaced@1.1 }

consumer Mail {
  idempotent
  on OrderPlaced@1.0
  // ^^^^^^^^^^^^^^^ error EVF4061 Mail reads OrderPlaced@1.0, and OrderPlaced@1.1 is written
}`,
  mended: `
event OrderPlaced { orderId: uuid, note: string }
event OrderPlaced@1.1 { orderId: uuid }
topic orders { carries OrderPlaced, key orderId, compatibility backward }
service Shop { publishes OrderPlaced@1.1 }

consumer Mail {
  idempotent
  on OrderPlaced@1.1
}`,
});

/** A version that a part reads somewhere. */
interface Reading {
  readonly reference: Reference;
  readonly version: MessageVersion;
}

/** What a part reads at a time: all that its handlers take, or what one step of a saga waits for. */
type Site = readonly Reading[];

function sitesOf(project: Project, part: Exclude<PartInfo, { kind: 'choreography' }>): Site[] {
  if (part.kind === 'saga') return sitesOfSaga(project, part);
  const handlers = part.kind === 'aggregate' ? [...part.handlers, ...part.applies] : part.handlers;
  return [
    handlers.flatMap(({ node, message }) => {
      const version = project.messageVersion(message);
      return version ? [{ reference: node.message, version }] : [];
    }),
  ];
}

function sitesOfSaga(project: Project, { node, file, start }: SagaInfo): Site[] {
  const reading = (reference: Reference | undefined): Reading[] => {
    const entity = reference && project.resolveMessage(reference, file, PINNED_FACT).entity;
    const version = entity && project.versionOf(entity);
    return version ? [{ reference, version }] : [];
  };
  const waits = (items: readonly { readonly kind: string }[]) =>
    items.flatMap((item) => (item.kind === 'waitOn' ? reading((item as WaitOn).message) : []));
  const ofStep = ({ items }: Step) => [
    waits(items),
    ...items.flatMap((item) => (item.kind === 'compensate' ? [waits(item.items)] : [])),
  ];
  return [
    reading(start?.node.message),
    ...node.items.flatMap((item) =>
      item.kind === 'step' ? ofStep(item) : item.kind === 'parallel' ? item.steps.flatMap(ofStep) : [],
    ),
  ];
}

function checkSite({ project }: Place, part: PartInfo, site: Site, report: Report): void {
  for (const name of new Set(site.map(({ version }) => version.qualifiedName))) {
    const message = project.message(name);
    if (!message || message.versions.length < 2) continue;
    const readings = site.filter(({ version }) => version.qualifiedName === name);
    const reported = new Set<Reference>();
    for (const [written, speakers] of writtenVersions(project, message)) {
      for (const { reading, gap } of gapsOf(project, message, readings, written)) {
        const isTold = gap === 'none' && !isMissedBySaga(part, reading, written);
        if (isTold || reported.has(reading.reference) || isIgnored(part, name, written.version.major)) continue;
        reported.add(reading.reference);
        const args = argsOf(part, reading, written, gap);
        report(problem('EVF4061', reading.reference, args, places(speakers, `${args.written} is written here`)));
      }
    }
  }
}

/** A consumer that reads no such major is told so elsewhere, and so is a saga by the older ones of history. */
function isMissedBySaga({ kind }: PartInfo, { version }: Reading, written: MessageVersion): boolean {
  return kind === 'saga' && written.version.major > version.version.major;
}

/** The versions that somebody writes, with those who do. */
function writtenVersions(project: Project, { qualifiedName, versions }: Message): [MessageVersion, MessageUse[]][] {
  const said = project.uses(qualifiedName).filter(({ role }) => SAYS.includes(role));
  return versions.flatMap((version): [MessageVersion, MessageUse[]][] => {
    const speakers = said.filter((use) => use.version === version.key);
    return speakers.length > 0 ? [[version, speakers]] : [];
  });
}

interface ReadingGap {
  readonly reading: Reading;
  readonly gap: Gap | 'none';
}

/** Those of its own major read it, else those of the nearest newer one to which there is a way. */
function gapsOf(project: Project, message: Message, readings: Site, written: MessageVersion): ReadingGap[] {
  const { major } = written.version;
  const majors = [...new Set(readings.map(({ version }) => version.version.major))].sort((a, b) => a - b);
  for (const one of majors.filter((other) => other >= major)) {
    const found = readings
      .filter(({ version }) => version.version.major === one)
      .map((reading) => ({ reading, gap: gapBetween(project, message, written, reading.version) }));
    if (found.some(({ gap }) => gap !== 'none'))
      return found.flatMap(({ reading, gap }) => (gap && gap !== 'none' ? [{ reading, gap }] : []));
  }
  const newest = readings.findLast(({ version }) => version.version.major < major);
  return newest && !majors.some((other) => other >= major) ? [{ reading: newest, gap: 'none' }] : [];
}

function argsOf({ name }: PartInfo, { version }: Reading, written: MessageVersion, gap: Gap | 'none') {
  return {
    part: name,
    read: nameOf(version),
    written: nameOf(written),
    gap: gap === 'none' ? undefined : { from: nameOf(gap.from), to: nameOf(gap.to) },
    example: gap === 'none' ? undefined : gap.example,
  };
}

function nameOf({ name, version }: MessageVersion): string {
  return `${name}@${versionText(version)}`;
}
