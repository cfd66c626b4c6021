// What homeostasis regulates, against its target, over live time.
import { t } from '../../texts';
import { bandPlot } from './_band';

export default bandPlot({
  id: 'live-homeostasis',
  order: 14,
  title: () => t('Homeostasis'),
  courses: ({ state }) => [
    { series: 'homeostasis', label: state.readings.homeostasis?.value?.quantity ?? t('regulated') },
    { series: 'target', label: t('target'), isAim: true },
  ],
});
