import type { Project } from '../../model/project.ts';
import type { Finding } from '../findings.ts';

/**
 * What the run met and could not do, where that may have changed what happens next. A projection or choreography only
 * looks on, so without it the rest is as it would be.
 */
export function unsupportedFindings(findings: readonly Finding[], project: Project): string[] {
  return findings
    .filter(({ kind, part }) => kind === 'notBuilt' && !ONLOOKERS.has(project.part(part)?.kind ?? ''))
    .map(({ text }) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`);
}

const ONLOOKERS: ReadonlySet<string> = new Set(['projection', 'choreography']);
