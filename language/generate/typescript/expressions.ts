import { entryKey, entryValue } from '../../model/bodies/entries.ts';
import type { SourceFile } from '../../model/entities.ts';
import { decimalText } from '../../model/numbers.ts';
import type { Project } from '../../model/project.ts';
import type { Bindings, Target, Type } from '../../model/types.ts';
import type {
  Binary,
  Call,
  Expression,
  Lambda,
  Member,
  NameExpression,
  RecordLiteral,
  Span,
  Spread,
} from '../../syntax/tree.ts';
import { methodPrinter, type PrintedLambda } from './methods.ts';
import { identifier, Names, propertyName, quote, RESERVED } from './names.ts';

/** An expression that cannot be generated, and which part of it. */
export class Unsupported extends Error {
  readonly node: Span;
  constructor(what: string, node: Span) {
    super(`${what} cannot be generated yet`);
    this.node = node;
  }
}

const NUMBER_KINDS = ['int', 'long', 'decimal', 'double'] as const;
type NumberKind = (typeof NUMBER_KINDS)[number];
/** Compared as text, code point by code point. */
const TEXT_KINDS = new Set(['string', 'uuid', 'date', 'uri', 'email', 'enum']);
const DEEPEST = 200;

/**
 * Prints expressions as TypeScript over wire values, with the functions of support/values.ts and support/arithmetic.ts.
 * What it prints gives what the runtime gives; what it cannot print so is `Unsupported`.
 */
export class ExpressionPrinter {
  readonly #project: Project;
  readonly #bindings: Bindings;
  readonly #locals = new Map<object, string>();
  readonly #localNames = new Names([...RESERVED, 'old', 'all', 'a', 'b']);
  #depth = 0;

  /** `file`: where the expressions are written. */
  constructor(project: Project, file: SourceFile) {
    this.#project = project;
    this.#bindings = project.analysis(file.uri).bindings;
  }

  /** `expected`: the type of the place where the value goes; a number is written as that type is. */
  print(node: Expression, expected?: Type): string {
    if (++this.#depth > DEEPEST) throw new Unsupported('an expression nested so deeply', node);
    const text = this.#print(node, expected);
    this.#depth--;
    return text;
  }

  /** The fields of a record that are left out where they are null. */
  optionalNames(type: Type): string[] {
    const shape = this.#project.dereference(type);
    if (shape.kind === 'union') return [...new Set(shape.cases.flatMap((one) => this.optionalNames(one.type)))];
    return shape.kind === 'record' ? shape.fields.filter((field) => field.optional).map((field) => field.name) : [];
  }

  #print(node: Expression, expected: Type | undefined): string {
    switch (node.kind) {
      case 'parenthesized':
        return this.print(node.value, expected);
      case 'number':
        return this.#number(node.text, expected ?? this.#type(node));
      case 'string':
        return quote(node.value);
      case 'boolean':
        return String(node.value);
      case 'null':
        return 'null';
      case 'nameExpression':
        return this.#name(node);
      case 'member':
        return this.#member(node);
      case 'index':
        return `evflow.get(${this.print(node.object)}, ${this.print(node.index)})`;
      case 'list':
        return `[${node.items.map((item) => this.print(item, itemType(this.#plain(expected) ?? this.#type(node)))).join(', ')}]`;
      case 'recordLiteral':
        return this.#record(node);
      case 'unary':
        return this.#unary(node, node.operator);
      case 'binary':
        return this.#binary(node, expected);
      case 'conditional': {
        const type = expected ?? this.#type(node);
        return `(evflow.holds(${this.print(node.condition)}) ? ${this.print(node.then, type)} : ${this.print(node.else, type)})`;
      }
      case 'call':
        return this.#call(node);
      case 'duration':
        throw new Unsupported('a duration', node);
      case 'lambda':
        throw new Unsupported('a function here', node);
      case 'missing':
        throw new Unsupported('what is missing here', node);
    }
  }

