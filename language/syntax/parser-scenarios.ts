import { nameExpression } from './parser-bodies.ts';
import type { Items } from './parser-items.ts';
import { noName } from './parser-items.ts';
import { SagaParser } from './parser-sagas.ts';
import * as t from './tokens.ts';
import type {
  Annotation,
  DurationLiteral,
  Expect,
  Expression,
  Fault,
  GivenMessage,
  GivenState,
  MessageFault,
  Never,
  Operation,
  QualifiedName,
  RecordLiteral,
  Reference,
  RejectedAnswer,
  Replay,
  Sample,
  Scenario,
  ScenarioLine,
  Stub,
  Then,
  ThenRejected,
  WaitLine,
  When,
} from './tree.ts';

const Rejected = t.keyword('rejected');
const Meta = t.keyword('meta');
const On = t.keyword('on');
const Every = t.keyword('every');
const Before = t.keyword('before');
const Is = t.keyword('is');
const For = t.keyword('for');

const FAULTS = '`duplicate`, `drop`, `reorder`, `delay`, `crash`, `disconnect`, `lag` or `stop broker`';

/** Layer seven: scenarios. */
export abstract class ScenarioParser extends SagaParser {
  protected readonly scenario = this.RULE('scenario', (annotations: Annotation[]): Scenario => {
    const word = this.expect(0, t.keyword('scenario'), '`scenario`');
    const title = this.expect(0, t.Text, 'the title of the scenario in quotes');
    const name = { kind: 'name' as const, text: title.image, start: title.startOffset, end: title.end };
    const lines: ScenarioLine[] = [];
    const body = this.body(this.scenarioItems, lines);
    return { kind: 'scenario', annotations, name, body, lines, ...this.declared(annotations, word) };
  });

  private readonly sample = this.RULE('sample', (what: string): Sample => {
    const message = this.SUBRULE(this.reference, { ARGS: [what] });
    const { data, meta } = this.sampleContent();
    return { kind: 'sample', message, data, meta, start: message.start, end: this.lastEnd };
  });

  /** `[literal] ["meta" literal]` */
  private sampleContent(): { data: RecordLiteral | undefined; meta: RecordLiteral | undefined } {
    const data = this.optional(0, this.at(t.OpenBrace), () => this.SUBRULE(this.recordLiteral));
    const meta = this.clause(1, Meta, () => this.SUBRULE1(this.recordLiteral));
    return { data, meta };
  }

  private readonly given = this.RULE('given', (): GivenMessage | GivenState => {
    const start = this.word('given');
    const name = this.SUBRULE(this.qualifiedName, { ARGS: ['a message, or the state of a part'] });
    return this.choose<GivenMessage | GivenState>(2, this.at(t.OpenBracket) || this.at(t.Assign) ? 0 : 1, [
      {
        ALT: () => {
          const target = this.stateTarget(name);
          this.expect(0, t.Assign, '`=` and a value');
          const value = this.SUBRULE1(this.expression);
          return { kind: 'givenState', target, value, start, end: this.lastEnd };
        },
      },
      {
        ALT: () => {
          const version = this.versionTag(2);
          const message: Reference = { kind: 'reference', name, version, start: name.start, end: this.lastEnd };
          const { data, meta } = this.sampleContent();
          const sample: Sample = { kind: 'sample', message, data, meta, start: name.start, end: this.lastEnd };
          return { kind: 'givenMessage', sample, start, end: this.lastEnd };
        },
      },
    ]);
  });

  /** `Inventory.stock["sku-1"]` as an expression. */
  private stateTarget(name: QualifiedName): Expression {
    if (this.RECORDING_PHASE) return this.accessors({ kind: 'missing', start: 0, end: 0 });
    const [first, ...rest] = name.parts;
    let target = nameExpression(first!);
    for (const part of rest)
      target = { kind: 'member', object: target, name: part, start: target.start, end: part.end };
    return this.accessors(target);
  }

  private readonly stub = this.RULE('stub', (): Stub => {
    const start = this.word('stub');
    const first = this.SUBRULE(this.reference, { ARGS: ['the command that is answered, or the part that answers'] });
    const second = this.clause(0, On, () => this.SUBRULE1(this.reference, { ARGS: ['the message that is answered'] }));
    this.expect(0, t.Arrow, '`->` and the answer');
    const answers = [this.SUBRULE(this.answer)];
    this.separated(0, t.Pipe, () => answers.push(this.SUBRULE1(this.answer)));
    const part = second ? first : undefined;
    return { kind: 'stub', part, message: second ?? first, answers, start, end: this.lastEnd };
  });

