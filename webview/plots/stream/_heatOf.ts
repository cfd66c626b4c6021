// What a heat map over live time shows: rows of values at any moment, of one session or of two on one scale. No DOM.
import { type Scale } from '../array/_colours';

export interface Heat {
  /** From the bottom up. */
  readonly rows: readonly string[];
  readonly scale: Scale;
  /** What a colour stands for. */
  readonly unit: string;
  /** A row's value at a moment; NaN for none. */
  at(row: number, timeMs: number): number;
}

/** Two sessions on one scale: the other one's rows below, and a row between them. */
export function stackHeats(own: Heat, other: Heat, nameOther: (row: string) => string): Heat {
  const below = other.rows.length;
  return {
    ...own,
    rows: [...other.rows.map(nameOther), '', ...own.rows],
    scale: {
      ...own.scale,
      min: Math.min(own.scale.min, other.scale.min),
      max: Math.max(own.scale.max, other.scale.max),
    },
    at(row, timeMs) {
      if (row === below) return NaN;
      return row < below ? other.at(row, timeMs) : own.at(row - below - 1, timeMs);
    },
  };
}
