import type { RelatedPlace } from '../../syntax/diagnostic.ts';
import type { Expression, Member, NameExpression } from '../../syntax/tree.ts';
import type { Entity } from '../entities.ts';
import { nearest } from '../nearest.ts';
import { kindWord } from '../resolve.ts';
import type { Target, Type } from '../types.ts';
import { typeText } from '../typeText.ts';
import { withArticle } from '../words.ts';
import { BUILTINS, builtinOf } from './builtins.ts';
import { type Checker, fieldNamed, valueOf } from './checker.ts';
import { fits } from './fits.ts';
import { STRING, UNKNOWN, withoutNull } from './kinds.ts';
import { META, META_ANYWHERE } from './meta.ts';
import { localNamed, localsIn, type MessageAtHand, type Scope } from './scope.ts';

/** One thing that a bare name may stand for. */
export interface Meaning {
  readonly type: Type;
  readonly target: Target;
  /** In words: "the local `x`". */
  readonly words: string;
  /** How to write it so that it means only this. */
  readonly written: string | undefined;
  readonly place: RelatedPlace | undefined;
}

const PART_KINDS: ReadonlySet<string> = new Set(['consumer', 'aggregate', 'projection', 'saga', 'choreography']);

/**
 * Everything that a bare name may be: a local, the key, state, a field of a message without `as`. A field that is called
 * like what the language brings along is reached through that: `event.state`.
 */
export function meaningsOf(cx: Checker, scope: Scope, name: string): Meaning[] {
  const found: Meaning[] = [];
  const local = localNamed(scope, name);
  if (local) {
    const { type, target, node } = local;
    found.push({
      type,
      target,
      words: `the local \`${name}\``,
      written: undefined,
      place: cx.here(node, `\`${name}\` is declared here`),
    });
  }
  if (implicitMeaning(scope, name)) return found;
  const { part, messages } = scope.body;
  if (part?.id?.name === name) {
    found.push({
      type: part.id.type,
      target: { kind: 'key', part: part.key },
      words: 'the key',
      written: undefined,
      place: undefined,
    });
  }
  const state = part?.state && fieldNamed(part.state, name);
  if (part && state) {
    cx.remember(state, cx.file.uri);
    const target: Target = { kind: 'state', part: part.key, field: state.node };
    const place = cx.here(state.node.name, 'the state has it here');
    found.push({ type: valueOf(state), target, words: 'a field of the state', written: `state.${name}`, place });
  }
  for (const message of messages) {
    if (!message.as) found.push(...fieldMeaning(cx, scope, message, name));
  }
  return found;
}

function fieldMeaning(cx: Checker, { body }: Scope, message: MessageAtHand, name: string): Meaning[] {
  const field = fieldNamed(message.shape, name);
  const isKey = body.part?.id?.name === name && message.keyPath?.length === 1 && message.keyPath[0] === name;
  if (!field || isKey) return [];
  const uri = cx.project.entity(message.key)?.file.uri ?? cx.file.uri;
  cx.remember(field, uri);
  const target: Target = { kind: 'field', message: message.key, field: field.node };
  const written = message === body.event ? `event.${name}` : undefined;
  const place = { uri, span: field.node.name, label: `${message.name} has it here` };
  return [{ type: valueOf(field), target, words: `a field of ${message.name}`, written, place }];
}

/** `state`, `event`, `meta`, `old` and `reason`, where there is such a thing. */
export function implicitMeaning(
  scope: Scope,
  name: string,
): { readonly type: Type; readonly target: Target } | undefined {
  const { part, event, old, reason } = scope.body;
  switch (name) {
    case 'state':
      if (!part?.state) return undefined;
      return { type: { kind: 'row', part: part.key }, target: { kind: 'state', part: part.key, field: undefined } };
    case 'event':
      if (!event) return undefined;
      return {
        type: { kind: 'declared', key: event.key },
        target: { kind: 'message', key: event.key, node: undefined },
      };
    case 'meta':
      if (!event) return undefined;
      return { type: event.isFact ? META : META_ANYWHERE, target: { kind: 'meta', field: undefined } };
    case 'old':
      return old === undefined
        ? undefined
        : { type: { kind: 'declared', key: old }, target: { kind: 'message', key: old, node: undefined } };
    case 'reason':
      return reason ? { type: STRING, target: { kind: 'reason' } } : undefined;
    default:
      return undefined;
  }
}

