import type { Target, Value } from '../../model/types.ts';
import type { Expression, Index, Member, NameExpression } from '../../syntax/tree.ts';
import { BodyError, type Frame } from '../program.ts';
import { fieldOf } from '../values/objects.ts';
import { snapshot } from '../values/ownership.ts';
import { type Context, type Evaluate, misplaced, targetOf, typeOf } from './context.ts';
import { compileExpression } from './expression.ts';

const META_FIELDS = [
  'eventId',
  'eventType',
  'eventVersion',
  'timestamp',
  'correlationId',
  'causationId',
  'producer',
  'topic',
  'partition',
  'offset',
  'attempt',
  'replayed',
] as const;

/** Compiles what stands for a value by name: a local, a field, `state.x`, `meta.timestamp`, `Status.paid`, `Accounts[k]`. */
export function compileName(node: NameExpression | Member | Index, context: Context): Evaluate {
  if (node.kind === 'index') return compileRow(node, context);
  const target = targetOf(node, context);
  switch (target?.kind) {
    case 'local': {
      const slot = context.slots.of(target.node);
      return (frame) => frame.locals[slot] as Value;
    }
    case 'message': {
      const { aside } = context;
      if (aside?.as === undefined || target.node !== aside.as) return (frame) => frame.data;
      return (frame) => frame.locals[aside.slot] as Value;
    }
    case 'field': {
      const name = target.field.name.text;
      const { aside } = context;
      if (!aside || aside.as || target.message !== aside.message) return (frame) => fieldOf(frame.data, name);
      return (frame) => fieldOf(frame.locals[aside.slot] as Value, name);
    }
    case 'reason': {
      if (node.kind === 'member') {
        const rejection = compileExpression(node.object, context);
        return (frame) => fieldOf(rejection(frame), 'reason');
      }
      const { reasonSlot } = context;
      return (frame) => (reasonSlot === undefined ? null : (frame.locals[reasonSlot] ?? null));
    }
    case 'key':
      return (frame) => frame.key ?? null;
    case 'state':
      return compileState(target, context);
    case 'meta':
      return compileMeta(target.field);
    case 'symbol': {
      const { symbol } = target;
      return () => symbol;
    }
    case 'entity':
      return compilePart(target.key, undefined, node, context);
    default:
      return unknownName(node, target);
  }
}

/** Whether a name reaches into a state that goes on changing. */
export function isRooted(node: Expression, context: Context): boolean {
  const type = typeOf(node, context).kind;
  if (type === 'row' || type === 'part') return true;
  const target = targetOf(node as NameExpression, context);
  return target?.kind === 'state' && target.field !== undefined;
}

function compileState(target: Extract<Target, { kind: 'state' }>, context: Context): Evaluate {
  const name = target.field?.name.text;
  if (name === undefined) return (frame) => snapshot(frame.state);
  if (name === context.keyField) return (frame) => frame.key ?? null;
  return (frame) => fieldOf(frame.state, name);
}

function compileMeta(field: string | undefined): Evaluate {
  if (field === undefined)
    return ({ meta }) => Object.fromEntries(META_FIELDS.map((name) => [name, meta[name] ?? null]));
  return (frame) => (frame.meta[field as keyof Frame['meta']] as Value | undefined) ?? null;
}

function compileRow(node: Index, context: Context): Evaluate {
  const type = typeOf(node.object, context);
  const key = compileExpression(node.index, context);
  return compilePart(type.kind === 'part' ? type.key : '', key, node, context);
}

function compilePart(part: string, key: Evaluate | undefined, node: Expression, context: Context): Evaluate {
  const { readPart } = context;
  if (!readPart) return misplaced('The state of another part in a body', node);
  return (frame) => readPart(part, key?.(frame), node);
}

/** The checker has reported the name; a run that meets it stops there. */
function unknownName(node: NameExpression | Member, target: Target | undefined): Evaluate {
  if (target?.kind === 'query') return misplaced('A query of a projection', node);
  return () => {
    throw new BodyError('error', `\`${node.name.text}\` stands for no value here`, node);
  };
}
