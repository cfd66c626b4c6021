// The mean weight over live time.
import { t } from '../../texts';
import { bandPlot } from './_band';

export default bandPlot({
  id: 'live-weight',
  order: 11,
  title: () => t('Mean weight'),
  courses: () => [{ series: 'weight', label: t('mean') }],
});
