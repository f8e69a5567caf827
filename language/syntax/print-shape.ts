/** Prints declarations of data: records, enums, unions, messages, and types. */

import type { Doc } from './layout.ts';
import { expression } from './print-expressions.ts';
import { after, body, bracketed, copy, names, option, reference } from './print-pieces.ts';
import type { Source } from './print-source.ts';
import type {
  Annotation,
  EnumDeclaration,
  EnumSymbol,
  Field,
  MessageDeclaration,
  NamedType,
  Range,
  RecordDeclaration,
  Reserved,
  State,
  StringLiteral,
  TypeNode,
  UnionCase,
  UnionDeclaration,
  Upcast,
  UpcastField,
  Version,
} from './tree.ts';

/** Each on the line of what it annotates, or above it, as it was written. */
export function annotations(source: Source, nodes: readonly Annotation[]): Doc {
  return nodes.map((node) => [annotation(source, node), source.breaksHere() ? source.hardLine() : source.space()]);
}

function annotation(source: Source, { name, args }: Annotation): Doc {
  const head = [source.token('@'), source.copy(name)];
  return source.sees('(') ? [head, bracketed(source, '(', args, expression, ')')] : head;
}

export function record(source: Source, node: RecordDeclaration): Doc {
  return [
    source.token('record'),
    after(source, node.name, copy),
    version(source, node.version),
    body(source, ' ', node.members, member),
  ];
}

export function enumeration(source: Source, node: EnumDeclaration): Doc {
  return [
    source.token('enum'),
    after(source, node.name, copy),
    version(source, node.version),
    body(source, ' ', node.symbols, symbol),
    option(source, 'otherwise', node.otherwise, copy),
  ];
}

export function union(source: Source, node: UnionDeclaration): Doc {
  return [
    source.token('union'),
    after(source, node.name, copy),
    version(source, node.version),
    option(source, 'by', node.tag, copy),
    body(source, ' ', node.cases, unionCase),
    option(source, 'otherwise', node.otherwise, copy),
  ];
}

export function message(source: Source, node: MessageDeclaration): Doc {
  return [
    source.token(node.messageKind),
    after(source, node.name, copy),
    version(source, node.version),
    after(source, node.wireName, copy),
    body(source, ' ', node.members, member),
  ];
}

export function field(source: Source, node: Field): Doc {
  return [
    annotations(source, node.annotations),
    source.copy(node.name),
    node.optional ? source.token('?') : '',
    source.token(':'),
    after(source, node.type, type),
    option(source, '=', node.default, expression),
    option(source, 'was', node.was, copy),
  ];
}

/** The state of any part. */
export function state(source: Source, node: State): Doc {
  return [source.token('state'), body(source, ' ', node.fields, field)];
}

/** A type and its list suffixes, however many. */
export function type(source: Source, node: TypeNode): Doc {
  const sizes: (Range | undefined)[] = [];
  let item = node;
  for (; item.kind === 'listType'; item = item.item) sizes.push(item.size);
  const head = itemType(source, item);
  const suffixes = sizes
    .reverse()
    .map((size) => [source.token('['), size ? range(source, size) : '', source.token(']')]);
  return [head, suffixes];
}

function version(source: Source, node: Version | undefined): Doc {
  return node ? source.copy(node) : '';
}

function symbol(source: Source, node: EnumSymbol): Doc {
  return [annotations(source, node.annotations), source.copy(node.name)];
}

function unionCase(source: Source, node: UnionCase): Doc {
  return [source.copy(node.name), source.token(':'), after(source, node.type, type)];
}

function member(source: Source, node: Field | Reserved | Upcast): Doc {
  if (node.kind === 'field') return field(source, node);
  if (node.kind === 'upcast') return upcast(source, node);
  return [source.words('reserved'), source.space(), names(source, node.names, copy)];
}

function upcast(source: Source, node: Upcast): Doc {
  return [source.words('upcast', 'from'), after(source, node.from, copy), body(source, ' ', node.fields, upcastField)];
}

function upcastField(source: Source, node: UpcastField): Doc {
  return [source.copy(node.name), source.token(':'), after(source, node.value, expression)];
}

function itemType(source: Source, node: Exclude<TypeNode, { kind: 'listType' }>): Doc {
  switch (node.kind) {
    case 'mapType':
      return [source.token('map'), source.token('<'), type(source, node.value), source.token('>')];
    case 'enumType':
      return [source.token('enum'), body(source, ' ', node.symbols, symbol)];
    case 'recordType':
      return body(source, '', node.fields, field);
    case 'namedType':
      return namedType(source, node);
    case 'missingType':
      return '';
  }
}

function namedType(source: Source, node: NamedType): Doc {
  const name = reference(source, node.reference);
  return node.refinements.length === 0 ? name : [name, bracketed(source, '(', node.refinements, refinement, ')')];
}

function refinement(source: Source, node: Range | StringLiteral): Doc {
  return node.kind === 'string' ? source.copy(node) : range(source, node);
}

function range(source: Source, { min, max, open }: Range): Doc {
  return [bound(source, min), open ? source.token('..') : '', bound(source, max)];
}

/** The minus is a token of its own. */
function bound(source: Source, text: string | undefined): Doc {
  if (text === undefined) return '';
  return text.startsWith('-') ? [source.token('-'), source.token(text.slice(1))] : source.token(text);
}
