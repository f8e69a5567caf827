import { Outbox } from './aggregate/outbox.ts';
import { Replica } from './broker/replica.ts';
import type { Delivery } from './delivery.ts';
import type { Message } from './message.ts';
import { timerText } from './timers.ts';
import type { Enabled, World } from './world.ts';

/** How far a run may go on by itself. */
export interface Limits {
  readonly steps: number;
  /** Milliseconds of virtual time. */
  readonly time: number;
  /** Published and sent; left out: `LIMITS.messages`. */
  readonly messages?: number;
}

export const DAY = 86_400_000;

/** Of the final run-out. */
export const LIMITS = { steps: 100_000, time: 400 * DAY, messages: 200_000 } as const satisfies Limits;

/** A run was stopped before it came to rest. */
export interface LimitReached {
  readonly limit: 'steps' | 'time' | 'messages';
  /** What still turns or waits, one line each. */
  readonly turning: readonly string[];
  readonly text: string;
}

/** Why a run was stopped, and what would go on; `last` is what was delivered last. */
export function limitReached(
  world: World,
  limits: Limits,
  limit: LimitReached['limit'],
  last: Delivery | undefined,
): LimitReached {
  const loop = last ? loopBehind(last) : [];
  const turning = loop.length > 0 ? loop : pending(world);
  const after = {
    steps: `${limits.steps.toLocaleString('en')} steps`,
    time: `${Math.round(limits.time / DAY)} days`,
    messages: `${(limits.messages ?? LIMITS.messages).toLocaleString('en')} messages`,
  }[limit];
  return { limit, turning, text: `Still turning after ${after}: ${turning.join(', ')}` };
}

/** How many causes are looked at; a longer loop is not recognised as one. */
const DEPTH = 1000;
/** How many lines say what is pending. */
const SHOWN = 5;

/** The handlers that a chain of causes passes again and again, in the order in which they cause each other. */
function loopBehind(last: Delivery): string[] {
  const passed: string[] = [];
  const seen = new Map<string, number>();
  let emitted: Message | undefined;
  let delivery: Delivery | undefined = last;
  for (let depth = 0; delivery && depth < DEPTH; depth++) {
    const place = `${delivery.reader.part.info.key} ${delivery.message.type.key}`;
    const start = seen.get(place);
    if (emitted) passed.push(`${handlerName(delivery)} emits ${emitted.type.program.version.name}`);
    if (start !== undefined) return passed.slice(start).reverse();
    seen.set(place, depth);
    emitted = delivery.message;
    delivery = delivery.message.cause?.delivery;
  }
  return [];
}

function pending(world: World): string[] {
  const reading = [...world.ready].map((enabled) => enabledText(enabled));
  const waiting = world.timers.pending().map(({ what }) => timerText(what));
  return [...new Set([...reading, ...waiting])].slice(0, SHOWN);
}

function handlerName(delivery: Delivery): string {
  return `${delivery.reader.part.info.name} on ${delivery.message.type.program.version.name}`;
}

function enabledText(enabled: Enabled): string {
  if (enabled instanceof Replica) return `broker ${enabled.broker.id} copies ${enabled.partition.topic.info.name}`;
  if (enabled instanceof Outbox) return `${enabled.part.info.name} has something to say`;
  return `${enabled.part.info.name} has ${enabled.source.end - enabled.position} to read`;
}