/** True for a bare name that has a meaning of its own, whatever is expected. */
export function isKnown(cx: Checker, scope: Scope, name: string): boolean {
  return meaningsOf(cx, scope, name).length > 0 || implicitMeaning(scope, name) !== undefined;
}

/** The type of a name, by itself or before a `.`; `expected` may make it a symbol of an enum. */
export function typeOfName(
  cx: Checker,
  scope: Scope,
  node: NameExpression,
  expected: Type | undefined,
  isQualifier: boolean,
): Type {
  const name = node.name.text;
  if (name === '') return UNKNOWN;
  const meanings = meaningsOf(cx, scope, name);
  const symbols = isQualifier ? undefined : cx.enumOf(expected);
  if (symbols?.symbols.includes(name)) {
    const rivals = meanings.filter((meaning) => fits(meaning.type, symbols, cx.project.dereference));
    if (rivals.length > 0) return ambiguous(cx, node, [...rivals, symbolMeaning(name)]);
    cx.targets.set(node, cx.symbolTarget(expected!, name));
    return withoutNull(expected!);
  }
  if (meanings.length > 1) return ambiguous(cx, node, meanings);
  const meaning = meanings[0] ?? implicitMeaning(scope, name);
  if (meaning) {
    cx.targets.set(node, meaning.target);
    return meaning.type;
  }
  const entity = cx.project.resolveIn(name, cx.file.uri).at(-1);
  if (entity) return typeOfEntity(cx, scope, node, entity, isQualifier);
  // Where an error left open what is expected, the name may be a symbol of it.
  if (expected?.kind === 'unknown') return UNKNOWN;
  return symbols ? unknownSymbol(cx, node, expected!, symbols.symbols) : unknownName(cx, scope, node, isQualifier);
}

function symbolMeaning(name: string): Meaning {
  return {
    type: UNKNOWN,
    target: { kind: 'reason' },
    words: `the symbol \`${name}\``,
    written: undefined,
    place: undefined,
  };
}

function ambiguous(cx: Checker, node: NameExpression, meanings: readonly Meaning[]): Type {
  const writes = meanings.flatMap(({ written }) => (written === undefined ? [] : [written]));
  const related = meanings.flatMap(({ place }) => (place ? [place] : []));
  const args = { name: node.name.text, meanings: meanings.map(({ words }) => words), writes, replace: node.name };
  cx.report('EVF6002', node, args, related);
  return UNKNOWN;
}

/** A declaration by its name: a part in a scenario, an enum before its symbol; nothing else is a value. */
export function typeOfEntity(
  cx: Checker,
  scope: Scope,
  node: NameExpression | Member,
  entity: Entity,
  isQualifier: boolean,
): Type {
  cx.targets.set(node, { kind: 'entity', key: entity.key });
  if (PART_KINDS.has(entity.kind)) {
    if (mayReadParts(scope)) return { kind: 'part', key: entity.key };
    cx.report('EVF6022', node, { name: entity.name, kind: entity.kind });
    return UNKNOWN;
  }
  if (entity.kind === 'enum' && isQualifier) return { kind: 'declared', key: entity.key };
  const advice = entity.kind === 'enum' ? `A symbol of it is written ${entity.name}.symbol.` : '';
  cx.report('EVF6029', node, { name: entity.name, what: withArticle(kindWord(entity)), advice });
  return UNKNOWN;
}

export function mayReadParts({ body }: Scope): boolean {
  return body.place === 'scenario' || body.place === 'sample' || body.place === 'pattern';
}

