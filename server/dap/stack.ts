import type { SourceFile } from '../../language/model/entities.ts';
import type { Applying } from '../../language/run/aggregate/applying.ts';
import type { Frame } from '../../language/run/program.ts';
import type { Delivery, Message, RunPause } from '../../language/run/run.ts';
import type { Span } from '../../language/syntax/tree.ts';

/** One level of the stack: a body that stands still, what caused its message, or the scenario's line. */
export interface StackLevel {
  readonly name: string;
  /** Undefined for a line between two handlers that only says what caused what. */
  readonly place: { readonly file: SourceFile; readonly span: Span } | undefined;
  /** The message at hand; undefined in the scenario. */
  readonly delivery: Delivery | undefined;
  /** Of the body that stands still; the others have ended. */
  readonly frame: Frame | undefined;
  /** The event that an aggregate's `apply` has at hand; undefined for all other bodies. */
  readonly applying: Applying | undefined;
}

/** How many causes are told; a loop of handlers has no end. */
const DEPTH = 100;

/** The handler that stands still, below it the one that emitted its message, and so on to the first cause. */
export function causesOf({ delivery, node, frame, applying }: RunPause): StackLevel[] {
  const levels = [
    ...(applying ? applyLevels(delivery, node, frame, applying) : [handlerLevel(delivery, node, frame)]),
    causeLevel(delivery.message),
  ];
  let { cause } = delivery.message;
  for (let depth = 0; cause && depth < DEPTH; depth++) {
    levels.push(handlerLevel(cause.delivery, cause.node, undefined), causeLevel(cause.delivery.message));
    cause = cause.delivery.message.cause;
  }
  if (cause) levels.push({ ...label, name: 'and earlier causes' });
  return levels;
}

export function scenarioLevel(file: SourceFile, name: string, span: Span): StackLevel {
  return { ...label, name: `scenario "${name}"`, place: { file, span } };
}

function handlerLevel(delivery: Delivery, span: Span, frame: Frame | undefined): StackLevel {
  const { info } = delivery.reader.part;
  const name = `${info.name} on ${delivery.message.type.program.version.name}`;
  return { name, place: { file: info.file, span }, delivery, frame, applying: undefined };
}

/** The `apply` that stands still, and below it where the handler emitted its event. */
function applyLevels(delivery: Delivery, span: Span, frame: Frame, applying: Applying): StackLevel[] {
  const { info } = delivery.reader.part;
  const { message } = applying;
  const name = `${info.name} applies ${message.type.program.version.name}`;
  const levels = [{ name, place: { file: info.file, span }, delivery, frame, applying }];
  return message.cause ? [...levels, handlerLevel(delivery, message.cause.node, undefined)] : levels;
}

const label = { place: undefined, delivery: undefined, frame: undefined, applying: undefined } as const;

/** `caused by OrderPlaced, orders/3@17`; a command lies in no topic. */
function causeLevel({ type, topic, partition, offset }: Message): StackLevel {
  const place = topic ? `, ${topic.info.name}/${partition}@${offset}` : '';
  return { ...label, name: `caused by ${type.program.version.name}${place}` };
}