  #type(node: Expression): Type {
    return this.#plain(this.#bindings.types.get(node)) ?? { kind: 'unknown' };
  }

  /** Without null and without the declaration's name. */
  #plain(type: Type | undefined): Type | undefined {
    return type && this.#project.dereference(type.kind === 'optional' ? type.type : type);
  }

  #target(node: NameExpression | Member): Target | undefined {
    return this.#bindings.targets.get(node) ?? this.#bindings.targets.get(node.name);
  }

  #number(text: string, type: Type): string {
    const kind = this.#plain(type)?.kind;
    const isText = kind === 'long' || kind === 'decimal' || (kind !== 'double' && text.includes('.'));
    return isText ? quote(canonical(text)) : String(Number(text));
  }

  #name(node: NameExpression | Member): string {
    const target = this.#target(node);
    switch (target?.kind) {
      case 'message':
        return 'old';
      case 'field':
        return `evflow.get(old, ${quote(target.field.name.text)})`;
      case 'symbol':
        return quote(target.symbol);
      case 'local': {
        const name = this.#locals.get(target.node);
        if (name !== undefined) return name;
      }
    }
    throw new Unsupported(`\`${node.name.text}\``, node);
  }

  #member(node: Member): string {
    const target = this.#target(node);
    if (target?.kind === 'builtin') return this.#method(node.name.text, node.object, [], node);
    if (target?.kind !== 'member') return this.#name(node);
    return `evflow.get(${this.print(node.object)}, ${quote(node.name.text)})`;
  }

  #record(node: RecordLiteral): string {
    const type = this.#plain(this.#bindings.literals.get(node)?.type) ?? this.#type(node);
    const parts: string[] = [];
    let values: string[] = [];
    const endValues = () => {
      if (values.length > 0) parts.push(`{ ${values.join(', ')} }`);
      values = [];
    };
    for (const entry of node.entries) {
      if (entry.kind === 'spread') {
        endValues();
        parts.push(this.#spread(entry, node, type));
      } else {
        const name = entryKey(entry);
        values.push(`${propertyName(name)}: ${this.print(entryValue(entry), placeType(type, name))}`);
      }
    }
    endValues();
    return `evflow.record([${parts.join(', ')}], [${this.optionalNames(type).map(quote).join(', ')}])`;
  }

  #spread(entry: Spread, literal: RecordLiteral, type: Type): string {
    const value = this.print(entry.value);
    if (type.kind === 'map') return `evflow.entries(${value})`;
    const names = this.#bindings.literals.get(literal)?.spreads.get(entry) ?? [];
    return `evflow.carry(${value}, [${names.map((name) => `[${quote(name)}, ${quote(name)}]`).join(', ')}])`;
  }

  #unary(node: Expression & { kind: 'unary' }, operator: 'not' | '-'): string {
    if (operator === 'not') return `!evflow.holds(${this.print(node.operand)})`;
    const type = this.#type(node);
    return `evflow.negate(${quote(this.#numberKind(type, node))}, ${this.print(node.operand, type)})`;
  }

  #binary(node: Binary, expected: Type | undefined): string {
    const { left, operator, right } = node;
    switch (operator) {
      case 'and':
        return `(evflow.holds(${this.print(left)}) && evflow.holds(${this.print(right)}))`;
      case 'or':
        return `(evflow.holds(${this.print(left)}) || evflow.holds(${this.print(right)}))`;
      case '??': {
        const type = expected ?? this.#type(node);
        return `evflow.orElse(${this.print(left, type)}, () => ${this.print(right, type)})`;
      }
      case '==':
        return this.#same(left, right, node);
      case '!=':
        return `!${this.#same(left, right, node)}`;
      case 'in':
        return this.#within(left, right, node);
      case '<':
      case '<=':
      case '>':
      case '>=':
        return this.#ordered(node, operator);
      default:
        return this.#compute(node, operator);
    }
  }

  #compute(node: Binary, operator: '+' | '-' | '*' | '/' | '%'): string {
    const type = this.#type(node);
    const [left, right] = [this.print(node.left, type), this.print(node.right, type)];
    if (operator === '+' && (type.kind === 'string' || type.kind === 'list')) return `evflow.join(${left}, ${right})`;
    return `evflow.compute(${quote(this.#numberKind(type, node))}, ${quote(operator)}, ${left}, ${right})`;
  }

  #same(left: Expression, right: Expression, node: Expression): string {
    return this.#equality(this.#type(left), this.#type(right), node)(this.print(left), this.print(right));
  }

  /** How to ask whether two values of these types are the same. */
  #equality(a: Type, b: Type, node: Expression): (left: string, right: string) => string {
    const kind = commonNumber(a, b);
    if (kind) return (left, right) => `evflow.sameNumber(${quote(kind)}, ${left}, ${right})`;
    const isPlain = (type: Type) => TEXT_KINDS.has(type.kind) || type.kind === 'boolean';
    if (a.kind !== 'null' && b.kind !== 'null' && !(isPlain(a) && isPlain(b)))
      throw new Unsupported(`a comparison of ${a.kind}`, node);
    return (left, right) => `evflow.same(${left}, ${right})`;
  }

  #ordered(node: Binary, operator: string): string {
    const [a, b] = [this.#type(node.left), this.#type(node.right)];
    const kind = commonNumber(a, b);
    const compare = kind ? `evflow.compareNumbers(${quote(kind)}, a, b)` : 'evflow.compareText(a, b)';
    if (!kind && !(TEXT_KINDS.has(a.kind) && TEXT_KINDS.has(b.kind)))
      throw new Unsupported(`a comparison of ${a.kind}`, node);
    return `evflow.ordered(${this.print(node.left)}, ${this.print(node.right)}, (a, b) => ${compare} ${operator} 0)`;
  }

  #within(left: Expression, right: Expression, node: Expression): string {
    const list = this.#type(right);
    if (list.kind === 'map') return `evflow.hasEntry(${this.print(right)}, ${this.print(left)})`;
    const same = this.#equality(this.#type(left), this.#plain(itemType(list)) ?? { kind: 'unknown' }, node);
    return `evflow.contains(${this.print(right)}, ${this.print(left)}, (a, b) => ${same('a', 'b')})`;
  }

  #call(node: Call): string {
    const { callee, args } = node;
    if (callee.kind === 'member') return this.#method(callee.name.text, callee.object, args, node);
    const [list, ...rest] = args;
    if (callee.kind === 'nameExpression' && callee.name.text === 'sum' && list)
      return this.#method('sum', list, rest, node);
    throw new Unsupported(callee.kind === 'nameExpression' ? `\`${callee.name.text}\`` : 'this call', node);
  }

  #method(name: string, receiver: Expression, args: readonly Expression[], node: Expression): string {
    const type = this.#type(receiver).kind;
    const [lambda, ...rest] = args;
    const print = methodPrinter(type, name, lambda !== undefined);
    if (!print || rest.length > 0 || (lambda && lambda.kind !== 'lambda')) throw new Unsupported(`\`${name}\``, node);
    const result = this.#type(node);
    const each =
      lambda && this.#lambda(lambda, name === 'map' ? itemType(result) : name === 'sum' ? result : undefined);
    const kind = name === 'sum' ? quote(this.#numberKind(result, node)) : '';
    return `evflow.ofPresent(${this.print(receiver)}, (all) => ${print(each ?? { value: '', test: '' }, kind)})`;
  }

  #lambda({ param, body }: Lambda, result: Type | undefined): PrintedLambda {
    const name = this.#localNames.take(identifier(param.text));
    this.#locals.set(param, name);
    const text = this.print(body, result);
    return { value: `(${name}) => ${text}`, test: `(${name}) => evflow.holds(${text})` };
  }

  #numberKind(type: Type, node: Expression): NumberKind {
    if (isNumber(type)) return type.kind;
    throw new Unsupported(`a computation with ${type.kind}`, node);
  }
}

function isNumber(type: Type): type is Extract<Type, { kind: NumberKind }> {
  return (NUMBER_KINDS as readonly string[]).includes(type.kind);
}

/** The kind in which two numbers are compared. */
function commonNumber(a: Type, b: Type): NumberKind | undefined {
  if (!isNumber(a) || !isNumber(b)) return undefined;
  return NUMBER_KINDS[Math.max(NUMBER_KINDS.indexOf(a.kind), NUMBER_KINDS.indexOf(b.kind))];
}

function itemType(type: Type): Type | undefined {
  return type.kind === 'list' ? type.item : type.kind === 'map' ? type.value : undefined;
}

/** The type of what stands at a name in a record or map. */
function placeType(type: Type, name: string): Type | undefined {
  if (type.kind === 'map') return type.value;
  return type.kind === 'record' ? type.fields.find((field) => field.name === name)?.type : undefined;
}

/** The one text of a decimal: no superfluous zero. */
function canonical(text: string): string {
  const plain = decimalText(text);
  return plain.includes('.') ? plain.replace(/\.?0+$/, '') : plain;
}