  private readonly answer = this.RULE('answer', (): Sample | RejectedAnswer =>
    this.choose<Sample | RejectedAnswer>(0, this.at(Rejected) ? 1 : 0, [
      { ALT: () => this.SUBRULE(this.sample, { ARGS: ['the message that answers'] }) },
      {
        ALT: () => {
          const start = this.expect(0, Rejected, '`rejected`').startOffset;
          const reason = this.optionalString(0);
          return { kind: 'rejectedAnswer', reason, start, end: this.lastEnd };
        },
      },
    ]),
  );

  private readonly fault = this.RULE('fault', (): Fault => {
    const start = this.word('fault');
    const kinds = ['crash', 'disconnect', 'lag', 'stop'];
    const pick = kinds.findIndex((word) => this.at(t.keyword(word))) + 1;
    return this.choose<Fault>(0, pick, [
      { ALT: () => this.messageFault(start) },
      { ALT: () => this.crash(start) },
      {
        ALT: () => {
          this.expect(0, t.keyword('disconnect'), '`disconnect`');
          const part = this.SUBRULE1(this.qualifiedName, { ARGS: ['a part'] });
          this.expect(0, For, '`for` and a duration');
          return { kind: 'disconnectFault', part, period: this.duration(0, 'a duration'), start, end: this.lastEnd };
        },
      },
      {
        ALT: () => {
          this.expect(0, t.keyword('lag'), '`lag`');
          const early = this.earlyDuration();
          const part = this.SUBRULE2(this.qualifiedName, { ARGS: ['a part'] });
          const period = early ?? this.duration(1, 'a duration');
          return { kind: 'lagFault', part, period, start, end: this.lastEnd };
        },
      },
      { ALT: () => this.stopBroker(start) },
    ]);
  });

  private messageFault(start: number): MessageFault {
    const kinds = ['duplicate', 'drop', 'reorder', 'delay'] as const;
    const pick = Math.max(
      0,
      kinds.findIndex((word) => this.at(t.keyword(word))),
    );
    if (!this.RECORDING_PHASE && this.atWord() && this.sameLine() && !kinds.some((word) => this.at(t.keyword(word))))
      this.refuse(`A fault is ${FAULTS}.`, t.CloseBrace);
    let delay: DurationLiteral | undefined;
    let isLate = false;
    this.choose(
      1,
      pick,
      kinds.map((word) => ({
        ALT: () => {
          this.expect(0, t.keyword(word), `a fault: ${FAULTS}`);
          if (word !== 'delay') return;
          isLate = this.isLateDuration();
          if (!isLate) delay = this.duration(2, 'a duration');
        },
      })),
    );
    const every = this.optional(0, this.atEvery(), () => this.expect(0, Every, '`every`')) !== undefined;
    const message = this.SUBRULE(this.reference, { ARGS: ['a message'] });
    if (isLate) delay = this.duration(4, 'a duration');
    return { kind: 'messageFault', fault: kinds[pick]!, delay, every, message, start, end: this.lastEnd };
  }

  /** `fault delay Ordered 5s`, where the duration does not belong. */
  private isLateDuration(): boolean {
    const late = this.peek(2);
    if (this.RECORDING_PHASE || !this.atWord() || late.tokenType !== t.Duration || !this.sameLine(2)) return false;
    this.report('EVF1001', 'The duration stands before the message here, as in `fault delay 5s Ordered`.', late);
    return true;
  }

  /** `fault lag 5s Search`, where the duration does not belong. */
  private earlyDuration(): DurationLiteral | undefined {
    if (this.RECORDING_PHASE || !this.at(t.Duration) || !this.atWord(2)) return undefined;
    this.report('EVF1001', 'The part stands before the duration here, as in `fault lag Search 5s`.', this.peek());
    return this.duration(5, 'a duration');
  }

  /** `every` before a message; alone it is a message of that name. */
  private atEvery(): boolean {
    return this.at(Every) && this.atWord(2) && this.scenarioItems.pickSurely(this.peek(2), this.peek(3)) < 0;
  }

  private crash(start: number): Fault {
    this.expect(0, t.keyword('crash'), '`crash`');
    const part = this.SUBRULE(this.qualifiedName, { ARGS: ['a part'] });
    const beforeCommit = this.clause(1, Before, () => this.expect(0, t.keyword('commit'), '`commit`')) !== undefined;
    return { kind: 'crashFault', part, beforeCommit, start, end: this.lastEnd };
  }

  private stopBroker(start: number): Fault {
    this.expect(0, t.keyword('stop'), '`stop`');
    this.expect(0, t.keyword('broker'), '`broker`');
    const broker = this.integer(0, 'the number of a broker');
    this.expect(1, For, '`for` and a duration');
    return { kind: 'stopBrokerFault', broker, period: this.duration(3, 'a duration'), start, end: this.lastEnd };
  }

