import type { ProjectConfig } from '../model/config.ts';
import { BaselineError, loadBaseline } from '../node/baselines.ts';
import { RegistryError } from '../node/registry/access.ts';
import { BREAKS, checkAgainstRegistry, type RegistryReport, type SubjectReport } from '../node/registry/check.ts';
import { registryText } from '../node/registry/reportText.ts';
import { Misuse } from './command.ts';
import type { AskedProject, FoundDiagnostic } from './projects.ts';
import { schemaFormat } from './registering.ts';

/** What a baseline that is asked for adds to what is told of a project. */
export interface Against {
  readonly found: readonly FoundDiagnostic[];
  /** Lines for a person; none where diagnostics say it all. */
  readonly text: readonly string[];
}

const REGISTRY = /^registry(?::(.*))?$/s;

/**
 * Compares a project with one more baseline.
 *
 * @param spec `lock`, `git:REVISION`, `registry:URL`, or `registry` for the one that evflow.json names
 * @throws Misuse where it cannot be read or asked
 */
export async function compareAgainst(asked: AskedProject, spec: string): Promise<Against> {
  try {
    const registry = REGISTRY.exec(spec);
    if (registry) return await againstRegistry(asked, registry[1] ?? configured(asked.config));
    const baseline = await loadBaseline(spec, asked.root);
    const others = asked.project.baselines.filter(({ name }) => name !== baseline.name);
    asked.project.compareWith([...others, baseline]);
    return { found: [], text: [] };
  } catch (error) {
    if (error instanceof BaselineError || error instanceof RegistryError)
      throw new Misuse(`--against ${spec.replace(/:.*/s, '')}: ${error.message}`);
    throw error;
  }
}

function configured({ baseline }: ProjectConfig): string {
  if (baseline !== undefined && /^https?:/.test(baseline)) return baseline;
  throw new Misuse('evflow.json names no registry as its `baseline`: write --against registry:URL.');
}

async function againstRegistry(asked: AskedProject, address: string): Promise<Against> {
  const report = await checkAgainstRegistry(asked.project, address, { format: schemaFormat(asked) }, process.env);
  return { found: report.subjects.flatMap((subject) => refusal(asked, report, subject)), text: [registryText(report)] };
}

/** What a registry refuses, at the version's name; it has no code of ours. */
function refusal(
  { project, asked }: AskedProject,
  { registry }: RegistryReport,
  { subject, message: key, status, messages, mode }: SubjectReport,
): FoundDiagnostic[] {
  const entity = project.entity(key);
  const name = entity?.node.name;
  if (!BREAKS.includes(status) || !entity || !name || !asked.includes(entity.file.uri)) return [];
  const under = mode === undefined ? '' : ` under ${mode}`;
  const why = messages.map((one) => ` ${one}`).join('');
  const { uri, text, lines } = entity.file;
  return [
    {
      diagnostic: {
        code: 'registry',
        severity: 'error',
        message: `${key} is ${status}${under} as ${subject} of ${registry}.${why}`,
        span: { start: name.start, end: name.end },
        related: [],
        fixes: [],
      },
      uri,
      text,
      lines,
      linesOf: (uri) => project.file(uri)?.lines,
    },
  ];
}
