// A matrix of a data file looked at as weights: signs, Dale's law, the spectral radius, and the eigenvalues where they are few enough.
import { type Dataset, elementCount } from '../data/dataset';
import { DataError } from '../data/error';
import { type DataWeights } from '../protocol/data';
import { eigenvalues } from '../stats/eigenvalues';
import { describeMatrix } from '../stats/matrixSummary';

/** A matrix of 2 000 neurons; what is larger takes longer than one waits. */
const mostElements = 4_000_000;
/** All eigenvalues of this many neurons take a second or two. */
const mostEigenvalues = 700;

export function weigh(dataset: Dataset, cancelled: () => boolean): DataWeights {
  const { path, shape, unread } = dataset;
  if (unread !== null) throw new DataError(`${path} can’t be read: ${unread}`);
  if (shape.length !== 2 || elementCount(shape) > mostElements)
    throw new DataError(`${path} is not a matrix, or too large a one to be weighed`);
  const values = dataset.read([0, 0], shape);
  const {
    rows,
    columns,
    zeros,
    positive,
    negative,
    dale,
    spectralRadius,
    spectralRadiusUnknown,
    circle,
    nan,
    infinite,
  } = describeMatrix(values, shape, { cancelled });
  const isFinite = nan + infinite === 0;
  const found = rows === columns && isFinite && rows <= mostEigenvalues ? eigenvalues({ values, rows, columns }) : null;
  return {
    zeros: zeros / values.length,
    positive,
    negative,
    presynaptic: dale.presynaptic,
    excitatory: dale.excitatory,
    inhibitory: dale.inhibitory,
    mixed: dale.mixed.length,
    violations: dale.violations,
    violatingPart: dale.violatingPart,
    radius: spectralRadius && { value: spectralRadius.value, low: spectralRadius.low, high: spectralRadius.high },
    radiusUnknown: rows === columns ? spectralRadiusUnknown : null,
    circle: circle && { radius: circle.radius, outlier: circle.outlier },
    eigenvalues: found && {
      re: Float64Array.from(found, ({ re }) => re),
      im: Float64Array.from(found, ({ im }) => im),
    },
  };
}
