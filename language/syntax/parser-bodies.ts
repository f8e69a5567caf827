import type { ParserMethod } from 'chevrotain';
import { deepestNesting } from './limits.ts';
import type { ItemRule } from './parser-items.ts';
import { targetName, targetNameNoList } from './parser-items.ts';
import { ShapeParser } from './parser-shape.ts';
import * as t from './tokens.ts';
import type {
  Arm,
  Assign,
  Block,
  DeadLetter,
  Either,
  Emit,
  Expression,
  Fail,
  For,
  If,
  Let,
  Name,
  Reject,
  Remove,
  Require,
  Statement,
} from './tree.ts';

const Emitting = t.keyword('emit');
const Send = t.keyword('send');
const To = t.keyword('to');
const In = t.keyword('in');
const Iff = t.keyword('if');
const Else = t.keyword('else');
const Or = t.keyword('or');

/** Layer three: statements. */
export abstract class BodyParser extends ShapeParser {
  readonly block: ParserMethod<[], Block> = this.RULE('block', (): Block => {
    const statements: Statement[] = [];
    const span = this.body(this.statementItems, statements);
    return { kind: 'block', statements, start: span?.start ?? this.lastEnd, end: this.lastEnd };
  });

  /** A block that the text may lack only by mistake. */
  protected requiredBlock(index: number): Block | undefined {
    const block = this.subrule(index, this.block);
    return block.start === block.end ? undefined : block;
  }

  /** For blocks that hold other items as well. */
  protected readonly statementRules: ItemRule<Statement>[] = [
    { words: 'let', ALT: () => this.SUBRULE(this.letStatement) },
    { words: 'emit send', ALT: () => this.SUBRULE(this.emitStatement) },
    { words: 'if', nameBefore: targetNameNoList, ALT: () => this.SUBRULE(this.ifStatement) },
    { words: 'for', ALT: () => this.SUBRULE(this.forStatement) },
    { words: 'either', ALT: () => this.SUBRULE(this.eitherStatement) },
    { words: 'require', nameBefore: targetNameNoList, ALT: () => this.SUBRULE(this.requireStatement) },
    { words: 'reject fail', nameBefore: targetNameNoList, ALT: () => this.SUBRULE(this.failStatement) },
    { words: 'dead', ALT: () => this.SUBRULE(this.deadLetterStatement) },
    { words: 'remove', ALT: () => this.SUBRULE(this.removeStatement) },
    { named: 'an assignment, as in `total = 1`', ALT: () => this.SUBRULE(this.assignStatement) },
  ];

  protected readonly statementItems = this.items<Statement>('a body', targetName, this.statementRules);

  private readonly letStatement = this.RULE('let', (): Let => {
    const start = this.expect(0, t.keyword('let'), '`let`').startOffset;
    const name = this.name(0, 'the name of the value');
    if (!this.RECORDING_PHASE && this.at(t.Colon))
      this.refuse('A local takes the type of its value, as in `let total = 1`.', t.Assign);
    this.expect(0, t.Assign, '`=` and a value');
    const value = this.SUBRULE(this.expression);
    return { kind: 'let', name, value, start, end: this.lastEnd };
  });

  private readonly emitStatement = this.RULE('emit', (): Emit => {
    const word = this.choose(0, this.at(Emitting) ? 0 : 1, [
      { ALT: () => this.expect(0, Emitting, '`emit`') },
      { ALT: () => this.expect(0, Send, '`send`') },
    ]);
    const message = this.SUBRULE(this.reference, { ARGS: [`the message to ${word.image}`] });
    const data = this.optional(0, this.at(t.OpenBrace), () => this.SUBRULE(this.recordLiteral));
    const topicName = () => this.SUBRULE(this.qualifiedName, { ARGS: ['a topic'] });
    const topic = this.clause(1, To, topicName, this.atClause(To, targetName));
    const delay = this.clause(2, In, () => this.duration(0, 'a duration'), this.atClause(In, targetName));
    const verb = word.image as 'emit' | 'send';
    return { kind: 'emit', verb, message, data, topic, delay, start: word.startOffset, end: this.lastEnd };
  });

  private readonly ifStatement: ParserMethod<[], If> = this.RULE('if', (): If => {
    const first = this.ifBranch(0);
    let last = first;
    const chain = [first];
    this.separated(
      0,
      Else,
      () => {
        const next = this.ifBranch(1);
        if (chain.length > deepestNesting) return this.reportDepth();
        last.else = next;
        last = next;
        chain.push(next);
      },
      () => this.at(Else) && this.at(Iff, 2),
    );
    const isElse = this.at(Else) && this.at(t.OpenBrace, 2);
    last.else = this.clause(1, Else, () => this.requiredBlock(2), isElse);
    for (const branch of chain) (branch as { end: number }).end = this.lastEnd;
    return first;
  });

