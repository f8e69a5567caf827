import type { Message } from '../../language/run/run.ts';
import type { ScenarioLine } from '../../language/syntax/tree.ts';
import { deliveryOf, type Pause } from './pause.ts';

/** How a person goes on. */
export type Resume = 'continue' | 'stepIn' | 'next' | 'stepOut';

/** What a step has to know of the run. */
export interface Chains {
  /** Whether there is such a message that a part has still to read or is just reading, or that is said later. */
  isUnderWay(isMeant: (message: Message) => boolean): boolean;
  /** The scenario's line that brought a message in from outside. */
  lineOf(message: Message): ScenarioLine | undefined;
}

type StepEnd = (pause: Pause) => boolean;
type IsMeant = (message: Message) => boolean;

/** At which of the pauses that follow `from` a step ends. */
export function stepEnd(how: Resume, from: Pause | undefined, chains: Chains): StepEnd {
  if (how === 'continue') return () => false;
  if (!from || how === 'stepIn') return stepIn(from, chains);
  return how === 'next' ? next(from) : stepOut(from, chains);
}

/**
 * From what causes a message to the handler of that message, and where none reads it to whatever comes once that is
 * clear; from everything else to the next place of all.
 */
function stepIn(from: Pause | undefined, chains: Chains): StepEnd {
  const isCaused = from && causedBy(from, chains);
  if (!isCaused) return () => true;
  const here = deliveryOf(from);
  return (pause) => {
    if (pause.at !== 'line' && isCaused((pause.applying ?? pause.delivery).message)) return true;
    return (pause.at === 'line' || pause.delivery !== here) && !chains.isUnderWay(isCaused);
  };
}

/** Which messages the place causes; undefined where it is not there to cause one. */
function causedBy(from: Pause, chains: Chains): IsMeant | undefined {
  const { node } = from;
  if (from.at === 'line') {
    return node.kind === 'when' ? (message) => !message.cause && chains.lineOf(message) === node : undefined;
  }
  const isWithoutBody = from.at === 'delivery' && !from.delivery.handler?.program.run;
  if (node.kind !== 'emit' && !isWithoutBody) return undefined;
  return ({ cause }) => cause?.delivery === from.delivery && cause.node === node;
}

/** To the next place in this handler; once it has ended to the next message of this consumer, or the scenario's next line. */
function next(from: Pause): StepEnd {
  const reader = deliveryOf(from)?.reader;
  return (pause) =>
    pause.at === 'line' ||
    (pause.delivery.reader.part === reader?.part && pause.delivery.reader.member === reader?.member);
}

/** To what comes when all that the first cause of this message has led to is done. */
function stepOut(from: Pause, chains: Chains): StepEnd {
  const first = deliveryOf(from)?.message.first.eventId;
  if (first === undefined) return () => false;
  const isInChain: IsMeant = (message) => message.first.eventId === first;
  return (pause) => {
    const delivery = deliveryOf(pause);
    return !(delivery && isInChain(delivery.message)) && !chains.isUnderWay(isInChain);
  };
}
