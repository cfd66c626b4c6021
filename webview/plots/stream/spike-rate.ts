// The spike rate over live time, of the whole and of each block, with the runbook's limits.
import { t } from '../../texts';
import { bandPlot } from './_band';
import { blocksOf } from './_blocks';

export default bandPlot({
  id: 'live-rate',
  order: 2,
  title: () => t('Spike rate'),
  courses: (session) => [
    { series: 'spikeRate', label: t('all') },
    ...blocksOf(session, 'spikeRate').map(({ series, block }) => ({ series, label: t('block {0}', block) })),
  ],
  scale: 100,
  least: 0,
  unit: '%',
  limits: () => [
    { value: 1, label: t('extreme sparsity below') },
    { value: 50, label: t('runaway above') },
  ],
});
