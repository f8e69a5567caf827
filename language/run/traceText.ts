import type { Project } from '../model/project.ts';
import { declaredType } from '../model/schema/shapes.ts';
import type { SourceTree } from '../syntax/tree.ts';
import { choreographyText } from './choreography/text.ts';
import { START, timestampOf } from './clock.ts';
import { shapesOf } from './compile/project.ts';
import { mishapText } from './mishapText.ts';
import type { Data } from './program.ts';
import { sagaText } from './sagaText.ts';
import { ValueText } from './scenario/text.ts';
import { timerText } from './timers.ts';
import type { DeliveryPlace, TraceEntry } from './trace.ts';

/** Writes what happened, one line each, for a person; what is sensitive stays hidden. */
export class TraceText {
  readonly #project: Project;
  readonly #values: ValueText;

  /** @param trees the scenario's file, or others: their names of ids are used */
  constructor(project: Project, ...trees: readonly SourceTree[]) {
    this.#project = project;
    this.#values = new ValueText(shapesOf(project), ...trees);
  }

  /** Undefined for what nobody wants to read. */
  line(entry: TraceEntry): string | undefined {
    const text = this.#text(entry);
    return text && `${timeText(entry.time)}  ${text.join('  ')}`;
  }

  /** What happened in a word, then the rest. */
  #text(entry: TraceEntry): readonly [string, string] | undefined {
    switch (entry.kind) {
      case 'publish': {
        const place = `${shortKey(entry.topic)}/${entry.partition}@${entry.offset}`;
        return [entry.given ? 'history  ' : 'published', `${this.#message(entry)}  to ${place}${by(entry.part)}`];
      }
      case 'send':
        return [
          'sent     ',
          `${this.#message(entry)}  to ${entry.to ? shortKey(entry.to) : 'nobody'}${by(entry.part)}`,
        ];
      case 'deliver':
        return ['delivered', `${delivered(entry)}${this.#memberText(entry)}${attemptText(entry.attempt)}`];
      case 'refuse':
        return ['refused  ', `${this.#message(entry)}: ${entry.findings.join('; ')}`];
      case 'unwanted':
        return [
          'unwanted ',
          `${delivered(entry)}: ${this.#isSaga(entry) ? NOT_AWAITED : 'no `when` holds, so nothing is done'}`,
        ];
      case 'duplicate':
        return [
          'duplicate',
          `${delivered(entry)}: changes nothing${this.#speaks(entry) ? ', and says again what it said' : ''}`,
        ];
      case 'reject':
        return ['rejected ', `${delivered(entry)}: ${entry.reason}`];
      case 'fail':
        return ['failed   ', `${delivered(entry)}: ${entry.error}${retryText(entry.retryAt)}`];
      case 'deadLetter':
        return ['gave up  ', `${delivered(entry)}: it lies in ${shortKey(entry.to.topic)}`];
      case 'park':
        return ['parked   ', `${delivered(entry)}: behind the dead letter of its key`];
      case 'finding':
        return ['note     ', entry.finding.text];
      case 'saga':
        return sagaText(entry, shortKey, this.#id);
      case 'choreography':
        return choreographyText(entry, shortKey, this.#id);
      case 'timer':
        return entry.timer.kind === 'reconnect' ? ['back     ', timerText(entry.timer, shortKey, this.#id)] : undefined;
      case 'fault': {
        const text = mishapText(entry, shortKey, delivered);
        return text && entry.fault === 'duplicate' && this.#takesOnce(entry.part)
          ? [text[0], `${text[1]}, and counts once: its offset is committed by then`]
          : text;
      }
      default:
        return mishapText(entry, shortKey, delivered);
    }
  }

  readonly #id = (key: string) => this.#values.id(key);

  #takesOnce(part: string): boolean {
    const info = this.#project.part(part);
    return info?.kind === 'consumer' && info.delivery !== 'at-least-once';
  }

  /** Whether there is anything that a part says again: a saga goes by its history, and a projection says nothing. */
  #speaks(entry: DeliveryPlace): boolean {
    return !this.#isSaga(entry) && this.#project.part(entry.part)?.kind !== 'projection';
  }

  #isSaga({ part }: DeliveryPlace): boolean {
    return this.#project.part(part)?.kind === 'saga';
  }

  /** Which member it was, where the group has several. */
  #memberText({ part, member }: { readonly part: string; readonly member: number }): string {
    const info = this.#project.part(part);
    return info?.kind === 'consumer' && info.concurrency > 1 ? `, member ${member}` : '';
  }

  #message({ message, data }: { readonly message: string; readonly data: Data }): string {
    return this.#values.message(shortKey(message), data, declaredType(message));
  }
}

const NOT_AWAITED = 'it starts no instance, and none waits for it';

/** `OrderPlaced, orders/3@17, to Inventory`; a command lies in no topic. */
function delivered({ message, part, topic, partition, offset }: DeliveryPlace): string {
  const place = topic === undefined ? '' : `, ${shortKey(topic)}/${partition}@${offset},`;
  return `${shortKey(message)}${place} to ${shortKey(part)}`;
}

function attemptText(attempt: number): string {
  return attempt > 1 ? `, attempt ${attempt}` : '';
}

function by(part: string | undefined): string {
  return part === undefined ? '' : `  by ${shortKey(part)}`;
}

function retryText(retryAt: string | undefined): string {
  return retryAt === undefined ? '' : `; tried again at ${timeText(retryAt)}`;
}

const FIRST_DAY = timestampOf(START).slice(0, 10);

/** The time of day, with the date once the first day is over. */
export function timeText(time: string): string {
  const day = time.slice(0, 10);
  return `${day === FIRST_DAY ? '' : `${day} `}${time.slice(11, 23)}`;
}

/** A key without its namespace, and without the version that a name has by itself. */
export function shortKey(key: string): string {
  return key.replace(/^.*\.(?=[^.@\d])(?!dlq$)/, '').replace(/@1\.0$/, '');
}
