import type { MessageVersion } from '../../model/meaning.ts';
import type { Program } from '../program.ts';
import type { Run, TraceEntry } from '../run.ts';
import { waitingOf } from '../saga/waiting.ts';
import { timerText } from '../timers.ts';
import { shortKey } from '../traceText.ts';
import type { Awaited } from './awaited.ts';
import type { Evaluator } from './evaluator.ts';
import { type Happening, readFor } from './happened.ts';
import type { Difference, Failure } from './result.ts';
import type { ValueText } from './text.ts';

type Explanation = Omit<Failure, 'uri' | 'node'>;

/** Longer lists of what happened are cut short, at their beginning. */
const SHOWN = 10;
const NEAREST = 3;

/** Why a `then` was not met: what came nearest, else what happened at all. `from`: where the search began. */
export function explainMissing(
  awaited: Awaited,
  happenings: readonly Happening[],
  from: number,
  troubles: readonly string[],
  evaluator: Evaluator,
): Explanation {
  const show = (happening: Happening) => happeningText(happening, awaited.version, evaluator);
  const since = happenings.slice(from);
  const near = since.flatMap((happening) => {
    const differing = awaited.compare(happening);
    return differing ? [{ happening, differing }] : [];
  });
  const nearest = near.sort((a, b) => a.differing.length - b.differing.length).slice(0, NEAREST);
  const isEarlier = happenings.slice(0, from).some((happening) => awaited.compare(happening)?.length === 0);
  const lines = [
    `Expected ${awaited.text}, but nothing more happens.`,
    ...nearest.map(
      ({ happening, differing }) => `There was ${show(happening)}, where ${differing.map(differenceText).join(', ')}.`,
    ),
    ...(isEarlier
      ? ['It happened earlier, before what an earlier line matched: `then` lines follow the order of publication.']
      : []),
    ...(nearest.length === 0 ? whatHappened(since.map(show), from > 0) : []),
    ...troubles,
  ];
  return {
    message: lines.join('\n'),
    expected: awaited.text,
    actual: nearest[0] ? show(nearest[0].happening) : since.map(show).join('\n') || 'nothing',
    ...(nearest[0] && { differences: nearest[0].differing }),
  };
}

/** Why a `never` does not hold. */
export function explainUnwanted(awaited: Awaited, happening: Happening, evaluator: Evaluator): Explanation {
  const actual = happeningText(happening, awaited.version, evaluator);
  const when = happening.kind === 'message' ? ` at ${happening.said.time}` : '';
  return {
    message: `${awaited.text} must never be, but there was ${actual}${when}.`,
    expected: `no ${awaited.text}`,
    actual,
  };
}

/** As it is compared with what is awaited. */
function happeningText(
  happening: Happening,
  awaited: MessageVersion | undefined,
  { text, messages }: Evaluator,
): string {
  if (happening.kind === 'rejected') return `${happening.name} rejected with ${JSON.stringify(happening.reason)}`;
  const version = happening.program.version.qualifiedName === awaited?.qualifiedName ? awaited : undefined;
  const { value, type } = readFor(version, happening, messages);
  return text.message(happening.program.version.name, value, type);
}

function differenceText({ path, expected, actual }: Difference): string {
  return `${path || 'it'} is ${actual} instead of ${expected}`;
}

function whatHappened(texts: readonly string[], isPart: boolean): string[] {
  const since = isPart ? ' since what the line above matched' : '';
  if (texts.length === 0) return [`Nothing was published${since}.`];
  const shown = texts.slice(-SHOWN);
  const left = texts.length - shown.length;
  return [
    `What happened${since}:`,
    ...(left > 0 ? [`  … ${left} more before`] : []),
    ...shown.map((text) => `  ${text}`),
  ];
}

/** What went wrong on the way, each once: failed attempts, dead letters, refused messages. */
export function troublesOf(trace: readonly TraceEntry[], program: Program): string[] {
  const name = (key: string) => program.messages.get(key)?.version.name ?? key;
  const part = (key: string) => key.split('.').at(-1);
  const texts = trace.flatMap((entry) => {
    if (entry.kind === 'deadLetter')
      return [`${part(entry.part)} gave ${name(entry.message)} up after ${attempts(entry.attempts)}: ${entry.error}.`];
    if (entry.kind === 'fail' && entry.retryAt === undefined && entry.topic === undefined)
      return [`${part(entry.part)} failed on ${name(entry.message)}: ${entry.error}.`];
    return [];
  });
  return [...new Set(texts)];
}

function attempts(count: number): string {
  return count === 1 ? 'one attempt' : `${count} attempts`;
}

/** What still waits when nothing more is done, one line each. */
export function waitingIn(run: Run, program: Program, text: ValueText): string[] {
  const name = (key: string) => program.messages.get(key)?.version.name ?? key;
  const part = (key: string) => key.split('.').at(-1);
  const unread = run
    .consumers()
    .flatMap(({ key, positions }) =>
      positions
        .filter(({ lag }) => lag > 0)
        .map(({ lag, topic, partition }) => `${part(key)} has ${lag} to read in ${part(topic)}/${partition}.`),
    );
  const inboxes = run
    .inboxes()
    .flatMap((inbox) =>
      inbox.waiting.map((message) => `${name(message.type.key)} waits in the inbox of ${part(inbox.part)}.`),
    );
  const letters = run.deadLetters().map(({ message, topic, parked }) => {
    const behind = parked.length > 0 ? `, and ${parked.length} behind it` : '';
    return `${name(message.type.key)} lies in the dead letter topic ${topic}${behind}.`;
  });
  return [...sagasIn(run, text), ...timersIn(run, text), ...unread, ...inboxes, ...letters];
}

/** What will happen at its time, one line each. */
export function timersIn(run: Run, text: ValueText): string[] {
  return run.timers().map(({ time, what }) => `${timerText(what, shortKey, (id) => text.id(id))} at ${time}.`);
}

/** Instances of sagas that have not ended, with what they wait for; the first ones, where there are many. */
export function sagasIn(run: Run, text: ValueText): string[] {
  const lines: string[] = [];
  let left = 0;
  for (const saga of run.sagas()) {
    for (const instance of saga.instances) {
      if (instance.active.length === 0) continue;
      if (lines.length < SHOWN) lines.push(...waitingOf(saga, instance, (id) => text.id(id)));
      else left++;
    }
  }
  return left > 0 ? [...lines, `… and ${left} more instances of sagas.`] : lines;
}
