import type { Entity, SourceFile } from '../entities.ts';
import { problem } from '../problem.ts';
import type { Project } from '../project.ts';
import type { Findings } from '../structure.ts';
import type { FieldType, ValueType } from '../types.ts';
import { declaredAt } from './context.ts';

/**
 * What a value of a declared type cannot do without: groups of which one member each suffices. A record needs every one
 * of its required fields, a union one of its cases.
 */
export type Needs = readonly (readonly string[])[];

/** The needs of a record, union or message; empty for what needs nothing. Follows no other declaration. */
export function needsOf(project: Project, entity: Entity): Needs {
  const shape = project.structureOf(entity)?.shape;
  if (shape?.kind === 'record') return shape.fields.flatMap(needsOfField);
  if (shape?.kind !== 'union') return [];
  const cases = shape.cases.map(({ type }) => (type.kind === 'declared' ? type.key : undefined));
  return cases.includes(undefined) ? [] : [cases as string[]];
}

function needsOfField({ type, optional, node }: FieldType): Needs {
  return optional || node.default ? [] : needsOfType(type);
}

function needsOfType(type: ValueType): Needs {
  switch (type.kind) {
    case 'declared':
      return [[type.key]];
    case 'list':
      return (type.min ?? 0) > 0 ? needsOfType(type.item) : [];
    case 'record':
      return type.fields.flatMap(needsOfField);
    default:
      return [];
  }
}

export function sameNeeds(a: Needs, b: Needs): boolean {
  return (
    a.length === b.length &&
    a.every((group, i) => group.length === b[i]!.length && group.every((key, j) => key === b[i]![j]))
  );
}

/**
 * Records that need themselves have no value that ends. Of each circle the first member by key says so, in its file.
 */
export function checkEndless(project: Project, file: SourceFile, findings: Findings): void {
  const roots = file.entities.map(({ key }) => key).filter((key) => project.needs(key).length > 0);
  const endless = endlessFrom(project, roots);
  const visited = new Set<string>();
  for (const root of roots) {
    const members = circleFrom(project, root, endless, visited).flatMap((key) => project.entity(key) ?? []);
    const first = members.reduce((least, one) => (one.key < least.key ? one : least), members[0]!);
    if (first && first.file.uri === file.uri) reportCircle(findings, rotated(members, first));
  }
}

function reportCircle(findings: Findings, [first, ...others]: readonly Entity[]): void {
  if (!first) return;
  const cycle = [first, ...others, first].map(({ name }) => name);
  const related = others.map((other) => declaredAt(other, `${other.name} is part of the circle`));
  findings.report(problem('EVF2106', first.node.name, { cycle }, related.slice(0, 10)));
}

function rotated<T>(items: readonly T[], first: T): T[] {
  const index = items.indexOf(first);
  return [...items.slice(index), ...items.slice(0, index)];
}

/** The circle that a walk from `start` along what cannot be done without runs into, if no walk before did. */
function circleFrom(project: Project, start: string, endless: ReadonlySet<string>, visited: Set<string>): string[] {
  const path = new Map<string, number>();
  let key: string | undefined = start;
  while (key !== undefined && endless.has(key)) {
    const again = path.get(key);
    if (again !== undefined) return [...path.keys()].slice(again);
    if (visited.has(key)) return [];
    visited.add(key);
    path.set(key, path.size);
    key = project.needs(key).find((group) => group.every((one) => endless.has(one)))?.[0];
  }
  return [];
}

/** What is needed from `roots` on and has no value that ends; a work list, so that long chains do no harm. */
function endlessFrom(project: Project, roots: readonly string[]): Set<string> {
  const endless = new Set<string>(roots);
  const users = new Map<string, string[]>();
  for (const key of endless) {
    for (const needed of project.needs(key).flat()) {
      endless.add(needed);
      const known = users.get(needed);
      if (known) known.push(key);
      else users.set(needed, [key]);
    }
  }
  const ending = [...endless];
  for (let key = ending.pop(); key !== undefined; key = ending.pop()) {
    if (!endless.has(key) || project.needs(key).some((group) => group.every((one) => endless.has(one)))) continue;
    endless.delete(key);
    for (const user of users.get(key) ?? []) ending.push(user);
  }
  return endless;
}
