import { join } from 'node:path';
import { LOCK_NAME, type Lock, lockOf } from '../evolve/lock/lock.ts';
import { type Publication, publication, settled, withoutMessages } from '../evolve/lock/publish.ts';
import type { Project } from '../model/project.ts';
import { listed } from '../model/words.ts';
import { replaceFiles } from '../node/replaceFiles.ts';
import { asMisuse, type Command, ERRORS_FOUND, Misuse, OK } from './command.ts';
import { type AskedProject, diagnosticsOf, loadProjects, shownPath } from './projects.ts';
import { REGISTRY_HELP, REGISTRY_OPTIONS, type Registered, register } from './registering.ts';
import { counted, diagnosticJson, hasErrors, reportText } from './report.ts';

export const publish: Command = {
  name: 'publish',
  summary: 'Writes the versions of messages to evflow.lock, which stay as they are from then on.',
  help: `Adds every version that is not in evflow.lock yet, with the types that it uses, and writes topics and parts as they
are now. What is in there of versions is never changed. A project with errors is not published.

  --dry-run            only says what would be written
  --drop NAME          takes a message out, or one version of it (shop.OrderCreated@1.1), with the types that nothing
                       else needs: one that was published by mistake and never used, or of which nothing is left in
                       topics and streams. What is still declared is published again as it is now. May be repeated
${REGISTRY_HELP}`,
  options: { 'dry-run': { type: 'boolean' }, drop: { type: 'string', multiple: true }, ...REGISTRY_OPTIONS },
  async run(call) {
    const names = (call.options.drop ?? []) as readonly string[];
    const projects = (await loadProjects(call.path)).map((project) => ({ ...project, asked: project.project.uris }));
    const dropped = projects.map((project) => prepare(project, names));
    const errors = projects.flatMap(diagnosticsOf).filter((found) => hasErrors([found]));
    if (errors.length > 0) {
      call.print(reportText(errors), errors.map(diagnosticJson));
      return ERRORS_FOUND;
    }
    const results = projects.map((project, i): Result => {
      const made = publication(project.project, lockOf(project.project));
      return { path: join(project.root, LOCK_NAME), before: project.lockFile?.text, dropped: dropped[i]!, ...made };
    });
    const isDry = call.options['dry-run'] === true;
    const registered: (Registered | undefined)[] = [];
    for (const project of projects) registered.push(await register(project, call, isDry));
    const taken = results.filter((_, i) => !registered[i]?.isRefused);
    if (!isDry) await write(taken.filter(isChange));
    const texts = results.map((result, i) => textOf(result, isDry, registered[i]));
    call.print(
      texts.join('\n'),
      results.map((result, i) => ({ ...asJson(result), registry: registered[i]?.data })),
    );
    return taken.length < results.length ? ERRORS_FOUND : OK;
  },
};

interface Result extends Publication {
  readonly path: string;
  /** The text of the file; undefined where there is none. */
  readonly before: string | undefined;
  readonly dropped: readonly string[];
}

/**
 * Makes of a project's lock what it is published against.
 * @returns the keys that are taken out
 */
function prepare({ root, project }: AskedProject, names: readonly string[]): readonly string[] {
  const lock = lockOf(project);
  if (!lock) {
    if (names.length > 0) throw new Misuse(`There is no ${shownPath(join(root, LOCK_NAME))} to take anything out of.`);
    return [];
  }
  const result = withoutMessages(lock, names);
  if ('unknown' in result) {
    const unknown = listed(result.unknown, 'or');
    throw new Misuse(`${shownPath(join(root, LOCK_NAME))} has no message ${unknown}. Give its whole name.`);
  }
  replaceLock(project, lock, settled(result.lock));
  return result.dropped;
}

function replaceLock(project: Project, lock: Lock, by: Lock): void {
  project.compareWith(project.baselines.map((baseline) => (baseline === lock ? by : baseline)));
}

function isChange({ published, updated, dropped, before, text }: Result): boolean {
  if (published.length + updated.length + dropped.length > 0) return true;
  return before !== undefined && lines(before) !== lines(text);
}

/** Git may change line ends. */
function lines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

async function write(results: readonly Result[]): Promise<void> {
  const files = results.map(({ path, text, before }) => ({
    path,
    text: before?.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text,
  }));
  await replaceFiles(files).catch((error) => {
    throw asMisuse(error, `${listed(files.map(({ path }) => shownPath(path)))} cannot be written`);
  });
}

function textOf(result: Result, isDry: boolean, registered: Registered | undefined): string {
  if (!registered) return asText(result, isDry);
  const written = registered.isRefused
    ? `${shownPath(result.path)}: nothing published, as the registry refuses`
    : asText(result, isDry);
  return `${registered.text}\n${written}`;
}

function asText(result: Result, isDry: boolean): string {
  const { path, published, updated, dropped } = result;
  const file = shownPath(path);
  if (!isChange(result)) return `${file}: nothing to publish`;
  const parts = [
    ...(published.length > 0 ? [`${counted(published.length, 'version')} published`] : []),
    ...(updated.length > 0 ? [`${counted(updated.length, 'line')} of topics and parts written`] : []),
    ...(dropped.length > 0 ? [`${counted(dropped.length, 'version')} dropped`] : []),
  ];
  return [
    `${file}: ${parts.join(', ') || 'put in order'}${isDry ? ' (not written: a dry run)' : ''}`,
    ...dropped.map((key) => `  - ${key}`),
    ...published.map((key) => `  + ${key}`),
  ].join('\n');
}

function asJson({ path, published, updated, dropped }: Result) {
  return { file: shownPath(path), published, updated, dropped };
}
