import type { FieldType, JsonValue, RecordType, UnionType, ValueType } from '../types.ts';
import { DEEPEST, deeperThan, type FieldPlan, type Plan, type Plans, readWith } from './read.ts';
import { asCase, fieldsOf, formerName, type Root, reach, resolved, type Shapes } from './shapes.ts';

/** Data as it is on the wire. */
export type Data = { readonly [field: string]: JsonValue };

/**
 * The tolerant reading of a type: a function from what any compatible version may have written to what this one reads, the
 * same object where nothing changes. It never throws; whether the result fits is for the reader schema to say. What nests
 * deeper than `DEEPEST` levels is given back as it is.
 */
export function reader(shapes: Shapes, root: Root): (data: Data) => Data {
  const { plan, plans } = planOf(shapes, root);
  if (!plan) return (data) => data;
  const { deep } = reach(shapes, root);
  return (data) => (deep && deeperThan(data, DEEPEST) ? data : (readWith(plan, plans, data) as Data));
}

/** The plan of a type, and those of the declared types that it uses. */
export function planOf(shapes: Shapes, root: Root): { readonly plan: Plan | undefined; readonly plans: Plans } {
  const { keys } = reach(shapes, root);
  const plans = new Map<string, Plan>();
  const context = { shapes, plans, pending: new Set(keys) };
  for (const key of keys) {
    const plan = planType(context, resolved(shapes, { kind: 'declared', key }));
    if (plan) plans.set(key, plan);
    context.pending.delete(key);
  }
  return { plan: planType(context, root), plans };
}

interface Context {
  readonly shapes: Shapes;
  readonly plans: Plans;
  /** Declared types that have no plan yet, but may get one: those that use themselves. */
  readonly pending: ReadonlySet<string>;
}

function planType(context: Context, type: ValueType): Plan | undefined {
  switch (type.kind) {
    case 'decimal':
    case 'long':
    case 'bytes':
      return { kind: type.kind };
    case 'enum':
      return type.otherwise === undefined
        ? undefined
        : { kind: 'enum', symbols: type.symbols, otherwise: type.otherwise };
    case 'list':
    case 'map': {
      const item = planType(context, type.kind === 'list' ? type.item : type.value);
      return item && { kind: type.kind, item };
    }
    case 'declared':
      return context.plans.has(type.key) || context.pending.has(type.key) ? type : undefined;
    case 'record':
      return planRecord(context, type);
    case 'union':
      return planUnion(context, type);
    default:
      return undefined;
  }
}

function planRecord(context: Context, record: RecordType): Plan | undefined {
  const fields = fieldsOf(record)
    .map((field) => planField(context, record, field))
    .filter((field) => Object.keys(field).length > 1);
  return fields.length > 0 ? { kind: 'record', fields } : undefined;
}

function planField(context: Context, record: RecordType, field: FieldType): FieldPlan {
  const plan = planType(context, field.type);
  const was = formerName(record, field);
  return {
    name: field.name,
    ...(plan && { plan }),
    ...(was !== undefined && { was }),
    ...(field.optional && field.type.kind !== 'json' && { optional: true as const }),
    ...(field.default !== undefined && { default: field.default }),
  };
}

function planUnion(context: Context, union: UnionType): Plan | undefined {
  const cases = union.cases.map(({ name, type }) => {
    const plan = planCase(context, union.tag, type);
    return plan ? { name, plan } : { name };
  });
  if (union.otherwise === undefined && !cases.some((oneCase) => 'plan' in oneCase)) return undefined;
  return { kind: 'union', tag: union.tag, cases, ...(union.otherwise !== undefined && { otherwise: union.otherwise }) };
}

function planCase(context: Context, tag: string, type: ValueType): Plan | undefined {
  const record = resolved(context.shapes, type);
  const isClear = record.kind !== 'record' || !record.fields.some((field) => field.name === tag || field.was === tag);
  return planType(context, isClear ? type : asCase(record, tag));
}
