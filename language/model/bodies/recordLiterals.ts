import type { Entry, Expression, RecordLiteral, Spread } from '../../syntax/tree.ts';
import { nearest } from '../nearest.ts';
import type { FieldType, RecordType, Type, UnionType, ValueType } from '../types.ts';
import { fieldText, typeText } from '../typeText.ts';
import { type Checker, fieldNamed, valueOf } from './checker.ts';
import { entryKey, entryValue } from './entries.ts';
import { check } from './expectations.ts';
import { typeOf } from './expressions.ts';
import { fits, fitsAsItIs } from './fits.ts';
import { mayBeNull, STRING, UNKNOWN, withoutNull } from './kinds.ts';
import { meaningsOf } from './names.ts';
import { localsIn, type Scope } from './scope.ts';

/** A literal in braces: a record, a union's case, a map or JSON, as the place says. */
export function typeOfRecordLiteral(cx: Checker, scope: Scope, node: RecordLiteral, expected: Type | undefined): Type {
  const wanted = expected && cx.shape(expected);
  const type = expected && (withoutNull(expected) as ValueType);
  switch (wanted?.kind) {
    case 'record':
      new RecordFiller(cx, scope, node, type!, wanted).fill();
      return type!;
    case 'union':
      fillUnion(cx, scope, node, type!, wanted);
      return type!;
    case 'map':
      fillMap(cx, scope, node, type!, wanted.value);
      return type!;
    case 'json':
      fillMap(cx, scope, node, type!, wanted);
      return type!;
    default:
      if (!wanted) cx.report('EVF6009', node, { what: 'record' });
      cx.quietly(() => {
        for (const entry of node.entries) typeOf(cx, scope, entry.kind === 'spread' ? entry.value : entryValue(entry));
      });
      return wanted ? { kind: 'record', fields: [] } : UNKNOWN;
  }
}

/** Puts a record together: what entries and spreads give, what defaults fill in, what is missing. */
class RecordFiller {
  readonly #cx: Checker;
  readonly #scope: Scope;
  readonly #literal: RecordLiteral;
  readonly #type: ValueType;
  readonly #record: RecordType;
  readonly #given = new Set<string>();
  readonly #spreads = new Map<object, readonly string[]>();
  readonly #notes = new Map<string, string>();
  /** Spread values of a type that an earlier error left open: they may give anything. */
  #open = false;

  constructor(cx: Checker, scope: Scope, literal: RecordLiteral, type: ValueType, record: RecordType) {
    this.#cx = cx;
    this.#scope = scope;
    this.#literal = literal;
    this.#type = type;
    this.#record = record;
  }

  /** `tag` is the entry that names a union's case; it is no field of the case's record. */
  fill(tag?: Entry): void {
    const written = new Map<string, Entry>();
    for (const entry of this.#literal.entries) {
      if (entry.kind === 'spread') this.#spread(entry);
      else if (entry !== tag) this.#entry(entry, written);
    }
    const { place } = this.#scope.body;
    const left = this.#record.fields.filter(({ name }) => !this.#given.has(name));
    const defaults = place === 'pattern' ? [] : left.filter((field) => field.default !== undefined);
    this.#cx.literals.set(this.#literal, { type: this.#type, spreads: this.#spreads, defaults });
    const isWhole = place !== 'pattern' && place !== 'sample' && !this.#open;
    const missing = left.filter((field) => !field.optional && !hasDefault(field));
    if (isWhole && missing.length > 0) this.#reportMissing(missing);
  }