  private readonly replay = this.RULE('replay', (): Operation => {
    const start = this.word('replay');
    const part = this.SUBRULE(this.qualifiedName, { ARGS: ['a part'] });
    this.expect(0, t.keyword('from'), '`from`');
    const from = this.choose<Replay['from'] | undefined>(0, this.at(t.Integer) ? 1 : this.at(t.Text) ? 2 : 0, [
      { ALT: () => this.name(1, '`earliest`, `latest`, an offset, or a time in quotes') },
      { ALT: () => this.integer(0, 'an offset') },
      { ALT: () => this.string(0, 'a time in quotes') },
    ]);
    return { kind: 'replay', part, from: from!, start, end: this.lastEnd };
  });

  private readonly rebuild = this.RULE('rebuild', (): Operation => {
    const start = this.word('rebuild');
    const part = this.SUBRULE(this.qualifiedName, { ARGS: ['a projection'] });
    return { kind: 'rebuild', part, start, end: this.lastEnd };
  });

  private readonly redrive = this.RULE('redrive', (): Operation => {
    const start = this.word('redrive');
    const topic = this.SUBRULE(this.qualifiedName, { ARGS: ['a dead-letter topic'] });
    return { kind: 'redrive', topic, start, end: this.lastEnd };
  });

  private readonly resume = this.RULE('resume', (): Operation => {
    const start = this.word('resume');
    const part = this.SUBRULE(this.qualifiedName, { ARGS: ['a saga'] });
    this.expect(0, t.OpenBracket, '`[` and a key');
    const key = this.SUBRULE(this.expression);
    this.expect(0, t.CloseBracket, '`]`');
    return { kind: 'resume', part, key, start, end: this.lastEnd };
  });

  private readonly when = this.RULE('when', (): When => {
    const start = this.word('when');
    const sample = this.SUBRULE(this.sample, { ARGS: ['the message that is sent'] });
    return { kind: 'when', sample, start, end: this.lastEnd };
  });

  private readonly wait = this.RULE('wait', (): WaitLine => {
    const start = this.word('wait');
    return { kind: 'wait', period: this.duration(0, 'a duration'), start, end: this.lastEnd };
  });

  private readonly then = this.RULE('then', (): Then | ThenRejected => {
    const start = this.word('then');
    return this.choose<Then | ThenRejected>(0, this.at(Rejected) ? 1 : 0, [
      {
        ALT: () => {
          const sample = this.SUBRULE(this.sample, { ARGS: ['the message that is expected'] });
          return { kind: 'then', sample, start, end: this.lastEnd };
        },
      },
      {
        ALT: () => {
          this.expect(0, Rejected, '`rejected`');
          const reason = this.optionalString(0);
          return { kind: 'thenRejected', reason, start, end: this.lastEnd };
        },
      },
    ]);
  });

  private readonly never = this.RULE('never', (): Never => {
    const start = this.word('never');
    const sample = this.SUBRULE(this.sample, { ARGS: ['a message'] });
    return { kind: 'never', sample, start, end: this.lastEnd };
  });

  private readonly expectation = this.RULE('expectation', (): Expect => {
    const start = this.word('expect');
    const value = this.SUBRULE(this.expression);
    const status = this.clause(0, Is, () => this.name(0, '`running`, `done`, `aborted`, `parked` or `stuck`'));
    return { kind: 'expect', value, status, start, end: this.lastEnd };
  });

  private readonly scenarioItems: Items<ScenarioLine> = this.items<ScenarioLine>('a scenario', noName, [
    { words: 'given', ALT: () => this.SUBRULE(this.given) },
    { words: 'stub', ALT: () => this.SUBRULE(this.stub) },
    { words: 'fault', ALT: () => this.SUBRULE(this.fault) },
    { words: 'replay', ALT: () => this.SUBRULE(this.replay) },
    { words: 'rebuild', ALT: () => this.SUBRULE(this.rebuild) },
    { words: 'redrive', ALT: () => this.SUBRULE(this.redrive) },
    { words: 'resume', ALT: () => this.SUBRULE(this.resume) },
    { words: 'when', ALT: () => this.SUBRULE(this.when) },
    { words: 'wait', ALT: () => this.SUBRULE(this.wait) },
    { words: 'then', ALT: () => this.SUBRULE(this.then) },
    { words: 'never', ALT: () => this.SUBRULE(this.never) },
    { words: 'expect', ALT: () => this.SUBRULE(this.expectation) },
  ]);
}
