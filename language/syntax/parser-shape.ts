import type { ParserMethod } from 'chevrotain';
import { deepestNesting } from './limits.ts';
import { ExpressionParser } from './parser-expressions.ts';
import { fieldName, noName } from './parser-items.ts';
import { stringOf } from './parser-names.ts';
import * as t from './tokens.ts';
import type {
  Annotation,
  EnumDeclaration,
  EnumSymbol,
  Expression,
  Field,
  InlineEnum,
  InlineRecord,
  MapType,
  MessageDeclaration,
  MessageKind,
  NamedType,
  Range,
  RecordDeclaration,
  Reserved,
  StringLiteral,
  TypeNode,
  UnionCase,
  UnionDeclaration,
  Upcast,
  UpcastField,
} from './tree.ts';

const Was = t.keyword('was');
const By = t.keyword('by');
const Otherwise = t.keyword('otherwise');

/** Layer two: types, records, enums, unions and messages. */
export abstract class ShapeParser extends ExpressionParser {
  protected readonly annotation = this.RULE('annotation', (): Annotation => {
    const at = this.expect(0, t.At, '`@`');
    if (!this.atWord()) this.report('EVF1015', 'An annotation needs a name right after `@`, as in `@deprecated`.', at);
    const name = this.name(0, 'the name of the annotation');
    const args = this.optional(0, this.at(t.OpenParen), () => this.SUBRULE(this.annotationArguments)) ?? [];
    return { kind: 'annotation', name, args, start: at.startOffset, end: this.lastEnd };
  });

  private readonly annotationArguments = this.RULE('annotationArguments', (): Expression[] =>
    this.delimited(t.OpenParen, t.CloseParen, (index) => this.subrule(index, this.expression)),
  );

  protected annotations(): Annotation[] {
    const found: Annotation[] = [];
    if (!this.at(t.At)) return found;
    this.repeat(
      90,
      () => this.at(t.At),
      () => found.push(this.subrule(90, this.annotation)),
    );
    this.beginItem();
    return found;
  }

  readonly typeNode: ParserMethod<[], TypeNode> = this.RULE('type', (): TypeNode => {
    if (!this.enter()) return this.skippedType();
    let type = this.choose<TypeNode>(0, this.typeKind(), [
      { ALT: () => this.SUBRULE(this.mapType) },
      { ALT: () => this.SUBRULE(this.inlineEnum) },
      { ALT: () => this.SUBRULE(this.inlineRecord) },
      { ALT: () => this.SUBRULE(this.namedType) },
    ]);
    if (this.at(t.OpenBracket)) type = this.lists(type);
    this.leave();
    return type;
  });

  private skippedType(): TypeNode {
    this.skipNested();
    return { kind: 'missingType', start: this.lastEnd, end: this.lastEnd };
  }

  private typeKind(): number {
    if (this.at(t.OpenBrace)) return 2;
    if (this.at(t.keyword('map')) && this.at(t.Less, 2)) return 0;
    return this.at(t.keyword('enum')) && this.at(t.OpenBrace, 2) ? 1 : 3;
  }

  private lists(item: TypeNode): TypeNode {
    let type = item;
    let level = 0;
    this.repeat(
      0,
      () => this.at(t.OpenBracket),
      () => {
        if (++level > deepestNesting) this.reportDepth();
        this.expect(0, t.OpenBracket, '`[`');
        const size = this.optional(0, !this.at(t.CloseBracket), () => this.SUBRULE(this.range));
        this.expect(0, t.CloseBracket, '`]`');
        if (level <= deepestNesting)
          type = { kind: 'listType', item: type, size, start: item.start, end: this.lastEnd };
      },
    );
    return type;
  }

  private readonly mapType = this.RULE('mapType', (): MapType => {
    const start = this.expect(0, t.keyword('map'), '`map`').startOffset;
    this.expect(0, t.Less, '`<`');
    const first = this.SUBRULE(this.typeNode);
    const value = this.valueBehindKey() ?? first;
    this.expect(0, t.Greater, '`>`');
    return { kind: 'mapType', value, start, end: this.lastEnd };
  });

  /** `map<string, int>`, as other languages have it. */
  private valueBehindKey(): TypeNode | undefined {
    if (this.RECORDING_PHASE || !this.at(t.Comma) || !this.sameLine()) return undefined;
    this.report(
      'EVF1001',
      'Unexpected `,`. Keys are strings: name only what a map holds, as in `map<int>`.',
      this.peek(),
    );
    this.take();
    return this.SUBRULE1(this.typeNode);
  }

  private readonly inlineEnum = this.RULE('inlineEnum', (): InlineEnum => {
    const start = this.expect(0, t.keyword('enum'), '`enum`').startOffset;
    const symbols: EnumSymbol[] = [];
    this.body(this.symbolItems, symbols);
    return { kind: 'enumType', symbols, start, end: this.lastEnd };
  });

