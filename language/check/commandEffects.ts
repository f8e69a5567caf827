import type { HandlerInfo, PartInfo } from '../model/meaning.ts';
import type { Project } from '../model/project.ts';
import { COMMAND } from '../model/references.ts';
import type { RelatedPlace } from '../syntax/diagnostic.ts';
import type { Block, Emit, Expression, Handle, Node, On } from '../syntax/tree.ts';
import { walk } from '../syntax/walk.ts';
import type { Place } from './rule.ts';

/** What the handler of a command does, and where. */
export interface Effect {
  readonly part: PartInfo;
  readonly node: Node;
}

/**
 * Where the handling of a command leaves something behind: it assigns state, or says an event, which is a fact from then
 * on. Undefined where it only answers or rejects, and where nobody handles it.
 */
export function changeBy(place: Place, send: Emit): Effect | undefined {
  for (const { part, handler } of handlersOf(place, send)) {
    const { node } = handler;
    const change = (node.block && assignmentIn(node.block)) ?? emitOf(place.project, handler);
    if (change) return { part, node: change };
  }
  return undefined;
}

/** Where the handler of a command may reject it: `require`, `reject`, or an aggregate that is left to TypeScript. */
export function rejectionBy(place: Place, send: Emit): Effect | undefined {
  for (const { part, handler } of handlersOf(place, send)) {
    const { node } = handler;
    const rejection = node.block ? rejectionIn(node.block) : part.kind === 'aggregate' ? node.message : undefined;
    if (rejection) return { part, node: rejection };
  }
  return undefined;
}

/** The events that answer a command, by the names that the file may use. */
export function repliesTo(place: Place, send: Emit): string[] {
  const { project, file } = place;
  const keys = handlersOf(place, send).flatMap(({ handler }) => handler.emits);
  const events = keys
    .flatMap((key) => project.messageVersion(key) ?? [])
    .filter((one) => one.messageKind !== 'command');
  const names = events.map(({ name, qualifiedName, version }) => {
    const isVisible = project.resolveName(name, file).some((entity) => entity.qualifiedName === qualifiedName);
    const majors = new Set(project.declared(qualifiedName).map((entity) => entity.version?.major));
    return `${isVisible ? name : qualifiedName}${majors.size > 1 ? `@${version.major}` : ''}`;
  });
  return [...new Set(names)];
}

export function effectPlace({ part, node }: Effect, label: string): RelatedPlace {
  return { uri: part.file.uri, span: node, label };
}

interface Handling {
  readonly part: PartInfo;
  readonly handler: HandlerInfo<On | Handle>;
}

function handlersOf({ project, file }: Place, send: Emit): Handling[] {
  const command = send.verb === 'send' ? project.resolveMessage(send.message, file, COMMAND).entity : undefined;
  if (!command) return [];
  const uses = project.uses(command.qualifiedName).filter(({ role }) => role === 'handles');
  return [...new Set(uses.map(({ owner }) => owner!))].flatMap((key) => {
    const part = project.part(key);
    if (part?.kind !== 'consumer' && part?.kind !== 'aggregate') return [];
    const handlers: readonly HandlerInfo<On | Handle>[] = part.handlers;
    return handlers
      .filter(({ messageName }) => messageName === command.qualifiedName)
      .map((handler) => ({ part, handler }));
  });
}

/** The first statement that changes state; what a block calls by `let` or `for` is its own. */
function assignmentIn(block: Block): Node | undefined {
  const locals = new Set<string>();
  let found: Node | undefined;
  walk(block, (node) => {
    if (node.kind === 'let' || node.kind === 'for') locals.add(node.name.text);
    const target = node.kind === 'assign' || node.kind === 'remove' ? node.target : undefined;
    if (target && !locals.has(rootOf(target))) found ??= node;
  });
  return found;
}

function rootOf(target: Expression): string {
  let root = target;
  while (root.kind === 'member' || root.kind === 'index') root = root.object;
  return root.kind === 'nameExpression' ? root.name.text : '';
}

function emitOf(project: Project, { node, emits }: HandlerInfo<On | Handle>): Node | undefined {
  const isEvent = emits.some((key) => project.messageVersion(key)?.messageKind !== 'command');
  if (!isEvent) return undefined;
  let found: Node | undefined = node.emits[0];
  if (node.block)
    walk(node.block, (inner) => {
      if (inner.kind === 'emit' && inner.verb === 'emit') found ??= inner.message;
    });
  return found;
}

function rejectionIn(block: Block): Node | undefined {
  let found: Node | undefined;
  walk(block, (node) => {
    if (node.kind === 'require' || node.kind === 'reject') found ??= node;
  });
  return found;
}
