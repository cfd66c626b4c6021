// Tells time from trials and neurons by the numbers, where lengths don't: rates go on smoothly in time, and neurons differ more than trials do.
import { type Dataset } from '../../data/dataset';

const mostAlong = 64;
/** So much smoother than the other axes the time axis has to be. */
const clearly = 0.5;

export interface AxisFigures {
  /** Mean square of successive differences over the variance: about 2 where neighbours have nothing to do with each other, near 0 where they go on smoothly. */
  readonly roughness: number;
  /** Variance of the means at each index. */
  readonly ofMeans: number;
}

/** Of a piece of the array, axis by axis; null where it has axes that are too short or nothing varies. */
export function axisFigures(of: Dataset): readonly AxisFigures[] | null {
  const count = of.shape.map((length) => Math.min(length, mostAlong));
  if (count.some((length) => length < 4)) return null;
  const values = of.read(
    of.shape.map(() => 0),
    count,
  );
  return count.map((length, axis) => {
    const stride = count.slice(axis + 1).reduce((product, each) => product * each, 1);
    const [sums, known] = [new Float64Array(length), new Float64Array(length)];
    let [differences, deviations] = [0, 0];
    for (let start = 0; start < values.length; start++) {
      if (Math.floor(start / stride) % length !== 0) continue;
      const line = Array.from({ length }, (_, i) => values[start + i * stride] as number);
      line.forEach((value, i) => {
        if (value - value !== 0) return;
        sums[i] = (sums[i] as number) + value;
        known[i] = (known[i] as number) + 1;
      });
      if (line.some((value) => value - value !== 0)) continue;
      const mean = line.reduce((sum, value) => sum + value, 0) / length;
      for (const [i, value] of line.entries()) {
        deviations += (value - mean) ** 2;
        if (i > 0) differences += (value - (line[i - 1] as number)) ** 2;
      }
    }
    const means = [...sums].flatMap((sum, i) => (known[i] === 0 ? [] : [sum / (known[i] as number)]));
    const middle = means.reduce((sum, mean) => sum + mean, 0) / means.length;
    const ofMeans = means.reduce((sum, mean) => sum + (mean - middle) ** 2, 0) / means.length;
    return { roughness: differences / deviations, ofMeans };
  });
}

/** The axis along which the numbers go on much more smoothly than along the others; null where none does. */
export function smoothest(figures: readonly AxisFigures[], among: readonly number[]): number | null {
  const [first, second] = among
    .map((axis) => ({ axis, roughness: figures[axis]?.roughness ?? NaN }))
    .filter(({ roughness }) => roughness === roughness)
    .sort((a, b) => a.roughness - b.roughness);
  return first && second && first.roughness < clearly * second.roughness ? first.axis : null;
}

/** Of two axes the one whose indices differ much more in their means; null where neither does. */
export function mostDiverse(figures: readonly AxisFigures[], [a, b]: readonly [number, number]): number | null {
  const [ofA, ofB] = [figures[a]?.ofMeans ?? NaN, figures[b]?.ofMeans ?? NaN];
  return ofA > 2 * ofB ? a : ofB > 2 * ofA ? b : null;
}
