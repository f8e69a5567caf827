import type { Expression, RecordLiteral } from './body.ts';
import type { DurationLiteral, Integer, Name, QualifiedName, Reference, Span, StringLiteral } from './common.ts';
import type { Declared } from './shape.ts';

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
