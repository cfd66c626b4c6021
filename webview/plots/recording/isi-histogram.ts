// The intervals between spikes: how they are spread, population by population, on a linear or a logarithmic axis.
import { keptText } from '../../memory';
import { formatMeasure, t } from '../../texts';
import { choice } from '../../ui/choice';
import { countedInWords, distributionView } from './_distribution';
import { intervalsIn } from './_intervals';
import { type Plot, type PlotContext, type PlotView } from './_plot';

const id = 'isi';
/** Means of more populations are in the table. */
const namedAtMost = 3;

function create(context: PlotContext): PlotView {
  const { memory } = context;
  let axis: 'linear' | 'log' = keptText(memory?.recall(id) ?? {}, 'axis', 'log') === 'linear' ? 'linear' : 'log';
  const view = distributionView(
    {
      id,
      title: t('Intervals between spikes'),
      measure: t('interval (ms)'),
      counted: t('intervals'),
      nothing: t('No neuron fired twice in this stretch. Show more of the time, or run longer.'),
      async count(recording, range) {
        const tally = await intervalsIn(recording, range, axis);
        if (!tally) return null;
        const { histograms, intervals } = tally;
        const total = intervals.reduce((sum, each) => sum + each, 0);
        const beyond = histograms.reduce((sum, { below, above }) => sum + below + above, 0);
        const means = recording.populations.slice(0, namedAtMost).flatMap(({ name }, at) => {
          const meanMs = tally.meanMs(at);
          return Number.isFinite(meanMs) ? [`${name} ${formatMeasure(meanMs)} ms`] : [];
        });
        const mean = means.length > 0 ? t('mean {0}', means.join(', ')) : '';
        return {
          edges: histograms[0]?.edges ?? new Float64Array(1),
          counts: histograms.map(({ counts }) => counts),
          totals: [...intervals],
          note: [countedInWords(total, beyond, t('intervals')), mean].filter(Boolean).join(' · '),
          isLogarithmic: axis === 'log',
        };
      },
    },
    context,
  );
  const items = [
    { value: 'log', text: t('logarithmic') },
    { value: 'linear', text: t('linear') },
  ];
  const onChange = (value: string): void => {
    axis = value === 'linear' ? 'linear' : 'log';
    memory?.keep(id, { axis });
    view.recount();
  };
  view.frame.tools.append(choice({ label: t('Axis of the intervals'), items, value: axis, onChange }).element);
  return view;
}

export default { id, order: 5, isSmall: true, create } satisfies Plot;
