import type { Expression } from './body.ts';
import type { Name, Reference, Span, StringLiteral, Version } from './common.ts';

export interface Annotation extends Span {
  kind: 'annotation';
  name: Name;
  args: Expression[];
}

/** What every declaration has. `body` spans from `{` to after `}`; it is undefined where there is no `{`. */
export interface Declared extends Span {
  annotations: Annotation[];
  name: Name;
  body: Span | undefined;
}

export interface RecordDeclaration extends Declared {
  kind: 'record';
  version: Version | undefined;
  members: (Field | Reserved)[];
}

export interface EnumDeclaration extends Declared {
  kind: 'enum';
  version: Version | undefined;
  symbols: EnumSymbol[];
  otherwise: Name | undefined;
}

export interface EnumSymbol extends Span {
  kind: 'symbol';
  annotations: Annotation[];
  name: Name;
}

export interface UnionDeclaration extends Declared {
  kind: 'union';
  version: Version | undefined;
  /** The tag's name; undefined means "type". */
  tag: Name | undefined;
  cases: UnionCase[];
  otherwise: Name | undefined;
}

export interface UnionCase extends Span {
  kind: 'case';
  name: Name;
  type: TypeNode;
}

export type MessageKind = 'event' | 'command' | 'document';

export interface MessageDeclaration extends Declared {
  kind: 'message';
  messageKind: MessageKind;
  version: Version | undefined;
  wireName: StringLiteral | undefined;
  members: (Field | Reserved | Upcast)[];
}

export interface Field extends Span {
  kind: 'field';
  annotations: Annotation[];
  name: Name;
  optional: boolean;
  type: TypeNode;
  default: Expression | undefined;
  was: Name | undefined;
}

export interface Reserved extends Span {
  kind: 'reserved';
  names: Name[];
}

export interface Upcast extends Span {
  kind: 'upcast';
  from: Version | undefined;
  body: Span | undefined;
  fields: UpcastField[];
}

export interface UpcastField extends Span {
  kind: 'upcastField';
  name: Name;
  value: Expression;
}

export type TypeNode = MapType | InlineEnum | InlineRecord | NamedType | ListType | MissingType;

export interface MapType extends Span {
  kind: 'mapType';
  value: TypeNode;
}

export interface InlineEnum extends Span {
  kind: 'enumType';
  symbols: EnumSymbol[];
}

export interface InlineRecord extends Span {
  kind: 'recordType';
  fields: Field[];
}

/** A built-in or declared type: `string(1..64, "^[A-Z]+$")`, `LineItem@1.1`. */
export interface NamedType extends Span {
  kind: 'namedType';
  reference: Reference;
  refinements: (Range | StringLiteral)[];
}

export interface ListType extends Span {
  kind: 'listType';
  item: TypeNode;
  size: Range | undefined;
}

export interface MissingType extends Span {
  kind: 'missingType';
}

/** `5` (open false, max undefined), `1..9`, `1..`, `..9` (open true); bounds are decimal text with an optional `-`. */
export interface Range extends Span {
  kind: 'range';
  min: string | undefined;
  max: string | undefined;
  open: boolean;
}
