/**
 * The syntax tree. Plain data: no parents, no behaviour, safe to share and to send elsewhere.
 *
 * Parsing never fails, so the tree is total: what the text lacks is there as a zero-width node
 * (a `Name` with an empty text, an expression or a type of kind `missing`), or as `undefined`
 * where the grammar makes it optional.
 */

/** Half-open range of UTF-16 offsets in the file's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** An identifier; `text` is without backquotes and empty where the text lacks it. */
export interface Name extends Span {
  kind: 'name';
  text: string;
}

/** `shop.orders.Order` */
export interface QualifiedName extends Span {
  kind: 'qualifiedName';
  parts: Name[];
}

/** `@1` (minor undefined: the newest of that major) or `@1.1`. */
export interface Version extends Span {
  kind: 'version';
  major: number;
  minor: number | undefined;
}

/** A reference to a declaration, with a version where one is written. */
export interface Reference extends Span {
  kind: 'reference';
  name: QualifiedName;
  version: Version | undefined;
}

export interface StringLiteral extends Span {
  kind: 'string';
  value: string;
}

export interface DurationLiteral extends Span {
  kind: 'duration';
  milliseconds: number;
}

/** A whole number in a declaration (`partitions 6`, `retry 5`, a weight). */
export interface Integer extends Span {
  kind: 'integer';
  value: number;
}

export interface Comment extends Span {
  kind: 'comment';
  style: 'line' | 'block' | 'doc';
}

export interface Annotation extends Span {
  kind: 'annotation';
  name: Name;
  args: Expression[];
}

// ------------------------------------------------------------------ files

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

export type Part = Consumer | Aggregate | Projection | Saga;

/** What every declaration has. `body` spans from `{` to after `}`; it is undefined where there is no `{`. */
export interface Declared extends Span {
  annotations: Annotation[];
  name: Name;
  body: Span | undefined;
}

// ------------------------------------------------------------------ shape

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

// ------------------------------------------------------------------ types

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

// ------------------------------------------------------------------ topology

export interface Topic extends Declared {
  kind: 'topic';
  wireName: StringLiteral | undefined;
  items: TopicItem[];
}

export type TopicItem =
  | Carries
  | TopicKey
  | Partitions
  | Replicas
  | Acks
  | Retain
  | Compact
  | Compatibility;

export interface Carries extends Span {
  kind: 'carries';
  messages: Carried[];
}
export interface Carried extends Span {
  kind: 'carried';
  message: Reference;
  by: Path | undefined;
}
/** A path to a field: `customer.id`. */
export interface Path extends Span {
  kind: 'path';
  parts: Name[];
}
export interface TopicKey extends Span {
  kind: 'key';
  path: Path;
}
export interface Partitions extends Span {
  kind: 'partitions';
  count: Integer | undefined;
}
export interface Replicas extends Span {
  kind: 'replicas';
  count: Integer | undefined;
}
/** `level` is checked by the model: `all` or `leader`. */
export interface Acks extends Span {
  kind: 'acks';
  level: Name;
}
export interface Retain extends Span {
  kind: 'retain';
  period: DurationLiteral | 'forever' | undefined;
}
export interface Compact extends Span {
  kind: 'compact';
}
/** `policy` is checked by the model: `none`, `backward`, `forward` or `full`. */
export interface Compatibility extends Span {
  kind: 'compatibility';
  policy: Name;
}

export interface Service extends Declared {
  kind: 'service';
  wireName: StringLiteral | undefined;
  items: (Publishes | Part)[];
}
export interface Publishes extends Span {
  kind: 'publishes';
  messages: Reference[];
}

// ------------------------------------------------------------------ parts

export interface Consumer extends Declared {
  kind: 'consumer';
  by: Path | undefined;
  topics: QualifiedName[];
  items: ConsumerItem[];
}

export type ConsumerItem = On | Ignore | State | ConsumerOption;

export type ConsumerOption =
  | Group
  | Offset
  | Delivery
  | Idempotent
  | Retry
  | DeadLetterTo
  | Concurrency
  | Single;

