// The Hebbian trace over live time.
import { formatMeasure, t } from '../../texts';
import { bandPlot } from './_band';

export default bandPlot({
  id: 'live-hebbian',
  order: 13,
  title: () => t('Hebbian trace'),
  courses: () => [{ series: 'hebbian', label: t('trace') }],
  note: ({ state }) => {
    const rate = state.readings.hebbian?.value?.potentiationRate ?? null;
    return rate === null ? null : t('potentiation rate {0}', formatMeasure(rate));
  },
});
