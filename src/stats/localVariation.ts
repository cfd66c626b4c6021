// Irregularity from one interval to the next, CV2 and LV: unlike the CV they are not raised by a rate that drifts.
import { type Intervals } from './isi';

export interface LocalVariation {
  /** CV2 of each neuron (Holt et al. 1996): the mean of 2 |a - b| / (a + b) over successive intervals a, b. NaN with fewer than two intervals. */
  readonly cv2: Float64Array;
  /** LV of each neuron (Shinomoto et al. 2003): the mean of 3 (a - b)² / (a + b)². */
  readonly lv: Float64Array;
  /** Over the neurons with at least two intervals; null where there is none. For a Poisson process both are 1. */
  readonly meanCv2: number | null;
  readonly meanLv: number | null;
}

export function localVariation({ offsets, valuesMs }: Intervals): LocalVariation {
  const neurons = offsets.length - 1;
  const cv2 = new Float64Array(neurons).fill(NaN);
  const lv = new Float64Array(neurons).fill(NaN);
  let sumCv2 = 0;
  let sumLv = 0;
  let known = 0;
  for (let neuron = 0; neuron < neurons; neuron++) {
    let differences = 0;
    let squares = 0;
    let pairs = 0;
    for (let i = (offsets[neuron] as number) + 1; i < (offsets[neuron + 1] as number); i++) {
      const before = valuesMs[i - 1] as number;
      const after = valuesMs[i] as number;
      // Two spikes at one time, twice: no interval to compare.
      if (before + after === 0) continue;
      const difference = Math.abs(before - after) / (before + after);
      differences += difference;
      squares += difference * difference;
      pairs++;
    }
    if (pairs === 0) continue;
    cv2[neuron] = (2 * differences) / pairs;
    lv[neuron] = (3 * squares) / pairs;
    sumCv2 += cv2[neuron] as number;
    sumLv += lv[neuron] as number;
    known++;
  }
  const meanOf = (sum: number): number | null => (known > 0 ? sum / known : null);
  return { cv2, lv, meanCv2: meanOf(sumCv2), meanLv: meanOf(sumLv) };
}
