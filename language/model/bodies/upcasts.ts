import type { MessageDeclaration, Upcast, UpcastField } from '../../syntax/tree.ts';
import type { Entity } from '../entities.ts';
import type { MessageVersion } from '../meaning.ts';
import { nearest } from '../nearest.ts';
import type { Project } from '../project.ts';
import type { FieldType, RecordType } from '../types.ts';
import { fieldText, typeText } from '../typeText.ts';
import { type Checker, fieldNamed, valueOf } from './checker.ts';
import { check } from './expectations.ts';
import { typeOf } from './expressions.ts';
import { fitsAsItIs } from './fits.ts';
import { type Scope, scopeOf } from './scope.ts';

/** The version that an `upcast` reads: the newest of an earlier major, or the exact one that it names. */
export function upcastSource(project: Project, entity: Entity, node: Upcast): MessageVersion | undefined {
  const { from } = node;
  if (!from) return undefined;
  const versions = project.message(entity.qualifiedName)?.versions ?? [];
  const fitting = ({ version }: MessageVersion) =>
    version.major === from.major && (from.minor === undefined || version.minor === from.minor);
  const found = versions.findLast(fitting);
  return found?.key === entity.key ? undefined : found;
}

/** The old field that a new one is carried over from: of the same name and type, or the one that it `was`. */
export function carriedFrom(project: Project, old: RecordType, field: FieldType): FieldType | undefined {
  const same = fieldNamed(old, field.name) ?? (field.was === undefined ? undefined : fieldNamed(old, field.was));
  return same && !misfit(project, same, field) ? same : undefined;
}

function misfit(project: Project, old: FieldType, field: FieldType): string | undefined {
  if (!fitsAsItIs(old.type, field.type, project.dereference))
    return `\`old.${old.name}\` is ${typeText(old.type)} and does not fit ${typeText(field.type)}`;
  return old.optional && !field.optional && field.default === undefined
    ? `\`old.${old.name}\` may be absent`
    : undefined;
}

/** How a message's older majors are read as this one. */
export function checkUpcasts(cx: Checker, entity: Entity, node: MessageDeclaration): void {
  const record = cx.messageShape(entity.key);
  for (const member of node.members) if (member.kind === 'upcast' && record) checkUpcast(cx, entity, member, record);
}

function checkUpcast(cx: Checker, entity: Entity, node: Upcast, record: RecordType): void {
  const old = upcastSource(cx.project, entity, node);
  const scope = scopeOf({ place: 'upcast', old: old?.key });
  cx.observe?.(node, scope, undefined);
  const given = new Map<string, UpcastField>();
  for (const field of node.fields) {
    const name = field.name.text;
    const first = given.get(name);
    if (first) cx.report('EVF6008', field.name, { name }, [cx.here(first.name, 'the first one is here')]);
    given.set(name, first ?? field);
    checkField(cx, scope, entity, field, record);
  }
  if (!old || !node.body) return;
  const missing = record.fields.filter((field) => !given.has(field.name) && isMissing(cx.project, old.shape, field));
  if (missing.length > 0) reportMissing(cx, node, entity, old, missing);
}

function checkField(cx: Checker, scope: Scope, entity: Entity, node: UpcastField, record: RecordType): void {
  const name = node.name.text;
  const field = fieldNamed(record, name);
  if (field) {
    cx.remember(field, cx.file.uri);
    cx.targets.set(node.name, { kind: 'member', field: field.node, uri: cx.file.uri });
    check(cx, scope, node.value, valueOf(field));
    return;
  }
  const known = record.fields.map((one) => one.name);
  if (name !== '') {
    const of = typeText({ kind: 'declared', key: entity.key });
    cx.report('EVF6007', node.name, { name, of, known, similar: nearest(name, known), replace: node.name });
  }
  cx.quietly(() => typeOf(cx, scope, node.value));
}

function isMissing(project: Project, old: RecordType, field: FieldType): boolean {
  return !field.optional && field.node.default === undefined && !carriedFrom(project, old, field);
}

function reportMissing(
  cx: Checker,
  node: Upcast,
  entity: Entity,
  old: MessageVersion,
  missing: readonly FieldType[],
): void {
  const notes = missing.flatMap((field) => {
    const same = fieldNamed(old.shape, field.name);
    return (same && misfit(cx.project, same, field)) ?? [];
  });
  const args = {
    message: typeText({ kind: 'declared', key: entity.key }),
    from: typeText({ kind: 'declared', key: old.key }),
    missing: missing.map(fieldText),
    names: missing.map(({ name }) => name),
    notes,
    upcast: node,
  };
  const related = [{ uri: old.entity.file.uri, span: old.entity.node.name, label: `${args.from} is declared here` }];
  cx.report('EVF6023', node.from ?? node, args, related);
}