  #entry(entry: Entry, written: Map<string, Entry>): void {
    const name = entryKey(entry);
    if (name === '') {
      typeOf(this.#cx, this.#scope, entryValue(entry), UNKNOWN);
      return;
    }
    const first = written.get(name);
    if (first) this.#cx.report('EVF6008', entry.key, { name }, [this.#cx.here(first.key, 'the first one is here')]);
    else written.set(name, entry);
    const field = fieldNamed(this.#record, name);
    if (field) this.#value(entry, field);
    else this.#reportUnknown(entry, name);
  }

  #value(entry: Entry, field: FieldType): void {
    const uri = this.#cx.homeOf(this.#type, this.#cx.file.uri);
    this.#given.add(field.name);
    this.#cx.remember(field, uri);
    this.#cx.targets.set(entry.key, { kind: 'member', field: field.node, uri });
    check(this.#cx, this.#scope, entryValue(entry), valueOf(field));
  }

  #spread(entry: Spread): void {
    const { names, open } = spreadFields(this.#cx, this.#scope, entry, this.#record, this.#notes);
    if (open) this.#open = true;
    this.#spreads.set(entry, names);
    for (const name of names) this.#given.add(name);
  }

  #reportUnknown(entry: Entry, name: string): void {
    const known = this.#record.fields.map((field) => field.name);
    const similar = nearest(name, known);
    // What was meant is not missing as well.
    for (const meant of similar.slice(0, 1)) this.#given.add(meant);
    const args = { name, of: typeText(this.#type), known, similar, replace: entry.key };
    this.#cx.report('EVF6007', entry.key, args, this.#cx.declaredPlace(this.#type));
    this.#cx.quietly(() => typeOf(this.#cx, this.#scope, entryValue(entry)));
  }

  #reportMissing(missing: readonly FieldType[]): void {
    const names = missing.map(({ name }) => name);
    const args = {
      of: typeText(this.#type),
      missing: missing.map(fieldText),
      entries: missing.map((field) => suggestedEntry(this.#cx, this.#scope, field)),
      notes: names.flatMap((name) => this.#notes.get(name) ?? []),
      literal: this.#literal,
    };
    this.#cx.report('EVF6006', this.#literal, args, this.#cx.declaredPlace(this.#type));
  }
}

/** The entry that a fix writes for a field: with what has the same name and fits, or open. */
function suggestedEntry(cx: Checker, scope: Scope, { name, type }: FieldType): string {
  const fitting = (value: Type) => value.kind !== 'unknown' && fits(value, type, cx.project.dereference);
  const [bare, ...rivals] = meaningsOf(cx, scope, name);
  if (bare && rivals.length === 0 && fitting(bare.type)) return name;
  for (const local of localsIn(scope)) {
    const record = cx.shape(local.type);
    const field = record.kind === 'record' && !mayBeNull(local.type) ? fieldNamed(record, name) : undefined;
    if (field && fitting(valueOf(field))) return `${name}: ${local.name}.${name}`;
  }
  return `${name}: `;
}

/** A default that does not fit is an error of its own, so the field counts as having one. */
function hasDefault(field: FieldType): boolean {
  return field.default !== undefined || field.node.default !== undefined;
}

/** The fields of a record that a spread gives: those of the same name that fit as they are. */
function spreadFields(
  cx: Checker,
  scope: Scope,
  entry: Spread,
  record: RecordType,
  notes: Map<string, string>,
): { readonly names: readonly string[]; readonly open: boolean } {
  const source = typeOf(cx, scope, entry.value);
  const shape = cx.shape(source);
  if (shape.kind === 'unknown' || entry.value.kind === 'missing') return { names: [], open: true };
  if (mayBeNull(source)) {
    cx.report('EVF6024', entry.value, { type: typeText(source) });
    return { names: [], open: true };
  }
  const fields = shape.kind === 'row' ? cx.project.part(shape.part) : shape;
  const given = !fields ? undefined : fields.kind === 'record' ? fields : 'state' in fields ? fields.state : undefined;
  if (!given) {
    cx.report('EVF6024', entry.value, { type: typeText(source) });
    return { names: [], open: true };
  }
  const names: string[] = [];
  for (const field of given.fields) {
    const wanted = fieldNamed(record, field.name);
    if (!wanted) continue;
    const why = misfit(cx, field, wanted);
    if (why) notes.set(field.name, why);
    else names.push(field.name);
  }
  return { names, open: false };
}

function misfit(cx: Checker, given: FieldType, wanted: FieldType): string | undefined {
  if (!fitsAsItIs(given.type, wanted.type, cx.project.dereference)) {
    return `\`${given.name}\` of the spread is ${typeText(given.type)} and does not fit ${typeText(wanted.type)}`;
  }
  if (given.optional && !wanted.optional) return `\`${given.name}\` of the spread may be absent`;
  return undefined;
}

/** A literal of a union: the tag's entry says which case, the rest is that case's record. */
function fillUnion(cx: Checker, scope: Scope, node: RecordLiteral, type: ValueType, union: UnionType): void {
  const tag = node.entries.find((entry): entry is Entry => entry.kind === 'entry' && entryKey(entry) === union.tag);
  const names = union.cases.map(({ name }) => name);
  const chosen = tag && caseNamed(cx, scope, entryValue(tag), type, names);
  const one = union.cases.find(({ name }) => name === chosen);
  const record = one && cx.shape(one.type);
  if (record?.kind === 'record') {
    cx.observe?.(node, scope, one!.type);
    new RecordFiller(cx, scope, node, one!.type, record).fill(tag);
    const plan = cx.literals.get(node)!;
    cx.literals.set(node, { ...plan, type });
    return;
  }
  if (!tag) cx.report('EVF6031', node, { of: typeText(type), tag: union.tag, cases: names }, cx.declaredPlace(type));
  cx.quietly(() => {
    for (const entry of node.entries)
      if (entry !== tag) typeOf(cx, scope, entry.kind === 'spread' ? entry.value : entryValue(entry));
  });
}

/** The case that a tag's value names: a bare symbol, or text. */
function caseNamed(
  cx: Checker,
  scope: Scope,
  value: Expression,
  type: ValueType,
  names: readonly string[],
): string | undefined {
  if (value.kind === 'string' && names.includes(value.value)) {
    cx.types.set(value, STRING);
    return value.value;
  }
  const name = value.kind === 'nameExpression' ? value.name.text : '';
  if (names.includes(name)) {
    cx.types.set(value, { kind: 'enum', symbols: names });
    cx.targets.set(value, cx.symbolTarget(type, name));
    return name;
  }
  check(cx, scope, value, { kind: 'enum', symbols: names });
  return undefined;
}

/** A map's keys are what is written; a spread gives all of another map. */
function fillMap(cx: Checker, scope: Scope, node: RecordLiteral, type: ValueType, value: ValueType): void {
  const written = new Map<string, Entry>();
  const spreads = new Map<object, readonly string[]>();
  for (const entry of node.entries) {
    if (entry.kind === 'spread') {
      spreads.set(entry, []);
      check(cx, scope, entry.value, type);
      continue;
    }
    const name = entryKey(entry);
    const first = written.get(name);
    if (first) cx.report('EVF6008', entry.key, { name }, [cx.here(first.key, 'the first one is here')]);
    else written.set(name, entry);
    check(cx, scope, entryValue(entry), value);
  }
  cx.literals.set(node, { type, spreads, defaults: [] });
}
