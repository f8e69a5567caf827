import { CATALOGUE } from '../check/catalogue.ts';
import { type Against, compareAgainst } from './against.ts';
import { type Call, type Command, ERRORS_FOUND, Misuse, OK } from './command.ts';
import { readingLines, tableJson, tableText } from './compatTable.ts';
import { annotations } from './githubAnnotations.ts';
import { type AskedProject, diagnosticsOf, type FoundDiagnostic, loadProjects } from './projects.ts';
import { diagnosticJson, hasErrors, reportText } from './report.ts';
import { sarifLog } from './sarif.ts';

export const compat: Command = {
  name: 'compat',
  summary: 'Says which versions of messages read each other, and what breaks.',
  help: `Prints what each version does to the earlier ones of its major, as far as the policies of the topics forbid it, and
which of them read each other; where evflow.json generates Avro, also where Avro's rules refuse it. Errors that leave
types unknown (syntax, names) are told on stderr and count.

  --against BASELINE   what to compare with beside evflow.lock and the baseline of evflow.json: git:REVISION, lock,
                       registry:URL (JSON Schema, or Avro where evflow.json generates it; who asks is told by
                       EVFLOW_REGISTRY_USER and EVFLOW_REGISTRY_PASSWORD, or EVFLOW_REGISTRY_TOKEN), or just
                       registry for the one in evflow.json, which is asked only then
  --all                the whole table instead, as text or JSON: every two versions of a message, whatever the policy;
                       also of two majors, whose schemas are compared as they are, without upcasts

--format sarif is SARIF 2.1.0; github are the commands by which GitHub Actions shows problems beside changed lines.`,
  options: { all: { type: 'boolean' }, against: { type: 'string' } },
  formats: ['sarif', 'github'],
  async run(call) {
    if (call.options.all && call.format !== 'text' && call.format !== 'json')
      throw new Misuse(`--all is printed as text or json, not as ${call.format}.`);
    const projects = await loadProjects(call.path);
    const against = await comparedAgainst(projects, call.options.against);
    const unclear = projects.flatMap(errorsOfTypes);
    if (unclear.length > 0) call.complain(`${reportText(unclear)}\nWhat is unknown is taken to fit: mend these first.`);
    const evolution = projects.flatMap(diagnosticsOf).filter(({ diagnostic }) => EVOLUTION.test(diagnostic.code));
    const found = [...evolution, ...against.flatMap((one) => one.found)];
    if (call.options.all) printTable(projects, call);
    else
      printFound(
        projects,
        found,
        against.flatMap(({ text }) => text),
        call,
      );
    return unclear.length > 0 || hasErrors(found) ? ERRORS_FOUND : OK;
  },
};

const EVOLUTION = /^EVF4/;
const RULES = CATALOGUE.filter(({ code }) => EVOLUTION.test(code));

/** Syntax, names, types and evflow.json. */
const TYPES = /^EVF(1|20|21|29)/;

/** Errors anywhere in a project, whichever files were asked about, that may leave a type unknown. */
function errorsOfTypes(project: AskedProject): FoundDiagnostic[] {
  return diagnosticsOf({ ...project, asked: project.project.uris }).filter(
    (found) => TYPES.test(found.diagnostic.code) && hasErrors([found]),
  );
}

async function comparedAgainst(projects: readonly AskedProject[], spec: unknown): Promise<Against[]> {
  const added: Against[] = [];
  if (typeof spec === 'string') for (const project of projects) added.push(await compareAgainst(project, spec));
  return added;
}

function printTable(projects: readonly AskedProject[], call: Call): void {
  call.print(projects.flatMap(tableText).join('\n'), projects.flatMap(tableJson));
}

function printFound(
  projects: readonly AskedProject[],
  found: readonly FoundDiagnostic[],
  also: readonly string[],
  call: Call,
): void {
  if (call.format === 'sarif') call.write(`${JSON.stringify(sarifLog(found, RULES), undefined, 2)}\n`);
  else if (call.format === 'github') call.write(annotations(found));
  else
    call.print([...projects.flatMap(readingLines), ...also, reportText(found)].join('\n'), found.map(diagnosticJson));
}
