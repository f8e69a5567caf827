/** Zero-based; `character` counts UTF-16 code units, as editors do. */
export interface Position {
  line: number;
  character: number;
}

/** Turns offsets of a text into lines and back. A line ends with `\n`, `\r\n` or `\r`. */
export class LineIndex {
  private readonly starts: number[];
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
    this.starts = lineStarts(text);
  }

  get lineCount(): number {
    return this.starts.length;
  }

  /** The position of an offset; an offset outside the text is taken as its nearest end. */
  position(offset: number): Position {
    const inside = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.starts[middle]! <= inside) low = middle;
      else high = middle;
    }
    return { line: low, character: inside - this.starts[low]! };
  }

  /** The offset of a position; a character past the end of its line is taken as that end, a line past the last as the text's end. */
  offset(line: number, character: number): number {
    if (line < 0) return 0;
    const start = this.starts[line];
    if (start === undefined) return this.text.length;
    return Math.min(start + Math.max(0, character), this.lineEnd(line));
  }

  /** The offset where a line's text ends, before its line break. */
  lineEnd(line: number): number {
    const next = this.starts[line + 1];
    if (next === undefined) return this.text.length;
    return this.text[next - 1] === '\n' && this.text[next - 2] === '\r' ? next - 2 : next - 1;
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  const breaks = /\r\n?|\n/g;
  while (breaks.exec(text)) starts.push(breaks.lastIndex);
  return starts;
}
