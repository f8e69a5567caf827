import type { Bindings, Target, Type, Value } from '../../model/types.ts';
import type { Expression, Name, Node, QualifiedName, RecordLiteral, Reference } from '../../syntax/tree.ts';
import { BodyError, type Frame, type QueryArgument } from '../program.ts';
import { ValueError } from '../values/error.ts';

export type Evaluate = (frame: Frame) => Value;
export type Execute = (frame: Frame) => void;

/** What an expression is compiled against. */
export interface Context {
  readonly bindings: Bindings;
  /** Follows a declared type to its shape. */
  dereference(type: Type): Type;
  /** The key of the version that a reference in this file means; its name as written where it means none. */
  messageKey(reference: Reference): string;
  topicKey(name: QualifiedName): string;
  /** The name under which `state` also has the part's key; undefined where there is none. */
  readonly keyField: string | undefined;
  /** Whether the part's state has maps, which may grow large. */
  readonly hasMaps: boolean;
  /** Whether a literal has the defaults of the fields that it leaves out; a scenario's messages get theirs elsewhere. */
  readonly fillsDefaults: boolean;
  /** Where a local lives in its frame; each declaring node has a slot of its own. */
  readonly slots: Slots;
  /** Where `reason` stands among the locals; undefined where there is none. */
  readonly reasonSlot?: number | undefined;
  /** A saga's starting message, in blocks in which another one is at hand: by its `as`, or its fields by their names. */
  readonly aside?: { readonly slot: number; readonly as: Name | undefined; readonly message: string } | undefined;
  /** The state of a part, by the key of its row; only scenarios can see it. */
  readonly readPart: ((part: string, key: Value | undefined, node: Node) => Value) | undefined;
  /** The past of an aggregate and the queries of projections; only scenarios can see them. */
  readonly past: Past | undefined;
}

/** What a scenario asks of aggregates and projections, by the part's key. */
export interface Past {
  /** A row after so many events, or at a time given as RFC 3339 text; null where there was none. */
  at(part: string, key: Value, moment: Value): Value;
  /** The envelopes of a stream's events, oldest first. */
  history(part: string, key: Value): Value;
  query(part: string, name: string, args: readonly QueryArgument[]): Value;
}

/** What the checker has reported; compiled to an error, so that only what meets it fails. */
export function misplaced(construct: string, node: Node): Evaluate {
  return () => {
    throw new BodyError('error', `${construct} has no place here`, node);
  };
}

/** Gives each declaration of a local a place in the frame. */
export class Slots {
  readonly #slots = new Map<object, number>();

  of(declaration: object): number {
    let slot = this.#slots.get(declaration);
    if (slot === undefined) {
      slot = this.#slots.size;
      this.#slots.set(declaration, slot);
    }
    return slot;
  }
}

const UNKNOWN: Type = { kind: 'unknown' };

/** An expression's type, without the declaration's name. */
export function typeOf(expression: Expression, context: Context): Type {
  const type = context.bindings.types.get(expression) ?? UNKNOWN;
  if (type.kind === 'optional') return { kind: 'optional', type: context.dereference(type.type) as never };
  return context.dereference(type);
}

/** What a name stands for; the checker may have noted it at the expression or at the name in it. */
export function targetOf(node: Expression | Name, context: Context): Target | undefined {
  const { targets } = context.bindings;
  const direct = targets.get(node);
  if (direct) return direct;
  return node.kind === 'nameExpression' || node.kind === 'member' ? targets.get(node.name) : undefined;
}

export function planOf(literal: RecordLiteral, context: Context) {
  return context.bindings.literals.get(literal);
}

/** Turns a `ValueError` of an operation into the body's error at its node. */
export function failure(error: unknown, node: Node): unknown {
  return error instanceof ValueError ? new BodyError('error', error.message, node) : error;
}
