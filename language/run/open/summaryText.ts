import { shortKey, timeText } from '../traceText.ts';
import type { DeadLetterSummary, GroupSummary, RunSummary, SagaSummary, TopicSummary } from './summary.ts';

/**
 * How a run stands, for a person. Topics and partitions in which nothing lies are left out.
 * @param rests what the run does that was not stopped
 */
export function summaryText(summary: RunSummary, rests: 'ends' | 'stands still' = 'ends'): string {
  const { topics, groups, deadLetters, openCommands, sagas, waiting, notes, stopped, time } = summary;
  const inboxes = openCommands.map(({ part, count }) => `${shortKey(part)}: ${count}`);
  const blocks = [
    table(TOPIC_HEAD, topics.filter(({ messages }) => messages > 0).map(topicRow)),
    table(GROUP_HEAD, groups.filter(({ end }) => end > 0).map(groupRow)),
    list('Dead letters', deadLetters.map(deadLetterText)),
    list('Open commands', inboxes),
    table(SAGA_HEAD, sagas.map(sagaRow)),
    list('Waits', waiting),
    list('Notes', notes),
    [`The run ${stopped === undefined ? rests : 'was stopped'} at ${timeText(time)}.`, ...(stopped ? [stopped] : [])],
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

const TOPIC_HEAD = ['Topic', 'Messages', 'End offsets'];
const GROUP_HEAD = ['Group', 'Topic', 'Partition', 'Position', 'End', 'Lag', ''];

const SAGA_HEAD = ['Saga', 'Running', 'Parked', 'Done', 'Aborted'];

function topicRow({ topic, messages, ends }: TopicSummary): Row {
  return [shortKey(topic), messages, ends.join(' ')];
}

function groupRow({ group, topic, partition, position, end, lag, retrying }: GroupSummary): Row {
  return [group, shortKey(topic), partition, position, end, lag, retrying ? 'tries again later' : ''];
}

function sagaRow({ saga, running, parked, done, aborted }: SagaSummary): Row {
  return [shortKey(saga), running, parked, done, aborted];
}

function deadLetterText({ message, topic, partition, offset, part, reason, attempts, parked }: DeadLetterSummary) {
  const place = `${shortKey(message)}, ${shortKey(topic)}/${partition}@${offset}`;
  const behind = parked > 0 ? `; ${parked} of its key parked behind it` : '';
  return `${place}: ${shortKey(part)} gave it up after ${attempts === 1 ? '1 attempt' : `${attempts} attempts`}: ${reason}${behind}`;
}

function list(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? [title, ...lines.map((line) => `  ${line}`)] : [];
}

/** Numbers stand to the right. */
type Row = readonly (string | number)[];

function table(head: readonly string[], rows: readonly Row[]): string[] {
  if (rows.length === 0) return [];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => String(row[i]).length)));
  const isNumber = head.map((_, i) => typeof rows[0]?.[i] === 'number');
  return [head, ...rows].map((row) =>
    row
      .map((cell, i) => (isNumber[i] ? String(cell).padStart(widths[i] ?? 0) : String(cell).padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
