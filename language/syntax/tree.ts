/**
 * The syntax tree. Plain data: no parents, no behaviour, safe to share and to send elsewhere.
 *
 * Parsing never fails, so the tree is total: what the text lacks is there as a zero-width node
 * (a `Name` with an empty text, an expression or a type of kind `missing`), or as `undefined`
 * where the grammar makes it optional.
 */

import type { Arm, Block, Entry, Expression, Spread, Statement } from './tree/body.ts';
import type { Comment, Integer, Name, QualifiedName, Reference, Span, Version } from './tree/common.ts';
import type {
  Apply,
  Arrow,
  Carried,
  Choreography,
  ChoreographyEnd,
  ChoreographyStart,
  Compensate,
  ConsumerItem,
  Ending,
  Handle,
  Parallel,
  Param,
  Part,
  Path,
  Publishes,
  Query,
  Service,
  Snapshot,
  Start,
  Step,
  Target,
  Topic,
  TopicItem,
  Wait,
  Within,
} from './tree/parts.ts';
import type { RejectedAnswer, Sample, Scenario, ScenarioLine } from './tree/scenario.ts';
import type {
  Annotation,
  EnumDeclaration,
  EnumSymbol,
  Field,
  MessageDeclaration,
  Range,
  RecordDeclaration,
  Reserved,
  TypeNode,
  UnionCase,
  UnionDeclaration,
  Upcast,
  UpcastField,
} from './tree/shape.ts';

export type * from './tree/body.ts';
export type * from './tree/common.ts';
export type * from './tree/parts.ts';
export type * from './tree/scenario.ts';
export type * from './tree/shape.ts';

export interface SourceTree extends Span {
  kind: 'file';
  edition: Integer | undefined;
  namespace: QualifiedName | undefined;
  uses: Use[];
  declarations: Declaration[];
  /** All comments, in order. */
  comments: Comment[];
}

/** `use a.b.C` (names undefined) or `use a.b.{C, D}`. */
export interface Use extends Span {
  kind: 'use';
  path: QualifiedName;
  names: Name[] | undefined;
}

export type Declaration =
  | RecordDeclaration
  | EnumDeclaration
  | UnionDeclaration
  | MessageDeclaration
  | Topic
  | Service
  | Part
  | Choreography
  | Scenario;

/** Any node of a tree. */
export type Node =
  | SourceTree
  | Name
  | QualifiedName
  | Version
  | Reference
  | Integer
  | Annotation
  | Use
  | Declaration
  | EnumSymbol
  | UnionCase
  | Field
  | Reserved
  | Upcast
  | UpcastField
  | TypeNode
  | Range
  | TopicItem
  | Carried
  | Path
  | Publishes
  | ConsumerItem
  | Snapshot
  | Handle
  | Apply
  | Query
  | Param
  | Start
  | Step
  | Wait
  | Compensate
  | Target
  | Parallel
  | Ending
  | ChoreographyStart
  | ChoreographyEnd
  | Within
  | Arrow
  | Block
  | Statement
  | Arm
  | Expression
  | Spread
  | Entry
  | ScenarioLine
  | Sample
  | RejectedAnswer;
