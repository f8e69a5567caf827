import { plainNumber } from './numbers.ts';

// Generated code carries this file as it is: it imports nothing else.

/**
 * What differs between a value as written, as understood and as TypeScript sees it: plain data, made from a type. Types of
 * which nothing differs have no plan.
 */
export type Plan =
  | { readonly kind: 'decimal' | 'long' | 'bytes' }
  | { readonly kind: 'enum'; readonly symbols: readonly string[]; readonly otherwise: string }
  | { readonly kind: 'list' | 'map'; readonly item: Plan }
  | { readonly kind: 'record'; readonly fields: readonly FieldPlan[] }
  | { readonly kind: 'union'; readonly tag: string; readonly cases: readonly CasePlan[]; readonly otherwise?: string }
  | { readonly kind: 'declared'; readonly key: string };

export interface FieldPlan {
  readonly name: string;
  readonly plan?: Plan;
  readonly was?: string;
  /** Null counts as absent. */
  readonly optional?: true;
  readonly default?: unknown;
}

export interface CasePlan {
  readonly name: string;
  readonly plan?: Plan;
}

/** Plans of declared types by key. */
export type Plans = ReadonlyMap<string, Plan>;

/** What a walk does at the leaves, and whether it reads what others wrote. */
interface Walk {
  readonly plans: Plans;
  /** Takes `was` names and `otherwise`. */
  readonly tolerant: boolean;
  leaf(kind: 'decimal' | 'long' | 'bytes', value: unknown): unknown;
}

type Fields = { readonly [name: string]: unknown };

/** How deep a value may nest. */
export const DEEPEST = 1000;

/**
 * Reads a wire value that another version may have written: `was` names, defaults, `otherwise`, null for absent, numbers for
 * `long` and `decimal`. What does not fit stays as it is. The same object where nothing changes.
 */
export function readWith(plan: Plan, plans: Plans, value: unknown): unknown {
  return apply({ plans, tolerant: true, leaf: readLeaf }, plan, value);
}

function readLeaf(kind: string, value: unknown): unknown {
  if (typeof value !== 'number') return value;
  const readable = kind === 'long' ? Number.isSafeInteger(value) : kind === 'decimal' && Number.isFinite(value);
  return readable ? plainNumber(value) : value;
}

/** Applies a plan; for code that converts leaves in its own way. */
export function apply(walk: Walk, plan: Plan, value: unknown): unknown {
  switch (plan.kind) {
    case 'declared': {
      const declared = walk.plans.get(plan.key);
      return declared ? apply(walk, declared, value) : value;
    }
    case 'list':
      return Array.isArray(value) ? applyList(walk, plan.item, value) : value;
    case 'map':
      return isObject(value) ? applyMap(walk, plan.item, value) : value;
    case 'record':
      return isObject(value) ? applyRecord(walk, plan.fields, value) : value;
    case 'union':
      return isObject(value) ? applyUnion(walk, plan, value) : value;
    case 'enum':
      return walk.tolerant && typeof value === 'string' && !plan.symbols.includes(value) ? plan.otherwise : value;
    default:
      return walk.leaf(plan.kind, value);
  }
}

function applyRecord(walk: Walk, fields: readonly FieldPlan[], record: Fields): Fields {
  let changes: Map<string, unknown> | undefined;
  for (const field of fields) {
    const present = own(record, field.name);
    const renamed = walk.tolerant && present === undefined && field.was !== undefined;
    const found = renamed ? own(record, field.was) : present;
    const value = applyField(walk, field, found);
    // Null said that there is nothing: without it, what stands under the old name must not come back.
    const dropped = present !== undefined && value === undefined;
    if (walk.tolerant && field.was !== undefined && (renamed ? found !== undefined : dropped))
      (changes ??= new Map()).set(field.was, undefined);
    if (value !== present) (changes ??= new Map()).set(field.name, value);
  }
  return changes ? changed(record, changes) : record;
}

function applyField(walk: Walk, field: FieldPlan, found: unknown): unknown {
  const value = found === undefined || (found === null && field.optional) ? field.default : found;
  return value !== undefined && field.plan ? apply(walk, field.plan, value) : value;
}

function applyUnion(walk: Walk, plan: Plan & { kind: 'union' }, value: Fields): unknown {
  const tag = own(value, plan.tag);
  const known = plan.cases.find((oneCase) => oneCase.name === tag);
  if (known) return known.plan ? apply(walk, known.plan, value) : value;
  const otherwise = plan.cases.find((oneCase) => oneCase.name === plan.otherwise);
  if (!walk.tolerant || !otherwise || typeof tag !== 'string') return value;
  const retagged = changed(value, new Map([[plan.tag, otherwise.name]]));
  return otherwise.plan ? apply(walk, otherwise.plan, retagged) : retagged;
}

function applyList(walk: Walk, plan: Plan, list: readonly unknown[]): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const item = apply(walk, plan, list[index]);
    if (item !== list[index]) (copy ??= [...list])[index] = item;
  }
  return copy ?? list;
}

function applyMap(walk: Walk, plan: Plan, map: Fields): Fields {
  let changes: Map<string, unknown> | undefined;
  for (const key of Object.keys(map)) {
    const item = apply(walk, plan, map[key]);
    if (item !== map[key]) (changes ??= new Map()).set(key, item);
  }
  return changes ? changed(map, changes) : map;
}

/** A copy with changes, undefined meaning without the field. Entries are defined, not assigned: `__proto__` is a name like any other. */
function changed(record: Fields, changes: ReadonlyMap<string, unknown>): Fields {
  const entries = new Map([...Object.entries(record), ...changes]);
  return Object.fromEntries([...entries].filter(([, value]) => value !== undefined));
}

function own(record: Fields, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a JSON value nests deeper than some levels; without recursion. */
export function deeperThan(value: unknown, levels: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levels) return true;
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
  return false;
}