export interface Group extends Span {
  kind: 'group';
  name: StringLiteral | undefined;
}
/** `from` is checked by the model: `earliest` or `latest`. */
export interface Offset extends Span {
  kind: 'offset';
  from: Name;
}
/** `guarantee.text` is the whole hyphenated word, checked by the model. */
export interface Delivery extends Span {
  kind: 'delivery';
  guarantee: Name;
}
export interface Idempotent extends Span {
  kind: 'idempotent';
  by: Path | undefined;
  window: DurationLiteral | undefined;
}
export interface Retry extends Span {
  kind: 'retry';
  count: Integer | undefined;
  backoff: DurationLiteral | undefined;
  backoffMax: DurationLiteral | undefined;
}
export interface DeadLetterTo extends Span {
  kind: 'deadLetterTo';
  topic: QualifiedName;
}
export interface Concurrency extends Span {
  kind: 'concurrency';
  members: Integer | undefined;
}
export interface Single extends Span {
  kind: 'single';
}

export interface State extends Span {
  kind: 'state';
  body: Span | undefined;
  fields: Field[];
}

/** A handler of a consumer or projection. */
export interface On extends Span {
  kind: 'on';
  message: Reference;
  by: Path | undefined;
  as: Name | undefined;
  when: Expression | undefined;
  emits: Reference[];
  block: Block | undefined;
}

export interface Ignore extends Span {
  kind: 'ignore';
  messages: Reference[];
}

export interface Aggregate extends Declared {
  kind: 'aggregate';
  by: Path | undefined;
  items: (Snapshot | State | Handle | Apply)[];
}
export interface Snapshot extends Span {
  kind: 'snapshot';
  every: Integer | undefined;
}
export interface Handle extends Span {
  kind: 'handle';
  message: Reference;
  as: Name | undefined;
  emits: Reference[];
  block: Block | undefined;
}
export interface Apply extends Span {
  kind: 'apply';
  message: Reference;
  as: Name | undefined;
  block: Block | undefined;
}

export interface Projection extends Declared {
  kind: 'projection';
  by: Path | undefined;
  items: (State | On | Ignore | Query)[];
}
export interface Query extends Span {
  kind: 'query';
  name: Name;
  params: Param[];
  where: Expression | undefined;
  orderBy: Path | undefined;
  descending: boolean;
  limit: Expression | undefined;
}
export interface Param extends Span {
  kind: 'param';
  name: Name;
  optional: boolean;
  type: TypeNode;
}

export interface Saga extends Declared {
  kind: 'saga';
  by: Path | undefined;
  items: (Start | State | Step | Parallel | Ending)[];
}
export interface Start extends Span {
  kind: 'start';
  message: Reference;
  as: Name | undefined;
  when: Expression | undefined;
}
export interface Step extends Span {
  kind: 'step';
  pivot: boolean;
  name: Name;
  was: Name | undefined;
  body: Span | undefined;
  items: (Wait | Compensate | Statement)[];
}
export type Wait = WaitOn | WaitAfter;
/** `on M … -> target`; `message` is undefined for `on rejected`. */
export interface WaitOn extends Span {
  kind: 'waitOn';
  message: Reference | undefined;
  as: Name | undefined;
  when: Expression | undefined;
  block: Block | undefined;
  target: Target | undefined;
}
export interface WaitAfter extends Span {
  kind: 'waitAfter';
  delay: DurationLiteral | undefined;
  retry: Integer | undefined;
  target: Target | undefined;
}
export interface Compensate extends Span {
  kind: 'compensate';
  body: Span | undefined;
  items: (Wait | Statement)[];
}
export type Target = AbortTarget | StepTarget;
export interface AbortTarget extends Span {
  kind: 'abortTarget';
  reason: Expression;
}
/** A step, a parallel, or one of `done`, `joined`, `compensated`. */
export interface StepTarget extends Span {
  kind: 'stepTarget';
  name: Name;
}
export interface Parallel extends Span {
  kind: 'parallel';
  name: Name;
  body: Span | undefined;
  steps: Step[];
  target: Target | undefined;
}
export interface Ending extends Span {
  kind: 'ending';
  outcome: 'done' | 'abort';
  block: Block | undefined;
}

export interface Choreography extends Declared {
  kind: 'choreography';
  by: Path | undefined;
  items: (ChoreographyStart | ChoreographyEnd | Within | Arrow)[];
}
export interface ChoreographyStart extends Span {
  kind: 'choreographyStart';
  message: Reference;
}
export interface ChoreographyEnd extends Span {
  kind: 'choreographyEnd';
  outcome: 'ends' | 'fails';
  messages: Reference[];
}
export interface Within extends Span {
  kind: 'within';
  period: DurationLiteral | undefined;
}
export interface Arrow extends Span {
  kind: 'arrow';
  from: Reference;
  to: Reference[];
  compensates: Reference | undefined;
}

