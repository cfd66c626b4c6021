// How irregularly each neuron fires: the coefficients of variation of their intervals, population by population.
import { StreamingHistogram } from '../../../src/stats/histogram';
import { formatCount, formatMeasure, t } from '../../texts';
import { distributionView } from './_distribution';
import { groupsOf, intervalsIn } from './_intervals';
import { type Plot, type PlotContext, type PlotView } from './_plot';

const id = 'cv';
const bins = 30;
/** Beyond it lie bursts that would press the others together. */
const mostCv = 3;
const namedAtMost = 3;

/** A round number that all lie below: 1.5 shows a clock and chance alike. */
const endFor = (greatest: number): number => [1.5, 2, mostCv].find((end) => greatest <= end) ?? mostCv;

const create = (context: PlotContext): PlotView =>
  distributionView(
    {
      id,
      title: t('Irregularity'),
      measure: t('CV of the intervals'),
      counted: t('neurons'),
      nothing: t('No neuron fired three times in this stretch, which is the least that can vary.'),
      async count(recording, range) {
        const tally = await intervalsIn(recording, range, 'log');
        if (!tally) return null;
        const cvs = tally.cvs();
        const groupOf = groupsOf(recording);
        const own = recording.populations.map((_, group) =>
          cvs.filter((cv, neuron) => groupOf[neuron] === group && !Number.isNaN(cv)),
        );
        const greatest = own.reduce((most, each) => each.reduce((top, cv) => Math.max(top, cv), most), 0);
        const histograms = own.map((each) => {
          const histogram = new StreamingHistogram(0, endFor(greatest), bins);
          histogram.add(each);
          return histogram;
        });
        const totals = own.map((each) => each.length);
        const total = totals.reduce((sum, each) => sum + each, 0);
        const all = recording.populations.reduce((sum, { size }) => sum + size, 0);
        const means = recording.populations.slice(0, namedAtMost).flatMap(({ name }, at) => {
          const sum = own[at]?.reduce((part, cv) => part + cv, 0) ?? 0;
          return (totals[at] ?? 0) > 0 ? [`${name} ${formatMeasure(sum / (totals[at] ?? 1))}`] : [];
        });
        const mean = means.length > 0 ? ` · ${t('mean {0}', means.join(', '))}` : '';
        return {
          edges: histograms[0]?.edges ?? new Float64Array(1),
          counts: histograms.map(({ counts }) => counts),
          totals,
          note: `${t('{0} of {1} neurons', formatCount(total), formatCount(all))}${mean}`,
          isLogarithmic: false,
        };
      },
    },
    context,
  );

export default { id, order: 6, isSmall: true, create } satisfies Plot;
