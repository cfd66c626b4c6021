// The levels of the neuromodulators over live time.
import { t } from '../../texts';
import { bandPlot } from './_band';

export default bandPlot({
  id: 'live-modulators',
  order: 8,
  title: () => t('Neuromodulators'),
  courses: () => ['DA', 'ACh', 'NE', '5-HT'].map((name) => ({ series: name, label: name })),
  note: ({ state }) => {
    const meanings = Object.entries(state.readings.modulators?.value?.meaning ?? {});
    return meanings.length === 0 ? null : meanings.map(([name, what]) => t('{0}: {1}', name, what)).join(', ');
  },
});
