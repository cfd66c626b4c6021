// The mean rate of each neuron in the data against its unit's in the model: on the diagonal they are equal.
import { type PlacedDiagnosis } from '../../../src/protocol/diagnostic';
import { formatCount, formatMeasure, t } from '../../texts';
import { arrayChart } from '../array/_chart';
import { type Numbers } from '../_csv';
import { drawnChart, offerExports } from '../_exports';
import { frame } from '../_frame';
import { columnOf, meanOf, type DiagnosisContext, type DiagnosisPlot, type DiagnosisView } from './_plot';

/** The pointer is at a point from this near. */
const reachPx = 16;

function create({ model }: PlacedDiagnosis, { theme, saver }: DiagnosisContext): DiagnosisView | null {
  const match = model?.match;
  if (!match) return null;
  const { psths, units } = match;
  const points = Array.from({ length: psths.target.neurons }, (_, neuron) => ({
    neuron,
    x: meanOf(columnOf(psths.target, neuron)),
    y: meanOf(columnOf(psths.model, neuron)),
  }));
  /** From the slowest to the fastest, as the keys go through them. */
  const ordered = points.filter(({ x, y }) => Number.isFinite(x + y)).sort((a, b) => a.x - b.x);
  const most = 1.05 * Math.max(...ordered.flatMap(({ x, y }) => [x, y]), Number.MIN_VALUE);
  let chosen = -1;

  const view = frame(
    'means',
    t('Mean rates'),
    t('Arrow keys go from neuron to neuron, from the slowest in the data to the fastest, and tell its rates.'),
    'ArrowLeft ArrowRight Home End',
  );
  const ticks = { maxTicksLimit: 6, callback: (value: string | number) => formatMeasure(Number(value)) } as never;
  const axis = (text: string) => ({ min: 0, max: most, ticks, title: { display: true, text } as never });
  const plot = arrayChart(view.canvas, 'line', theme, {
    x: axis(t('data (sp/s)')),
    y: axis(t('model (sp/s)')),
  });
  const above = ordered.filter(({ x, y }) => y > x).length;
  view.note(t('{0} neurons; {1} are faster in the model', formatCount(points.length), formatCount(above)));
  view.describe(
    t(
      'Mean rate of each neuron in the data, across, against the model’s, up; on the line they are equal. {0} of {1} lie above it.',
      formatCount(above),
      formatCount(points.length),
    ),
  );
  const numbers = (): Numbers => ({
    caption: t('Mean rate of each neuron'),
    columns: [t('neuron'), t('unit of the model'), t('data (sp/s)'), t('model (sp/s)')],
    count: points.length,
    rows: () => points.map(({ neuron, x, y }) => [neuron + 1, (units[neuron] ?? neuron) + 1, x, y]),
  });
  offerExports(view, { name: 'mean-rates', ...drawnChart(view, plot.chart, theme), numbers }, saver);

  const redraw = (): void => {
    const { palette, secondary, foreground } = theme();
    const point = ordered[chosen];
    plot.chart.data.datasets = [
      ...(point
        ? [
            {
              data: [point],
              showLine: false,
              pointRadius: 6,
              pointBackgroundColor: 'transparent',
              pointBorderColor: foreground,
              pointBorderWidth: 2,
            },
          ]
        : []),
      {
        data: ordered,
        showLine: false,
        pointRadius: ordered.length > 400 ? 1.5 : 3,
        pointBackgroundColor: palette[0],
        pointBorderWidth: 0,
      },
      {
        data: [
          { x: 0, y: 0 },
          { x: most, y: most },
        ],
        borderColor: secondary,
        borderWidth: 1,
        borderDash: [4, 3],
        pointRadius: 0,
      },
    ];
    plot.refresh();
  };
  const choose = (at: number): void => {
    if (at === chosen) return;
    chosen = at;
    const point = ordered[at];
    view.readout(
      point
        ? t(
            'neuron {0}: {1} sp/s in the data, {2} in the model',
            point.neuron + 1,
            formatMeasure(point.x),
            formatMeasure(point.y),
          )
        : '',
    );
    redraw();
  };
  view.picture.addEventListener('pointermove', (event) => {
    const { left, top } = view.picture.getBoundingClientRect();
    const { x, y } = plot.chart.scales;
    if (!x || !y) return;
    let [best, nearest] = [-1, reachPx];
    ordered.forEach((point, at) => {
      const far = Math.hypot(
        x.getPixelForValue(point.x) - (event.clientX - left),
        y.getPixelForValue(point.y) - (event.clientY - top),
      );
      if (far < nearest) [best, nearest] = [at, far];
    });
    choose(best);
  });
  view.picture.addEventListener('pointerleave', () => choose(-1));
  view.picture.addEventListener('keydown', (event) => {
    const last = ordered.length - 1;
    const keys: Readonly<Record<string, number>> = {
      ArrowLeft: Math.max(chosen < 0 ? last : chosen - 1, 0),
      ArrowRight: Math.min(chosen + 1, last),
      Home: 0,
      End: last,
      Escape: -1,
    };
    const at = keys[event.key];
    if (at === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    choose(at);
    event.preventDefault();
  });
  return { element: view.element, redraw, close: () => plot.chart.destroy() };
}

export default { id: 'mean-rates', order: 2, create } satisfies DiagnosisPlot;
