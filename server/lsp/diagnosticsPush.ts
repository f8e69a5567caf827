import { type Connection, type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { describe, diagnose } from '../../language/check/diagnose.ts';
import type { Project } from '../../language/model/project.ts';
import { LineIndex } from '../../language/syntax/lines.ts';
import type { Diagnostic as EvflowDiagnostic, Severity } from '../../language/syntax/diagnostic.ts';
import { toRange } from './convert.ts';
import type { OpenProject } from './workspace.ts';

const SEVERITIES: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hint: DiagnosticSeverity.Hint,
};

/** How long one slice of first diagnostics may hold up requests, in files. */
const SLICE = 20;

/** Sends a file's diagnostics whenever something they depend on has changed, and only then. */
export class DiagnosticsPush {
  readonly #connection: Connection;
  readonly #stops = new Map<OpenProject, () => void>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  watch(opened: OpenProject): void {
    const { configFile } = opened;
    if (configFile) this.#send(configFile.uri, configDiagnostics(configFile));
    this.#stops.set(opened, watchFiles(opened.project, (uri, diagnostics) => this.#send(uri, diagnostics)));
  }

  /** Lets a project go; files that no other project has by now lose their diagnostics. */
  unwatch(opened: OpenProject): void {
    this.#stops.get(opened)?.();
    this.#stops.delete(opened);
    const kept = new Set([...this.#stops.keys()].flatMap(({ project }) => project.uris));
    for (const uri of opened.project.uris) if (!kept.has(uri)) this.#send(uri, []);
    const config = opened.configFile?.uri;
    if (config && ![...this.#stops.keys()].some(({ configFile }) => configFile?.uri === config)) this.#send(config, []);
  }

  #send(uri: string, diagnostics: Diagnostic[]): void {
    void this.#connection.sendDiagnostics({ uri, diagnostics });
  }
}

/**
 * Watches every file of a project, the first time in slices, so that a large project holds up nobody.
 * @returns stops watching
 */
function watchFiles(project: Project, send: (uri: string, diagnostics: Diagnostic[]) => void): () => void {
  const watched = new Map<string, () => void>();
  const waiting = new Set<string>();
  let slice: NodeJS.Immediate | undefined;

  const nextSlice = () => {
    slice = undefined;
    for (const uri of [...waiting].slice(0, SLICE)) {
      waiting.delete(uri);
      watched.set(uri, project.watch(() => send(uri, diagnosticsOf(project, uri))));
    }
    if (waiting.size > 0) slice = setImmediate(nextSlice);
  };
  const stopFiles = project.watch(() => {
    const uris = new Set(project.uris);
    for (const [uri, stop] of watched) {
      if (uris.has(uri)) continue;
      stop();
      watched.delete(uri);
      send(uri, []);
    }
    for (const uri of uris) if (!watched.has(uri)) waiting.add(uri);
    for (const uri of waiting) if (!uris.has(uri)) waiting.delete(uri);
    slice ??= setImmediate(nextSlice);
  });
  return () => {
    stopFiles();
    if (slice) clearImmediate(slice);
    for (const stop of watched.values()) stop();
  };
}

function diagnosticsOf(project: Project, uri: string): Diagnostic[] {
  return diagnose(project, uri).flatMap((diagnostic) => toProtocol(project, uri, diagnostic) ?? []);
}

function configDiagnostics({ text, problems }: NonNullable<OpenProject['configFile']>): Diagnostic[] {
  const lines = new LineIndex(text);
  return problems.map((found) => ({ ...basics(describe(found)), range: toRange({ lines }, found.span) }));
}

function basics({ severity, code, message }: EvflowDiagnostic): Pick<Diagnostic, 'severity' | 'code' | 'source' | 'message'> {
  return { severity: SEVERITIES[severity], code, source: 'evflow', message };
}

function toProtocol(project: Project, uri: string, diagnostic: EvflowDiagnostic): Diagnostic | undefined {
  const file = project.file(uri);
  if (!file) return undefined;
  return {
    ...basics(diagnostic),
    range: toRange(file, diagnostic.span),
    relatedInformation: diagnostic.related.flatMap((place) => {
      const other = project.file(place.uri);
      return other ? [{ location: { uri: place.uri, range: toRange(other, place.span) }, message: place.label }] : [];
    }),
  };
}
