// What the weights are, in sentences.
import { type Lines, type SetFigures, type Spectrum, type WeightSet } from '../../src/protocol/weights';
import { formatCount, formatMeasure, t } from '../texts';
import { partInWords } from '../plots/weights/overlay';

export const shapeOf = ({ rows, columns }: Pick<WeightSet, 'rows' | 'columns'>): string =>
  `${formatCount(rows)} × ${formatCount(columns)}`;

export function connectionsInWords(
  { connections, read }: SetFigures,
  { rows, columns, entries, isDense }: WeightSet,
): string {
  const density = isDense ? connections / Math.max(1, read) : connections / Math.max(1, rows * columns);
  const told = t('{0} connections, {1} of all pairs', formatCount(connections), partInWords(density));
  return read < entries ? t('{0}; {1} of {2} entries read', told, formatCount(read), formatCount(entries)) : told;
}

/** Beside the distribution: what is in it, and what is not. */
export function binnedInWords({ connections, zeros, nan, infinite, read }: SetFigures, { entries }: WeightSet): string {
  return [
    t('{0} weights', formatCount(connections)),
    ...(zeros > 0 ? [t('{0} zeros not drawn', formatCount(zeros))] : []),
    ...(nan + infinite > 0 ? [t('{0} not finite', formatCount(nan + infinite))] : []),
    ...(read < entries ? [t('showing {0} of {1} entries', formatCount(read), formatCount(entries))] : []),
  ].join(', ');
}

export function daleInWords({
  presynaptic,
  isKnown,
  excitatory,
  inhibitory,
  silent,
  mixedCount,
  violations,
  violatingPart,
}: Lines): string[] {
  const senders = presynaptic === 'columns' ? t('columns') : t('rows');
  const where = isKnown
    ? t('Neurons send along {0}.', senders)
    : t('Neurons are taken to send along {0}, where Dale’s law is kept better.', senders);
  const counts = t(
    '{0} neurons excite, {1} inhibit, {2} send nothing.',
    formatCount(excitatory),
    formatCount(inhibitory),
    formatCount(silent),
  );
  const law =
    mixedCount === 0
      ? t('Dale’s law holds.')
      : t(
          'Dale’s law does not hold: {0} neurons send both signs; {1} weights, {2} of all strength, have the other sign.',
          formatCount(mixedCount),
          formatCount(violations),
          partInWords(violatingPart),
        );
  return [law, counts, where];
}

export function spectrumInWords(
  { radius, unknown, circle, eigenvalues }: Spectrum,
  { isRecurrent, unit }: WeightSet,
): string[] {
  if (!isRecurrent) return [t('These weights lead from one set of neurons to another: they have no eigenvalues.')];
  if (!radius) return [t('The spectral radius is not known: {0}.', unknown ?? '')];
  const { value, low, high } = radius;
  const ends = [formatMeasure(low), formatMeasure(high)] as const;
  const interval = ends[0] === ends[1] ? '' : t(' (between {0} and {1})', ...ends);
  const side = low > 1 ? t('above 1') : high < 1 ? t('below 1') : t('at 1, as nearly as it is known');
  return [
    // Only plain numbers are above or below 1.
    unit === null
      ? t('Spectral radius {0}{1}, {2}.', formatMeasure(value), interval, side)
      : t('Spectral radius {0} {1}{2}.', formatMeasure(value), unit, interval),
    ...(circle
      ? [
          t(
            'A random network with these weights would fill a circle of radius {0}, with one eigenvalue near {1} if that lies outside.',
            formatMeasure(circle.radius),
            formatMeasure(circle.outlier),
          ),
        ]
      : []),
    ...(eigenvalues ? [] : [t('There are too many neurons to find all eigenvalues while one waits.')]),
  ];
}
