import type { EnumSymbol, Field, ListType, NamedType, TypeNode, UnionDeclaration } from '../syntax/tree.ts';
import { isMarked } from './annotations.ts';
import { builtInType, refuse } from './builtInTypes.ts';
import type { Entity } from './entities.ts';
import { type Problem, problem, type Report } from './problem.ts';
import type { Project } from './project.ts';
import { lengthsOf } from './ranges.ts';
import { TYPE } from './references.ts';
import { resolveReference } from './resolve.ts';
import type { EnumType, FieldType, RecordType, Target, UnionType, ValueType } from './types.ts';

/** The shape of a declaration before its defaults are looked at, and what was found out on the way. */
export interface Structure<S = RecordType | EnumType | UnionType> {
  readonly shape: S;
  readonly findings: Findings;
}

/** Collects what is wrong and what names stand for, in one file. */
export class Findings {
  readonly problems: Problem[] = [];
  readonly targets = new Map<object, Target>();
  readonly report: Report = (found) => {
    this.problems.push(found);
  };

  add(other: Findings): void {
    for (const found of other.problems) this.problems.push(found);
    for (const [node, target] of other.targets) this.targets.set(node, target);
  }
}

/** The structure of a record, enum, union or message. It names what it refers to and does not look into it. */
export function structureOf(project: Project, entity: Entity): Structure | undefined {
  const findings = new Findings();
  const reader = new TypeReader(project, entity.file.uri, findings);
  const { node } = entity;
  switch (node.kind) {
    case 'record':
    case 'message': {
      const members: readonly { kind: string }[] = node.members;
      const fields = members.filter((member): member is Field => member.kind === 'field');
      return {
        shape: reader.record(fields, `${node.kind === 'record' ? 'record' : node.messageKind} ${entity.name}`),
        findings,
      };
    }
    case 'enum':
      return { shape: reader.enum(node.symbols, `enum ${entity.name}`, node.otherwise?.text), findings };
    case 'union':
      return { shape: reader.union(node), findings };
    default:
      return undefined;
  }
}

/** Reads types as a file means them; what is wrong goes to `findings`. */
export class TypeReader {
  readonly #project: Project;
  readonly #uri: string;
  readonly #findings: Findings;

  constructor(project: Project, uri: string, findings: Findings) {
    this.#project = project;
    this.#uri = uri;
    this.#findings = findings;
  }

  /** `of` names the owner in messages: "record Money". */
  record(fields: readonly Field[], of: string): RecordType {
    return { kind: 'record', fields: this.#once(fields, 'field', of).map((field) => this.#field(field)) };
  }

  enum(members: readonly EnumSymbol[], of: string, otherwise: string | undefined): EnumType {
    const symbols = this.#once(members, 'symbol', of).map(({ name }) => name.text);
    const fallback = otherwise !== undefined && symbols.includes(otherwise) ? { otherwise } : {};
    return { kind: 'enum', symbols, ...fallback };
  }

  union(node: UnionDeclaration): UnionType {
    const found = this.#once(node.cases, 'case', `union ${node.name.text}`);
    const cases = found.map(({ name, type }) => ({ name: name.text, type: this.type(type) }));
    const otherwise = node.otherwise?.text;
    const fallback = otherwise !== undefined && cases.some(({ name }) => name === otherwise) ? { otherwise } : {};
    return { kind: 'union', tag: node.tag?.text || 'type', cases, ...fallback };
  }

  type(node: TypeNode): ValueType {
    switch (node.kind) {
      case 'namedType':
        return this.#named(node);
      case 'listType':
        return this.#list(node);
      case 'mapType':
        return { kind: 'map', value: this.type(node.value) };
      case 'recordType':
        return this.record(node.fields, 'this record');
      case 'enumType':
        return this.enum(node.symbols, 'this enum', undefined);
      case 'missingType':
        return { kind: 'unknown' };
    }
  }

  #list(node: ListType): ValueType {
    return { kind: 'list', item: this.type(node.item), ...lengthsOf(node.size, this.#findings.report) };
  }

  #named(node: NamedType): ValueType {
    const builtIn = builtInType(node, this.#findings.report);
    if (builtIn) return builtIn;
    const { entity, problem: wrong } = resolveReference(this.#project, node.reference, TYPE, this.#uri);
    if (wrong) this.#findings.report(wrong);
    if (!entity) return { kind: 'unknown' };
    refuse({ node }, node.refinements, 'no refinement: it is declared, not built in', this.#findings.report);
    this.#findings.targets.set(node.reference, { kind: 'entity', key: entity.key });
    return { kind: 'declared', key: entity.key };
  }

  #field(node: Field): FieldType {
    return {
      name: node.name.text,
      type: this.type(node.type),
      optional: node.optional,
      ...(node.was && { was: node.was.text }),
      sensitive: isMarked(node.annotations, 'sensitive'),
      node,
    };
  }

  /** Members with a name, each name once; repeated ones are reported. */
  #once<M extends Field | EnumSymbol | UnionDeclaration['cases'][number]>(
    members: readonly M[],
    what: string,
    of: string,
  ): M[] {
    const known = new Map<string, M>();
    for (const member of members) {
      const name = member.name.text;
      const first = known.get(name);
      if (!first) {
        if (name !== '') known.set(name, member);
        continue;
      }
      const related = [{ uri: this.#uri, span: first.name, label: `the first ${name} is here` }];
      this.#findings.report(problem('EVF2201', member.name, { what, name, of, remove: member }, related));
    }
    return [...known.values()];
  }
}
