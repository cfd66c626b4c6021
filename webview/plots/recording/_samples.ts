// Sampled curves as rows of one table: the times at which any of them has a sample, and what each has there. No DOM.
import { type TimeRange } from '../../timeAxis';
import { type Cell, type Numbers } from '../_csv';

export interface Sampled {
  readonly name: string;
  readonly unit: string;
  readonly intervalMs: number;
  readonly values: ArrayLike<number>;
}

export const withUnit = (name: string, unit: string): string => (unit === '' ? name : `${name} (${unit})`);

/** A sample number's time without the rounding noise of the product. */
const timeOf = (index: number, intervalMs: number): number => Number((index * intervalMs).toPrecision(12));

/** The samples that the range shows. */
export function sampledNumbers(
  caption: string,
  timeTitle: string,
  curves: readonly Sampled[],
  { fromMs, toMs }: TimeRange,
): Numbers {
  const finest = curves.reduce((least, { intervalMs }) => Math.min(least, intervalMs), Infinity);
  const longest = curves.reduce((most, { values, intervalMs }) => Math.max(most, (values.length - 1) * intervalMs), 0);
  const first = Math.max(0, Math.ceil(fromMs / finest - 1e-9));
  const last = Math.floor(Math.min(toMs, longest) / finest + 1e-9);
  return {
    caption,
    columns: [timeTitle, ...curves.map(({ name, unit }) => withUnit(name, unit))],
    count: curves.length === 0 ? 0 : Math.max(0, last - first + 1),
    *rows() {
      for (let k = first; k <= last && curves.length > 0; k++) {
        const cells = curves.map(({ values, intervalMs }): Cell => {
          const at = (k * finest) / intervalMs;
          const index = Math.round(at);
          return Math.abs(at - index) < 1e-6 ? (values[index] ?? null) : null;
        });
        yield [timeOf(k, finest), ...cells];
      }
    },
  };
}
