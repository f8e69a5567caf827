import { computed, type ReadonlySignal } from '@preact/signals-core';
import { lockOf } from '../evolve/lock/lock.ts';
import { parseConfig } from '../model/config.ts';
import type { SourceFile } from '../model/entities.ts';
import type { Problem, Report } from '../model/problem.ts';
import type { Project } from '../model/project.ts';
import type { Diagnostic } from '../syntax/diagnostic.ts';
import { syntaxErrorPages } from '../syntax/errors.ts';
import { CATALOGUE, ruleOf } from './catalogue.ts';
import { goneMessages } from './EVF4001-edited-version.ts';
import { applyIgnores } from './ignores.ts';
import { findIncompatibilities } from './incompatibilities.ts';
import type { Place } from './rule.ts';
import { waiver } from './waiver.ts';

const known = new WeakMap<Project, Map<string, ReadonlySignal<readonly Diagnostic[]>>>();

/**
 * Everything that is to be said about a file, in order of place. The same list until something that it depends on has
 * changed.
 */
export function diagnose(project: Project, uri: string): readonly Diagnostic[] {
  let ofProject = known.get(project);
  if (!ofProject) known.set(project, (ofProject = new Map()));
  let ofFile = ofProject.get(uri);
  if (!ofFile) ofProject.set(uri, (ofFile = computed(() => diagnosticsOf(project, uri))));
  return ofFile.value;
}

const CODES = [...syntaxErrorPages, ...CATALOGUE].map(({ code }) => code);

function diagnosticsOf(project: Project, uri: string): readonly Diagnostic[] {
  const file = project.file(uri);
  if (!file) return [];
  const place = { project, file };
  const problems: Problem[] = [...project.analysis(uri).problems];
  const report: Report = (found) => problems.push(found);
  for (const rule of CATALOGUE) rule.find?.(place, report);
  findIncompatibilities(place, report);
  const found = [...syntaxErrors(file), ...problems.map((one) => describe(one, place))];
  const { kept, problems: complaints } = applyIgnores(file, found, CODES);
  kept.push(...complaints.map((one) => describe(one, place)));
  return kept.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

function syntaxErrors(file: SourceFile): Diagnostic[] {
  return file.errors.map((error) => ({ ...error, severity: 'error', related: [], fixes: [] }));
}

/** A problem in words; fixes only where the file is known. */
export function describe(found: Problem, place?: Place): Diagnostic {
  const rule = ruleOf(found.code);
  return {
    code: found.code,
    severity: rule?.severityOf?.(found.args) ?? rule?.severity ?? 'error',
    message: rule?.message(found.args) ?? found.code,
    span: { start: found.span.start, end: found.span.end },
    related: [...found.related],
    fixes: place ? [...(rule?.fix?.(found, place) ?? []), ...waiver(found, place)] : [],
  };
}

/** What is wrong with the text of evflow.json, in order of place. */
export function diagnoseConfig(text: string): readonly Diagnostic[] {
  const problems = [...parseConfig(text).problems].sort((a, b) => a.span.start - b.span.start);
  return problems.map((found) => ({
    code: found.code,
    severity: 'error',
    message: ruleOf(found.code)!.message(found.args),
    span: found.span,
    related: [],
    fixes: [],
  }));
}

/** What is wrong with the evflow.lock of a project, in order of place; fixes there are none. */
export function diagnoseLock(project: Project): readonly Diagnostic[] {
  const lock = lockOf(project);
  if (!lock) return [];
  const problems = [...lock.problems, ...goneMessages(project, lock)];
  return problems.sort((a, b) => a.span.start - b.span.start).map((found) => describe(found));
}
