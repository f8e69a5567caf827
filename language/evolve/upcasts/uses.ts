import { bodiesOf } from '../../model/bodies/check.ts';
import { carriedFrom, upcastSource } from '../../model/bodies/upcasts.ts';
import type { Entity } from '../../model/entities.ts';
import type { MessageVersion } from '../../model/meaning.ts';
import type { Project } from '../../model/project.ts';
import type { Bindings } from '../../model/types.ts';
import type { Expression, Reserved, Upcast } from '../../syntax/tree.ts';
import { BodyReads } from '../readers/bodyReads.ts';

/** The fields of `old` from which an expression makes its value; all of them where it takes the whole. */
export function fieldsUsed(
  project: Project,
  expression: Expression,
  old: MessageVersion,
  bindings: Bindings,
): ReadonlySet<string> {
  const used = new Set<string>();
  const bodies = new BodyReads(project, bindings, ({ path: [name] }) => {
    for (const one of name === undefined ? old.shape.fields.map((field) => field.name) : [name]) used.add(one);
  });
  bodies.whole(expression);
  return used;
}

/**
 * Fields of the version that an upcast reads that the new one neither carries over nor makes anything of, and that its
 * `reserved` does not name.
 */
export function lostFields(project: Project, target: MessageVersion, upcast: Upcast): string[] {
  const old = upcastSource(project, target.entity, upcast);
  if (!old) return [];
  const { bindings } = bodiesOf(project, target.entity);
  const given = new Set(upcast.fields.map(({ name }) => name.text));
  const kept = new Set(upcast.fields.flatMap(({ value }) => [...fieldsUsed(project, value, old, bindings)]));
  for (const field of target.shape.fields)
    if (!given.has(field.name)) kept.add(carriedFrom(project, old.shape, field)?.name ?? '');
  for (const name of reservedBy(target.entity)) kept.add(name);
  return old.shape.fields.map(({ name }) => name).filter((name) => !kept.has(name));
}

function reservedBy({ node }: Entity): string[] {
  if (node.kind !== 'message') return [];
  const reserved = node.members.filter((member): member is Reserved => member.kind === 'reserved');
  return reserved.flatMap(({ names }) => names.map(({ text }) => text));
}
