// A matrix as weights: signs, Dale's law, and its eigenvalues in the complex plane with the unit circle and the circle of chance.
import { type DataWeights, type ListedEntry } from '../../../src/protocol/data';
import { element } from '../../elements';
import { formatCount, formatFigure, formatMeasure, t } from '../../texts';
import { type Theme } from '../../theme';
import { type Numbers } from '../_csv';
import { drawnChart, offerExports } from '../_exports';
import { frame } from '../_frame';
import { arrayChart } from './_chart';
import { type ArrayContext, type ArrayPlot, type ArrayPlotView } from './_plot';

/** The worker weighs no larger ones. */
const mostElements = 4_000_000;
const cornersOfCircle = 128;

const isWeights = ({ shape, dtype }: ListedEntry): boolean => {
  const [rows = 0, columns = 0] = shape;
  return shape.length === 2 && rows > 1 && columns > 1 && rows * columns <= mostElements && /float/.test(dtype);
};

const percent = (part: number): string => `${formatFigure(part * 100, part > 0 && part < 0.1 ? 2 : 0)} %`;

/** What the weights are, in sentences. */
function inWords(found: DataWeights): string[] {
  const { zeros, positive, negative, presynaptic, excitatory, inhibitory, mixed, violations, violatingPart } = found;
  const part = (name: string, { count, mean }: DataWeights['positive']): string =>
    mean === null ? t('none {0}', name) : t('{0} {1}, {2} on average', formatCount(count), name, formatMeasure(mean));
  const senders = presynaptic === 'columns' ? t('columns') : t('rows');
  const kept =
    mixed === 0
      ? t(
          'Dale’s law holds along {0}: {1} neurons excite, {2} inhibit.',
          senders,
          formatCount(excitatory),
          formatCount(inhibitory),
        )
      : t(
          'Dale’s law does not hold: along {0}, where it fails least, {1} neurons send both signs; {2} weights, {3} of all strength, have the other sign.',
          senders,
          formatCount(mixed),
          formatCount(violations),
          percent(violatingPart),
        );
  return [
    t('{0}; {1}; {2} are zero.', part(t('positive'), positive), part(t('negative'), negative), percent(zeros)),
    kept,
    ...spectrumInWords(found),
  ];
}

function spectrumInWords({ radius, radiusUnknown, circle }: DataWeights): string[] {
  if (radiusUnknown !== null) return [t('The spectral radius is not known: {0}.', radiusUnknown)];
  if (!radius) return [];
  const { value, low, high } = radius;
  const interval =
    high - low > 1e-9 * value ? t(' (between {0} and {1})', formatMeasure(low), formatMeasure(high)) : '';
  const side = low > 1 ? t('above 1') : high < 1 ? t('below 1') : t('at 1, as nearly as it is known');
  const chance = circle
    ? ' ' + t('A random network with these weights would have {0}.', formatMeasure(circle.radius))
    : '';
  return [t('Spectral radius {0}{1}, {2}.', formatMeasure(value), interval, side) + chance];
}

function create(_: ListedEntry, { theme, saver, weights: load, fail }: ArrayContext): ArrayPlotView {
  const end = new AbortController();
  let found: DataWeights | undefined;
  let asked = false;
  const view = frame('weights', t('As weights'), t('The eigenvalues stand in the table below the picture.'));
  const words = element('ul', { class: 'words' });
  view.picture.before(words);
  view.picture.hidden = true;
  const ticks = { maxTicksLimit: 7, callback: (value: string | number) => formatMeasure(Number(value)) } as never;
  const plot = arrayChart(view.canvas, 'line', theme, {
    x: { ticks, title: { display: true, text: t('real part') } as never },
    y: { ticks, title: { display: true, text: t('imaginary part') } as never },
  });

  const numbers = (): Numbers => {
    const { re, im } = found?.eigenvalues ?? { re: new Float64Array(0), im: new Float64Array(0) };
    return {
      caption: t('Eigenvalues, the farthest out first'),
      columns: [t('modulus'), t('real part'), t('imaginary part')],
      count: re.length,
      *rows() {
        for (let k = 0; k < re.length; k++)
          yield [Math.hypot(re[k] as number, im[k] as number), re[k] as number, im[k] as number];
      },
    };
  };
  const exported = offerExports(view, { name: 'eigenvalues', ...drawnChart(view, plot.chart, theme), numbers }, saver);

  exported.setHidden(true);

  const circle = (radius: number, colour: string, dash: number[]) => ({
    data: Array.from({ length: cornersOfCircle + 1 }, (_, k) => {
      const angle = (2 * Math.PI * k) / cornersOfCircle;
      return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
    }),
    borderColor: colour,
    borderWidth: 1,
    borderDash: dash,
    pointRadius: 0,
  });

  const redraw = (): void => {
    if (!found?.eigenvalues) return;
    const { re, im } = found.eigenvalues;
    const { palette, foreground, secondary }: Theme = theme();
    const points = Array.from(re, (x, k) => ({ x, y: im[k] as number }));
    plot.chart.data.datasets = [
      {
        data: points,
        showLine: false,
        pointRadius: points.length > 200 ? 1.5 : 2.5,
        pointBackgroundColor: palette[0],
        pointBorderWidth: 0,
      },
      circle(1, foreground, []),
      ...(found.circle ? [circle(found.circle.radius, secondary, [4, 3])] : []),
    ];
    // One unit is as long across as up: a circle looks like one.
    const reach =
      1.1 * Math.max(1, found.circle?.radius ?? 0, ...points.map(({ x, y }) => Math.max(Math.abs(x), Math.abs(y))));
    const { left, right, top, bottom } = plot.box();
    const wide = (right - left) / Math.max(bottom - top, 1);
    const { x, y } = plot.chart.options.scales as unknown as Record<'x' | 'y', { min: number; max: number }>;
    const [across, up] = [reach * Math.max(1, wide), reach * Math.max(1, 1 / wide)];
    [x.min, x.max, y.min, y.max] = [-across, across, -up, up];
    plot.refresh();
  };

  const show = (next: DataWeights): void => {
    found = next;
    const sentences = inWords(next);
    words.replaceChildren(...sentences.map((each) => element('li', {}, each)));
    const { eigenvalues } = next;
    view.picture.hidden = !eigenvalues;
    exported.setHidden(!eigenvalues);
    if (!eigenvalues) return;
    const { re } = eigenvalues;
    view.note(
      t('{0} eigenvalues; solid: the unit circle, dashed: where chance would put them', formatCount(re.length)),
    );
    view.describe(sentences.join(' '));
    plot.chart.resize();
    // The first drawing tells how much room the axes leave.
    redraw();
    redraw();
    exported.refresh();
  };

  return {
    element: view.element,
    show(figures) {
      if (figures !== null || asked) return;
      asked = true;
      load(end.signal).then(show, (cause: unknown) => {
        if (!end.signal.aborted) fail(cause);
      });
    },
    redraw,
    close() {
      end.abort();
      plot.chart.destroy();
    },
  };
}

export default { id: 'weights', order: 4, fits: isWeights, create } satisfies ArrayPlot;
