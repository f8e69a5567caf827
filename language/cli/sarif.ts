import { pathToFileURL } from 'node:url';
import type { Location, Log, PhysicalLocation, ReportingDescriptor, Result } from 'sarif';
import type { Rule } from '../check/rule.ts';
import type { Severity } from '../syntax/diagnostic.ts';
import type { LineIndex } from '../syntax/lines.ts';
import type { Span } from '../syntax/tree.ts';
import type { FoundDiagnostic } from './projects.ts';
import { placeSpan } from './report.ts';

const LEVELS = { error: 'error', warning: 'warning', hint: 'note' } as const satisfies Record<Severity, string>;

/** Where relative addresses begin; whoever reads the log says where that is. */
const ROOT = 'SRCROOT';

/**
 * Diagnostics as a SARIF 2.1.0 log. Files are told from the current folder.
 * @param rules those that were looked at
 */
export function sarifLog(found: readonly FoundDiagnostic[], rules: readonly Rule[]): Log {
  const codes = rules.map(({ code }): string => code);
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'evflow', rules: rules.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        results: found.map((one) => result(one, codes)),
      },
    ],
  };
}

function descriptor({ code, title, severity, explanation }: Rule): ReportingDescriptor {
  const help = explanation.trim();
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text: help },
    help: { text: help, markdown: help },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function result({ diagnostic, uri, lines, linesOf }: FoundDiagnostic, codes: readonly string[]): Result {
  const { code, severity, message, span, related, fixes } = diagnostic;
  const text = [message, ...fixes.map(({ title }) => `Fix: ${title}.`)].join('\n');
  return {
    ruleId: code,
    ...(codes.includes(code) && { ruleIndex: codes.indexOf(code) }),
    level: LEVELS[severity],
    message: { text },
    locations: [{ physicalLocation: physical(uri, span, lines) }],
    relatedLocations: related.map(
      (place, id): Location => ({
        id,
        physicalLocation: physical(place.uri, place.span, linesOf(place.uri)),
        message: { text: place.label },
      }),
    ),
  };
}

function physical(uri: string, span: Span, lines: LineIndex | undefined): PhysicalLocation {
  const here = `${pathToFileURL(process.cwd()).href}/`;
  const artifactLocation = uri.startsWith(here) ? { uri: uri.slice(here.length), uriBaseId: ROOT } : { uri };
  if (!lines) return { artifactLocation };
  const { start, end } = placeSpan(span, lines);
  return {
    artifactLocation,
    region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
  };
}
