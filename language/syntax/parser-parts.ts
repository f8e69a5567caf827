import { noName, targetName } from './parser-items.ts';
import type { Items } from './parser-items.ts';
import { BodyParser } from './parser-bodies.ts';
import * as t from './tokens.ts';
import type { Aggregate, Annotation, Apply, Block, Carried, Consumer, ConsumerItem, ConsumerOption, DurationLiteral, Expression, Field, Handle, Idempotent, Ignore, Name, On, Param, Path, Projection, QualifiedName, Query, Reference, Retry, State, Topic, TopicItem } from './tree.ts';

const By = t.keyword('by'), On = t.keyword('on'), As = t.keyword('as'), When = t.keyword('when'), Emits = t.keyword('emits');
const For = t.keyword('for'), Backoff = t.keyword('backoff'), Order = t.keyword('order'), Where = t.keyword('where');
const Limit = t.keyword('limit'), Desc = t.keyword('desc'), Forever = t.keyword('forever');

/** Layer four: topics, consumers, aggregates and projections. */
export abstract class PartParser extends BodyParser {
  protected readonly path = this.RULE('path', (): Path => {
    const parts = [this.name(0, 'the name of a field')];
    this.repeat(0, () => this.at(t.Dot), () => {
      this.expect(0, t.Dot, '`.`');
      parts.push(this.name(1, 'the name of a field'));
    });
    return { kind: 'path', parts, start: parts[0]!.start, end: this.lastEnd };
  });

  /** `["by" path]` */
  protected byClause(index: number): Path | undefined {
    return this.optional(index, this.at(By), () => {
      this.expect(index, By, '`by`');
      return this.subrule(index, this.path);
    });
  }

  /** `["as" name]` */
  protected asClause(): Name | undefined {
    const present = this.atClause(As, targetName) || this.dropped(() => this.at(As, 2));
    return this.optional(51, present, () => {
      this.expect(51, As, '`as`');
      return this.name(51, 'a name for the message');
    });
  }

  /** `["when" expr]` */
  protected whenClause(): Expression | undefined {
    return this.optional(52, this.at(When), () => {
      this.expect(52, When, '`when`');
      return this.subrule(52, this.expression);
    });
  }

  /** `["emits" msgref {"|" msgref}]` */
  private emitsClause(): Reference[] {
    return this.optional(53, this.at(Emits), () => {
      this.expect(53, Emits, '`emits`');
      return this.alternatives('the message that is emitted');
    }) ?? [];
  }

  /** `msgref {"|" msgref}` */
  protected alternatives(what: string): Reference[] {
    const found = [this.subrule(54, this.reference, { ARGS: [what] })];
    this.repeat(54, () => this.at(t.Pipe), () => {
      this.expect(54, t.Pipe, '`|`');
      found.push(this.subrule(55, this.reference, { ARGS: [what] }));
    });
    return found;
  }

