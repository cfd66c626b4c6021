// What each neuron receives: the sum of its excitation against that of its inhibition; on the line they cancel.
import { type Balance } from '../../../src/protocol/weights';
import { formatCount, formatMeasure, t } from '../../texts';
import { type Numbers } from '../_csv';
import { drawnChart, offerExports } from '../_exports';
import { frame } from '../_frame';
import { arrayChart } from '../array/_chart';
import { tellUnderPointer } from '../array/_pointing';
import { type WeightContext, type WeightPlotView } from './_plot';

export interface ShownBalance extends Balance {
  readonly unit: string | null;
  /** What the first neuron is called. */
  readonly first: number;
}

/** As near as this the pointer means a point. */
const reachPx = 24;

export function balance(
  { theme, saver }: WeightContext,
  choose: (neuron: number) => void,
): WeightPlotView<ShownBalance> {
  let shown: ShownBalance | undefined;
  let near: number | null = null;
  const view = frame(
    'balance',
    t('Balance of what neurons receive'),
    t('The numbers stand in the table below the picture.'),
  );
  const ticks = { maxTicksLimit: 6, callback: (value: string | number) => formatMeasure(Number(value)) } as never;
  const plot = arrayChart(view.canvas, 'line', theme, {
    x: { ticks, title: { display: true, text: '' } as never },
    y: { ticks, title: { display: true, text: '' } as never },
  });

  const numbers = (): Numbers => {
    const titled = (text: string): string => (shown?.unit ? `${text} (${shown.unit})` : text);
    return {
      caption: t('Sums of what neurons receive'),
      columns: [t('neuron'), titled(t('excitation')), titled(t('inhibition'))],
      count: shown?.neurons.length ?? 0,
      *rows() {
        if (!shown) return;
        for (const [k, neuron] of shown.neurons.entries())
          yield [neuron + shown.first, shown.excitation[k] ?? null, shown.inhibition[k] ?? null];
      },
    };
  };
  const exported = offerExports(view, { name: 'balance', ...drawnChart(view, plot.chart, theme), numbers }, saver);

  const reach = (): number =>
    1.05 *
    [...(shown?.excitation ?? []), ...(shown?.inhibition ?? [])].reduce((most, sum) => Math.max(most, sum), 1e-300);

  const redraw = (): void => {
    if (!shown) return;
    const { palette, foreground, secondary } = theme();
    const { excitation, inhibition, unit } = shown;
    const most = reach();
    plot.chart.data.datasets = [
      {
        data: Array.from(excitation, (x, k) => ({ x, y: inhibition[k] as number })),
        showLine: false,
        pointRadius: excitation.length > 500 ? 1.5 : 2.5,
        pointBackgroundColor: palette[2] ?? foreground,
        pointBorderWidth: 0,
      },
      {
        data: [
          { x: 0, y: 0 },
          { x: most, y: most },
        ],
        borderColor: secondary,
        borderDash: [4, 3],
        borderWidth: 1,
        pointRadius: 0,
      },
    ];
    const { x, y } = plot.chart.options.scales as unknown as Record<
      'x' | 'y',
      { min: number; max: number; title: { text: string } }
    >;
    [x.min, x.max, y.min, y.max] = [0, most, 0, most];
    const titled = (text: string): string => (unit ? `${text} (${unit})` : text);
    [x.title.text, y.title.text] = [titled(t('excitation')), titled(t('inhibition'))];
    view.setKeys([{ name: t('balance'), colour: secondary, dash: [4, 3] }]);
    plot.refresh();
  };

  const nearest = (across: number, down: number): number | null => {
    if (!shown) return null;
    const { left, right, top, bottom } = plot.box();
    const most = reach();
    let [best, found] = [reachPx ** 2, null as number | null];
    for (const [k, e] of shown.excitation.entries()) {
      const x = (e / most - across) * (right - left);
      const y = (1 - (shown.inhibition[k] as number) / most - down) * (bottom - top);
      if (x * x + y * y >= best) continue;
      best = x * x + y * y;
      found = k;
    }
    return found;
  };

  tellUnderPointer(view, plot.box, (across, down) => {
    near = nearest(across, down);
    if (!shown || near === null) return '';
    const [e, i] = [shown.excitation[near] ?? 0, shown.inhibition[near] ?? 0];
    return t(
      'neuron {0}: excitation {1}, inhibition {2}',
      formatCount((shown.neurons[near] ?? 0) + shown.first),
      formatMeasure(e),
      formatMeasure(i),
    );
  });
  view.picture.addEventListener('click', () => {
    const neuron = near === null ? undefined : shown?.neurons[near];
    if (neuron !== undefined) choose(neuron);
  });

  return {
    element: view.element,
    show(next) {
      shown = next;
      const { neurons, receivers, mean } = next;
      const told = [
        t('showing {0} of {1} neurons', formatCount(neurons.length), formatCount(receivers)),
        ...(mean === null ? [] : [t('net over all, on average: {0}', formatMeasure(mean))]),
      ].join('; ');
      view.note(told);
      view.describe(t('Excitation across and inhibition up, each neuron a point. {0}', told));
      redraw();
      exported.refresh();
    },
    redraw,
    close: () => plot.chart.destroy(),
  };
}
