import type { Block, Expression, Statement } from './body.ts';
import type { DurationLiteral, Integer, Name, QualifiedName, Reference, Span, StringLiteral } from './common.ts';
import type { Declared, Field, TypeNode } from './shape.ts';

export type Part = Consumer | Aggregate | Projection | Saga;

export interface Topic extends Declared {
  kind: 'topic';
  wireName: StringLiteral | undefined;
  items: TopicItem[];
}

export type TopicItem = Carries | TopicKey | Partitions | Replicas | Acks | Retain | Compact | Compatibility;

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

export interface Consumer extends Declared {
  kind: 'consumer';
  by: Path | undefined;
  topics: QualifiedName[];
  items: ConsumerItem[];
}

export type ConsumerItem = On | Ignore | State | ConsumerOption;

export type ConsumerOption = Group | Offset | Delivery | Idempotent | Retry | DeadLetterTo | Concurrency | Single;

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