  private readonly inlineRecord = this.RULE('inlineRecord', (): InlineRecord => {
    const fields: Field[] = [];
    const span = this.body(this.fieldItems, fields);
    return { kind: 'recordType', fields, start: span?.start ?? 0, end: this.lastEnd };
  });

  private readonly namedType = this.RULE('namedType', (): TypeNode => {
    if (!this.atWord() && !this.dropped(() => this.atWord(2))) return this.missingType();
    const reference = this.SUBRULE(this.reference, { ARGS: ['a type'] });
    const refinements = this.at(t.OpenParen) ? this.optional(0, true, () => this.SUBRULE(this.refinements))! : [];
    return { kind: 'namedType', reference, refinements, start: reference.start, end: this.lastEnd } satisfies NamedType;
  });

  private missingType(): TypeNode {
    this.reportMissing('a type');
    return { kind: 'missingType', start: this.lastEnd, end: this.lastEnd };
  }

  private readonly refinements = this.RULE('refinements', (): (Range | StringLiteral)[] =>
    this.delimited(t.OpenParen, t.CloseParen, (index) => this.refinement(index), true),
  );

  private refinement(index: number): Range | StringLiteral {
    return this.choose<Range | StringLiteral>(index, this.at(t.Text) ? 0 : 1, [
      { ALT: () => stringOf(this.expect(index, t.Text, 'a pattern')) },
      { ALT: () => this.subrule(index, this.range) },
    ]);
  }

  private readonly range = this.RULE('range', (): Range => {
    const start = this.peek().startOffset;
    let min: string | undefined;
    let max: string | undefined;
    let open = false;
    this.choose(0, this.at(t.DotDot) ? 1 : 0, [
      {
        ALT: () => {
          min = this.number(0);
          open =
            this.optional(0, this.at(t.DotDot), () => {
              this.expect(0, t.DotDot, '`..`');
              max = this.optional(1, this.atNumber(), () => this.number(1));
              return true;
            }) ?? false;
        },
      },
      {
        ALT: () => {
          this.expect(1, t.DotDot, '`..`');
          open = true;
          max = this.number(2);
        },
      },
    ]);
    return { kind: 'range', min, max, open, start: Math.min(start, this.lastEnd), end: this.lastEnd };
  });

  private atNumber(): boolean {
    return this.at(t.Integer) || this.at(t.Decimal) || this.at(t.Minus);
  }

  private number(index: number): string {
    const sign = this.optional(10 + index, this.at(t.Minus), () => this.expect(index, t.Minus, '`-`').image) ?? '';
    const digits = this.choose(10 + index, this.at(t.Decimal) ? 1 : 0, [
      { ALT: () => this.expect(index, t.Integer, 'a number') },
      { ALT: () => this.expect(index, t.Decimal, 'a number') },
    ]);
    return sign + digits.image;
  }

  protected readonly field = this.RULE('field', (): Field => {
    const annotations = this.annotations();
    const name = this.name(0, 'the name of a field');
    let optional = false;
    if (this.at(t.Question)) optional = this.optional(0, true, () => this.expect(0, t.Question, '`?`')) !== undefined;
    this.expect(0, t.Colon, '`:` and a type');
    const type = this.SUBRULE(this.typeNode);
    let value: Expression | undefined;
    if (this.at(t.Assign)) value = this.optional(1, true, () => this.defaultValue());
    const was = this.atClause(Was, fieldName) ? this.optional(2, true, () => this.previousName(1)) : undefined;
    const start = annotations[0]?.start ?? name.start;
    return { kind: 'field', annotations, name, optional, type, default: value, was, start, end: this.lastEnd };
  });

  private defaultValue(): Expression {
    this.expect(0, t.Assign, '`=`');
    return this.SUBRULE(this.expression);
  }

  protected previousName(index: number) {
    this.expect(index, Was, '`was`');
    return this.name(index, 'the previous name');
  }

  protected readonly fieldItems = this.items<Field>('a record', fieldName, [
    { named: 'a field, as in `id: uuid`', tokens: [t.At], ALT: () => this.SUBRULE(this.field) },
  ]);

  private readonly reserved = this.RULE('reserved', (): Reserved => {
    const start = this.expect(0, t.keyword('reserved'), '`reserved`').startOffset;
    const names = [this.name(0, 'the name that is reserved')];
    this.separated(
      0,
      t.Comma,
      () => names.push(this.name(1, 'the name that is reserved')),
      () => this.goesOn(this.messageItems),
    );
    return { kind: 'reserved', names, start, end: this.lastEnd };
  });

  private readonly recordItems = this.items<Field | Reserved>('a record', fieldName, [
    { words: 'reserved', ALT: () => this.SUBRULE(this.reserved) },
    { named: 'a field, as in `id: uuid`', tokens: [t.At], ALT: () => this.SUBRULE(this.field) },
  ]);

  private readonly messageItems = this.items<Field | Reserved | Upcast>('a message', fieldName, [
    { words: 'reserved', ALT: () => this.SUBRULE(this.reserved) },
    { words: 'upcast', ALT: () => this.SUBRULE(this.upcast) },
    { named: 'a field, as in `id: uuid`', tokens: [t.At], ALT: () => this.SUBRULE(this.field) },
  ]);

