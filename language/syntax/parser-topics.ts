import { BodyParser } from './parser-bodies.ts';
import type { Items } from './parser-items.ts';
import { noName, targetName } from './parser-items.ts';
import * as t from './tokens.ts';
import type {
  Annotation,
  Block,
  Carried,
  DurationLiteral,
  Expression,
  Name,
  Path,
  Reference,
  Topic,
  TopicItem,
} from './tree.ts';

const By = t.keyword('by');
const As = t.keyword('as');
const When = t.keyword('when');
const Emits = t.keyword('emits');
const Forever = t.keyword('forever');

/** Layer four: the clauses that parts share, and topics. */
export abstract class TopicParser extends BodyParser {
  protected readonly path = this.RULE('path', (): Path => {
    const parts = [this.name(0, 'the name of a field')];
    this.separated(0, t.Dot, () => parts.push(this.name(1, 'the name of a field')));
    return { kind: 'path', parts, start: parts[0]!.start, end: this.lastEnd };
  });

  /** `["by" path]` */
  protected byClause(index: number): Path | undefined {
    return this.clause(index, By, () => this.subrule(index, this.path));
  }

  /** `["as" name]` */
  protected asClause(): Name | undefined {
    const present = this.atClause(As, targetName) || this.dropped(() => this.at(As, 2));
    return this.clause(51, As, () => this.name(51, 'a name for the message'), present);
  }

  /** `["when" expr]` */
  protected whenClause(): Expression | undefined {
    return this.clause(52, When, () => this.subrule(52, this.expression));
  }

  /** `["emits" msgref {"|" msgref}]` */
  protected emitsClause(): Reference[] {
    return this.clause(53, Emits, () => this.alternatives('the message that is emitted')) ?? [];
  }

  /** `msgref {"|" msgref}` */
  protected alternatives(what: string): Reference[] {
    const found = [this.subrule(54, this.reference, { ARGS: [what] })];
    this.separated(54, t.Pipe, () => found.push(this.subrule(55, this.reference, { ARGS: [what] })));
    return found;
  }

  /** `msgref {"," msgref}`, ended by a word that begins an item of the block. */
  protected messages(items: () => Items<unknown>): Reference[] {
    const found = [this.subrule(56, this.reference, { ARGS: ['a message'] })];
    this.separated(
      56,
      t.Comma,
      () => found.push(this.subrule(57, this.reference, { ARGS: ['a message'] })),
      () => this.goesOn(items()),
    );
    return found;
  }

  protected optionalBlock(): Block | undefined {
    const present = this.at(t.OpenBrace) || this.droppedBeforeBrace() || this.beginsWithoutBrace(this.statementItems);
    return this.optional(58, present, () => this.subrule(58, this.block));
  }

  protected readonly topic = this.RULE('topic', (annotations: Annotation[]): Topic => {
    const word = this.expect(0, t.keyword('topic'), '`topic`');
    const name = this.name(0, 'the name of the topic');
    const wireName = this.optionalString(0);
    const items: TopicItem[] = [];
    const body = this.body(this.topicItems, items);
    return { kind: 'topic', annotations, name, wireName, body, items, ...this.declared(annotations, word) };
  });

  private readonly carries = this.RULE('carries', (): TopicItem => {
    const start = this.word('carries');
    const messages = [this.SUBRULE(this.carried)];
    this.separated(
      0,
      t.Comma,
      () => messages.push(this.SUBRULE1(this.carried)),
      () => this.goesOn(this.topicItems),
    );
    return { kind: 'carries', messages, start, end: this.lastEnd };
  });

  private readonly carried = this.RULE('carried', (): Carried => {
    const message = this.SUBRULE(this.reference, { ARGS: ['a message'] });
    const by = this.byClause(0);
    return { kind: 'carried', message, by, start: message.start, end: this.lastEnd };
  });

  private readonly topicKey = this.RULE('topicKey', (): TopicItem => {
    const start = this.word('key');
    const path = this.SUBRULE(this.path);
    return { kind: 'key', path, start, end: this.lastEnd };
  });

  private readonly partitions = this.RULE('partitions', (): TopicItem => {
    const start = this.word('partitions');
    const count = this.integer(0, 'the number of partitions');
    return { kind: 'partitions', count, start, end: this.lastEnd };
  });

  private readonly replicas = this.RULE('replicas', (): TopicItem => {
    const start = this.word('replicas');
    const count = this.integer(0, 'the number of replicas');
    return { kind: 'replicas', count, start, end: this.lastEnd };
  });

  private readonly acks = this.RULE('acks', (): TopicItem => {
    const start = this.word('acks');
    const level = this.name(0, '`all` or `leader`');
    return { kind: 'acks', level, start, end: this.lastEnd };
  });

  private readonly retain = this.RULE('retain', (): TopicItem => {
    const start = this.word('retain');
    const period = this.choose<DurationLiteral | 'forever' | undefined>(0, this.at(Forever) ? 1 : 0, [
      { ALT: () => this.duration(0, 'a duration, as in `7d`, or `forever`') },
      {
        ALT: () => {
          this.expect(0, Forever, '`forever`');
          return 'forever';
        },
      },
    ]);
    return { kind: 'retain', period, start, end: this.lastEnd };
  });

  private readonly compact = this.RULE('compact', (): TopicItem => {
    return { kind: 'compact', start: this.word('compact'), end: this.lastEnd };
  });

  private readonly compatibility = this.RULE('compatibility', (): TopicItem => {
    const start = this.word('compatibility');
    const policy = this.name(0, '`none`, `backward`, `forward` or `full`');
    return { kind: 'compatibility', policy, start, end: this.lastEnd };
  });

  private readonly topicItems: Items<TopicItem> = this.items<TopicItem>('a topic', noName, [
    { words: 'carries', ALT: () => this.SUBRULE(this.carries) },
    { words: 'key', ALT: () => this.SUBRULE(this.topicKey) },
    { words: 'partitions', ALT: () => this.SUBRULE(this.partitions) },
    { words: 'replicas', ALT: () => this.SUBRULE(this.replicas) },
    { words: 'acks', ALT: () => this.SUBRULE(this.acks) },
    { words: 'retain', ALT: () => this.SUBRULE(this.retain) },
    { words: 'compact', ALT: () => this.SUBRULE(this.compact) },
    { words: 'compatibility', ALT: () => this.SUBRULE(this.compatibility) },
  ]);
}