/** A name of more segments than this stands for nothing. */
const LONGEST_NAME = 12;

/**
 * The declaration that a chain of names stands for: `shop.common.Currency` before `.EUR`. `members` are those around
 * the first name, innermost first. Gives how many of them belong to the name.
 */
export function qualifiedEntity(
  cx: Checker,
  first: NameExpression,
  members: readonly Expression[],
): { readonly entity: Entity; readonly length: number } | undefined {
  let name = first.name.text;
  for (let length = 1; length <= Math.min(members.length, LONGEST_NAME); length++) {
    const member = members[length - 1];
    if (member?.kind !== 'member') return undefined;
    name += `.${member.name.text}`;
    const entity = cx.project.declared(name).at(-1);
    if (entity) return { entity, length };
  }
  return undefined;
}

function unknownSymbol(cx: Checker, node: NameExpression, expected: Type, symbols: readonly string[]): Type {
  const name = node.name.text;
  const args = {
    name,
    of: typeText(withoutNull(expected)),
    symbols,
    similar: nearest(name, symbols),
    replace: node.name,
  };
  cx.report('EVF6026', node, args, cx.declaredPlace(expected));
  return UNKNOWN;
}

function unknownName(cx: Checker, scope: Scope, node: NameExpression, isQualifier: boolean): Type {
  const name = node.name.text;
  const known = namesIn(cx, scope);
  const functions = BUILTINS.filter(({ receiver }) => receiver === 'function').map((one) => one.name);
  if (builtinOf('function', name)) {
    cx.report('EVF6029', node, {
      name,
      what: 'a function',
      advice: `It is called: ${builtinOf('function', name)?.signature}.`,
    });
    return UNKNOWN;
  }
  const similar = nearest(name, [...known, ...implicitNames(scope), ...functions]);
  const elsewhere = declaredElsewhere(cx, scope, name, isQualifier);
  cx.report('EVF6001', node, { name, known, similar, elsewhere, replace: node.name });
  return UNKNOWN;
}

/** Parts for a scenario and enums before a dot, which a `use` could bring. */
function declaredElsewhere(cx: Checker, scope: Scope, name: string, isQualifier: boolean): string[] {
  const isWanted = (kind: string) => (isQualifier && kind === 'enum') || (mayReadParts(scope) && PART_KINDS.has(kind));
  const wholes = [...cx.project.wholeNames(name)];
  return wholes.filter((whole) => cx.project.declared(whole).some(({ kind }) => isWanted(kind))).sort();
}

/** The bare names that have a meaning, innermost first; not what the language brings along. */
export function namesIn(cx: Checker, scope: Scope): string[] {
  const { part, messages } = scope.body;
  const bare = messages.filter(({ as }) => !as);
  const names = new Set([
    ...localsIn(scope).map(({ name }) => name),
    ...(part?.id ? [part.id.name] : []),
    ...(part?.state?.fields.map(({ name }) => name) ?? []),
    ...bare.flatMap(({ shape }) => shape.fields.map(({ name }) => name)),
  ]);
  if (names.size === 0 && mayReadParts(scope)) return partNames(cx);
  return [...names];
}

function partNames(cx: Checker): string[] {
  const { namespace, uses } = cx.project.scope(cx.file.uri);
  const isPart = (whole: string) => cx.project.declared(whole).some(({ kind }) => PART_KINDS.has(kind));
  const inNamespace = [...cx.project.namesIn(namespace)]
    .filter(isPart)
    .map((whole) => whole.slice(whole.lastIndexOf('.') + 1));
  return [...inNamespace, ...[...uses].filter(([, whole]) => isPart(whole)).map(([short]) => short)];
}

export const IMPLICIT_NAMES = ['state', 'event', 'meta', 'old', 'reason'] as const;

export function implicitNames(scope: Scope): string[] {
  return IMPLICIT_NAMES.filter((name) => implicitMeaning(scope, name) !== undefined);
}
