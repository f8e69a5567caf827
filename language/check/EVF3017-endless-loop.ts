import type { HandlerInfo, PartInfo } from '../model/meaning.ts';
import { problem } from '../model/problem.ts';
import type { Project } from '../model/project.ts';
import { PINNED_MESSAGE } from '../model/references.ts';
import { memoByKey } from '../model/tracked.ts';
import type { Block, Emit, Handle, On } from '../syntax/tree.ts';
import { walk } from '../syntax/walk.ts';
import { shortName } from './messages.ts';
import { rule } from './rule.ts';

/** A message that a handler says each time it runs. */
interface Link {
  readonly part: PartInfo;
  /** Whole names of what is handled and what is said. */
  readonly from: string;
  readonly to: string;
  readonly emit: Emit;
}

export const endlessLoop = rule({
  code: 'EVF3017',
  severity: 'error',
  title: 'Handlers that call each other for ever',
  explanation: `
Each of these handlers always says the message that the next one handles, under no condition and without a delay. Once one
of the messages is there, the circle never stops.

Put one of the \`emit\`s under a condition, or make one of the consumers \`idempotent by\` a field that stays the same.`,
  message: ({ circle }) =>
    `This never stops: ${circle.join(' leads to ')}. Put one of the emits under a condition that becomes false.`,
  find: ({ project, file }, report) => {
    for (const entity of file.entities) {
      const part = project.partOf(entity);
      for (const link of part ? linksOf(project, part) : []) {
        const circle = circleOf(project, link);
        if (!circle || circle.some((other) => idOf(other) < idOf(link))) continue;
        const related = circle.slice(1, 4).map((other) => {
          return { uri: other.part.file.uri, span: other.emit.message, label: `${other.part.name} goes on here` };
        });
        const names = [...circle.map(({ from }) => from), link.from].map(shortName);
        report(problem('EVF3017', link.emit.message, { circle: names }, related));
      }
    }
  },
  failing: `
event Ping { id: uuid }
event Pong { id: uuid }
topic game { carries Ping, Pong, key id }
service Start { publishes Ping }

consumer Left { idempotent, on Ping as p { emit Pong { id: p.id } } }
//                                              ^^^^ error EVF3017 Ping leads to Pong leads to Ping
consumer Right { idempotent, on Pong as p { emit Ping { id: p.id } } }`,
  mended: `
event Ping { id: uuid, left: int(0..) }
event Pong { id: uuid, left: int(0..) }
topic game { carries Ping, Pong, key id }
service Start { publishes Ping }

consumer Left { idempotent, on Ping as p { emit Pong { ...p } } }
consumer Right {
  idempotent
  on Pong as p { if p.left > 0 { emit Ping { id: p.id, left: p.left - 1 } } }
}`,
});

function idOf({ part, from, to }: Link): string {
  return `${part.key} ${from} ${to}`;
}

/** Longer circles are not looked for: a file's check must not walk through the whole project. */
const LONGEST = 50;

/** The shortest way from what a link says back to what it handles, beginning with the link. */
function circleOf(project: Project, start: Link): Link[] | undefined {
  const seen = new Set<string>();
  let ways: Link[][] = [[start]];
  for (let length = 1; ways.length > 0 && length <= LONGEST; length++) {
    const closed = ways.find((way) => way.at(-1)!.to === start.from);
    if (closed) return closed;
    ways = ways.flatMap((way) => {
      const { to } = way.at(-1)!;
      if (seen.has(to)) return [];
      seen.add(to);
      return linksFrom(project, to).map((link) => [...way, link]);
    });
  }
  return undefined;
}

const known = new WeakMap<Project, (message: string) => readonly Link[]>();

/** What the handlers of a message always say; told apart by message, so that other edits leave it alone. */
function linksFrom(project: Project, message: string): readonly Link[] {
  let links = known.get(project);
  if (!links) known.set(project, (links = memoByKey((name) => findLinks(project, name), sameLinks)));
  return links(message);
}

function findLinks(project: Project, message: string): Link[] {
  const owners = project.uses(message).filter(({ role }) => role === 'consumes' || role === 'handles');
  const parts = [...new Set(owners.map(({ owner }) => owner!))].flatMap((key) => project.part(key) ?? []);
  return parts.flatMap((part) => linksOf(project, part)).filter(({ from }) => from === message);
}

function sameLinks(a: readonly Link[], b: readonly Link[]): boolean {
  return a.length === b.length && a.every((link, i) => link.emit === b[i]!.emit && idOf(link) === idOf(b[i]!));
}

function linksOf(project: Project, part: PartInfo): Link[] {
  if (part.kind === 'aggregate') return part.handlers.flatMap((handler) => linksIn(project, part, handler));
  if (part.kind !== 'consumer' || part.idempotent?.by) return [];
  return part.handlers.flatMap((handler) => linksIn(project, part, handler));
}

function linksIn(project: Project, part: PartInfo, { node, messageName }: HandlerInfo<On | Handle>): Link[] {
  if (!node.block || (node.kind === 'on' && node.when) || mayStop(node.block)) return [];
  return node.block.statements.flatMap((statement) => {
    if (statement.kind !== 'emit' || statement.delay) return [];
    const to = project.resolveMessage(statement.message, part.file, PINNED_MESSAGE).entity?.qualifiedName;
    return to === undefined ? [] : [{ part, from: messageName, to, emit: statement }];
  });
}

/** Statements after which a handler says nothing more. */
const STOPS: readonly string[] = ['require', 'reject', 'fail', 'deadLetter'];

function mayStop(block: Block): boolean {
  let stops = false;
  walk(block, ({ kind }) => {
    if (STOPS.includes(kind)) stops = true;
  });
  return stops;
}
