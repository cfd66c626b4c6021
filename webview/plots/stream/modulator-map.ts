// The neuromodulators as a heat map over live time: which rise and fall together.
import { t } from '../../texts';
import { heatView } from './_heat';
import { type StreamPlot } from './_plot';
import { type LiveSession } from './_session';
import { sampleAt } from './_thin';

const names = ['5-HT', 'NE', 'ACh', 'DA'];

function heat({ series }: LiveSession) {
  const known = names.flatMap((name) => {
    const found = series.get(name);
    return found && found.mean.length > 0 ? [{ name, found }] : [];
  });
  if (known.length < 2) return null;
  // Levels are parts of 1; what goes beyond widens the scale.
  let [min, max] = [0, 1];
  for (const { found } of known)
    for (const value of found.mean) {
      if (value < min) min = value;
      if (value > max && value < Infinity) max = value;
    }
  return {
    rows: known.map(({ name }) => name),
    scale: { min, max, isTwoSided: false },
    unit: '',
    at: (row: number, timeMs: number) => {
      const found = known[row]?.found;
      return (found && sampleAt(found, timeMs)) ?? NaN;
    },
  };
}

export default {
  id: 'live-modulator-map',
  order: 9,
  create: (context) =>
    heatView(
      {
        id: 'live-modulator-map',
        title: () => t('Neuromodulators, heat map'),
        heat,
        labels: 'names',
        note: ({ rows }) => [...rows].reverse().join(', '),
      },
      context,
    ),
} satisfies StreamPlot;
