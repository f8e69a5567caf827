import type { Block, Expression } from '../../syntax/tree.ts';
import { walk } from '../../syntax/walk.ts';
import type { Target, Type } from '../types.ts';
import { type Checker, fieldNamed, valueOf } from './checker.ts';
import { localNamed, type Scope } from './scope.ts';

/**
 * Whether an expression is a place that may be assigned to: a local that `let` made, or what lies in the state. What is
 * not is reported. The expression has its type already.
 */
export function checkAssignable(cx: Checker, scope: Scope, node: Expression): boolean {
  let root = node;
  while (root.kind === 'member' || root.kind === 'index') root = root.object;
  const whole = root.kind === 'nameExpression' ? cx.targets.get(root) : undefined;
  if (!whole || cx.types.get(node)?.kind === 'unknown') return false;
  const refused = refusal(scope, node, root, whole);
  if (!refused) return true;
  cx.report('EVF6019', node, refused);
  return false;
}

/** What a value at a place must fit: a map's slot and a row's field take a value, though reading them may find none. */
export function placeType(cx: Checker, target: Expression, found: Type): Type {
  if (target.kind !== 'index' && target.kind !== 'member') return found;
  const container = cx.types.get(target.object);
  const shape = container && cx.shape(container);
  if (target.kind === 'member') {
    const part = shape?.kind === 'row' ? cx.project.part(shape.part) : undefined;
    const record = part && 'state' in part ? part.state : shape;
    const field = record?.kind === 'record' ? fieldNamed(record, target.name.text) : undefined;
    return field ? valueOf(field) : found;
  }
  return shape?.kind === 'map' ? shape.value : shape?.kind === 'list' ? shape.item : found;
}

/** The local, or the field of the state, in which a place lies: `a` for `a[k].b` and `state.a.b`. Empty where it is neither. */
export function rootName(target: Expression): string {
  let inner = target;
  let name = '';
  while (inner.kind === 'member' || inner.kind === 'index') {
    if (inner.kind === 'member') name = inner.name.text;
    inner = inner.object;
  }
  if (inner.kind !== 'nameExpression') return '';
  return inner.name.text === 'state' ? name : inner.name.text;
}

/** The names that a block assigns to, in it or below. */
export function namesAssignedIn(block: Block): Set<string> {
  const names = new Set<string>();
  walk(block, (node) => {
    if (node.kind === 'assign' || node.kind === 'remove') names.add(rootName(node.target));
  });
  return names;
}

const ADVICE = 'Only locals and the state can be changed.';

function refusal(
  scope: Scope,
  node: Expression,
  root: Expression,
  target: Target,
): { what: string; advice: string } | undefined {
  switch (target.kind) {
    case 'state':
      return stateRefusal(scope, node, root, target.field === undefined);
    case 'local': {
      const local = localNamed(scope, target.name);
      if (!local?.assignable)
        return {
          what: `\`${target.name}\`, which holds one value from beginning to end`,
          advice: 'A local that may change is made by `let`.',
        };
      return node === root
        ? undefined
        : {
            what: `a part of the local \`${target.name}\``,
            advice: `Its value may be seen elsewhere: give it a new one, ${target.name} = { ...${target.name}, … }.`,
          };
    }
    case 'key':
      return { what: 'the key', advice: ADVICE };
    case 'message':
    case 'field':
      return { what: 'a message', advice: `A message never changes. ${ADVICE}` };
    default:
      return { what: 'this', advice: ADVICE };
  }
}

function stateRefusal(
  { body }: Scope,
  node: Expression,
  root: Expression,
  isWhole: boolean,
): { what: string; advice: string } | undefined {
  if (body.place === 'handle')
    return {
      what: 'the state in a handler',
      advice: 'The state of an aggregate comes from its events alone: emit one, and change the state in its `apply`.',
    };
  return isWhole && node === root
    ? { what: 'the state as a whole', advice: 'Its fields are assigned to one by one.' }
    : undefined;
}
