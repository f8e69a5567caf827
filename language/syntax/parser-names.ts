import { BlockParser } from './parser-blocks.ts';
import { milliseconds } from './scanner.ts';
import { Dot, Duration, Integer, OpenBrace, Text, VersionTag } from './tokens.ts';
import type { Token } from './tokens.ts';
import type { DurationLiteral, Integer as IntegerNode, QualifiedName, Reference, StringLiteral, Version } from './tree.ts';

/** Names of things, and the literals that stand in declarations. */
export abstract class NameParser extends BlockParser {
  protected readonly qualifiedName = this.RULE('qualifiedName', (what: string): QualifiedName => {
    const parts = [this.name(0, what)];
    if (this.dotted()) this.repeat(0, () => this.dotted(), () => {
      this.expect(0, Dot, '`.`');
      parts.push(this.name(1, 'a name'));
    });
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

  protected versionTag(index: number): Version | undefined {
    if (!this.at(VersionTag)) return undefined;
    return this.optional(index, true, () => this.version(index));
  }

  protected version(index: number): Version | undefined {
    const { image, startOffset: start, end } = this.expect(index, VersionTag, 'a version, as in `@1`');
    if (image === '') return undefined;
    const [major, minor] = image.split('.');
    return { kind: 'version', major: Number(major), minor: minor === undefined ? undefined : Number(minor), start, end };
  }

  protected integer(index: number, what: string): IntegerNode | undefined {
    const found = this.expect(index, Integer, what);
    if (found.image === '') return undefined;
    const value = Number(found.image);
    if (value > Number.MAX_SAFE_INTEGER) this.reportLarge(found);
    return { kind: 'integer', value, start: found.startOffset, end: found.end };
  }

  private reportLarge(found: Token): void {
    this.report('EVF1007', `The number ${found.image} is too large. The largest here is ${Number.MAX_SAFE_INTEGER}.`, found);
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
