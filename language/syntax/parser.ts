import type { SyntaxError } from './diagnostic.ts';
import { partWords } from './parser-sagas.ts';
import { ScenarioParser } from './parser-scenarios.ts';
import { noName } from './parser-items.ts';
import * as t from './tokens.ts';
import type { Token } from './tokens.ts';
import type { Comment, Declaration, Name, SourceTree, Use } from './tree.ts';

const declarationWords = ['record', 'enum', 'union', 'topic', 'service', 'choreography', 'scenario', ...partWords];
const messageWords = ['event', 'command', 'document'];

/** The whole grammar. One instance serves all files. */
export class Parser extends ScenarioParser {
  constructor(skipValidations: boolean) {
    super(skipValidations);
    this.performSelfAnalysis();
  }

  /** Reads a file's tokens, the last of which is the end of the file. In a strict run the first error is thrown. */
  parse(tokens: Token[], comments: Comment[], strict: boolean): { tree: SourceTree; errors: SyntaxError[] } {
    this.strict = strict;
    this.problems = [];
    this.lastEnd = 0;
    this.depth = 0;
    this.input = tokens;
    return { tree: { ...this.file(), comments }, errors: this.problems };
  }

  readonly file = this.RULE('file', (): SourceTree => {
    const edition = this.optional(0, this.at(t.keyword('evflow')), () => {
      this.expect(0, t.keyword('evflow'), '`evflow`');
      return this.integer(0, 'the number of the edition, as in `evflow 1`');
    });
    const namespace = this.optional(1, this.at(t.keyword('namespace')), () => {
      this.expect(0, t.keyword('namespace'), '`namespace`');
      return this.SUBRULE(this.qualifiedName, { ARGS: ['the name of the namespace'] });
    });
    const uses: Use[] = [];
    this.repeat(0, () => this.at(t.keyword('use')), () => uses.push(this.SUBRULE(this.use)));
    const declarations: Declaration[] = [];
    this.repeat(1, () => this.fileItems.pick(this.peek(1), this.peek(2)) >= 0, () => {
      declarations.push(this.SUBRULE(this.declaration));
    });
    if (!this.RECORDING_PHASE && this.peek().tokenType.name !== 'EOF') this.reportMissing('a declaration');
    return { kind: 'file', edition, namespace, uses, declarations, comments: [], start: 0, end: this.peek().end };
  });

  private readonly use = this.RULE('use', (): Use => {
    const start = this.word('use');
    const path = this.SUBRULE(this.qualifiedName, { ARGS: ['the name of a namespace'] });
    const names = this.optional(0, this.at(t.Dot), () => {
      this.expect(0, t.Dot, '`.`');
      const found: Name[] = [];
      this.body(this.useItems, found);
      return found;
    });
    return { kind: 'use', path, names, start, end: this.lastEnd };
  });

  private readonly useItems = this.items<Name>('a use', noName, [
    { named: true, ALT: () => this.name(0, 'a name') },
  ]);

  private readonly fileItems = this.items<Declaration>('a file', noName, [
    { words: [...declarationWords, ...messageWords].join(' '), tokens: [t.At], ALT: () => this.SUBRULE(this.declaration) },
  ]);

  private readonly declaration = this.RULE('declaration', (): Declaration => {
    const annotations = this.annotations();
    const ARGS = [annotations] as [typeof annotations];
    const pick = declarationWords.findIndex(word => this.at(t.keyword(word)));
    return this.choose<Declaration>(0, pick < 0 ? declarationWords.length : pick, [
      { ALT: () => this.SUBRULE(this.record, { ARGS }) },
      { ALT: () => this.SUBRULE(this.enumeration, { ARGS }) },
      { ALT: () => this.SUBRULE(this.union, { ARGS }) },
      { ALT: () => this.SUBRULE(this.topic, { ARGS }) },
      { ALT: () => this.SUBRULE(this.service, { ARGS }) },
      { ALT: () => this.SUBRULE(this.choreography, { ARGS }) },
      { ALT: () => this.SUBRULE(this.scenario, { ARGS }) },
      ...this.partRules(annotations),
      { ALT: () => this.SUBRULE(this.message, { ARGS }) },
    ]);
  });
}
