import type { Items } from './parser-items.ts';
import { arrowName, noName, targetName } from './parser-items.ts';
import { PartParser } from './parser-parts.ts';
import * as t from './tokens.ts';
import type {
  Annotation,
  Arrow,
  Choreography,
  Compensate,
  Ending,
  Parallel,
  Part,
  Publishes,
  Saga,
  Service,
  Start,
  Step,
  Target,
  Wait,
  WaitAfter,
  WaitOn,
} from './tree.ts';

const Rejected = t.keyword('rejected');
const Retry = t.keyword('retry');
const Abort = t.keyword('abort');
const Pivot = t.keyword('pivot');
const Was = t.keyword('was');
const Compensates = t.keyword('compensates');

type SagaItem = Saga['items'][number];
type ChoreographyItem = Choreography['items'][number];

export const partWords = ['consumer', 'aggregate', 'projection', 'saga'];

/** Layer six: sagas, choreographies, and the services that hold parts. */
export abstract class SagaParser extends PartParser {
  protected readonly saga = this.RULE('saga', (annotations: Annotation[]): Saga => {
    const word = this.expect(0, t.keyword('saga'), '`saga`');
    const name = this.name(0, 'the name of the saga');
    const by = this.requiredBy();
    const items: SagaItem[] = [];
    const body = this.body(this.sagaItems, items);
    return { kind: 'saga', annotations, name, by, body, items, ...this.declared(annotations, word) };
  });

  private readonly start = this.RULE('start', (): Start => {
    const start = this.word('start');
    this.expect(0, t.keyword('on'), '`on`');
    const message = this.SUBRULE(this.reference, { ARGS: ['the message that starts it'] });
    const as = this.asClause();
    const when = this.whenClause();
    return { kind: 'start', message, as, when, start, end: this.lastEnd };
  });

  private readonly step = this.RULE('step', (): Step => {
    const first = this.peek().startOffset;
    const pivot = this.optional(0, this.at(Pivot), () => this.expect(0, Pivot, '`pivot`')) !== undefined;
    this.expect(0, t.keyword('step'), '`step`');
    const name = this.name(0, 'the name of the step');
    const was = this.optional(1, this.at(Was), () => this.previousName(1));
    const items: Step['items'] = [];
    const body = this.body(this.stepItems, items);
    return { kind: 'step', pivot, name, was, body, items, start: first, end: this.lastEnd };
  });

  private readonly waitOn = this.RULE('waitOn', (): WaitOn => {
    const start = this.word('on');
    const message = this.choose(0, this.at(Rejected) ? 0 : 1, [
      {
        ALT: () => {
          this.expect(0, Rejected, '`rejected`');
          return undefined;
        },
      },
      { ALT: () => this.SUBRULE(this.reference, { ARGS: ['the message to wait for'] }) },
    ]);
    const as = this.asClause();
    const when = this.whenClause();
    const block = this.optionalBlock();
    this.expect(0, t.Arrow, '`->` and the next step');
    const target = this.SUBRULE(this.targetStep);
    return { kind: 'waitOn', message, as, when, block, target, start, end: this.lastEnd };
  });

  private readonly waitAfter = this.RULE('waitAfter', (): WaitAfter => {
    const start = this.word('after');
    const delay = this.duration(0, 'a duration');
    const retry = this.clause(
      0,
      Retry,
      () => this.integer(0, 'the number of attempts'),
      this.atClause(Retry, targetName),
    );
    let target: Target | undefined;
    if (!retry || this.at(t.Arrow)) {
      target = this.optional(1, true, () => {
        this.expect(0, t.Arrow, '`->` and a step, or `retry` and how often,');
        return this.SUBRULE(this.targetStep);
      });
    }
    return { kind: 'waitAfter', delay, retry, target, start, end: this.lastEnd };
  });

  private readonly targetStep = this.RULE('targetStep', (): Target => {
    const start = this.peek().startOffset;
    return this.choose<Target>(0, this.at(Abort) ? 0 : 1, [
      {
        ALT: () => {
          this.expect(0, Abort, '`abort`');
          const reason = this.SUBRULE(this.expression);
          return { kind: 'abortTarget', reason, start, end: this.lastEnd };
        },
      },
      {
        ALT: () => {
          const name = this.name(0, 'the name of a step, `done` or `abort "why"`');
          return { kind: 'stepTarget', name, start: name.start, end: name.end };
        },
      },
    ]);
  });

  private readonly compensate = this.RULE('compensate', (): Compensate => {
    const start = this.word('compensate');
    const items: Compensate['items'] = [];
    const body = this.body(this.compensateItems, items);
    return { kind: 'compensate', body, items, start, end: this.lastEnd };
  });

  private readonly compensateItems = this.items<Compensate['items'][number]>(
    'a compensation',
    targetName,
    this.waitRules(),
  );
  private readonly stepItems = this.items<Step['items'][number]>('a step', targetName, [
    { words: 'compensate', ALT: () => this.SUBRULE(this.compensate) },
    ...this.waitRules(),
  ]);

  private waitRules() {
    return [
      { words: 'on', ALT: (): Wait => this.SUBRULE(this.waitOn) },
      { words: 'after', ALT: (): Wait => this.SUBRULE(this.waitAfter) },
      ...this.statementRules,
    ];
  }

  private readonly parallel = this.RULE('parallel', (): Parallel => {
    const start = this.word('parallel');
    const name = this.name(0, 'the name of the parallel');
    const steps: Step[] = [];
    const body = this.body(this.parallelItems, steps);
    this.expect(0, t.Arrow, '`->` and the next step');
    const target = this.SUBRULE(this.targetStep);
    return { kind: 'parallel', name, body, steps, target, start, end: this.lastEnd };
  });

