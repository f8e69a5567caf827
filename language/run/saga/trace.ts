import type { Part } from '../parts.ts';
import type { SagaEntry, SourcePlace } from '../trace.ts';
import type { World } from '../world.ts';
import type { SagaEvent } from './history.ts';

/** Tells the trace what happened to an instance. */
export function traceEvents(world: World, part: Part, instance: string, events: readonly SagaEvent[]): void {
  for (const event of events) {
    const place = placeOf(part, event);
    world.trace?.push({ kind: 'saga', time: world.time, part: part.info.key, instance, ...told(event), ...place });
  }
}

function placeOf(part: Part, event: SagaEvent): { readonly place?: SourcePlace } {
  if (event.kind !== 'parked' || !event.node) return {};
  const { start, end } = event.node;
  return { place: { uri: part.info.file.uri, start, end } };
}

type Told = Omit<SagaEntry, 'kind' | 'part' | 'instance'>;

function told(event: SagaEvent): Told {
  const step = 'step' in event ? { step: event.step, compensating: event.compensating } : {};
  const message = 'message' in event ? { message: event.message.type.key, eventId: event.message.eventId } : {};
  const reason = 'reason' in event ? { reason: event.reason } : {};
  const outcome = 'outcome' in event ? { outcome: event.outcome } : {};
  const retry = 'retry' in event ? { retry: event.retry } : {};
  const sent = 'sent' in event ? { sent: event.sent.map((output) => output.message.type.key) } : {};
  return { what: event.kind, ...step, ...message, ...reason, ...outcome, ...retry, ...sent };
}
