import type { ParserMethod, TokenType } from 'chevrotain';
import { deepestNesting } from './limits.ts';
import { nameOf } from './parser-base.ts';
import { fieldName } from './parser-items.ts';
import { durationOf, NameParser, stringOf } from './parser-names.ts';
import type { Token } from './tokens.ts';
import * as t from './tokens.ts';
import type {
  BinaryOperator,
  Call,
  Entry,
  Expression,
  Index,
  Lambda,
  ListLiteral,
  Member,
  RecordLiteral,
  Spread,
} from './tree.ts';

/** Binary operators, loosest first, and how tightly they bind. `not` stands between `and` and the comparisons. */
const tightness = new Map<TokenType, number>([
  [t.keyword('or'), 1],
  [t.keyword('and'), 2],
  ...[t.Equal, t.NotEqual, t.Less, t.LessEqual, t.Greater, t.GreaterEqual, t.keyword('in')].map(
    (type) => [type, 4] as const,
  ),
  [t.Coalesce, 5],
  [t.Plus, 6],
  [t.Minus, 6],
  [t.Times, 7],
  [t.Divide, 7],
  [t.Remainder, 7],
]);
const binding = new Uint8Array(t.words.length);
for (const [type, tight] of tightness) binding[type.tokenTypeIdx!] = tight;
const notTight = 3,
  comparison = 4,
  coalesce = 5,
  negateTight = 8;

const Not = t.keyword('not');
const wordOperators = t.typeSet(['or', 'and', 'in'].map(t.keyword));
const valueTypes = [t.Integer, t.Decimal, t.Text, t.Duration, t.True, t.False, t.Null];
const operandStart = t.typeSet([
  ...valueTypes,
  t.OpenParen,
  t.OpenBracket,
  t.OpenBrace,
  t.Minus,
  t.Identifier,
  ...t.keywords.values(),
]);
const postfixStart = t.typeSet([t.Dot, t.OpenBracket, t.OpenParen]);

/** A prefix operator, or a binary one with what stands left of it. */
interface Pending {
  operator: Token;
  tight: number;
  left: Expression | undefined;
}

/** Layer one: expressions. */
export abstract class ExpressionParser extends NameParser {
  readonly expression: ParserMethod<[], Expression> = this.RULE('expression', (): Expression => {
    if (!this.enter()) return this.skippedExpression();
    const condition = this.operation();
    const whole = this.at(t.Question) ? this.optional(0, true, () => this.conditional(condition)) : condition;
    this.leave();
    return whole!;
  });

  private skippedExpression(): Expression {
    this.skipNested();
    return { kind: 'missing', start: this.lastEnd, end: this.lastEnd };
  }

  /** Digits with letters that are no unit may have been meant as any number. */
  private durationLiteral(): Expression {
    const found = this.take();
    return found.broken ? { kind: 'missing', start: this.lastEnd, end: this.lastEnd } : durationOf(found);
  }

  private conditional(condition: Expression): Expression {
    this.expect(0, t.Question, '`?`');
    const then = this.SUBRULE(this.expression);
    this.expect(0, t.Colon, '`:` and the value for the other case');
    const otherwise = this.SUBRULE1(this.expression);
    return { kind: 'conditional', condition, then, else: otherwise, start: condition.start, end: this.lastEnd };
  }

  /** Operands and operators, put together by how tightly they bind: a stack, so that their number does not matter. */
  private operation(): Expression {
    if (this.RECORDING_PHASE) return this.recordOperation();
    const pending: Pending[] = [];
    this.prefixes(pending);
    let value = this.SUBRULE(this.operand);
    while (this.atOperator() || this.assignsInstead()) {
      const operator = this.take();
      const tight = binding[operator.tokenTypeIdx]!;
      value = this.reduce(pending, value, operator, tight);
      pending.push({ operator, tight, left: value });
      this.prefixes(pending);
      value = this.SUBRULE1(this.operand);
    }
    while (pending.length > 0) value = this.combine(pending.pop()!, value);
    return value;
  }

