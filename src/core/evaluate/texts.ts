// Texts that remember which literals they come from: joined, filled in, and led back to a place in the source.
import { literalPlaces } from '../python/strings';
import { type Span } from '../text';
import { type Text, text, type TextPiece } from './value';

/** What a string literal gives: each of its characters has a place. */
export const literalText = (value: string, span: Span): Text =>
  text(value, [{ at: 0, length: value.length, from: 0, span }]);

/** A text of which it is only known in which literal it was written. */
export const somewhereIn = (value: string, span: Span): Text =>
  text(value, [{ at: 0, length: value.length, from: null, span }]);

export function joinedTexts(parts: readonly Text[]): Text {
  const builder = new TextBuilder();
  for (const each of parts) builder.part(each, 0, each.value.length);
  return builder.text();
}

export class TextBuilder {
  private value = '';
  private readonly pieces: TextPiece[] = [];

  /** A stretch of another text. */
  part(of: Text, from: number, to: number): void {
    for (const each of of.pieces ?? []) {
      const start = Math.max(from, each.at);
      const end = Math.min(to, each.at + each.length);
      if (start >= end) continue;
      this.pieces.push({
        at: this.value.length + start - from,
        length: end - start,
        from: each.from === null ? null : each.from + start - each.at,
        span: each.span,
      });
    }
    this.value += of.value.slice(from, to);
  }

  /** What was put in at one place of a pattern stands, for a reader, in the pattern's literal. */
  filled(value: string, pattern: Text, at: number): void {
    const around = pattern.pieces?.find((each) => at >= each.at && at < each.at + each.length);
    if (around) this.pieces.push({ at: this.value.length, length: value.length, from: null, span: around.span });
    this.value += value;
  }

  text(): Text {
    return text(this.value, this.pieces);
  }
}

/** Where `start` to `end` of a text stands in the source; the whole literal where it is not known more closely, null where no literal gave it. */
export function placeInText(of: Text, start: number, end: number, sourceOf: (span: Span) => string): Span | null {
  const first = of.pieces?.find((each) => start >= each.at && start < each.at + each.length);
  if (!first) return null;
  const last = of.pieces?.find((each) => end > each.at && end <= each.at + each.length) ?? first;
  const from = offsetIn(first, start, sourceOf);
  const to = offsetIn(last, end - 1, sourceOf);
  if (from === null || to === null || first.span.file !== last.span.file || to < from) return first.span;
  return { file: first.span.file, start: from, end: to + 1 };
}

function offsetIn(piece: TextPiece, at: number, sourceOf: (span: Span) => string): number | null {
  if (piece.from === null) return null;
  const offset = literalPlaces(sourceOf(piece.span))?.[piece.from + at - piece.at];
  return offset === undefined ? null : piece.span.start + offset;
}
