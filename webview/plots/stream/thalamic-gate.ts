// How far the thalamic gate is open over live time.
import { t } from '../../texts';
import { bandPlot } from './_band';
import { blocksOf } from './_blocks';

export default bandPlot({
  id: 'live-gate',
  order: 5,
  title: () => t('Thalamic gate'),
  courses: (session) => [
    { series: 'gate', label: t('mean') },
    ...blocksOf(session, 'gate').map(({ series, block }) => ({ series, label: t('block {0}', block) })),
  ],
});