  private recordOperation(): Expression {
    const prefix = () => this.or(0, [{ ALT: () => this.CONSUME(Not) }, { ALT: () => this.CONSUME(t.Minus) }]);
    this.many(0, prefix);
    const first = this.SUBRULE(this.operand);
    this.many(1, () => {
      this.or(
        1,
        [...tightness.keys()].map((type) => ({ ALT: () => this.CONSUME1(type) })),
      );
      this.many(2, () => this.or(2, [{ ALT: () => this.CONSUME2(Not) }, { ALT: () => this.CONSUME2(t.Minus) }]));
      this.SUBRULE1(this.operand);
    });
    return first;
  }

  private atOperator(): boolean {
    const next = this.peek().tokenTypeIdx;
    if (!binding[next]) return false;
    return !wordOperators[next] || operandStart[this.peek(2).tokenTypeIdx] === 1;
  }

  /** `if x = 1`: taken as the comparison that was meant. */
  private assignsInstead(): boolean {
    if (this.strict || !this.at(t.Assign) || !this.sameLine()) return false;
    const next = this.peek();
    this.report('EVF1001', 'Unexpected `=`, which assigns. Write `==` to compare.', next);
    next.tokenTypeIdx = t.Equal.tokenTypeIdx!;
    return true;
  }

  private prefixes(pending: Pending[]): void {
    for (let level = 0; ; level++) {
      const negated = this.at(t.Minus);
      if (!negated && !(this.at(Not) && operandStart[this.peek(2).tokenTypeIdx])) return;
      if (level === deepestNesting) this.reportDepth();
      const operator = this.take();
      if (level < deepestNesting) pending.push({ operator, tight: negated ? negateTight : notTight, left: undefined });
    }
  }

  /** Applies the operators that bind their left operand tighter than the next one does. */
  private reduce(pending: Pending[], value: Expression, next: Token, tight: number): Expression {
    let result = value;
    for (let top = pending.at(-1); top && top.tight >= tight; top = pending.at(-1)) {
      if (top.tight === coalesce && tight === coalesce) break;
      if (top.tight === comparison && tight === comparison) this.reportChain(top.operator, next);
      result = this.combine(pending.pop()!, result);
    }
    return result;
  }

  private combine({ operator, left }: Pending, right: Expression): Expression {
    if (!left) {
      return {
        kind: 'unary',
        operator: operator.image as 'not' | '-',
        operand: right,
        start: operator.startOffset,
        end: right.end,
      };
    }
    return {
      kind: 'binary',
      operator: (operator.tokenType === t.Assign ? '==' : operator.image) as BinaryOperator,
      left,
      right,
      start: left.start,
      end: right.end,
    };
  }

  private reportChain(first: Token, second: Token): void {
    this.report(
      'EVF1014',
      `Comparisons cannot be chained. Write what \`${first.image}\` and \`${second.image}\` compare as two comparisons with \`and\` between them, or put one in parentheses.`,
      second,
    );
  }

  /** A primary with its members, indexes and calls. */
  private readonly operand = this.RULE('operand', (): Expression => {
    let value = this.primary();
    if (this.atPostfix()) {
      this.repeat(
        0,
        () => this.atPostfix(),
        () => {
          value = this.choose<Expression>(1, this.at(t.Dot) ? 0 : this.at(t.OpenBracket) ? 1 : 2, [
            { ALT: () => this.member(value) },
            { ALT: () => this.index(value) },
            { ALT: () => this.call(value) },
          ]);
        },
      );
    }
    return value;
  });

  private atPostfix(): boolean {
    return this.RECORDING_PHASE || postfixStart[this.peek().tokenTypeIdx] === 1;
  }

  protected member(object: Expression): Member {
    this.expect(0, t.Dot, '`.`');
    const name = this.name(1, 'the name of a member');
    return { kind: 'member', object, name, start: object.start, end: this.lastEnd };
  }

  protected index(object: Expression): Index {
    this.expect(0, t.OpenBracket, '`[`');
    const index = this.SUBRULE(this.expression);
    this.expect(0, t.CloseBracket, '`]`');
    return { kind: 'index', object, index, start: object.start, end: this.lastEnd };
  }

  private call(callee: Expression): Call {
    const args = this.SUBRULE(this.callArguments);
    return { kind: 'call', callee, args, start: callee.start, end: this.lastEnd };
  }

  private readonly callArguments = this.RULE('callArguments', (): Expression[] =>
    this.delimited(t.OpenParen, t.CloseParen, (index) => this.argument(index)),
  );

