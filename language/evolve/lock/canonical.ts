/**
 * Declarations in canonical form: on one line, with whole names, exact versions and normalised types, and nothing that
 * does not travel (docs, comments, upcasts, annotations but `@sensitive`). Our own parser reads it back.
 */

import type { Entity } from '../../model/entities.ts';
import { plainNumber } from '../../model/numbers.ts';
import type { Project, Shape } from '../../model/project.ts';
import { versionText } from '../../model/sourceFile.ts';
import type { FieldType, JsonValue, Type, UnionType, ValueType } from '../../model/types.ts';
import { rangeText, typeText } from '../../model/typeText.ts';
import type { MessageDeclaration, RecordDeclaration } from '../../syntax/tree.ts';
import { fieldName, name, referenceTo } from './words.ts';

/** The canonical form of a record, enum, union or message; undefined where one of its types is not known. */
export function canonicalType(project: Project, entity: Entity): string | undefined {
  return new Canonical(project, true, referenceTo).declaration(entity);
}

/**
 * What the shape of a declaration says to those who read and write it: as the canonical form, but members may stand in
 * any order, and what other rules watch is left out, the name on the wire and `@sensitive`.
 */
export function contentOf(project: Project, entity: Entity): string | undefined {
  return new Canonical(project, false, referenceTo).declaration(entity);
}

/** The content of the fields, symbols or cases of a declaration by their names. */
export function memberContents(project: Project, entity: Entity): ReadonlyMap<string, string> {
  const printer = new Canonical(project, false, referenceTo);
  const shape = project.shapeOf(entity)?.shape;
  if (shape?.kind === 'enum') return new Map(shape.symbols.map((symbol) => [symbol, name(symbol)]));
  if (shape?.kind === 'union') return new Map(shape.cases.map((one) => [one.name, printer.case(one)]));
  return fieldsBy(printer, project, entity);
}

/** How a declaration was written: its fields by name and what follows its name, with types named as `reference` says. */
export function writtenForm(
  project: Project,
  entity: Entity,
  reference: (key: string) => string,
): { readonly fields: ReadonlyMap<string, string>; readonly tail: string } {
  const printer = new Canonical(project, true, reference);
  const shape = project.shapeOf(entity)?.shape;
  return { fields: fieldsBy(printer, project, entity), tail: shape ? printer.tail(entity.node, shape) : '' };
}

function fieldsBy(printer: Canonical, project: Project, entity: Entity): ReadonlyMap<string, string> {
  const shape = project.shapeOf(entity)?.shape;
  return new Map(shape?.kind === 'record' ? shape.fields.map((field) => [field.name, printer.field(field)]) : []);
}

class Canonical {
  readonly #project: Project;
  readonly #isWhole: boolean;
  readonly #reference: (key: string) => string;
  #isKnown = true;

  constructor(project: Project, isWhole: boolean, reference: (key: string) => string) {
    this.#project = project;
    this.#isWhole = isWhole;
    this.#reference = reference;
  }

  declaration(entity: Entity): string | undefined {
    const shape = this.#project.shapeOf(entity)?.shape;
    if (!shape || !entity.version) return undefined;
    const { node } = entity;
    const kind = node.kind === 'message' ? node.messageKind : node.kind;
    const text = `${kind} ${name(entity.name)}@${versionText(entity.version)}${this.tail(node, shape)}`;
    return this.#isKnown ? text : undefined;
  }

  /** What follows the name and the version. */
  tail(node: Entity['node'], shape: Shape): string {
    if (shape.kind === 'enum') return ` ${this.#braces(shape.symbols.map(name))}${otherwise(shape)}`;
    if (shape.kind === 'union') {
      return ` by ${name(shape.tag)} ${this.#braces(shape.cases.map((one) => this.case(one)))}${otherwise(shape)}`;
    }
    const { members } = node as MessageDeclaration | RecordDeclaration;
    const reserved = members.flatMap((member) => (member.kind === 'reserved' ? member.names : []));
    const items = [
      ...shape.fields.map((field) => this.field(field)),
      ...[...new Set(reserved.map(({ text }) => text))].sort().map((text) => `reserved ${name(text)}`),
    ];
    const wireName = node.kind === 'message' && this.#isWhole ? node.wireName : undefined;
    return `${wireName ? ` ${JSON.stringify(wireName.value)}` : ''} ${this.#braces(items)}`;
  }

  case(one: UnionType['cases'][number]): string {
    return `${fieldName(one.name)}: ${this.type(one.type)}`;
  }

  field(field: FieldType): string {
    const { type, optional, sensitive, was } = field;
    return [
      sensitive && this.#isWhole ? '@sensitive ' : '',
      `${fieldName(field.name)}${optional ? '?' : ''}: ${this.type(type)}`,
      field.default === undefined ? '' : ` = ${this.#literal(field.default, type)}`,
      was === undefined ? '' : ` was ${name(was)}`,
    ].join('');
  }

  type(type: ValueType): string {
    switch (type.kind) {
      case 'declared':
        return this.#reference(type.key);
      case 'list':
        return `${this.type(type.item)}[${rangeText(type.min, type.max)}]`;
      case 'map':
        return `map<${this.type(type.value)}>`;
      case 'record':
        return this.#braces(type.fields.map((field) => this.field(field)));
      case 'enum':
        return `enum ${this.#braces(type.symbols.map(name))}`;
      case 'unknown':
        this.#isKnown = false;
        return '?';
      default:
        return typeText(type);
    }
  }

  /** A constant as it is written where a type is expected. */
  #literal(value: JsonValue, type: Type): string {
    const shape = this.#project.dereference(type);
    if (shape.kind === 'enum') return name(value as string);
    if (shape.kind === 'long' || shape.kind === 'decimal') return value as string;
    if (typeof value === 'number') return plainNumber(value);
    if (Array.isArray(value)) {
      const item = shape.kind === 'list' ? shape.item : ANYTHING;
      return `[${value.map((one) => this.#literal(one, item)).join(', ')}]`;
    }
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    const typeOf = this.#memberTypes(shape, value as JsonObject);
    const entries = Object.entries(value as JsonObject);
    return this.#braces(entries.map(([key, one]) => `${JSON.stringify(key)}: ${this.#literal(one, typeOf(key))}`));
  }

  /** The types of the members of a map's, record's or union's value. */
  #memberTypes(shape: Type, value: JsonObject): (key: string) => ValueType {
    if (shape.kind === 'map') return () => shape.value;
    if (shape.kind === 'record') return (key) => shape.fields.find((field) => field.name === key)?.type ?? ANYTHING;
    const chosen = shape.kind === 'union' && shape.cases.find((one) => one.name === value[shape.tag]);
    return chosen ? this.#memberTypes(this.#project.dereference(chosen.type), value) : () => ANYTHING;
  }

  #braces(items: readonly string[]): string {
    const ordered = this.#isWhole ? items : [...items].sort();
    return ordered.length === 0 ? '{}' : `{ ${ordered.join(', ')} }`;
  }
}

type JsonObject = { readonly [key: string]: JsonValue };

const ANYTHING: ValueType = { kind: 'json' };

function otherwise(shape: { readonly otherwise?: string }): string {
  return shape.otherwise === undefined ? '' : ` otherwise ${name(shape.otherwise)}`;
}
