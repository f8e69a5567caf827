import type { Name, Reference } from '../../syntax/tree.ts';
import type { FieldPath } from '../meaning.ts';
import type { RecordType, Target, Type } from '../types.ts';
import { type Facts, NOTHING_KNOWN } from './facts.ts';

/** Where a body stands; what it may do follows from it. */
export type Place =
  /** A consumer's handler of an event or document, and of a command. */
  | 'event'
  | 'command'
  /** An aggregate's handler of a command. */
  | 'handle'
  | 'apply'
  | 'projection'
  | 'query'
  | 'saga'
  | 'upcast'
  /** A default or an annotation's argument. */
  | 'constant'
  | 'scenario'
  /** The fields of a scenario's message: left-out ones are sampled. */
  | 'sample'
  /** What a scenario's message must look like: left-out fields may be anything. */
  | 'pattern';

/** A message whose fields a body may read. */
export interface MessageAtHand {
  /** The version's key. */
  readonly key: string;
  readonly name: string;
  readonly shape: RecordType;
  /** Its name in the body; without one, its fields go by their bare names. */
  readonly as: Name | undefined;
  /** Where the part's key comes from in this message. */
  readonly keyPath: FieldPath | undefined;
  /** Events and documents lie on a topic, commands do not. */
  readonly isFact: boolean;
}

/** The part that a body belongs to. */
export interface OwnPart {
  readonly key: string;
  readonly kind: 'consumer' | 'aggregate' | 'projection' | 'saga';
  /** The name of the key and its type; undefined where the part has no key. */
  readonly id: { readonly name: string; readonly type: Type } | undefined;
  /** Where the key comes from, in messages for which nothing else is said. */
  readonly by: FieldPath | undefined;
  readonly state: RecordType | undefined;
}

/** What a whole body has in common. */
export interface Body {
  readonly place: Place;
  readonly part: OwnPart | undefined;
  readonly messages: readonly MessageAtHand[];
  /** What `event` means. */
  readonly event: MessageAtHand | undefined;
  /** What `old` means in an `upcast`: the older version's key. */
  readonly old: string | undefined;
  /** Whether there is a `reason`. */
  readonly reason: boolean;
  /** What the handler declares with `emits`; undefined where it declares nothing. */
  readonly emits: readonly Reference[] | undefined;
}

export interface Local {
  readonly name: string;
  readonly type: Type;
  readonly target: Target;
  readonly node: Name;
  /** Only what `let` makes may be assigned to. */
  readonly assignable: boolean;
}

/** What names mean at a place: the locals of the blocks around it, and what the body has. */
export interface Scope {
  readonly body: Body;
  readonly parent: Scope | undefined;
  readonly locals: Map<string, Local>;
  /** What is known at the point that the body has come to. */
  facts: Facts;
}

const NOTHING: Body = {
  place: 'constant',
  part: undefined,
  messages: [],
  event: undefined,
  old: undefined,
  reason: false,
  emits: undefined,
};

/** The outermost scope of a body. */
export function scopeOf(body: Partial<Body> & Pick<Body, 'place'>): Scope {
  return { body: { ...NOTHING, ...body }, parent: undefined, locals: new Map(), facts: NOTHING_KNOWN };
}

/** A scope inside another one. */
export function within(parent: Scope): Scope {
  return { body: parent.body, parent, locals: new Map(), facts: parent.facts };
}

/** The same names where other things are known. */
export function withFacts(scope: Scope, facts: Facts): Scope {
  return { ...scope, facts };
}

/** The same names in a body that may do other things. */
export function placedAt(scope: Scope, place: Place): Scope {
  return { ...scope, body: { ...scope.body, place } };
}

export function localNamed(scope: Scope, name: string): Local | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const found = at.locals.get(name);
    if (found) return found;
  }
  return undefined;
}

/** All locals, innermost first. */
export function localsIn(scope: Scope): Local[] {
  const found: Local[] = [];
  for (let at: Scope | undefined = scope; at; at = at.parent) found.push(...at.locals.values());
  return found;
}
