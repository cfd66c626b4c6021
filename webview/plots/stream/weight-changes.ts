// How much the weights change over live time, and where their mean goes.
import { t } from '../../texts';
import { bandPlot } from './_band';

export default bandPlot({
  id: 'live-deltas',
  order: 10,
  title: () => t('Weight changes'),
  courses: () => [{ series: 'weightDelta', label: t('mean change') }],
  note: ({ state }) => {
    const deltas = state.readings.weightDeltas?.value;
    if (!deltas || deltas.changed === null || deltas.count === null) return null;
    return t('{0} of {1} weights changed', deltas.changed, deltas.count);
  },
});