  private readonly upcast = this.RULE('upcast', (): Upcast => {
    const start = this.expect(0, t.keyword('upcast'), '`upcast`').startOffset;
    this.expect(0, t.keyword('from'), '`from`');
    const version = this.version(0);
    const fields: UpcastField[] = [];
    const body = this.body(this.upcastItems, fields);
    return { kind: 'upcast', from: version, body, fields, start, end: this.lastEnd };
  });

  private readonly upcastField = this.RULE('upcastField', (): UpcastField => {
    const name = this.name(0, 'the name of a field');
    this.expect(0, t.Colon, '`:` and its value');
    const value = this.SUBRULE(this.expression);
    return { kind: 'upcastField', name, value, start: name.start, end: this.lastEnd };
  });

  private readonly upcastItems = this.items<UpcastField>('an upcast', fieldName, [
    { named: 'a field and its value, as in `total: old.amount`', ALT: () => this.SUBRULE(this.upcastField) },
  ]);

  private readonly symbol = this.RULE('symbol', (): EnumSymbol => {
    const annotations = this.annotations();
    const name = this.name(0, 'the name of a symbol');
    return { kind: 'symbol', annotations, name, start: annotations[0]?.start ?? name.start, end: this.lastEnd };
  });

  private readonly symbolItems = this.items<EnumSymbol>('an enum', noName, [
    { named: 'names', tokens: [t.At], ALT: () => this.SUBRULE(this.symbol) },
  ]);

  private readonly unionCase = this.RULE('unionCase', (): UnionCase => {
    const name = this.name(0, 'the name of a case');
    this.expect(0, t.Colon, '`:` and a type');
    const type = this.SUBRULE(this.typeNode);
    return { kind: 'case', name, type, start: name.start, end: this.lastEnd };
  });

  private readonly caseItems = this.items<UnionCase>('a union', fieldName, [
    { named: 'a case, as in `card: CardPayment`', ALT: () => this.SUBRULE(this.unionCase) },
  ]);

  protected readonly record = this.RULE('record', (annotations: Annotation[]): RecordDeclaration => {
    const word = this.expect(0, t.keyword('record'), '`record`');
    const name = this.name(0, 'the name of the record');
    const version = this.versionTag(0);
    const members: (Field | Reserved)[] = [];
    const body = this.body(this.recordItems, members);
    return { kind: 'record', annotations, name, version, body, members, ...this.declared(annotations, word) };
  });

  protected readonly enumeration = this.RULE('enumeration', (annotations: Annotation[]): EnumDeclaration => {
    const word = this.expect(0, t.keyword('enum'), '`enum`');
    const name = this.name(0, 'the name of the enum');
    const version = this.versionTag(0);
    const symbols: EnumSymbol[] = [];
    const body = this.body(this.symbolItems, symbols);
    const otherwise = this.otherwise();
    return { kind: 'enum', annotations, name, version, body, symbols, otherwise, ...this.declared(annotations, word) };
  });

  private otherwise() {
    return this.clause(1, Otherwise, () => this.name(2, 'the name that a reader takes instead'));
  }

  protected readonly union = this.RULE('union', (annotations: Annotation[]): UnionDeclaration => {
    const word = this.expect(0, t.keyword('union'), '`union`');
    const name = this.name(0, 'the name of the union');
    const version = this.versionTag(0);
    const tag = this.clause(2, By, () => this.name(1, 'the name of the tag'));
    const cases: UnionCase[] = [];
    const body = this.body(this.caseItems, cases);
    const otherwise = this.otherwise();
    return {
      kind: 'union',
      annotations,
      name,
      version,
      tag,
      body,
      cases,
      otherwise,
      ...this.declared(annotations, word),
    };
  });

  protected readonly message = this.RULE('message', (annotations: Annotation[]): MessageDeclaration => {
    const kinds = ['event', 'command', 'document'] as const;
    const kind = Math.max(
      0,
      kinds.findIndex((word) => this.at(t.keyword(word))),
    );
    const word = this.choose(
      0,
      kind,
      kinds.map((text) => ({ ALT: () => this.expect(0, t.keyword(text), `\`${text}\``) })),
    );
    const messageKind = word.image as MessageKind;
    const name = this.name(0, `the name of the ${messageKind}`);
    const version = this.versionTag(0);
    const wireName = this.optionalString(10);
    const members: (Field | Reserved | Upcast)[] = [];
    const body = this.body(this.messageItems, members);
    return {
      kind: 'message',
      messageKind,
      annotations,
      name,
      version,
      wireName,
      body,
      members,
      ...this.declared(annotations, word),
    };
  });

  /** Where a declaration begins and ends. */
  protected declared(annotations: Annotation[], word: t.Token): { start: number; end: number } {
    return { start: this.RECORDING_PHASE ? 0 : (annotations[0]?.start ?? word.startOffset), end: this.lastEnd };
  }
}
