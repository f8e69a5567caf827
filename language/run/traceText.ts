import type { Value } from '../model/types.ts';
import type { TraceEntry } from './trace.ts';

/**
 * One line for what happened, undefined for what nobody wants to read. `hidden` names the fields of a message that must
 * not be shown.
 */
export function traceLine(entry: TraceEntry, hidden: (message: string) => ReadonlySet<string>): string | undefined {
  const time = entry.time.slice(11, 23);
  const text = entryText(entry, hidden);
  return text && `${time}  ${text}`;
}

function entryText(entry: TraceEntry, hidden: (message: string) => ReadonlySet<string>): string | undefined {
  switch (entry.kind) {
    case 'publish':
      return `published  ${entry.given ? '(history) ' : ''}${shortKey(entry.message)} ${dataText(entry.data, hidden(entry.message))}  to ${entry.topic}/${entry.partition}@${entry.offset}${by(entry.part)}`;
    case 'send':
      return `sent       ${shortKey(entry.message)} ${dataText(entry.data, hidden(entry.message))}  to ${entry.to ?? 'nobody'}${by(entry.part)}`;
    case 'deliver':
      return `delivered  ${shortKey(entry.message)}  to ${entry.part}${entry.attempt > 1 ? `, attempt ${entry.attempt}` : ''}`;
    case 'refuse':
      return `refused    ${shortKey(entry.message)}: ${entry.findings.join('; ')}`;
    case 'duplicate':
      return `duplicate  ${shortKey(entry.message)}  at ${entry.part}: changes nothing`;
    case 'reject':
      return `rejected   ${shortKey(entry.message)}  by ${entry.part}: ${entry.reason}`;
    case 'fail':
      return `failed     ${shortKey(entry.message)}  at ${entry.part}: ${entry.error}${entry.retryAt ? `; tried again at ${entry.retryAt.slice(11, 23)}` : ''}`;
    case 'deadLetter':
      return `dead letter ${shortKey(entry.message)}  of ${entry.part}: ${entry.error}`;
    case 'finding':
      return `note       ${entry.finding.text}`;
    default:
      return undefined;
  }
}

/** Without the namespace, and without the version that a name has by itself. */
function shortKey(key: string): string {
  return key.replace(/^.*\.(?=[A-Za-z_])/, '').replace(/@1\.0$/, '');
}

function by(part: string | undefined): string {
  return part === undefined ? '' : `  by ${part}`;
}

function dataText(data: { readonly [field: string]: Value }, hidden: ReadonlySet<string>): string {
  return JSON.stringify(data, (key, value: unknown) => (hidden.has(key) ? '(sensitive)' : value));
}
