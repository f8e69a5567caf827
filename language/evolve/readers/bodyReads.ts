import { type Builtin, builtinOf } from '../../model/bodies/builtins.ts';
import { entryKey, entryValue } from '../../model/bodies/entries.ts';
import { leftOf } from '../../model/bodies/expressions.ts';
import { withoutNull } from '../../model/bodies/kinds.ts';
import type { FieldPath } from '../../model/meaning.ts';
import type { Project } from '../../model/project.ts';
import type { Bindings, Type } from '../../model/types.ts';
import type {
  Block,
  Call,
  Expression,
  If,
  Lambda,
  Member,
  RecordLiteral,
  Spread,
  Statement,
} from '../../syntax/tree.ts';
import { ITEMS } from './fieldReads.ts';

/** Where a value comes from: the field of a message's version. */
export interface Origin {
  /** The version's key. */
  readonly message: string;
  readonly path: FieldPath;
}

/** Takes in that a field is read; `deep`: with all that lies below. */
export type Take = (origin: Origin, deep: boolean, at: Expression) => void;

/** Nested deeper than this, an expression has an error of its own. */
const DEEPEST = 400;

const NOWHERE: readonly Origin[] = [];

/**
 * Follows what bodies do with a message: a member of it is a field, a local is what was put into it, and what is computed
 * with, compared, kept or said again is read whole. What names mean is in the bindings.
 */
export class BodyReads {
  readonly #project: Project;
  readonly #bindings: Bindings;
  readonly #take: Take;
  readonly #locals = new Map<object, readonly Origin[]>();
  #depth = 0;

  constructor(project: Project, bindings: Bindings, take: Take) {
    this.#project = project;
    this.#bindings = bindings;
    this.#take = take;
  }

  block(block: Block | undefined): void {
    for (const statement of block?.statements ?? []) this.statement(statement);
  }

  statement(node: Statement): void {
    switch (node.kind) {
      case 'let':
        this.#locals.set(node.name, this.#origins(node.value));
        return;
      case 'emit':
        if (node.data) this.whole(node.data);
        return;
      case 'if':
        this.#if(node);
        return;
      case 'for': {
        const list = this.#origins(node.list);
        this.#touch(list, node.list);
        this.#locals.set(node.name, this.#shape(node.list)?.kind === 'map' ? NOWHERE : below(list, ITEMS));
        this.block(node.block);
        return;
      }
      case 'either':
        for (const { block } of node.arms) this.block(block);
        return;
      case 'require':
        this.whole(node.condition);
        this.whole(node.reason);
        return;
      case 'reject':
      case 'fail':
      case 'deadLetter':
        this.whole(node.reason);
        return;
      case 'remove':
        this.#place(node.target);
        return;
      case 'assign':
        this.#place(node.target);
        this.whole(node.value);
    }
  }

  /** An expression whose value is used as it is. */
  whole(node: Expression): void {
    for (const origin of this.#origins(node)) this.#take(origin, true, node);
  }

  /** A field of an expression's value. */
  field(node: Expression, path: FieldPath, deep: boolean): void {
    const [step, ...rest] = path;
    if (node.kind === 'parenthesized') return this.field(node.value, path, deep);
    if (node.kind !== 'recordLiteral' || step === undefined) {
      for (const origin of this.#origins(node)) this.#take({ ...origin, path: [...origin.path, ...path] }, deep, node);
      return;
    }
    // The last one that gives the field wins; a spread may give it or not.
    for (const entry of node.entries.toReversed()) {
      if (entry.kind === 'entry') {
        if (entryKey(entry) === step) return this.field(entryValue(entry), rest, deep);
      } else if (this.#spreadFields(node, entry)?.includes(step) !== false) this.field(entry.value, path, deep);
    }
  }

  /** `if … else if … else`, however many there are. */
  #if(node: If): void {
    let next: If | Block | undefined = node;
    for (; next?.kind === 'if'; next = next.else) {
      this.whole(next.condition);
      this.block(next.then);
    }
    this.block(next);
  }

  /** What is assigned to lies in no message; what says where may. */
  #place(target: Expression): void {
    for (let node = target; node.kind === 'member' || node.kind === 'index'; node = node.object)
      if (node.kind === 'index') this.whole(node.index);
  }

  /** Where a value comes from; what is read on the way is taken in. Chains are walked in a loop. */
  #origins(node: Expression): readonly Origin[] {
    if (this.#depth >= DEEPEST) return NOWHERE;
    this.#depth++;
    const links: Expression[] = [];
    let inner = node;
    for (let left = leftOf(inner); left; left = leftOf(inner)) {
      links.push(inner);
      inner = left;
    }
    let origins = this.#innermost(inner);
    for (const link of links.reverse()) origins = this.#link(link, origins);
    this.#depth--;
    return origins;
  }

  #innermost(node: Expression): readonly Origin[] {
    switch (node.kind) {
      case 'nameExpression':
        return this.#named(node);
      case 'list':
        for (const item of node.items) this.whole(item);
        return NOWHERE;
      case 'recordLiteral':
        this.#literal(node);
        return NOWHERE;
      case 'conditional':
        this.whole(node.condition);
        return [...this.#origins(node.then), ...this.#origins(node.else)];
      case 'binary':
        return [...this.#origins(node.left), ...this.#origins(node.right)];
      case 'lambda':
        this.whole(node.body);
        return NOWHERE;
      case 'call':
        return this.#function(node);
      default:
        return NOWHERE;
    }
  }

  #named(node: Expression): readonly Origin[] {
    const target = this.#bindings.targets.get(node);
    switch (target?.kind) {
      case 'message':
        return [{ message: target.key, path: [] }];
      case 'field':
        return [{ message: target.message, path: [target.field.name.text] }];
      case 'local':
        return this.#locals.get(target.node) ?? NOWHERE;
      default:
        return NOWHERE;
    }
  }

  /** What is left of the link has these origins. */
  #link(node: Expression, origins: readonly Origin[]): readonly Origin[] {
    switch (node.kind) {
      case 'parenthesized':
        return origins;
      case 'member':
        return this.#member(node, origins);
      case 'index':
        this.whole(node.index);
        return below(origins, ITEMS);
      case 'call':
        return this.#method(node, origins);
      default:
        this.#read(origins, node);
        if (node.kind === 'binary') this.whole(node.right);
        return NOWHERE;
    }
  }

