// The apical prediction error over live time.
import { t } from '../../texts';
import { bandPlot } from './_band';
import { blocksOf } from './_blocks';

export default bandPlot({
  id: 'live-apical',
  order: 6,
  title: () => t('Apical error'),
  courses: (session) => [
    { series: 'apical', label: t('mean') },
    ...blocksOf(session, 'apical').map(({ series, block }) => ({ series, label: t('block {0}', block) })),
  ],
});
