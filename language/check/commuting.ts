import { rootName } from '../model/bodies/places.ts';
import type { ProjectionInfo } from '../model/meaning.ts';
import type { Project } from '../model/project.ts';
import type { Bindings } from '../model/types.ts';
import type { Assign, Block, Expression, Remove } from '../syntax/tree.ts';
import { walk } from '../syntax/walk.ts';

/** A change of a row. */
export type Update = Assign | Remove;

/** The updates of a projection's rows that give another row where they come in another order. */
export function disordered(part: ProjectionInfo, project: Project): Set<Update> {
  const { bindings } = project.analysis(part.file.uri);
  const state = new Set(part.state?.fields.map(({ name }) => name));
  const key = new Set(part.handlers.map(({ by }) => (by ?? part.by ?? []).join('.')));
  const ways = new Map<Update, string | undefined>();
  for (const { node } of part.handlers) {
    for (const update of node.block ? updatesIn(node.block, state) : []) {
      const way = update.kind === 'remove' ? undefined : wayOf(update, { bindings, key });
      ways.set(update, way?.startsWith('constant') || !isConditional(update, node.block!, bindings) ? way : undefined);
    }
  }
  const all = [...ways];
  // Updates of different kinds do not commute with each other.
  const isAlone = (update: Update, way: string) =>
    all.every(([other, its]) => rootName(other.target) !== rootName(update.target) || its === way);
  return new Set(all.flatMap(([update, way]) => (way === undefined || !isAlone(update, way) ? [update] : [])));
}

interface Known {
  readonly bindings: Bindings;
  /** Where the row's key stands in what is read. */
  readonly key: ReadonlySet<string>;
}

function updatesIn(block: Block, state: ReadonlySet<string>): Update[] {
  const found: Update[] = [];
  walk(block, (node) => {
    if ((node.kind === 'assign' || node.kind === 'remove') && state.has(rootName(node.target))) found.push(node);
  });
  return found;
}

/** What an assignment commutes with: those of the same way; undefined where not even with itself. */
function wayOf({ operator, target, value }: Assign, known: Known): string | undefined {
  if (operator !== '=') return isNumber(target, known) && !readsState(value, known.bindings) ? 'sum' : undefined;
  if (['string', 'number', 'boolean', 'null'].includes(value.kind)) return `constant ${textOf(value)}`;
  const meant = known.bindings.targets.get(value);
  if (meant?.kind === 'symbol') return `constant ${meant.symbol}`;
  if (meant?.kind === 'key' || isKey(value, known)) return 'key';
  if (value.kind !== 'call' || value.callee.kind !== 'nameExpression') return undefined;
  const { text } = value.callee.name;
  if (text !== 'max' && text !== 'min') return undefined;
  const others = value.args.filter((arg) => arg.kind === 'lambda' || !isSamePlace(arg, target));
  return others.length < value.args.length && others.every((arg) => !readsState(arg, known.bindings))
    ? text
    : undefined;
}

/** Whether it is made only if the row stands at something, as in `if first == null { … }`. */
function isConditional(update: Update, block: Block, bindings: Bindings): boolean {
  let found = false;
  walk(block, (node) => {
    if (
      node.kind === 'if' &&
      node.start < update.start &&
      update.end < node.end &&
      readsState(node.condition, bindings)
    )
      found = true;
  });
  return found;
}

function isNumber(target: Expression, { bindings }: Known): boolean {
  const type = bindings.types.get(target);
  const plain = type?.kind === 'optional' ? type.type : type;
  return plain === undefined || ['int', 'long', 'decimal', 'double', 'unknown'].includes(plain.kind);
}

function readsState(value: Parameters<typeof walk>[0], bindings: Bindings): boolean {
  let found = false;
  walk(value, (node) => {
    const target = bindings.targets.get(node as Expression);
    if (target?.kind === 'state') found = true;
  });
  return found;
}

function isKey(value: Expression, { key }: Known): boolean {
  const path = pathOf(value);
  return path !== undefined && [path, path.slice(path.indexOf('.') + 1)].some((each) => key.has(each));
}

function isSamePlace(arg: Expression, target: Expression): boolean {
  return arg.kind === target.kind && rootName(arg) === rootName(target);
}

/** `order.customerId` */
function pathOf(node: Expression): string | undefined {
  if (node.kind === 'nameExpression') return node.name.text;
  const object = node.kind === 'member' ? pathOf(node.object) : undefined;
  return node.kind === 'member' && object !== undefined ? `${object}.${node.name.text}` : undefined;
}

function textOf(node: Expression): string {
  return 'value' in node ? JSON.stringify(node.value) : node.kind;
}
