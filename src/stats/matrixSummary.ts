// A weight matrix as a debugger shows it: range, sparsity, the split of signs, Dale's law, balance, and the spectral radius with its interval.
import { checkMatrix, type Numbers } from './arrays';
import { type DaleReport, dale, daleEitherWay } from './dale';
import { type Degrees, degrees } from './degree';
import { StatisticError } from './error';
import { type SignBalance, signBalance } from './signBalance';
import { type MeasuredCircle, measureCircle } from './spectrumCircle';
import { type RadiusOptions, type SpectralRadius, spectralRadius } from './spectralRadius';

export interface SignPart {
  readonly count: number;
  readonly sum: number;
  /** Null where there is none. */
  readonly mean: number | null;
}

export interface MatrixSummary {
  readonly rows: number;
  readonly columns: number;
  /** Of the finite entries, as are the next three; null where there is none. */
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** Divided by the count. */
  readonly std: number | null;
  readonly nan: number;
  readonly infinite: number;
  readonly zeros: number;
  readonly positive: SignPart;
  readonly negative: SignPart;
  readonly degrees: Degrees;
  readonly balance: SignBalance;
  /** As read with the convention under which it is kept better, unless the convention is given. */
  readonly dale: DaleReport;
  /** Null where it is not defined, `spectralRadiusUnknown` says why. */
  readonly spectralRadius: SpectralRadius | null;
  readonly spectralRadiusUnknown: string | null;
  /** What a random network with the same weights would have; null for a matrix that is not square or has entries that are not finite. */
  readonly circle: MeasuredCircle | null;
}

export interface MatrixSummaryOptions extends RadiusOptions {
  readonly presynaptic?: DaleReport['presynaptic'];
  readonly signs?: ArrayLike<number>;
}

export function describeMatrix(
  values: Numbers,
  shape: readonly number[],
  options: MatrixSummaryOptions = {},
): MatrixSummary {
  const [rows, columns] = shape;
  if (shape.length !== 2 || rows === undefined || columns === undefined)
    throw new StatisticError(`an array of ${shape.length} axes is no matrix`);
  const matrix = { values, rows, columns };
  checkMatrix(matrix);
  const entries = measureEntries(values);
  const kept =
    options.presynaptic === undefined && options.signs === undefined
      ? daleEitherWay(matrix)[0]
      : dale(matrix, options.presynaptic, options.signs);
  const allFinite = entries.nan + entries.infinite === 0;
  let radius: SpectralRadius | null = null;
  let unknown: string | null = null;
  try {
    radius = spectralRadius(matrix, options);
  } catch (error) {
    if (!(error instanceof StatisticError)) throw error;
    unknown = error.message;
  }
  return {
    rows,
    columns,
    ...entries,
    degrees: degrees(matrix, kept.presynaptic),
    balance: signBalance(matrix),
    dale: kept,
    spectralRadius: radius,
    spectralRadiusUnknown: unknown,
    circle: rows === columns && allFinite ? measureCircle(matrix, kept.signs, kept.presynaptic) : null,
  };
}

type Entries = Pick<
  MatrixSummary,
  'min' | 'max' | 'mean' | 'std' | 'nan' | 'infinite' | 'zeros' | 'positive' | 'negative'
>;

function measureEntries(values: Numbers): Entries {
  const positive = { count: 0, sum: 0 };
  const negative = { count: 0, sum: 0 };
  let nan = 0;
  let infinite = 0;
  let zeros = 0;
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value - value !== 0) {
      if (value !== value) nan++;
      else infinite++;
      continue;
    }
    if (value < min) min = value;
    if (value > max) max = value;
    if (value === 0) zeros++;
    else {
      const part = value > 0 ? positive : negative;
      part.count++;
      part.sum += value;
    }
  }
  const finite = values.length - nan - infinite;
  const mean = (positive.sum + negative.sum) / finite;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const deviation = (values[i] as number) - mean;
    if (deviation - deviation === 0) squares += deviation * deviation;
  }
  const part = ({ count, sum }: { count: number; sum: number }): SignPart => ({
    count,
    sum,
    mean: count > 0 ? sum / count : null,
  });
  const known = <T>(value: T): T | null => (finite > 0 ? value : null);
  return {
    min: known(min),
    max: known(max),
    mean: known(mean),
    std: known(Math.sqrt(squares / finite)),
    nan,
    infinite,
    zeros,
    positive: part(positive),
    negative: part(negative),
  };
}
