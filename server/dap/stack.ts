import type { DebugProtocol } from '@vscode/debugprotocol';
import type { SourceFile } from '../../language/model/entities.ts';
import type { Delivery, Message, Run } from '../../language/run/run.ts';
import type { Frame } from '../../language/run/program.ts';
import type { Span } from '../../language/syntax/tree.ts';
import type { Pause } from './execution.ts';

/** One level of the stack: a body that stands still, what caused its message, or the scenario's line. */
export interface StackLevel {
  readonly name: string;
  readonly place: { readonly file: SourceFile; readonly span: Span } | undefined;
  /** A line between two handlers that only says what caused what. */
  readonly isLabel: boolean;
  /** The message at hand, and the body's frame where it still runs. */
  readonly delivery: Delivery | undefined;
  readonly frame: Frame | undefined;
}

/** The handler that stands still, below it the handler that emitted its message, and so on to the scenario's line. */
export function stackOf(run: Run, pause: Pause, scenario: { file: SourceFile; name: string; line: Span }): StackLevel[] {
  const levels: StackLevel[] = [];
  if (pause.at !== 'line') {
    levels.push(handlerLevel(pause.delivery, pause.node, pause.frame));
    for (const { delivery, node } of run.causesOf(pause.delivery.eventId)) {
      levels.push(label(levels.at(-1)?.delivery?.message), handlerLevel(delivery, node, undefined));
    }
    levels.push(label(levels.at(-1)?.delivery?.message));
  }
  const place = { file: scenario.file, span: scenario.line };
  return [...levels, { name: `scenario "${scenario.name}"`, place, isLabel: false, delivery: undefined, frame: undefined }];
}

function handlerLevel(delivery: Delivery, span: Span, frame: Frame | undefined): StackLevel {
  const { info } = delivery.reader.part;
  const name = `${info.name} on ${delivery.message.type.program.version.name}`;
  return { name, place: { file: info.file, span }, isLabel: false, delivery, frame };
}

function label(message: Message | undefined): StackLevel {
  return { name: `caused by ${message ? messageText(message) : 'the scenario'}`, place: undefined, isLabel: true, delivery: undefined, frame: undefined };
}

/** `OrderPlaced, orders/3@17`; a command has no such place. */
export function messageText(message: Message): string {
  const { name } = message.type.program.version;
  return message.topic ? `${name}, ${message.topic.info.name}/${message.partition}@${message.offset}` : name;
}

export function toStackFrame(level: StackLevel, id: number, toSource: (file: SourceFile) => DebugProtocol.Source): DebugProtocol.StackFrame {
  if (!level.place) return { id, name: level.name, line: 0, column: 0, presentationHint: 'label' };
  const { file, span } = level.place;
  const start = file.lines.position(span.start);
  return { id, name: level.name, source: toSource(file), line: start.line + 1, column: start.character + 1 };
}