  private argument(index: number): Expression {
    return this.choose(index, this.at(t.FatArrow, 2) && this.atWord() ? 0 : 1, [
      { ALT: () => this.subrule(index, this.lambda) },
      { ALT: () => this.subrule(index, this.expression) },
    ]);
  }

  private readonly lambda = this.RULE('lambda', (): Lambda => {
    const param = this.name(0, 'a parameter');
    this.expect(0, t.FatArrow, '`=>`');
    const body = this.SUBRULE(this.expression);
    return { kind: 'lambda', param, body, start: param.start, end: this.lastEnd };
  });

  private primary(): Expression {
    if (this.RECORDING_PHASE) return this.recordPrimary();
    const next = this.peek();
    if (this.atWord()) return nameExpression(this.take());
    switch (next.tokenType) {
      case t.Integer:
      case t.Decimal:
        return { kind: 'number', text: this.take().image, start: next.startOffset, end: next.end };
      case t.Text:
        return stringOf(this.take());
      case t.Duration:
        return this.durationLiteral();
      case t.True:
      case t.False:
        return { kind: 'boolean', value: this.take().tokenType === t.True, start: next.startOffset, end: next.end };
      case t.Null:
        return { kind: 'null', start: this.take().startOffset, end: next.end };
      case t.OpenParen:
        return this.parenthesized();
      case t.OpenBracket:
        return this.SUBRULE(this.listLiteral);
      case t.OpenBrace:
        return this.SUBRULE(this.recordLiteral);
      default:
        return this.missingExpression();
    }
  }

  private recordPrimary(): Expression {
    return this.or(0, [
      ...[t.Word, ...valueTypes].map((type) => ({ ALT: () => this.CONSUME(type) })),
      { ALT: () => this.parenthesized() },
      { ALT: () => this.SUBRULE(this.listLiteral) },
      { ALT: () => this.SUBRULE(this.recordLiteral) },
    ]) as Expression;
  }

  private missingExpression(): Expression {
    if (this.dropped(() => operandStart[this.peek(2).tokenTypeIdx] === 1)) return this.primary();
    this.reportMissing('a value');
    return { kind: 'missing', start: this.lastEnd, end: this.lastEnd };
  }

  private parenthesized(): Expression {
    const open = this.expect(1, t.OpenParen, '`(`');
    const value = this.SUBRULE1(this.expression);
    this.expect(1, t.CloseParen, '`)`');
    return { kind: 'parenthesized', value, start: open.startOffset, end: this.lastEnd };
  }

  private readonly listLiteral = this.RULE('listLiteral', (): ListLiteral => {
    const start = this.peek().startOffset;
    const items = this.delimited(t.OpenBracket, t.CloseBracket, (index) => this.subrule(index, this.expression));
    return { kind: 'list', items, start, end: this.lastEnd };
  });

  readonly recordLiteral: ParserMethod<[], RecordLiteral> = this.RULE('recordLiteral', (): RecordLiteral => {
    const entries: (Spread | Entry)[] = [];
    const span = this.body(this.entryItems, entries);
    return { kind: 'recordLiteral', entries, start: span?.start ?? 0, end: this.lastEnd };
  });

  private readonly entry = this.RULE('entry', (): Entry => {
    const text = this.at(t.Text);
    const key = this.choose<Entry['key']>(0, text ? 0 : 1, [
      { ALT: () => stringOf(this.expect(0, t.Text, 'a key')) },
      { ALT: () => this.name(1, 'the name of a field') },
    ]);
    const value = this.clause(0, t.Colon, () => this.SUBRULE(this.expression), text || this.at(t.Colon));
    return { kind: 'entry', key, value, start: key.start, end: this.lastEnd };
  });

  private readonly entryItems = this.items<Spread | Entry>('a record', fieldName, [
    { tokens: [t.Ellipsis], ALT: () => this.SUBRULE(this.spread) },
    { tokens: [t.Text], named: 'a field or key and its value, as in `id: 1`', ALT: () => this.SUBRULE(this.entry) },
  ]);

  private readonly spread = this.RULE('spread', (): Spread => {
    const dots = this.expect(0, t.Ellipsis, '`...`');
    const value = this.SUBRULE(this.expression);
    return { kind: 'spread', value, start: dots.startOffset, end: this.lastEnd };
  });
}

function nameExpression(found: Token): Expression {
  const name = nameOf(found);
  return { kind: 'nameExpression', name, start: name.start, end: name.end };
}
