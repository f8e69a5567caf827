import type { Project } from '../../model/project.ts';
import type { ScenarioLine } from '../../syntax/tree.ts';
import type { Finding } from '../findings.ts';

/** What a line that cannot be run yet asks for. */
export function unsupportedLine(line: ScenarioLine): string {
  switch (line.kind) {
    case 'messageFault':
      return `\`fault ${line.fault}\``;
    case 'crashFault':
      return '`fault crash`';
    case 'disconnectFault':
      return '`fault disconnect`';
    case 'lagFault':
      return '`fault lag`';
    case 'stopBrokerFault':
      return '`fault stop broker`';
    default:
      return `\`${line.kind}\``;
  }
}

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
