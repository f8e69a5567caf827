import { writtenForm } from '../evolve/lock/canonical.ts';
import type { Edit } from '../evolve/lock/edits.ts';
import { qualified } from '../evolve/lock/words.ts';
import type { Entity } from '../model/entities.ts';
import type { Project } from '../model/project.ts';
import type { Fix, TextEdit } from '../syntax/diagnostic.ts';
import type { Declaration, MessageDeclaration, RecordDeclaration, Span } from '../syntax/tree.ts';
import { insertion, removal } from './fixes.ts';
import { newMembers } from './layout.ts';
import { nextMinor } from './newVersion.ts';

/** Puts a published declaration back as it was, and what it has become below it as the next minor. */
export function restoreAndAdd(project: Project, entity: Entity, edit: Edit): Fix | undefined {
  const next = nextMinor(project, entity);
  const restored = restoring(project, entity, edit);
  return next && restored && { ...next, title: `${next.title} with this change`, edits: [...restored, ...next.edits] };
}

/** Declares a published version again, below a later one of its message. */
export function declareAgain(project: Project, below: Entity, before: Entity, published: Project): Fix {
  const { tail } = writtenForm(published, before, referenceIn(project, below));
  const { node, file } = below;
  const kind = before.node.kind === 'message' ? before.node.messageKind : before.kind;
  const name = before.key.slice(before.key.lastIndexOf('@'));
  const text = `\n\n${kind} ${qualified(before.name)}${name}${tail}`;
  return insertion(`Declare ${before.name}${name} again`, file, node.end, text, false);
}

/** Undefined where more differs than can be put back piece by piece. */
function restoring(project: Project, entity: Entity, { baseline, before, fields }: Edit): TextEdit[] | undefined {
  const { node, file } = entity;
  const { fields: written, tail } = writtenForm(baseline.project, before, referenceIn(project, entity));
  const edit = ({ start, end }: Span, newText: string) => ({ uri: file.uri, span: { start, end }, newText });
  if (kindOf(node) !== kindOf(before.node)) return undefined;
  if (node.kind === 'enum' || node.kind === 'union') {
    return [edit({ start: (node.version ?? node.name).end, end: node.end }, tail)];
  }
  if ((node.kind !== 'message' && node.kind !== 'record') || fields.length === 0) return undefined;
  if (reservedNames(node) !== reservedNames(before.node as typeof node)) return undefined;
  const own = new Map(node.members.flatMap((member) => (member.kind === 'field' ? [[member.name.text, member]] : [])));
  const lost = fields.flatMap(({ name, now }) => (now === undefined ? [written.get(name)!] : []));
  const added = fields.flatMap(({ name, before: was }) => (was === undefined ? (own.get(name) ?? []) : []));
  const changed = fields.flatMap(({ name, now, before: was }) => {
    const field = now !== undefined && was !== undefined ? own.get(name) : undefined;
    return field ? [edit({ start: field.name.start, end: field.end }, unmarked(written.get(name)!))] : [];
  });
  const renamed = added.slice(0, lost.length).map((field, i) => edit(field, lost[i]!));
  const removed = added.slice(lost.length).flatMap((field) => removal('', file, field).edits);
  const missing = lost.slice(added.length).join('\n');
  const members = missing === '' ? undefined : newMembers(file, node.body ?? node, missing);
  return [...changed, ...renamed, ...apart(removed), ...(members ? [members] : [])];
}

/** Neighbours that are taken away both claim what is between them. The edits are in order of place. */
function apart(edits: readonly TextEdit[]): TextEdit[] {
  let free = 0;
  return edits.map((edit) => {
    const start = Math.max(edit.span.start, free);
    free = Math.max(edit.span.end, start);
    return { ...edit, span: { start, end: free } };
  });
}

function kindOf(node: Declaration): string {
  return node.kind === 'message' ? node.messageKind : node.kind;
}

function reservedNames({ members }: MessageDeclaration | RecordDeclaration): string {
  const names = members.flatMap((member) => (member.kind === 'reserved' ? member.names : []));
  return [...new Set(names.map(({ text }) => text))].sort().join();
}

/** Annotations stay as they are where the field is. */
function unmarked(field: string): string {
  return field.replace(/^@sensitive /, '');
}

/** How a file refers to a published type: by its short name where that means the same, without a version where there is one. */
function referenceIn(project: Project, { file }: Entity): (key: string) => string {
  return (key) => {
    const at = key.lastIndexOf('@');
    const whole = key.slice(0, at);
    const short = whole.slice(whole.lastIndexOf('.') + 1);
    const versions = new Set(project.declared(whole).map((one) => one.key));
    const meant = project.resolveIn(short, file.uri)[0]?.qualifiedName === whole ? short : whole;
    return qualified(meant) + (versions.size === 1 && versions.has(key) ? '' : key.slice(at));
  };
}
