// The membrane potential over live time, with the threshold and the bounds past which it diverges.
import { t } from '../../texts';
import { bandPlot } from './_band';
import { blocksOf } from './_blocks';

export default bandPlot({
  id: 'live-membrane',
  order: 3,
  title: () => t('Membrane'),
  courses: (session) => [
    { series: 'membrane', label: t('mean u') },
    ...blocksOf(session, 'membrane').map(({ series, block }) => ({ series, label: t('block {0}', block) })),
    { series: 'threshold', label: t('threshold'), isAim: true },
  ],
  limits: () => [
    { value: 100, label: t('diverging above') },
    { value: -100, label: t('diverging below') },
  ],
});
