// The type of plain data whose spans also say line and column, so that nobody past the core needs the text to use them.
import type { Place, Span } from '../core/text';

/** A span that is also a place: it still fits wherever the core asks for a `Span`. */
export type Spot = Span & Place;

export type Placed<T> = T extends Span
  ? Spot
  : T extends Float64Array | Uint32Array
    ? T
    : T extends readonly (infer Item)[]
      ? readonly Placed<Item>[]
      : T extends object
        ? { readonly [Key in keyof T]: Placed<T[Key]> }
        : T;
