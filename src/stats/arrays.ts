// The shapes in which statistics take numbers: matrices, and rates by trial, time bin and neuron.
import { StatisticError } from './error';

export type Numbers = Float32Array | Float64Array;

/** Row by row, the last axis fastest, as numpy and torch lay it out. */
export interface Matrix {
  readonly values: Numbers;
  readonly rows: number;
  readonly columns: number;
}

/** Binned rates (or counts) of several trials: trial by trial, in it bin by bin, in it neuron by neuron. A PSTH is one trial of it. */
export interface Rates {
  readonly values: Numbers;
  readonly trials: number;
  readonly bins: number;
  readonly neurons: number;
}

export function checkMatrix({ values, rows, columns }: Matrix): void {
  if (values.length !== rows * columns)
    throw new StatisticError(`${values.length} numbers are no matrix of ${rows} × ${columns}`);
}

export function checkRates({ values, trials, bins, neurons }: Rates): void {
  if (values.length !== trials * bins * neurons)
    throw new StatisticError(`${values.length} numbers are not ${trials} trials × ${bins} bins × ${neurons} neurons`);
}

/** Throws where an entry is NaN or infinite, and says which. */
export function checkFinite({ values, columns }: Matrix, what: string): void {
  let count = 0;
  let first = -1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value - value === 0) continue;
    if (first < 0) first = i;
    count++;
  }
  if (first < 0) return;
  const place = `row ${Math.floor(first / columns)}, column ${first % columns}`;
  throw new StatisticError(
    `${count} of ${values.length} entries are not finite (the first at ${place}, from 0): ${what} not defined`,
  );
}
