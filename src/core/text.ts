// Offsets inside, lines and columns only at the edge: spans, places and the index that turns one into the other.

/** A half-open range of UTF-16 offsets in one document. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** A range as people and JSON name it: 1-based lines and columns, the end exclusive. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export class LineIndex {
  private readonly starts: number[] = [0];

  constructor(readonly text: string) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  get lineCount(): number {
    return this.starts.length;
  }

  /** Zero-based line of an offset. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  lineStart(line: number): number {
    return this.starts[line] ?? this.text.length;
  }

  /** The line's text without its line break. */
  lineText(line: number): string {
    const end = line + 1 < this.starts.length ? this.lineStart(line + 1) - 1 : this.text.length;
    const text = this.text.slice(this.lineStart(line), end);
    return text.endsWith('\r') ? text.slice(0, -1) : text;
  }

  offsetAt(line: number, column: number): number {
    return this.lineStart(line) + column;
  }

  place(span: Span): Place {
    const line = this.lineAt(span.start);
    const endLine = this.lineAt(span.end);
    return {
      file: span.file,
      line: line + 1,
      column: span.start - this.lineStart(line) + 1,
      endLine: endLine + 1,
      endColumn: span.end - this.lineStart(endLine) + 1,
    };
  }
}
