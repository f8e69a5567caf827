import type { SourceFile } from '../../language/model/entities.ts';
import type { Project } from '../../language/model/project.ts';
import type { Bindings, Target, Type, Value } from '../../language/model/types.ts';
import type { Frame } from '../../language/run/program.ts';
import type { ValuePart } from '../../language/run/values/parts.ts';
import type { Expression, For, Let, Name, Node, Span } from '../../language/syntax/tree.ts';
import { walk } from '../../language/syntax/walk.ts';

type Declaring = Let | For;

/** The locals that a body has at a place, with their types; what comes from something sensitive is so itself. */
export function localsOf(frame: Frame, handler: Node, place: Span, file: SourceFile, project: Project): ValuePart[] {
  const { bindings } = project.analysis(file.uri);
  const known = declarationsBefore(handler, place);
  return frame.names.flatMap((name, slot) => {
    const value = frame.locals[slot] as Value | undefined;
    if (name === undefined || value === undefined) return [];
    const declaration = known.findLast((one) => one.name.text === name);
    return {
      name,
      value,
      type: declaration ? typeOf(declaration, bindings, project) : UNKNOWN,
      sensitive: declaration !== undefined && isSensitive(declaration, bindings, known),
    };
  });
}

const UNKNOWN: Type = { kind: 'unknown' };

/** The `let` and `for` above a place in the blocks around it, in order. */
function declarationsBefore(handler: Node, place: Span): Declaring[] {
  const found: Declaring[] = [];
  walk(handler, (node, parent) => {
    const isAbove = node.start < place.start;
    if (node.kind === 'for' && isAbove && node.block && holds(node.block, place)) found.push(node);
    if (node.kind === 'let' && isAbove && parent && holds(parent, place)) found.push(node);
  });
  return found;
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function typeOf(declaration: Declaring, bindings: Bindings, project: Project): Type {
  if (declaration.kind === 'let') return bindings.types.get(declaration.value) ?? UNKNOWN;
  const list = bindings.types.get(declaration.list) ?? UNKNOWN;
  const present = project.dereference(list.kind === 'optional' ? list.type : list);
  return present.kind === 'list' ? present.item : present.kind === 'map' ? { kind: 'string' } : UNKNOWN;
}

/** Whether what a local was made of names a sensitive field, or a local that did. */
function isSensitive(declaration: Declaring, bindings: Bindings, known: readonly Declaring[]): boolean {
  const source: Expression = declaration.kind === 'let' ? declaration.value : declaration.list;
  let found = false;
  walk(source, (node) => {
    const target = bindings.targets.get(node);
    if (!target || found) return;
    const origin = target.kind === 'local' ? known.find(({ name }) => name === (target.node as Name)) : undefined;
    found =
      isSensitiveField(target) ||
      (origin !== undefined && origin !== declaration && isSensitive(origin, bindings, known));
  });
  return found;
}

function isSensitiveField(target: Target): boolean {
  const field = 'field' in target && typeof target.field === 'object' ? target.field : undefined;
  return field?.annotations.some(({ name }) => name.text === 'sensitive') ?? false;
}
