import type { ChangedShape } from '../model/problems/evolution.ts';
import { listed } from '../model/words.ts';
import type { Severity } from '../syntax/diagnostic.ts';

/** Whole sentences: who cannot read whom, `what` is the matter, whom it reaches, and a message that shows it. */
export function changeText(args: ChangedShape, what: string): string {
  const { verdict, why, affected, example } = args;
  const open = why === undefined ? '' : ` It is not decided ${why}, and so it counts as a break.`;
  const shown = example === undefined ? '' : ` For example ${example}.`;
  return `${who(args)}: ${what}.${open}${verdict === 'lossy' ? '' : ` ${sentence(affected)}`}${shown}`;
}

function who({ version, others, directions, verdict }: ChangedShape): string {
  const old = listed(others);
  const isBoth = directions.length === 2;
  const isBackward = directions.includes('backward');
  if (verdict === 'lossy') {
    if (isBoth) return `${version} and ${old} read each other, but not without loss`;
    return isBackward
      ? `${version} reads what ${old} wrote, but loses something`
      : `${old} loses something of ${version}`;
  }
  if (isBoth) return `${version} and ${old} cannot read each other`;
  return isBackward ? `${version} cannot read what ${old} wrote` : `${old} cannot read what ${version} writes`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** What is only lost is worth a warning. */
export function changeSeverity({ verdict }: ChangedShape): Severity {
  return verdict === 'lossy' ? 'warning' : 'error';
}

/** `card` and `invoice` */
export function symbols(names: readonly string[]): string {
  return listed(names.map((name) => `\`${name}\``));
}
