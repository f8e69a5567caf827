import type { TokenType } from 'chevrotain';
import { milliseconds } from './numbers.ts';
import { BlockParser } from './parser-blocks.ts';
import type { Token } from './tokens.ts';
import { Comma, Dot, Duration, Integer, OpenBrace, Text, VersionTag } from './tokens.ts';
import type {
  DurationLiteral,
  Integer as IntegerNode,
  QualifiedName,
  Reference,
  StringLiteral,
  Version,
} from './tree.ts';

/** Names of things, and the literals that stand in declarations. */
export abstract class NameParser extends BlockParser {
  protected readonly qualifiedName = this.RULE('qualifiedName', (what: string): QualifiedName => {
    const parts = [this.name(0, what)];
    if (this.dotted())
      this.separated(
        0,
        Dot,
        () => parts.push(this.name(1, 'a name')),
        () => this.dotted(),
      );
    return { kind: 'qualifiedName', parts, start: parts[0]!.start, end: this.lastEnd };
  });

  /** A `.` that a name follows: not that of `use a.{`. */
  private dotted(): boolean {
    return this.at(Dot) && (this.RECORDING_PHASE || !this.at(OpenBrace, 2));
  }

  protected readonly reference = this.RULE('reference', (what: string): Reference => {
    const name = this.SUBRULE(this.qualifiedName, { ARGS: [what] });
    const version = this.versionTag(0);
    return { kind: 'reference', name, version, start: name.start, end: this.lastEnd };
  });

  /** `open [item {"," item}] close`; where there is an item for sure, `isFilled`. */
  protected delimited<T>(open: TokenType, close: TokenType, item: (index: number) => T, isFilled = false): T[] {
    const found: T[] = [];
    const items = () => {
      found.push(item(0));
      this.separated(
        70,
        Comma,
        () => found.push(item(1)),
        () => this.atNext(close),
      );
    };
    this.expect(70, open, `\`${open.LABEL}\``);
    if (isFilled) items();
    else this.optional(70, !this.at(close), items);
    this.expect(70, close, `\`${close.LABEL}\` or \`,\``);
    return found;
  }

  /** Whether a comma and another item follow; a comma right before the closing mark is one too many. */
  private atNext(close: TokenType): boolean {
    if (!this.at(Comma)) return false;
    if (this.RECORDING_PHASE || !this.at(close, 2)) return true;
    this.report('EVF1001', `Unexpected \`,\` before \`${close.LABEL}\`. Remove it.`, this.take());
    return false;
  }

  protected versionTag(index: number): Version | undefined {
    if (!this.at(VersionTag)) return undefined;
    return this.optional(index, true, () => this.version(index));
  }

  protected version(index: number): Version | undefined {
    const { image, startOffset: start, end } = this.expect(index, VersionTag, 'a version, as in `@1`');
    if (image === '') return undefined;
    const [major, minor] = image.split('.');
    return {
      kind: 'version',
      major: Number(major),
      minor: minor === undefined ? undefined : Number(minor),
      start,
      end,
    };
  }

  protected integer(index: number, what: string): IntegerNode | undefined {
    const found = this.expect(index, Integer, what);
    if (found.image === '') return undefined;
    const value = Number(found.image);
    if (value > Number.MAX_SAFE_INTEGER) this.reportLarge(found);
    return { kind: 'integer', value, start: found.startOffset, end: found.end };
  }

  private reportLarge(found: Token): void {
    this.report(
      'EVF1007',
      `The number ${found.image} is too large. The largest here is ${Number.MAX_SAFE_INTEGER}.`,
      found,
    );
  }

  protected duration(index: number, what: string): DurationLiteral | undefined {
    const found = this.expect(index, Duration, what);
    return found.image === '' ? undefined : durationOf(found);
  }

  protected string(index: number, what: string): StringLiteral | undefined {
    const found = this.expect(index, Text, what);
    return found.startOffset === found.end ? undefined : stringOf(found);
  }

  protected optionalString(index: number): StringLiteral | undefined {
    if (!this.at(Text)) return undefined;
    return this.optional(index, true, () => this.string(index, 'a string'));
  }
}

export function stringOf(found: Token): StringLiteral {
  return { kind: 'string', value: found.image, start: found.startOffset, end: found.end };
}

export function durationOf(found: Token): DurationLiteral {
  return { kind: 'duration', milliseconds: milliseconds(found.image), start: found.startOffset, end: found.end };
}
