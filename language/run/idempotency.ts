import { keyText, valueAt } from './broker/keys.ts';
import type { Done } from './broker/memory.ts';
import type { Message } from './message.ts';
import type { Part } from './parts.ts';
import type { Data } from './program.ts';

/** What a message is remembered under: its name and the field, or its eventId; undefined where it has none. */
export function idempotencyKey(part: Part, message: Message, data: Data): string | undefined {
  const by = part.program.info.idempotent?.by;
  // No other message has an id that was derived for this one, so its text, which is hashed once, is enough.
  if (!by && message.given?.eventId === undefined) return message.eventId;
  const key = by ? keyText(valueAt(data, by)) : message.eventId;
  return key === undefined ? undefined : `${message.type.program.version.qualifiedName} ${key}`;
}

/** What became of a message that the part has had before; undefined where it has not. */
export function recall(part: Part, message: Message, data: Data, now: number): Done | undefined {
  if (part.streams) return part.streams.store.done(message.eventId);
  if (!part.memory) return undefined;
  const key = idempotencyKey(part, message, data);
  return key === undefined ? undefined : part.memory.recall(key, now);
}

/** Until when it is remembered: for the window, else as long as the topic retains; a command for ever. */
export function rememberedUntil(part: Part, message: Message, now: number): number {
  const retain = message.topic?.info.retain;
  const window = part.program.info.idempotent?.window ?? (typeof retain === 'number' ? retain : undefined);
  return window === undefined ? Number.POSITIVE_INFINITY : now + window;
}