  /** `msgref {"," msgref}`, ended by a word that begins an item of the block. */
  protected messages(items: () => Items<unknown>): Reference[] {
    const found = [this.subrule(56, this.reference, { ARGS: ['a message'] })];
    this.repeat(56, () => this.goesOn(items()), () => {
      this.expect(56, t.Comma, '`,`');
      found.push(this.subrule(57, this.reference, { ARGS: ['a message'] }));
    });
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
    this.repeat(0, () => this.goesOn(this.topicItems), () => {
      this.expect(0, t.Comma, '`,`');
      messages.push(this.SUBRULE1(this.carried));
    });
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
      { ALT: () => {
        this.expect(0, Forever, '`forever`');
        return 'forever';
      } },
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

  protected readonly state = this.RULE('state', (): State => {
    const start = this.word('state');
    const fields: Field[] = [];
    const body = this.body(this.fieldItems, fields);
    return { kind: 'state', body, fields, start, end: this.lastEnd };
  });

  private readonly on = this.RULE('on', (): On => {
    const start = this.word('on');
    const message = this.SUBRULE(this.reference, { ARGS: ['the message to react to'] });
    const by = this.byClause(0);
    const as = this.asClause();
    const when = this.whenClause();
    const emits = this.emitsClause();
    const block = this.optionalBlock();
    return { kind: 'on', message, by, as, when, emits, block, start, end: this.lastEnd };
  });

  private ignoreRule(items: () => Items<unknown>): Ignore {
    const start = this.word('ignore');
    const messages = this.messages(items);
    return { kind: 'ignore', messages, start, end: this.lastEnd };
  }

  private readonly consumerIgnore = this.RULE('consumerIgnore', () => this.ignoreRule(() => this.consumerItems));
  private readonly projectionIgnore = this.RULE('projectionIgnore', () => this.ignoreRule(() => this.projectionItems));

  protected readonly consumer = this.RULE('consumer', (annotations: Annotation[]): Consumer => {
    const word = this.expect(0, t.keyword('consumer'), '`consumer`');
    const name = this.name(0, 'the name of the consumer');
    const by = this.byClause(0);
    const topics = this.optional(1, this.at(On), () => this.topics()) ?? [];
    const items: ConsumerItem[] = [];
    const body = this.body(this.consumerItems, items);
    return { kind: 'consumer', annotations, name, by, topics, body, items, ...this.declared(annotations, word) };
  });

  private topics(): QualifiedName[] {
    this.expect(0, On, '`on`');
    const found = [this.SUBRULE(this.qualifiedName, { ARGS: ['a topic'] })];
    this.repeat(0, () => this.at(t.Comma), () => {
      this.expect(0, t.Comma, '`,`');
      found.push(this.SUBRULE1(this.qualifiedName, { ARGS: ['a topic'] }));
    });
    return found;
  }

  private readonly group = this.RULE('group', (): ConsumerOption => {
    const start = this.word('group');
    return { kind: 'group', name: this.string(0, 'the name of the group in quotes'), start, end: this.lastEnd };
  });

  private readonly offset = this.RULE('offset', (): ConsumerOption => {
    const start = this.word('offset');
    return { kind: 'offset', from: this.name(0, '`earliest` or `latest`'), start, end: this.lastEnd };
  });

  private readonly delivery = this.RULE('delivery', (): ConsumerOption => {
    const start = this.word('delivery');
    const first = this.name(0, '`at-least-once`, `at-most-once` or `exactly-once`');
    let text = first.text;
    this.repeat(0, () => this.at(t.Minus), () => {
      this.expect(0, t.Minus, '`-`');
      text += `-${this.name(1, 'the rest of the word').text}`;
    });
    const guarantee: Name = { kind: 'name', text, start: first.start, end: this.lastEnd };
    return { kind: 'delivery', guarantee, start, end: this.lastEnd };
  });

  private readonly idempotent = this.RULE('idempotent', (): Idempotent => {
    const start = this.word('idempotent');
    const by = this.byClause(0);
    const window = this.optional(1, this.at(For), () => {
      this.expect(0, For, '`for`');
      return this.duration(0, 'a duration');
    });
    return { kind: 'idempotent', by, window, start, end: this.lastEnd };
  });

  private readonly retry = this.RULE('retry', (): Retry => {
    const start = this.word('retry');
    const count = this.integer(0, 'the number of attempts');
    let backoff: DurationLiteral | undefined;
    let backoffMax: DurationLiteral | undefined;
    this.optional(0, this.at(Backoff), () => {
      this.expect(0, Backoff, '`backoff`');
      backoff = this.duration(0, 'a duration');
      backoffMax = this.optional(1, this.at(t.DotDot), () => {
        this.expect(0, t.DotDot, '`..`');
        return this.duration(1, 'the longest backoff');
      });
    });
    return { kind: 'retry', count, backoff, backoffMax, start, end: this.lastEnd };
  });

  private readonly deadLetterTo = this.RULE('deadLetterTo', (): ConsumerOption => {
    const start = this.word('dead');
    this.expect(0, t.keyword('letter'), '`letter`');
    this.expect(0, t.keyword('to'), '`to`');
    const topic = this.SUBRULE(this.qualifiedName, { ARGS: ['a topic'] });
    return { kind: 'deadLetterTo', topic, start, end: this.lastEnd };
  });

  private readonly concurrency = this.RULE('concurrency', (): ConsumerOption => {
    const start = this.word('concurrency');
    return { kind: 'concurrency', members: this.integer(0, 'the number of members'), start, end: this.lastEnd };
  });

  private readonly single = this.RULE('single', (): ConsumerOption => {
    return { kind: 'single', start: this.word('single'), end: this.lastEnd };
  });

  private readonly consumerItems: Items<ConsumerItem> = this.items<ConsumerItem>('a consumer', noName, [
    { words: 'on', ALT: () => this.SUBRULE(this.on) },
    { words: 'ignore', ALT: () => this.SUBRULE(this.consumerIgnore) },
    { words: 'state', ALT: () => this.SUBRULE(this.state) },
    { words: 'group', ALT: () => this.SUBRULE(this.group) },
    { words: 'offset', ALT: () => this.SUBRULE(this.offset) },
    { words: 'delivery', ALT: () => this.SUBRULE(this.delivery) },
    { words: 'idempotent', ALT: () => this.SUBRULE(this.idempotent) },
    { words: 'retry', ALT: () => this.SUBRULE(this.retry) },
    { words: 'dead', ALT: () => this.SUBRULE(this.deadLetterTo) },
    { words: 'concurrency', ALT: () => this.SUBRULE(this.concurrency) },
    { words: 'single', ALT: () => this.SUBRULE(this.single) },
  ]);

  protected readonly aggregate = this.RULE('aggregate', (annotations: Annotation[]): Aggregate => {
    const word = this.expect(0, t.keyword('aggregate'), '`aggregate`');
    const name = this.name(0, 'the name of the aggregate');
    const by = this.requiredBy();
    const items: Aggregate['items'] = [];
    const body = this.body(this.aggregateItems, items);
    return { kind: 'aggregate', annotations, name, by, body, items, ...this.declared(annotations, word) };
  });

  /** `"by" path` */
  protected requiredBy(): Path | undefined {
    const by = this.expect(0, By, '`by` and the field that is the key');
    return by.image === '' ? undefined : this.SUBRULE(this.path);
  }

  private readonly snapshot = this.RULE('snapshot', (): Aggregate['items'][number] => {
    const start = this.word('snapshot');
    this.expect(0, t.keyword('every'), '`every`');
    return { kind: 'snapshot', every: this.integer(0, 'a number of events'), start, end: this.lastEnd };
  });

  private readonly handle = this.RULE('handle', (): Handle => {
    const start = this.word('handle');
    const message = this.SUBRULE(this.reference, { ARGS: ['the command to handle'] });
    const as = this.asClause();
    const emits = this.emitsClause();
    const block = this.optionalBlock();
    return { kind: 'handle', message, as, emits, block, start, end: this.lastEnd };
  });

  private readonly apply = this.RULE('apply', (): Apply => {
    const start = this.word('apply');
    const message = this.SUBRULE(this.reference, { ARGS: ['the event to apply'] });
    const as = this.asClause();
    const block = this.requiredBlock(0);
    return { kind: 'apply', message, as, block, start, end: this.lastEnd };
  });

  private readonly aggregateItems = this.items<Aggregate['items'][number]>('an aggregate', noName, [
    { words: 'snapshot', ALT: () => this.SUBRULE(this.snapshot) },
    { words: 'state', ALT: () => this.SUBRULE(this.state) },
    { words: 'handle', ALT: () => this.SUBRULE(this.handle) },
    { words: 'apply', ALT: () => this.SUBRULE(this.apply) },
  ]);

  protected readonly projection = this.RULE('projection', (annotations: Annotation[]): Projection => {
    const word = this.expect(0, t.keyword('projection'), '`projection`');
    const name = this.name(0, 'the name of the projection');
    const by = this.requiredBy();
    const items: Projection['items'] = [];
    const body = this.body(this.projectionItems, items);
    return { kind: 'projection', annotations, name, by, body, items, ...this.declared(annotations, word) };
  });

  private readonly query = this.RULE('query', (): Query => {
    const start = this.word('query');
    const name = this.name(0, 'the name of the query');
    const params = this.params();
    const where = this.optional(1, this.at(Where), () => {
      this.expect(0, Where, '`where`');
      return this.SUBRULE(this.expression);
    });
    let descending = false;
    const orderBy = this.optional(2, this.at(Order), () => {
      this.expect(0, Order, '`order`');
      this.expect(0, By, '`by`');
      const path = this.SUBRULE(this.path);
      this.optional(3, this.at(Desc), () => {
        this.expect(0, Desc, '`desc`');
        descending = true;
      });
      return path;
    });
    const limit = this.optional(4, this.at(Limit), () => {
      this.expect(0, Limit, '`limit`');
      return this.SUBRULE1(this.expression);
    });
    return { kind: 'query', name, params, where, orderBy, descending, limit, start, end: this.lastEnd };
  });

  private params(): Param[] {
    const params: Param[] = [];
    this.expect(0, t.OpenParen, '`(`');
    this.optional(0, !this.at(t.CloseParen), () => {
      params.push(this.SUBRULE(this.param));
      this.repeat(0, () => this.atNext(t.CloseParen), () => {
        this.expect(0, t.Comma, '`,`');
        params.push(this.SUBRULE1(this.param));
      });
    });
    this.expect(0, t.CloseParen, '`)`');
    return params;
  }

  private readonly param = this.RULE('param', (): Param => {
    const name = this.name(0, 'the name of a parameter');
    const optional = this.optional(0, this.at(t.Question), () => this.expect(0, t.Question, '`?`')) !== undefined;
    this.expect(0, t.Colon, '`:` and a type');
    const type = this.SUBRULE(this.typeNode);
    return { kind: 'param', name, optional, type, start: name.start, end: this.lastEnd };
  });

  private readonly projectionItems: Items<Projection['items'][number]> = this.items<Projection['items'][number]>('a projection', noName, [
    { words: 'state', ALT: () => this.SUBRULE(this.state) },
    { words: 'on', ALT: () => this.SUBRULE(this.on) },
    { words: 'ignore', ALT: () => this.SUBRULE(this.projectionIgnore) },
    { words: 'query', ALT: () => this.SUBRULE(this.query) },
  ]);
}