// ------------------------------------------------------------------ bodies

export interface Block extends Span {
  kind: 'block';
  statements: Statement[];
}

export type Statement =
  | Let
  | Emit
  | If
  | For
  | Either
  | Require
  | Reject
  | Fail
  | DeadLetter
  | Remove
  | Assign;

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

// ------------------------------------------------------------------ expressions

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
  | 'or' | 'and' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | '??' | '+' | '-' | '*' | '/' | '%';
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

// ------------------------------------------------------------------ scenarios

/** `name` holds the title: its text is the string's value, its span the string's. */
export interface Scenario extends Declared {
  kind: 'scenario';
  lines: ScenarioLine[];
}

export type ScenarioLine =
  | GivenMessage
  | GivenState
  | Stub
  | Fault
  | Operation
  | When
  | WaitLine
  | ThenRejected
  | Then
  | Never
  | Expect;

/** A message with the fields that matter. */
export interface Sample extends Span {
  kind: 'sample';
  message: Reference;
  data: RecordLiteral | undefined;
  meta: RecordLiteral | undefined;
}
export interface GivenMessage extends Span {
  kind: 'givenMessage';
  sample: Sample;
}
/** `given Inventory.stock["sku-1"] = 5`: the target is the part's name followed by members and indexes. */
export interface GivenState extends Span {
  kind: 'givenState';
  target: Expression;
  value: Expression;
}
/** `stub C -> …` (part undefined) or `stub Part on E -> …`. */
export interface Stub extends Span {
  kind: 'stub';
  part: Reference | undefined;
  message: Reference;
  answers: (Sample | RejectedAnswer)[];
}
export interface RejectedAnswer extends Span {
  kind: 'rejectedAnswer';
  reason: StringLiteral | undefined;
}
export interface When extends Span {
  kind: 'when';
  sample: Sample;
}
export interface WaitLine extends Span {
  kind: 'wait';
  period: DurationLiteral | undefined;
}
export interface Then extends Span {
  kind: 'then';
  sample: Sample;
}
export interface ThenRejected extends Span {
  kind: 'thenRejected';
  reason: StringLiteral | undefined;
}
export interface Never extends Span {
  kind: 'never';
  sample: Sample;
}
export type InstanceStatus = 'running' | 'done' | 'aborted' | 'parked' | 'stuck';
/** `status` is checked by the model to be an `InstanceStatus`. */
export interface Expect extends Span {
  kind: 'expect';
  value: Expression;
  status: Name | undefined;
}

export type Fault = MessageFault | CrashFault | DisconnectFault | LagFault | StopBrokerFault;
export interface MessageFault extends Span {
  kind: 'messageFault';
  fault: 'duplicate' | 'drop' | 'reorder' | 'delay';
  /** Only for `delay`. */
  delay: DurationLiteral | undefined;
  every: boolean;
  message: Reference;
}
export interface CrashFault extends Span {
  kind: 'crashFault';
  part: QualifiedName;
  beforeCommit: boolean;
}
export interface DisconnectFault extends Span {
  kind: 'disconnectFault';
  part: QualifiedName;
  period: DurationLiteral | undefined;
}
export interface LagFault extends Span {
  kind: 'lagFault';
  part: QualifiedName;
  period: DurationLiteral | undefined;
}
export interface StopBrokerFault extends Span {
  kind: 'stopBrokerFault';
  broker: Integer | undefined;
  period: DurationLiteral | undefined;
}

export type Operation = Replay | Rebuild | Redrive | Resume;
export interface Replay extends Span {
  kind: 'replay';
  part: QualifiedName;
  /** `earliest`, `latest`, an offset, or a time. */
  from: Name | Integer | StringLiteral;
}
export interface Rebuild extends Span {
  kind: 'rebuild';
  part: QualifiedName;
}
export interface Redrive extends Span {
  kind: 'redrive';
  topic: QualifiedName;
}
export interface Resume extends Span {
  kind: 'resume';
  part: QualifiedName;
  key: Expression;
}

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