  #member(node: Member, origins: readonly Origin[]): readonly Origin[] {
    const target = this.#bindings.targets.get(node);
    if (target?.kind === 'builtin') return this.#builtin(builtinOf(target.receiver, target.name), node, [], origins);
    const shape = this.#shape(node.object);
    if (shape?.kind !== 'union' || shape.tag !== node.name.text) return below(origins, node.name.text);
    this.#touch(origins, node);
    return NOWHERE;
  }

  #method(node: Call, origins: readonly Origin[]): readonly Origin[] {
    const target = this.#bindings.targets.get(node.callee);
    const one = target?.kind === 'builtin' ? builtinOf(target.receiver, target.name) : undefined;
    return this.#builtin(one, node, node.args, origins);
  }

  /** `sum(list, f)` is what `list.sum(f)` is; other functions read their arguments. */
  #function(node: Call): readonly Origin[] {
    const [list, lambda] = node.args;
    if (list && lambda?.kind === 'lambda') this.#each(lambda, this.#origins(list));
    else for (const arg of node.args) this.whole(arg);
    return NOWHERE;
  }

  #builtin(
    one: Builtin | undefined,
    node: Expression,
    args: readonly Expression[],
    origins: readonly Origin[],
  ): readonly Origin[] {
    const lambda = args.find((arg) => arg.kind === 'lambda');
    if (lambda) this.#each(lambda, origins);
    else for (const arg of args) this.whole(arg);
    if (!one || (!lambda && isOfValues(one))) {
      this.#read(origins, node);
      return NOWHERE;
    }
    this.#touch(origins, node);
    if (one.result === 'item') return below(origins, ITEMS);
    return one.result === 'list' || one.result === 'mapValues' ? origins : NOWHERE;
  }

  /** What a lambda says of each item. */
  #each(lambda: Lambda, list: readonly Origin[]): void {
    this.#touch(list, lambda);
    this.#locals.set(lambda.param, below(list, ITEMS));
    this.whole(lambda.body);
  }

  #literal(node: RecordLiteral): void {
    const { entries } = node;
    for (const [i, entry] of entries.entries()) {
      if (entry.kind === 'entry') {
        this.whole(entryValue(entry));
        continue;
      }
      const fields = this.#spreadFields(node, entry);
      if (!fields) this.whole(entry.value);
      const later = new Set(entries.slice(i + 1).flatMap((one) => (one.kind === 'entry' ? [entryKey(one)] : [])));
      for (const field of fields ?? [])
        if (!later.has(field))
          for (const origin of below(this.#origins(entry.value), field)) this.#take(origin, true, entry.value);
    }
  }

  /** The fields that a spread gives; undefined where it gives all that there is. */
  #spreadFields(literal: RecordLiteral, spread: Spread): readonly string[] | undefined {
    const plan = this.#bindings.literals.get(literal);
    const kind = plan && this.#project.dereference(plan.type).kind;
    return kind === 'record' || kind === 'union' ? plan?.spreads.get(spread) : undefined;
  }

  #shape(node: Expression): Type | undefined {
    const type = this.#bindings.types.get(node);
    return type && this.#project.dereference(withoutNull(type));
  }

  #read(origins: readonly Origin[], at: Expression): void {
    for (const origin of origins) this.#take(origin, true, at);
  }

  #touch(origins: readonly Origin[], at: Expression): void {
    for (const origin of origins) this.#take(origin, false, at);
  }
}

/** Whether a built-in of a list, map or text looks at what lies in it, and not just at how much there is. */
function isOfValues({ receiver, result, params }: Builtin): boolean {
  if (receiver === 'string') return true;
  return result === 'total' || result === 'best' || params.some(({ kind }) => kind === 'item');
}

function below(origins: readonly Origin[], step: string): readonly Origin[] {
  return origins.map(({ message, path }) => ({ message, path: [...path, step] }));
}
