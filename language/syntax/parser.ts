import type { SyntaxError } from './diagnostic.ts';
import { noName } from './parser-items.ts';
import { partWords } from './parser-sagas.ts';
import { ScenarioParser } from './parser-scenarios.ts';
import type { Token } from './tokens.ts';
import * as t from './tokens.ts';
import type { Comment, Declaration, Name, SourceTree, Use } from './tree.ts';

const declarationWords = ['record', 'enum', 'union', 'topic', 'service', 'choreography', 'scenario', ...partWords];
const messageWords = ['event', 'command', 'document'];

const Edition = t.keyword('evflow');
const Namespace = t.keyword('namespace');
const UseWord = t.keyword('use');

/** What stands above the declarations. */
type Header = Pick<SourceTree, 'edition' | 'namespace' | 'uses'>;

/** The whole grammar. One instance serves all files. */
export class Parser extends ScenarioParser {
  private declarations: Declaration[] = [];
  private header: Header = { edition: undefined, namespace: undefined, uses: [] };

  /** `trusted` skips the validation of the grammar, which throws where the grammar is wrong. */
  constructor(trusted: boolean) {
    super(trusted);
    this.performSelfAnalysis();
  }

  /** Reads a file's tokens, the last of which is the end of the file. In a strict run the first error is thrown. */
  parse(tokens: Token[], comments: Comment[], strict: boolean): { tree: SourceTree; errors: SyntaxError[] } {
    this.begin(tokens, strict);
    return { tree: { ...this.file(), comments }, errors: this.problems };
  }

  readonly file = this.RULE('file', (): SourceTree => {
    const header: Header = { edition: undefined, namespace: undefined, uses: [] };
    const declarations: Declaration[] = [];
    this.header = header;
    this.declarations = declarations;
    this.wholeFile(() => this.readHeader(header), this.fileItems, declarations);
    return { kind: 'file', ...header, declarations, comments: [], start: 0, end: this.peek().end };
  });

  private readHeader(header: Header): void {
    this.optional(0, this.at(Edition), () => this.readEdition(header));
    this.optional(1, this.at(Namespace), () => this.readNamespace(header));
    this.repeat(
      0,
      () => this.at(UseWord),
      () => header.uses.push(this.SUBRULE(this.use)),
    );
  }

  private readEdition(header: Header): void {
    this.expect(0, Edition, '`evflow`');
    header.edition = this.integer(0, 'the number of the edition, as in `evflow 1`');
  }

  private readNamespace(header: Header): void {
    this.expect(0, Namespace, '`namespace`');
    header.namespace = this.SUBRULE(this.qualifiedName, { ARGS: ['the name of the namespace'] });
  }

  /** What belongs above the declarations: reported, and taken where it is clear what is meant. */
  private misplaced(): undefined {
    const { header } = this;
    const next = this.peek();
    const order = '`evflow 1`, then `namespace`, then every `use`, then the declarations';
    const above = this.at(UseWord) ? 0 : header.uses.length + (header.namespace ? 1 : 0);
    if (above + this.declarations.length > 0)
      this.report('EVF1017', `\`${next.image}\` belongs further up. A file begins with ${order}.`, next);
    if (this.at(UseWord)) header.uses.push(this.SUBRULE(this.use));
    else if (this.at(Edition)) this.readEdition(header.edition ? { ...header } : header);
    else this.readNamespace(header.namespace ? { ...header } : header);
  }

  private readonly use = this.RULE('use', (): Use => {
    const start = this.word('use');
    const path = this.SUBRULE(this.qualifiedName, { ARGS: ['the name of a namespace'] });
    const names = this.clause(0, t.Dot, () => {
      const found: Name[] = [];
      this.body(this.useItems, found);
      return found;
    });
    return { kind: 'use', path, names, start, end: this.lastEnd };
  });

  private readonly useItems = this.items<Name>('a list of names', noName, [
    { named: 'names', ALT: () => this.name(0, 'a name') },
  ]);

  private readonly fileItems = this.items<Declaration>('a file', noName, [
    {
      words: [...messageWords, ...declarationWords].join(' '),
      tokens: [t.At],
      ALT: () => this.SUBRULE(this.declaration),
    },
    { words: 'evflow namespace use', misplaced: true, ALT: () => this.misplaced() },
  ]);

  private readonly declaration = this.RULE('declaration', (): Declaration | undefined => {
    const annotations = this.annotations();
    const ARGS = [annotations] as [typeof annotations];
    const pick = [...declarationWords, ...messageWords].findIndex((word) => this.at(t.keyword(word)));
    if (pick < 0) return void this.reportMissing('a declaration');
    return this.choose<Declaration>(0, Math.min(pick, declarationWords.length), [
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
