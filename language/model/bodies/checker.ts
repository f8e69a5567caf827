import type { RelatedPlace } from '../../syntax/diagnostic.ts';
import type { Expression, Field, Name, Node, Reference, Span, TypeNode } from '../../syntax/tree.ts';
import type { Entity, SourceFile } from '../entities.ts';
import { type Code, type Problem, type ProblemArguments, problem, type Report } from '../problem.ts';
import type { Project } from '../project.ts';
import type { EnumType, FieldType, LiteralPlan, RecordType, Target, Type, UnionType } from '../types.ts';
import { withoutNull } from './kinds.ts';
import type { Outcomes } from './narrowing.ts';
import type { Scope } from './scope.ts';

/** Told of every place that has a scope, with the type that is expected there; completion asks so. */
export type Observer = (place: Node, scope: Scope, expected: Type | undefined) => void;

/** What checking one declaration knows and finds out. */
export class Checker {
  readonly types = new Map<Expression, Type>();
  readonly targets = new Map<object, Target>();
  readonly literals = new Map<object, LiteralPlan>();
  /** Types as they are declared, of what is known to be there where it stands. */
  readonly declared = new Map<Expression, Type>();
  /** What conditions say, once they were asked. */
  readonly outcomes = new WeakMap<Expression, Outcomes>();
  readonly project: Project;
  readonly file: SourceFile;
  readonly observe: Observer | undefined;
  /** How deep the expression at hand is nested. */
  depth = 0;
  readonly #report: Report;
  #muted = 0;
  /** The file in which the fields of an inline record are written, and the node of an inline enum. */
  readonly #homes = new Map<RecordType, string>();
  readonly #enums = new Map<EnumType, { readonly node: TypeNode; readonly uri: string }>();

  constructor(project: Project, file: SourceFile, report: Report, observe?: Observer) {
    this.project = project;
    this.file = file;
    this.#report = report;
    this.observe = observe;
  }

  report<C extends Code>(code: C, span: Span, args: ProblemArguments[C], related: readonly RelatedPlace[] = []): void {
    this.pass(problem(code, span, args, related) as Problem);
  }

  /** Passes on what was found elsewhere. */
  pass(found: Problem): void {
    if (this.#muted === 0) this.#report(found);
  }

  /** Does something without reporting what it finds wrong. */
  quietly<T>(action: () => T): T {
    this.#muted++;
    try {
      return action();
    } finally {
      this.#muted--;
    }
  }

  /** Does something, and reports what it finds wrong unless that may follow from what is reported already. */
  quietlyIf<T>(mayFollow: boolean, action: () => T): T {
    return mayFollow ? this.quietly(action) : action();
  }

  /** A place in the file at hand. */
  here(span: Span, label: string): RelatedPlace {
    return { uri: this.file.uri, span, label };
  }

  /** The shape behind a type, null left aside. */
  shape(type: Type): Type {
    return this.project.dereference(withoutNull(type));
  }

  /** The version of a message that a reference means; undefined where it means none, which is reported elsewhere. */
  message(reference: Reference): Entity | undefined {
    return this.project.resolveMessage(reference, this.file).entity;
  }

  messageShape(key: string): RecordType | undefined {
    const shape = this.project.shape(key);
    return shape?.kind === 'record' ? shape : undefined;
  }

  /** The enum that a value of this type is a symbol of. */
  enumOf(type: Type | undefined): EnumType | undefined {
    const shape = type && this.shape(type);
    return shape?.kind === 'enum' ? shape : undefined;
  }

  /** Where a type is declared, for a reader who asks what it has. */
  declaredPlace(type: Type): RelatedPlace[] {
    const plain = withoutNull(type);
    const entity = plain.kind === 'declared' ? this.project.entity(plain.key) : undefined;
    return entity ? [{ uri: entity.file.uri, span: entity.node.name, label: `${entity.name} is declared here` }] : [];
  }

  /** Where the fields of a type are written; the type itself comes from `around`, a file known already. */
  homeOf(type: Type, around: string): string {
    const plain = withoutNull(type);
    if (plain.kind === 'declared') return this.project.entity(plain.key)?.file.uri ?? around;
    return (plain.kind === 'record' && this.#homes.get(plain)) || around;
  }

  /** Remembers where the inline records and enums of a field's type are written. */
  remember(field: FieldType, uri: string): void {
    let type: Type = field.type;
    let node: TypeNode = field.node.type;
    for (;;) {
      if (type.kind === 'list' && node.kind === 'listType') [type, node] = [type.item, node.item];
      else if (type.kind === 'map' && node.kind === 'mapType') [type, node] = [type.value, node.value];
      else break;
    }
    if (type.kind === 'record') this.#homes.set(type, uri);
    if (type.kind === 'enum') this.#enums.set(type, { node, uri });
  }

  /** What a symbol of an enum stands for, with its place where that is known. */
  symbolTarget(type: Type, symbol: string): Target {
    const { symbols, uri } = this.#symbolsOf(withoutNull(type));
    const node = symbols.find(({ name }) => name.text === symbol);
    return { kind: 'symbol', symbol, node, uri: node && uri };
  }

  #symbolsOf(type: Type): { readonly symbols: readonly { readonly name: Name }[]; readonly uri: string | undefined } {
    if (type.kind === 'declared') {
      const entity = this.project.entity(type.key);
      const node = entity?.node;
      const symbols = node?.kind === 'enum' ? node.symbols : node?.kind === 'union' ? node.cases : [];
      return { symbols, uri: entity?.file.uri };
    }
    const known = type.kind === 'enum' ? this.#enums.get(type) : undefined;
    return { symbols: known?.node.kind === 'enumType' ? known.node.symbols : [], uri: known?.uri };
  }
}

/** A field that no text declares: of the envelope, or of a rejection. */
export function builtInField(name: string, type: FieldType['type'], isOptional = false): FieldType {
  const nowhere = { start: 0, end: 0 };
  const node: Field = {
    kind: 'field',
    ...nowhere,
    annotations: [],
    optional: isOptional,
    default: undefined,
    was: undefined,
    name: { kind: 'name', ...nowhere, text: name },
    type: { kind: 'missingType', ...nowhere },
  };
  return { name, type, optional: isOptional, sensitive: false, node };
}

/** The field of a record; the first one where a name is there twice. */
export function fieldNamed(record: RecordType | UnionType | undefined, name: string): FieldType | undefined {
  return record?.kind === 'record' ? record.fields.find((field) => field.name === name) : undefined;
}

/** A field's type as a value has it: null where it may be absent. */
export function valueOf(field: FieldType): Type {
  return field.optional
    ? { kind: 'optional', type: field.type as Exclude<Type, { kind: 'optional' | 'null' }> }
    : field.type;
}