  private readonly parallelItems = this.items<Step>('a parallel', noName, [
    { words: 'pivot step', ALT: () => this.SUBRULE(this.step) },
  ]);

  private readonly ending = this.RULE('ending', (): Ending => {
    const word = this.choose(0, this.at(Abort) ? 1 : 0, [
      { ALT: () => this.expect(0, t.keyword('done'), '`done`') },
      { ALT: () => this.expect(0, Abort, '`abort`') },
    ]);
    const block = this.requiredBlock(0);
    return {
      kind: 'ending',
      outcome: word.image as Ending['outcome'],
      block,
      start: word.startOffset,
      end: this.lastEnd,
    };
  });

  private readonly sagaItems = this.items<SagaItem>('a saga', noName, [
    { words: 'start', ALT: () => this.SUBRULE(this.start) },
    { words: 'state', ALT: () => this.SUBRULE(this.state) },
    { words: 'step pivot', ALT: () => this.SUBRULE(this.step) },
    { words: 'parallel', ALT: () => this.SUBRULE(this.parallel) },
    { words: 'done abort', ALT: () => this.SUBRULE(this.ending) },
  ]);

  protected readonly service = this.RULE('service', (annotations: Annotation[]): Service => {
    const word = this.expect(0, t.keyword('service'), '`service`');
    const name = this.name(0, 'the name of the service');
    const wireName = this.optionalString(0);
    const items: Service['items'] = [];
    const body = this.body(this.serviceItems, items);
    return { kind: 'service', annotations, name, wireName, body, items, ...this.declared(annotations, word) };
  });

  private readonly publishes = this.RULE('publishes', (): Publishes => {
    const start = this.word('publishes');
    const messages = this.messages(() => this.serviceItems);
    return { kind: 'publishes', messages, start, end: this.lastEnd };
  });

  private readonly partOfService = this.RULE('partOfService', (): Part | undefined => {
    const annotations = this.annotations();
    const pick = partWords.findIndex((word) => this.at(t.keyword(word)));
    if (pick < 0) return void this.reportMissing('a consumer, aggregate, projection or saga');
    return this.choose<Part>(0, pick, this.partRules(annotations));
  });

  /** In the order of `partWords`. */
  protected partRules(annotations: Annotation[]) {
    const ARGS = [annotations] as [Annotation[]];
    return [
      { ALT: (): Part => this.SUBRULE(this.consumer, { ARGS }) },
      { ALT: (): Part => this.SUBRULE(this.aggregate, { ARGS }) },
      { ALT: (): Part => this.SUBRULE(this.projection, { ARGS }) },
      { ALT: (): Part => this.SUBRULE(this.saga, { ARGS }) },
    ];
  }

  private readonly serviceItems: Items<Service['items'][number]> = this.items<Service['items'][number]>(
    'a service',
    noName,
    [
      { words: 'publishes', ALT: () => this.SUBRULE(this.publishes) },
      { words: 'consumer aggregate projection saga', tokens: [t.At], ALT: () => this.SUBRULE(this.partOfService) },
    ],
  );

  protected readonly choreography = this.RULE('choreography', (annotations: Annotation[]): Choreography => {
    const word = this.expect(0, t.keyword('choreography'), '`choreography`');
    const name = this.name(0, 'the name of the choreography');
    const by = this.requiredBy();
    const items: ChoreographyItem[] = [];
    const body = this.body(this.choreographyItems, items);
    return { kind: 'choreography', annotations, name, by, body, items, ...this.declared(annotations, word) };
  });

  private readonly choreographyStart = this.RULE('choreographyStart', (): ChoreographyItem => {
    const start = this.word('start');
    this.expect(0, t.keyword('on'), '`on`');
    const message = this.SUBRULE(this.reference, { ARGS: ['the message that starts it'] });
    return { kind: 'choreographyStart', message, start, end: this.lastEnd };
  });

  private readonly choreographyEnd = this.RULE('choreographyEnd', (): ChoreographyItem => {
    const word = this.choose(0, this.at(t.keyword('ends')) ? 0 : 1, [
      { ALT: () => this.expect(0, t.keyword('ends'), '`ends`') },
      { ALT: () => this.expect(0, t.keyword('fails'), '`fails`') },
    ]);
    this.expect(0, t.keyword('on'), '`on`');
    const messages = this.alternatives('the message that ends it');
    return {
      kind: 'choreographyEnd',
      outcome: word.image as 'ends' | 'fails',
      messages,
      start: word.startOffset,
      end: this.lastEnd,
    };
  });

  private readonly within = this.RULE('within', (): ChoreographyItem => {
    const start = this.word('within');
    return { kind: 'within', period: this.duration(0, 'a duration'), start, end: this.lastEnd };
  });

  private readonly arrow = this.RULE('arrow', (): Arrow => {
    const from = this.SUBRULE(this.reference, { ARGS: ['a message'] });
    this.expect(0, t.Arrow, '`->` and what follows');
    const to = this.alternatives('the message that follows');
    const compensates = this.clause(
      0,
      Compensates,
      () => this.SUBRULE1(this.reference, { ARGS: ['the message that is compensated'] }),
      this.atClause(Compensates, arrowName),
    );
    return { kind: 'arrow', from, to, compensates, start: from.start, end: this.lastEnd };
  });

  private readonly choreographyItems = this.items<ChoreographyItem>('a choreography', arrowName, [
    { words: 'start', ALT: () => this.SUBRULE(this.choreographyStart) },
    { words: 'ends fails', ALT: () => this.SUBRULE(this.choreographyEnd) },
    { words: 'within', ALT: () => this.SUBRULE(this.within) },
    { named: 'an arrow, as in `OrderCreated -> StockReserved`', ALT: () => this.SUBRULE(this.arrow) },
  ]);
}
