// Gives every span in a piece of plain data its line and column, once, where the text is at hand.
import { LineIndex, type Span } from '../core/text';
import { type Placed, type Spot } from '../protocol/placed';

const isSpan = (value: object): value is Span => {
  const { file, start, end } = value as Partial<Span>;
  return typeof file === 'string' && typeof start === 'number' && typeof end === 'number';
};

export class Placer {
  private readonly indexes = new Map<string, LineIndex>();

  /** @param textOf the text of a file; a span in an unknown file is placed as if the file were one line. */
  constructor(private readonly textOf: (file: string) => string | undefined) {}

  place<T>(data: T): Placed<T> {
    return this.walk(data) as Placed<T>;
  }

  private walk(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
    if (Array.isArray(value)) return value.map((item) => this.walk(item));
    if (isSpan(value)) return this.spot(value);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.walk(item)]));
  }

  private spot(span: Span): Spot {
    let index = this.indexes.get(span.file);
    if (!index) this.indexes.set(span.file, (index = new LineIndex(this.textOf(span.file) ?? '')));
    return { ...index.place(span), start: span.start, end: span.end };
  }
}
