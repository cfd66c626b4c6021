// Whether a run is as its script's comments expect it.
import { type Expectation, type Measure } from '../core/expectations';
import { type PopulationSummary } from '../stats/summary';
import { figure } from './numbers';

export interface Verdict {
  readonly expectation: Expectation;
  readonly population: string;
  /** Null where there is too little to compute it from, which meets nothing. */
  readonly value: number | null;
  readonly met: boolean;
  /** One line: what was found and what was expected. */
  readonly message: string;
}

const valueOf: Readonly<Record<Measure, (of: PopulationSummary) => number | null>> = {
  rate: ({ rateHz }) => rateHz,
  cv: ({ cvIsi }) => cvIsi,
  fano: ({ fano }) => fano,
  synchrony: ({ synchrony }) => synchrony,
};

const nouns: Readonly<Record<Measure, string>> = {
  rate: 'rate',
  cv: 'CV',
  fano: 'Fano factor',
  synchrony: 'synchrony',
};

/** One verdict for each population that an expectation speaks of. */
export function judgeExpectations(
  expectations: readonly Expectation[],
  populations: readonly PopulationSummary[],
): Verdict[] {
  return expectations.flatMap((expectation) =>
    populations
      .filter(({ name }) => expectation.population === null || expectation.population === name)
      .map((each) => judge(expectation, each)),
  );
}

function judge(expectation: Expectation, of: PopulationSummary): Verdict {
  const { measure, low, high } = expectation;
  const value = valueOf[measure](of);
  const met = value !== null && (low === null || value >= low) && (high === null || value <= high);
  const unit = measure === 'rate' ? ' Hz' : '';
  const found =
    value === null
      ? `has no ${nouns[measure]}: it fired too little`
      : `has a ${nouns[measure]} of ${figure(value)}${unit}`;
  return {
    expectation,
    population: of.name,
    value,
    met,
    message: `${of.name} ${found}, ${wanted(low, high, unit)} ${met ? 'as' : 'is'} expected`,
  };
}

function wanted(low: number | null, high: number | null, unit: string): string {
  if (low === null) return `at most ${figure(high ?? 0)}${unit}`;
  return high === null ? `at least ${figure(low)}${unit}` : `${figure(low)} to ${figure(high)}${unit}`;
}
