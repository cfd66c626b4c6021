// Which bins of which trials count, and which trials and bins are left without any.
import { type Rates } from './arrays';
import { StatisticError } from './error';

/** Not zero where a bin counts: one number per trial, or one per trial and bin. */
export type TrialMask = ArrayLike<number>;

/** Whether a bin of a trial counts. */
export function maskTest(
  mask: TrialMask | undefined,
  { trials, bins }: Rates,
): (trial: number, bin: number) => boolean {
  if (mask === undefined) return () => true;
  if (mask.length === trials * bins) return (trial, bin) => isOn(mask[trial * bins + bin]);
  if (mask.length === trials) return (trial) => isOn(mask[trial]);
  throw new StatisticError(
    `a mask of ${mask.length} numbers fits neither ${trials} trials nor ${trials} trials × ${bins} bins`,
  );
}

/** NaN masks out, as a comparison with it would. */
const isOn = (value: number | undefined): boolean => value !== undefined && value !== 0 && value === value;

export interface MaskCoverage {
  readonly validBins: number;
  readonly allBins: number;
  /** Trials of which no bin counts. */
  readonly emptyTrials: readonly number[];
  /** Bins that count in no trial: an average has nothing to say of them. */
  readonly emptyBins: readonly number[];
}

export function maskCoverage(mask: TrialMask, rates: Rates): MaskCoverage {
  const { trials, bins } = rates;
  const counts = maskTest(mask, rates);
  const perBin = new Uint32Array(bins);
  const emptyTrials: number[] = [];
  let validBins = 0;
  for (let trial = 0; trial < trials; trial++) {
    const before = validBins;
    for (let bin = 0; bin < bins; bin++) {
      if (!counts(trial, bin)) continue;
      validBins++;
      perBin[bin] = (perBin[bin] as number) + 1;
    }
    if (validBins === before) emptyTrials.push(trial);
  }
  const emptyBins = [...perBin.keys()].filter((bin) => perBin[bin] === 0);
  return { validBins, allBins: trials * bins, emptyTrials, emptyBins };
}
