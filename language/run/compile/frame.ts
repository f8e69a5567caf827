import type { Data, Effects, Frame, Meta, MutableData } from '../program.ts';
import { emptyObject } from '../values/objects.ts';

/** A frame for expressions outside any handler: of an `upcast`, over the old data, or of a scenario. */
export function frameOver(data: Data, state: MutableData = emptyObject(), effects: Effects = NO_EFFECTS): Frame {
  return { data, meta: NO_META, key: undefined, state, locals: [], names: [], turns: 0, effects };
}

const NO_META: Meta = {
  eventId: '',
  eventType: '',
  eventVersion: '',
  timestamp: '',
  correlationId: '',
  causationId: undefined,
  producer: '',
  topic: undefined,
  partition: undefined,
  offset: undefined,
  attempt: 1,
  replayed: false,
};

/** The checker lets nothing have an effect there; a text with errors may try all the same. */
const NO_EFFECTS: Effects = {
  emit: refuse,
  choose: refuse,
  now: refuse,
  uuid: refuse,
  changing: refuse,
};

function refuse(): never {
  throw new Error('this may not be done here');
}
