import { namesMessage } from '../evolve/readers/readers.ts';
import type { ReadingInfo, TopicInfo } from '../model/meaning.ts';
import { problem } from '../model/problem.ts';
import type { Project } from '../model/project.ts';
import type { RelatedPlace } from '../syntax/diagnostic.ts';
import { replacement } from './fixes.ts';
import { rule } from './rule.ts';
import { changedTopics, itemOf } from './topicsHere.ts';

export const retainShortened = rule({
  code: 'EVF4035',
  severity: 'error',
  title: '`retain` shortened below what a reader needs',
  explanation: `
With a shorter \`retain\`, messages that lie in the topic today are gone at once. That is more than somebody can do without:

- a **projection** is rebuilt from the log, and a rebuild no longer gives what it shows now;
- a consumer that says **\`offset earliest\`** begins, and is replayed, with what was there first. Where nothing is said it also
  begins there, but does not insist on it;
- a consumer that is **\`idempotent\` without \`for\`** remembers for as long as the topic retains, so what is said again
  after that is handled twice;
- a consumer whose **retries** take longer than the messages are kept loses them while it waits;
- **dead letters** that are gone cannot be redriven, and what is parked behind them waits for ever.

Leave it as it is, or give the reader what it needs in another way: \`idempotent for 30d\`, fewer retries. A longer \`retain\`
breaks nobody. \`compatibility none\` is about shapes and does not silence this; where it is meant so, say
\`// evflow-ignore EVF4035: why\` on the line above.`,
  message: ({ topic, before, after, needs, baseline }) =>
    `${topic} retains ${after} and retained ${before}, as ${baseline} has it. That is too short: ${needs.join('; ')}.`,
  fix: ({ args: { before, retain } }, { file }) =>
    retain ? [replacement(`Retain ${before}`, file, retain, `retain ${before}`)] : [],
  find: (place, report) => {
    for (const { node, now, before, baseline } of changedTopics(place, (pair) => kept(pair.now) < kept(pair.before))) {
      const needs = needsOf(place.project, now, kept(before));
      if (needs.length === 0) continue;
      const retain = itemOf(node, 'retain');
      const args = {
        topic: now.name,
        before: periodText(baseline.project, before),
        after: periodText(place.project, now),
        needs: needs.map(({ why }) => why),
        baseline: baseline.name,
        retain,
      };
      report(problem('EVF4035', retain ?? node.name, args, needs.flatMap(({ places }) => places).slice(0, 3)));
    }
  },
  failing: `
// published: orders.evflow
event OrderPlaced { orderId: uuid, customerId: uuid }
topic orders { carries OrderPlaced, key customerId, retain forever }

// file: orders.evflow
event OrderPlaced { orderId: uuid, customerId: uuid }
topic orders {
  carries OrderPlaced
  key customerId
  retain 7d
  // <- error EVF4035 the projection Customers is rebuilt from it
}
projection Customers by customerId {
  state { orders: int = 0 }
  on OrderPlaced { orders += 1 }
}`,
  mended: `
// published: orders.evflow
event OrderPlaced { orderId: uuid, customerId: uuid }
topic orders { carries OrderPlaced, key customerId, retain forever }

// file: orders.evflow
event OrderPlaced { orderId: uuid, customerId: uuid }
topic orders {
  carries OrderPlaced
  key customerId
  retain forever
}
projection Customers by customerId {
  state { orders: int = 0 }
  on OrderPlaced { orders += 1 }
}`,
});

/** Milliseconds; infinite where messages stay. */
function kept({ retain }: TopicInfo): number {
  return typeof retain === 'number' ? retain : Number.POSITIVE_INFINITY;
}

interface Need {
  readonly why: string;
  readonly places: readonly RelatedPlace[];
}

function needsOf(project: Project, topic: TopicInfo, before: number): Need[] {
  const needs = readersOn(project, topic).flatMap((part): Need[] => {
    const why = needOf(part, kept(topic), before);
    return why ? [{ why, places: [{ uri: part.file.uri, span: part.entity.node.name!, label: why }] }] : [];
  });
  const losing = topic.takesDeadLetters ? [{ why: 'dead letters lie there until they are redriven', places: [] }] : [];
  return [...losing, ...needs];
}

function needOf(part: ReadingInfo, now: number, before: number): string | undefined {
  if (part.kind === 'projection') return `the projection ${part.name} is rebuilt from it`;
  if (part.entity.node.kind !== 'consumer') return undefined;
  if (part.entity.node.items.some(({ kind }) => kind === 'offset') && part.offset === 'earliest')
    return `the consumer ${part.name} begins at the earliest message`;
  if (part.idempotent && part.idempotent.window === undefined)
    return `the consumer ${part.name} remembers what it has handled for as long as that`;
  const waits = retryTime(part);
  return now < waits && waits <= before ? `the retries of the consumer ${part.name} take longer` : undefined;
}

/** How long a message may wait for its last attempt: waits double up to their longest. */
function retryTime({ retry: { count, backoff, backoffMax } }: ReadingInfo): number {
  let [time, wait, left] = [0, Math.min(backoff, backoffMax), count];
  for (; left > 0 && wait < backoffMax; left--) {
    time += wait;
    wait = Math.min(wait * 2, backoffMax);
  }
  return time + left * backoffMax;
}

/** The consumers and projections that read a topic. */
function readersOn(project: Project, topic: TopicInfo): ReadingInfo[] {
  const owners = [...topic.carries.keys()].flatMap((message) =>
    project.uses(message).flatMap(({ role, owner }) => (namesMessage(role) && owner !== undefined ? [owner] : [])),
  );
  return [...new Set(owners)].flatMap((key) => {
    const part = project.part(key);
    return part && part.kind !== 'choreography' && part.topics.includes(topic.key) ? [part] : [];
  });
}

/** As it is written. */
function periodText(project: Project, { key, node }: TopicInfo): string {
  const period = node && itemOf(node, 'retain')?.period;
  if (!period || period === 'forever') return 'forever';
  return project.entity(key)?.file.text.slice(period.start, period.end) ?? '';
}
