import type { Items } from './parser-items.ts';
import { noName } from './parser-items.ts';
import { TopicParser } from './parser-topics.ts';
import * as t from './tokens.ts';
import type {
  Aggregate,
  Annotation,
  Apply,
  Consumer,
  ConsumerItem,
  ConsumerOption,
  DurationLiteral,
  Field,
  Handle,
  Idempotent,
  Ignore,
  Name,
  On,
  Param,
  Path,
  Projection,
  QualifiedName,
  Query,
  Retry,
  State,
} from './tree.ts';

const By = t.keyword('by');
const OnWord = t.keyword('on');
const For = t.keyword('for');
const Backoff = t.keyword('backoff');
const Order = t.keyword('order');
const Where = t.keyword('where');
const Limit = t.keyword('limit');
const Desc = t.keyword('desc');

/** Layer five: consumers, aggregates and projections. */
export abstract class PartParser extends TopicParser {
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
    const before = this.byClause(0);
    const topics = this.optional(1, this.at(OnWord), () => this.topics()) ?? [];
    const by = before ?? this.lateBy();
    const items: ConsumerItem[] = [];
    const body = this.body(this.consumerItems, items);
    return { kind: 'consumer', annotations, name, by, topics, body, items, ...this.declared(annotations, word) };
  });

  /** The key of a consumer behind its topics, where it does not belong. */
  private lateBy(): Path | undefined {
    if (this.RECORDING_PHASE || !this.at(By)) return undefined;
    this.report('EVF1001', '`by` stands before `on` here, as in `consumer Stock by sku on orders`.', this.peek());
    return this.byClause(1);
  }

  private topics(): QualifiedName[] {
    this.expect(0, OnWord, '`on`');
    const found = [this.SUBRULE(this.qualifiedName, { ARGS: ['a topic'] })];
    this.separated(0, t.Comma, () => found.push(this.SUBRULE1(this.qualifiedName, { ARGS: ['a topic'] })));
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
    this.separated(0, t.Minus, () => (text += `-${this.name(1, 'the rest of the word').text}`));
    if (!this.RECORDING_PHASE) text += this.spacedWords();
    const guarantee: Name = { kind: 'name', text, start: first.start, end: this.lastEnd };
    return { kind: 'delivery', guarantee, start, end: this.lastEnd };
  });

  /** `exactly once`, where hyphens belong. */
  private spacedWords(): string {
    let text = '';
    while (this.sameLine() && /^(least|most|once)$/.test(this.peek().image)) {
      this.report('EVF1001', 'The words of a delivery are joined by hyphens, as in `exactly-once`.', this.peek());
      text += `-${this.take().image}`;
    }
    return text;
  }

  private readonly idempotent = this.RULE('idempotent', (): Idempotent => {
    const start = this.word('idempotent');
    const by = this.byClause(0);
    const window = this.clause(1, For, () => this.duration(0, 'a duration'));
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
      backoffMax = this.clause(1, t.DotDot, () => this.duration(1, 'the longest backoff'));
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
    const params = this.delimited(t.OpenParen, t.CloseParen, (index) => this.subrule(index, this.param));
    const where = this.clause(1, Where, () => this.SUBRULE(this.expression));
    let descending = false;
    const orderBy = this.optional(2, this.at(Order), () => {
      this.expect(0, Order, '`order`');
      this.expect(0, By, '`by`');
      const path = this.SUBRULE(this.path);
      this.clause(3, Desc, () => {
        descending = true;
      });
      return path;
    });
    const limit = this.clause(4, Limit, () => this.SUBRULE1(this.expression));
    return { kind: 'query', name, params, where, orderBy, descending, limit, start, end: this.lastEnd };
  });

  private readonly param = this.RULE('param', (): Param => {
    const name = this.name(0, 'the name of a parameter');
    const optional = this.optional(0, this.at(t.Question), () => this.expect(0, t.Question, '`?`')) !== undefined;
    this.expect(0, t.Colon, '`:` and a type');
    const type = this.SUBRULE(this.typeNode);
    return { kind: 'param', name, optional, type, start: name.start, end: this.lastEnd };
  });

  private readonly projectionItems: Items<Projection['items'][number]> = this.items<Projection['items'][number]>(
    'a projection',
    noName,
    [
      { words: 'state', ALT: () => this.SUBRULE(this.state) },
      { words: 'on', ALT: () => this.SUBRULE(this.on) },
      { words: 'ignore', ALT: () => this.SUBRULE(this.projectionIgnore) },
      { words: 'query', ALT: () => this.SUBRULE(this.query) },
    ],
  );
}
