import type { Field, Name, Node, Reserved } from '../../syntax/tree.ts';
import { children } from '../../syntax/walk.ts';
import { KNOWN_ANNOTATIONS } from '../annotations.ts';
import type { Entity } from '../entities.ts';
import { nearest } from '../nearest.ts';
import type { DeclarationContext } from './context.ts';

/** Fields, wherever in the declaration they are, and the annotations on anything. Bodies are left aside. */
export function checkFields(cx: DeclarationContext): void {
  const pending: Node[] = [cx.entity.node];
  for (let node = pending.pop(); node; node = pending.pop()) {
    checkNode(cx, node);
    for (const child of children(node)) if (!isElsewhere(cx, node, child)) pending.push(child);
  }
}

/** Bodies have no fields, and parts in a service are declarations of their own. */
function isElsewhere({ entity }: DeclarationContext, parent: Node, child: Node): boolean {
  if (parent === entity.node && parent.kind === 'service') return child.kind !== 'annotation';
  return child.kind === 'block' || child.kind === 'step' || child.kind === 'parallel';
}

function checkNode(cx: DeclarationContext, node: Node): void {
  switch (node.kind) {
    case 'record':
    case 'message':
      return checkMembers(cx, node.members, reservedNames(cx, node.members));
    case 'recordType':
    case 'state':
      return checkMembers(cx, node.fields, new Map());
    case 'annotation':
      return checkAnnotation(cx, node.name);
    default:
  }
}

function checkMembers(cx: DeclarationContext, members: readonly Node[], reserved: Map<string, ReservedName>): void {
  const fields = members.filter((member): member is Field => member.kind === 'field');
  const byName = new Map(fields.map((field) => [field.name.text, field]));
  const oldNames = new Map<string, Field>();
  for (const field of fields) {
    if (field.optional && field.default) cx.report('EVF2105', field, { field: field.name.text });
    if (field.was) checkWas(cx, field, field.was, byName, oldNames);
    checkNotReserved(cx, field, reserved);
  }
}

function checkWas(
  cx: DeclarationContext,
  field: Field,
  was: Name,
  fields: Map<string, Field>,
  oldNames: Map<string, Field>,
): void {
  if (was.text === '') return;
  const args = { field: field.name.text, was: was.text };
  const other = fields.get(was.text);
  const rival = oldNames.get(was.text);
  if (other === field) cx.report('EVF2202', was, { ...args, why: 'that is its name now' });
  else if (other) {
    const place = cx.here(other.name, `\`${was.text}\` is a field here`);
    cx.report('EVF2202', was, { ...args, why: 'another field has that name now' }, [place]);
  } else if (rival) {
    const place = cx.here(rival.was!, `\`${rival.name.text}\` claims it here`);
    cx.report('EVF2202', was, { ...args, why: `\`${rival.name.text}\` says so already` }, [place]);
  } else oldNames.set(was.text, field);
  bindOldName(cx, was);
}

/** The old name stands for the field in the newest earlier version that has it. */
function bindOldName(cx: DeclarationContext, was: Name): void {
  for (const { node, file } of earlierVersions(cx).reverse()) {
    const members = (node as { members: readonly Node[] }).members;
    const field = members.find((member): member is Field => member.kind === 'field' && member.name.text === was.text);
    if (field) return cx.target(was, { kind: 'member', field, uri: file.uri });
  }
}

interface ReservedName {
  readonly uri: string;
  readonly name: Name;
}

/** Names that this declaration or an earlier version of it keeps out of use. */
function reservedNames(cx: DeclarationContext, members: readonly Node[]): Map<string, ReservedName> {
  const names = new Map<string, ReservedName>();
  const add = (uri: string, nodes: readonly Node[]) => {
    const lines = nodes.filter((node): node is Reserved => node.kind === 'reserved');
    for (const name of lines.flatMap((line) => line.names)) names.set(name.text, { uri, name });
  };
  for (const earlier of earlierVersions(cx))
    add(earlier.file.uri, (earlier.node as { members: readonly Node[] }).members);
  add(cx.entity.file.uri, members);
  return names;
}

/** The versions before this one, oldest first. */
function earlierVersions({ project, entity }: DeclarationContext): Entity[] {
  const { version, kind } = entity;
  const earlier: Entity[] = [];
  if (!version || (kind !== 'message' && kind !== 'record')) return earlier;
  for (const other of project.declared(entity.qualifiedName)) {
    if (!other.version || other.kind !== kind) continue;
    if (
      other.version.major > version.major ||
      (other.version.major === version.major && other.version.minor >= version.minor)
    )
      break;
    earlier.push(other);
  }
  return earlier;
}

function checkNotReserved(cx: DeclarationContext, { name }: Field, reserved: Map<string, ReservedName>): void {
  const place = reserved.get(name.text);
  if (!place || name.text === '') return;
  cx.report('EVF2203', name, { name: name.text }, [{ uri: place.uri, span: place.name, label: 'it is reserved here' }]);
}

function checkAnnotation(cx: DeclarationContext, name: Name): void {
  if ((KNOWN_ANNOTATIONS as readonly string[]).includes(name.text)) return;
  const [known] = nearest(name.text, KNOWN_ANNOTATIONS);
  if (known) cx.report('EVF2204', name, { name: name.text, known });
}
