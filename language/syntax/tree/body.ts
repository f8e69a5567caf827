import type { DurationLiteral, Integer, Name, QualifiedName, Reference, Span, StringLiteral } from './common.ts';

export interface Block extends Span {
  kind: 'block';
  statements: Statement[];
}

export type Statement = Let | Emit | If | For | Either | Require | Reject | Fail | DeadLetter | Remove | Assign;

export interface Let extends Span {
  kind: 'let';
  name: Name;
  value: Expression;
}
/** `emit E { … }` or `send C { … }`. */
export interface Emit extends Span {
  kind: 'emit';
  verb: 'emit' | 'send';
  message: Reference;
  data: RecordLiteral | undefined;
  topic: QualifiedName | undefined;
  delay: DurationLiteral | undefined;
}
export interface If extends Span {
  kind: 'if';
  condition: Expression;
  then: Block | undefined;
  else: If | Block | undefined;
}
export interface For extends Span {
  kind: 'for';
  name: Name;
  list: Expression;
  block: Block | undefined;
}
export interface Either extends Span {
  kind: 'either';
  arms: Arm[];
}
/** `weight` undefined means 1. */
export interface Arm extends Span {
  kind: 'arm';
  name: Name;
  weight: Integer | undefined;
  block: Block | undefined;
}
export interface Require extends Span {
  kind: 'require';
  condition: Expression;
  reason: Expression;
}
export interface Reject extends Span {
  kind: 'reject';
  reason: Expression;
}
export interface Fail extends Span {
  kind: 'fail';
  reason: Expression;
}
export interface DeadLetter extends Span {
  kind: 'deadLetter';
  reason: Expression;
}
/** `target` is a `NameExpression`, `Member` or `Index`. */
export interface Remove extends Span {
  kind: 'remove';
  target: Expression;
}
export interface Assign extends Span {
  kind: 'assign';
  target: Expression;
  operator: '=' | '+=' | '-=';
  value: Expression;
}

export type Expression =
  | NumberLiteral
  | StringLiteral
  | DurationLiteral
  | BooleanLiteral
  | NullLiteral
  | NameExpression
  | ListLiteral
  | RecordLiteral
  | Member
  | Index
  | Call
  | Unary
  | Binary
  | Conditional
  | Lambda
  | Parenthesized
  | MissingExpression;

/** `text` as written, so that no digit is lost: `12`, `9.99`. */
export interface NumberLiteral extends Span {
  kind: 'number';
  text: string;
}
export interface BooleanLiteral extends Span {
  kind: 'boolean';
  value: boolean;
}
export interface NullLiteral extends Span {
  kind: 'null';
}
export interface NameExpression extends Span {
  kind: 'nameExpression';
  name: Name;
}
export interface ListLiteral extends Span {
  kind: 'list';
  items: Expression[];
}
/** A record or a map, as the expected type says. */
export interface RecordLiteral extends Span {
  kind: 'recordLiteral';
  entries: (Spread | Entry)[];
}
export interface Spread extends Span {
  kind: 'spread';
  value: Expression;
}
/** `a: 1`, `"key": 1`, or the short form `a` (value undefined). */
export interface Entry extends Span {
  kind: 'entry';
  key: Name | StringLiteral;
  value: Expression | undefined;
}
export interface Member extends Span {
  kind: 'member';
  object: Expression;
  name: Name;
}
export interface Index extends Span {
  kind: 'index';
  object: Expression;
  index: Expression;
}
export interface Call extends Span {
  kind: 'call';
  callee: Expression;
  args: Expression[];
}
export interface Unary extends Span {
  kind: 'unary';
  operator: 'not' | '-';
  operand: Expression;
}
export type BinaryOperator =
  | 'or'
  | 'and'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | '??'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%';
export interface Binary extends Span {
  kind: 'binary';
  operator: BinaryOperator;
  left: Expression;
  right: Expression;
}
export interface Conditional extends Span {
  kind: 'conditional';
  condition: Expression;
  then: Expression;
  else: Expression;
}
/** Only as a call's argument. */
export interface Lambda extends Span {
  kind: 'lambda';
  param: Name;
  body: Expression;
}
/** Kept, so that the printer loses nothing. */
export interface Parenthesized extends Span {
  kind: 'parenthesized';
  value: Expression;
}
export interface MissingExpression extends Span {
  kind: 'missing';
}
