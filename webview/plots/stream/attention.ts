// How attention spreads its weights over live time, with the runbook's limits for collapse and winner-take-all.
import { formatMeasure, t } from '../../texts';
import { bandPlot } from './_band';

export default bandPlot({
  id: 'live-attention',
  order: 7,
  title: () => t('Attention weights'),
  courses: () => [{ series: 'attention', label: t('weight') }],
  limits: () => [{ value: 0.9, label: t('winner takes all above') }],
  note: ({ state }) => {
    const { sd = null, max = null } = state.readings.attention?.value?.figures ?? {};
    if (sd === null && max === null) return null;
    const verdict =
      sd !== null && sd < 0.01 ? t('collapsed: σ below 0.01') : max !== null && max > 0.9 ? t('winner takes all') : '';
    const figures = [
      ...(sd === null ? [] : [t('σ {0}', formatMeasure(sd))]),
      ...(max === null ? [] : [t('highest {0}', formatMeasure(max))]),
      ...(verdict === '' ? [] : [verdict]),
    ];
    return figures.join(', ');
  },
});
