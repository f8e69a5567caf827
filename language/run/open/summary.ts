import type { LimitReached } from '../limits.ts';
import type { Run } from '../run.ts';
import type { SagaStatus } from '../saga/history.ts';
import type { Saga } from '../saga/saga.ts';
import type { SampledAnswer } from '../sampledAnswers.ts';
import { sagasIn, timersIn } from '../scenario/explain.ts';
import type { ValueText } from '../scenario/text.ts';
import type { OpenRun } from './openRun.ts';

/** How a run stands at its end. Plain data, without anything that a message says. */
export interface RunSummary {
  readonly time: string;
  readonly topics: readonly TopicSummary[];
  readonly groups: readonly GroupSummary[];
  readonly deadLetters: readonly DeadLetterSummary[];
  /** Commands that are not answered yet, by the part whose inbox they lie in. */
  readonly openCommands: readonly { readonly part: string; readonly count: number }[];
  readonly sagas: readonly SagaSummary[];
  /** Instances of sagas that have not ended, and what waits for its time, one line each. */
  readonly waiting: readonly string[];
  /** What the run could not do, what it made up, and which operations have done nothing. */
  readonly notes: readonly string[];
  /** Why the run was stopped before it came to rest. */
  readonly stopped: string | undefined;
}

export interface TopicSummary {
  /** The topic's key. */
  readonly topic: string;
  readonly messages: number;
  /** By partition: the offset that the next message gets. */
  readonly ends: readonly number[];
}

/** A group's place in one partition. */
export interface GroupSummary {
  readonly group: string;
  readonly part: string;
  readonly topic: string;
  readonly partition: number;
  readonly position: number;
  readonly end: number;
  readonly lag: number;
  /** Blocked by a message that is tried again later. */
  readonly retrying: boolean;
}

export interface DeadLetterSummary {
  readonly message: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly part: string;
  readonly reason: string;
  readonly attempts: number;
  /** How many later messages of its key wait behind it. */
  readonly parked: number;
}

/** How many instances of a saga there are, by how they stand. */
export interface SagaSummary extends Readonly<Record<SagaStatus, number>> {
  /** The saga's key. */
  readonly saga: string;
}

/** @param stopped the limit that the run reached, if it did; @param text writes the keys of instances */
export function summaryOf(
  { run, sampled, idle }: OpenRun,
  stopped: LimitReached | undefined,
  text: ValueText,
): RunSummary {
  return {
    time: run.time,
    topics: run.topics().map(({ info, logs }) => ({
      topic: info.key,
      messages: logs.reduce((sum, log) => sum + log.length, 0),
      ends: logs.map((log) => log.length),
    })),
    groups: groupsOf(run),
    deadLetters: deadLettersOf(run),
    openCommands: openCommandsOf(run),
    sagas: run.sagas().map(sagaSummary),
    waiting: [...sagasIn(run, text), ...timersIn(run, text)],
    notes: [...idle, ...sampled.map(sampleNote), ...run.findings.map(({ text }) => `${capital(text)}.`)],
    stopped: stopped && `${stopped.text}.`,
  };
}

function groupsOf(run: Run): GroupSummary[] {
  return run.consumers().flatMap(({ key, group, positions }) =>
    positions.map(({ topic, partition, offset, end, lag, waiting }) => ({
      group,
      part: key,
      topic,
      partition,
      position: offset,
      end,
      lag,
      retrying: waiting,
    })),
  );
}

function sagaSummary({ part, instances }: Saga): SagaSummary {
  const counts = { running: 0, parked: 0, done: 0, aborted: 0 };
  for (const { shownStatus } of instances) counts[shownStatus]++;
  return { saga: part.info.key, ...counts };
}

function deadLettersOf(run: Run): DeadLetterSummary[] {
  return run.deadLetters().flatMap(({ message, topic, parked }) => {
    const { headers, type, partition, offset } = message;
    if (!headers) return [];
    const { part, error, attempts } = headers;
    return { message: type.key, topic, partition, offset, part, reason: error, attempts, parked: parked.length };
  });
}

function openCommandsOf(run: Run): RunSummary['openCommands'] {
  const counts = new Map<string, number>();
  for (const { part, waiting } of run.inboxes()) counts.set(part, (counts.get(part) ?? 0) + waiting.length);
  return [...counts].filter(([, count]) => count > 0).map(([part, count]) => ({ part, count }));
}

function sampleNote({ part, message, choices, drawn }: SampledAnswer): string {
  const others = choices.filter((choice) => choice !== drawn);
  const drawnFrom = others.length > 0 ? `, drawn from the seed; it could also say ${others.join(' or ')}` : '';
  return `${part} has no body for ${message}: a sampled ${drawn} is its answer${drawnFrom}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
