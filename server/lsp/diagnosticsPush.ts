import { type Connection, type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { describe, diagnose, diagnoseLock } from '../../language/check/diagnose.ts';
import { lockOf } from '../../language/evolve/lock/lock.ts';
import type { SourceFile } from '../../language/model/entities.ts';
import type { Project } from '../../language/model/project.ts';
import type { Diagnostic as EvflowDiagnostic, Severity } from '../../language/syntax/diagnostic.ts';
import { LineIndex } from '../../language/syntax/lines.ts';
import { errorText, toRange } from './convert.ts';
import { FileWatch } from './fileWatch.ts';
import type { OpenProject, Workspace } from './workspace.ts';

const SEVERITIES: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hint: DiagnosticSeverity.Hint,
};

/** More diagnostics of one file than anybody reads; the rest are counted. */
const MAX_SENT = 1000;

/** Sends a file's diagnostics whenever something they depend on has changed, and only then. */
export class DiagnosticsPush {
  readonly #connection: Connection;
  readonly #workspace: Workspace;
  readonly #watches = new Map<OpenProject, FileWatch>();
  /** Stop the watches of what is no source: evflow.json and evflow.lock. */
  readonly #others = new Map<OpenProject, readonly (() => void)[]>();

  constructor(connection: Connection, workspace: Workspace) {
    this.#connection = connection;
    this.#workspace = workspace;
  }

  watch(opened: OpenProject): void {
    const { configFile, project } = opened;
    this.#others.set(opened, [
      ...(configFile ? [project.watch(() => this.#send(configFile.uri, configDiagnostics(opened)))] : []),
      this.#watchLock(opened),
    ]);
    const isOpen = (uri: string) => this.#workspace.isOpen(uri);
    this.#watches.set(opened, new FileWatch(project, isOpen, (uri) => this.#push(project, uri)));
  }

  /** Lets a project go; files that no other project has by now lose their diagnostics. */
  unwatch(opened: OpenProject): void {
    this.#watches.get(opened)?.stop();
    this.#watches.delete(opened);
    const kept = new Set([...this.#watches.keys()].flatMap(({ project }) => project.uris));
    for (const uri of opened.project.uris) if (!kept.has(uri)) this.#send(uri, []);
    for (const stop of this.#others.get(opened) ?? []) stop();
    this.#others.delete(opened);
    const config = opened.configFile?.uri;
    if (config && ![...this.#watches.keys()].some(({ configFile }) => configFile?.uri === config))
      this.#send(config, []);
    const { lockUri } = opened.baselines;
    if (lockOf(opened.project) && ![...this.#watches.keys()].some(({ baselines }) => baselines.lockUri === lockUri))
      this.#send(lockUri, []);
  }

  /** A project without an evflow.lock has nothing to be said about it, unless it had one. */
  #watchLock({ project, baselines }: OpenProject): () => void {
    let isKnown = false;
    return project.watch(() => {
      const lock = lockOf(project);
      isKnown ||= lock !== undefined;
      if (isKnown) this.#send(baselines.lockUri, lock ? shownIn(lock.text, diagnoseLock(project)) : []);
    });
  }

  /** A document was opened: it is looked at before the files that nobody sees, and known by its URI as the editor writes it. */
  opened(documentUri: string): void {
    const opened = this.#workspace.openProjectOf(documentUri);
    const uri = this.#workspace.disk.canonical(documentUri);
    if (!opened) return;
    this.#watches.get(opened)?.now(uri);
    if (uri === documentUri) return;
    void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
    this.#push(opened.project, uri);
  }

  /** What goes wrong with one file is reported and costs no other file its diagnostics. */
  #push(project: Project, uri: string): void {
    try {
      this.#send(uri, this.#diagnostics(project, uri));
    } catch (error) {
      this.#connection.console.error(`No diagnostics of ${uri}: ${errorText(error)}`);
    }
  }

  #send(uri: string, diagnostics: Diagnostic[]): void {
    void this.#connection.sendDiagnostics({ uri: this.#workspace.asWritten(uri), diagnostics });
  }

  #diagnostics(project: Project, uri: string): Diagnostic[] {
    const file = project.file(uri);
    if (!file) return [];
    const found = diagnose(project, uri);
    const shown = found.slice(0, MAX_SENT).map(
      (diagnostic): Diagnostic => ({
        ...basics(diagnostic),
        range: toRange(file, diagnostic.span),
        relatedInformation: diagnostic.related.flatMap(({ uri: home, span, label }) => {
          const other = project.file(home);
          return other
            ? [{ location: { uri: this.#workspace.asWritten(home), range: toRange(other, span) }, message: label }]
            : [];
        }),
      }),
    );
    const next = found[MAX_SENT];
    return next ? [...shown, rest(file, next, found.length - MAX_SENT)] : shown;
  }
}

/** Stands where the first diagnostic is that is not sent, and says how many there are from there on. */
function rest(file: SourceFile, next: EvflowDiagnostic, count: number): Diagnostic {
  const message = `${count} more diagnostics from here on are not shown. Mend those above first.`;
  return { ...basics({ ...next, message }), range: toRange(file, next.span) };
}

function configDiagnostics({ configFile, baselines }: OpenProject): Diagnostic[] {
  if (!configFile) return [];
  const { problem } = baselines;
  const problems = [...configFile.problems, ...(problem ? [problem] : [])];
  return shownIn(
    configFile.text,
    problems.map((found) => describe(found)),
  );
}

/** Diagnostics of a file that is no source. */
function shownIn(text: string, found: readonly EvflowDiagnostic[]): Diagnostic[] {
  const lines = new LineIndex(text);
  return found.slice(0, MAX_SENT).map((one) => ({ ...basics(one), range: toRange({ lines }, one.span) }));
}

function basics({
  severity,
  code,
  message,
}: EvflowDiagnostic): Pick<Diagnostic, 'severity' | 'code' | 'source' | 'message'> {
  return { severity: SEVERITIES[severity], code, source: 'evflow', message };
}