  private ifBranch(index: number): If {
    const start = this.expect(index, Iff, '`if`').startOffset;
    const condition = this.subrule(index, this.expression);
    const then = this.requiredBlock(index);
    return { kind: 'if', condition, then, else: undefined, start, end: this.lastEnd };
  }

  private readonly forStatement = this.RULE('for', (): For => {
    const start = this.expect(0, t.keyword('for'), '`for`').startOffset;
    const name = this.name(0, 'the name of an item');
    if (!this.RECORDING_PHASE && this.at(t.Comma))
      this.refuse('`for` takes one name, of an item or a key: what a map has there is `map[key]`.', In);
    this.expect(0, In, '`in`');
    const list = this.SUBRULE(this.expression);
    const block = this.requiredBlock(0);
    return { kind: 'for', name, list, block, start, end: this.lastEnd };
  });

  private readonly eitherStatement = this.RULE('either', (): Either => {
    const start = this.expect(0, t.keyword('either'), '`either`').startOffset;
    const arms = [this.SUBRULE(this.arm)];
    this.separated(
      0,
      Or,
      () => arms.push(this.SUBRULE1(this.arm)),
      () => this.atClause(Or, targetName),
    );
    return { kind: 'either', arms, start, end: this.lastEnd };
  });

  private readonly arm = this.RULE('arm', (): Arm => {
    const name = this.name(0, 'the name of an outcome');
    const weight = this.optional(0, this.at(t.Integer), () => this.integer(0, 'a weight'));
    const block = this.requiredBlock(0);
    return { kind: 'arm', name, weight, block, start: name.start, end: this.lastEnd };
  });

  private readonly requireStatement = this.RULE('require', (): Require => {
    const start = this.expect(0, t.keyword('require'), '`require`').startOffset;
    const condition = this.SUBRULE(this.expression);
    this.expect(0, Else, '`else` and the reason');
    const reason = this.SUBRULE1(this.expression);
    return { kind: 'require', condition, reason, start, end: this.lastEnd };
  });

  private readonly failStatement = this.RULE('fail', (): Reject | Fail => {
    const rejecting = t.keyword('reject');
    const failing = t.keyword('fail');
    const word = this.choose(0, this.at(rejecting) ? 0 : 1, [
      { ALT: () => this.expect(0, rejecting, '`reject`') },
      { ALT: () => this.expect(0, failing, '`fail`') },
    ]);
    const reason = this.SUBRULE(this.expression);
    return { kind: word.image as 'reject' | 'fail', reason, start: word.startOffset, end: this.lastEnd };
  });

  private readonly deadLetterStatement = this.RULE('deadLetter', (): DeadLetter => {
    const start = this.expect(0, t.keyword('dead'), '`dead`').startOffset;
    this.expect(0, t.keyword('letter'), '`letter`');
    const reason = this.SUBRULE(this.expression);
    return { kind: 'deadLetter', reason, start, end: this.lastEnd };
  });

  private readonly removeStatement = this.RULE('remove', (): Remove => {
    const start = this.expect(0, t.keyword('remove'), '`remove`').startOffset;
    const target = this.SUBRULE(this.target);
    return { kind: 'remove', target, start, end: this.lastEnd };
  });

  private readonly assignStatement = this.RULE('assign', (): Assign => {
    const target = this.SUBRULE(this.target);
    const operators = [t.Assign, t.AddAssign, t.SubtractAssign];
    const pick = Math.max(
      0,
      operators.findIndex((type) => this.at(type)),
    );
    const found = this.choose(
      0,
      pick,
      operators.map((type) => ({ ALT: () => this.expect(0, type, '`=`, `+=` or `-=`') })),
    );
    const value = this.SUBRULE(this.expression);
    const operator = (found.image || '=') as Assign['operator'];
    return { kind: 'assign', target, operator, value, start: target.start, end: this.lastEnd };
  });

  /** What can be assigned to: a name with members and indexes. */
  protected readonly target = this.RULE(
    'target',
    (): Expression => this.accessors(nameExpression(this.name(0, 'a name'))),
  );

  /** The members and indexes after an expression. */
  protected accessors(object: Expression): Expression {
    let value = object;
    this.repeat(
      0,
      () => this.at(t.Dot) || this.at(t.OpenBracket),
      () => {
        value = this.choose<Expression>(1, this.at(t.Dot) ? 0 : 1, [
          { ALT: () => this.member(value) },
          { ALT: () => this.index(value) },
        ]);
      },
    );
    return value;
  }
}

export function nameExpression(name: Name): Expression {
  return { kind: 'nameExpression', name, start: name.start, end: name.end };
}
