// The distribution of weights, each sign in its colour, with linear or logarithmic axes.
import { type SignedCounts } from '../../../src/protocol/weights';
import { formatCount, formatMeasure, t } from '../../texts';
import { type Numbers } from '../_csv';
import { drawnChart, offerExports } from '../_exports';
import { frame } from '../_frame';
import { arrayChart } from '../array/_chart';
import { tellUnderPointer } from '../array/_pointing';
import { signColours, type WeightContext, type WeightPlotView } from './_plot';
import { type AxisKind, signedAxis } from './_signedAxis';

export interface Distribution {
  readonly linear: SignedCounts | null;
  readonly log: SignedCounts | null;
  readonly axis: AxisKind;
  readonly counts: AxisKind;
  readonly unit: string | null;
  /** How much is in it, and what is not: beside the heading. */
  readonly note: string;
}

interface Words {
  readonly id: string;
  readonly title: string;
  /** Of the numbers above zero, and of those below. */
  readonly positive: string;
  readonly negative: string;
  readonly nothing: string;
}

type Scales = Record<
  'x' | 'y',
  {
    min: number;
    max: number;
    type: string;
    afterBuildTicks: ((scale: { ticks: { value: number }[] }) => void) | undefined;
    title: { display: boolean; text: string };
  }
>;

export function distribution(words: Words, { theme, saver }: WeightContext): WeightPlotView<Distribution> {
  let shown: Distribution | undefined;
  const view = frame(words.id, words.title, t('The numbers stand in the table below the picture.'));
  const counted = (): SignedCounts | null => shown?.[shown.axis] ?? null;
  const tickLabel = (value: number): string => {
    const counts = counted();
    const ticks = counts && shown ? signedAxis(shown.axis, counts).ticks : null;
    const known = ticks?.find(({ at }) => Math.abs(at - value) < 1e-9);
    return formatMeasure(known ? known.value : value);
  };
  const plot = arrayChart(view.canvas, 'bar', theme, {
    x: {
      ticks: { maxTicksLimit: 9, callback: (value: string | number) => tickLabel(Number(value)) } as never,
      title: { display: false, text: '' } as never,
      offset: false,
      grid: { offset: false } as never,
    },
    y: { ticks: { maxTicksLimit: 5, callback: (value: string | number) => formatCount(Number(value)) } as never },
  });

  const numbers = (): Numbers => {
    const { edges, positive, negative } = counted() ?? noCounts;
    const titled = (text: string): string => (shown?.unit ? `${text} (${shown.unit})` : text);
    const isSize = shown?.axis === 'log';
    return {
      caption: words.title,
      columns: [
        titled(isSize ? t('size from') : t('from')),
        titled(isSize ? t('size to') : t('to')),
        words.positive,
        words.negative,
      ],
      count: positive.length,
      rows: () =>
        Array.from(positive, (count, bin) => [
          edges[bin] ?? null,
          edges[bin + 1] ?? null,
          count,
          negative[bin] ?? null,
        ]),
    };
  };
  const exported = offerExports(view, { name: words.id, ...drawnChart(view, plot.chart, theme), numbers }, saver);

  const redraw = (): void => {
    const counts = counted();
    if (!shown || !counts) return;
    const { positive, negative } = counts;
    const axis = signedAxis(shown.axis, counts);
    const colours = signColours(theme());
    const { x, y } = plot.chart.options.scales as unknown as Scales;
    [x.min, x.max] = [axis.min, axis.max];
    const { ticks } = axis;
    x.afterBuildTicks = ticks ? (scale) => void (scale.ticks = ticks.map(({ at }) => ({ value: at }))) : undefined;
    x.title = { display: shown.unit !== null, text: shown.unit ?? '' };
    y.type = shown.counts === 'log' ? 'logarithmic' : 'linear';
    y.min = shown.counts === 'log' ? 0.8 : 0;
    const bars = (values: Float64Array, sign: 1 | -1, colour: string) => ({
      data: Array.from(values, (count, bin) => {
        const [from, to] = axis.bin(bin, sign);
        return { x: (from + to) / 2, y: count };
      }) as never,
      backgroundColor: colour,
      barPercentage: 1,
      categoryPercentage: 0.96,
      grouped: false,
      hidden: !values.some((count) => count > 0),
    });
    plot.chart.data.datasets = [bars(positive, 1, colours.positive), bars(negative, -1, colours.negative)];
    view.setKeys([
      ...(positive.some(Boolean) ? [{ name: words.positive, colour: colours.positive }] : []),
      ...(negative.some(Boolean) ? [{ name: words.negative, colour: colours.negative }] : []),
    ]);
    plot.refresh();
  };

  tellUnderPointer(view, plot.box, (across) => {
    const counts = counted();
    if (!shown || !counts) return '';
    const axis = signedAxis(shown.axis, counts);
    const found = axis.binAt(axis.min + across * (axis.max - axis.min));
    if (!found) return '';
    const { bin, sign } = found;
    const turn = shown.axis === 'log' ? sign : 1;
    const ends = [counts.edges[bin], counts.edges[bin + 1]].map((edge) => formatMeasure(turn * (edge ?? NaN)));
    const count =
      shown.axis === 'log'
        ? (sign > 0 ? counts.positive : counts.negative)[bin]
        : (counts.positive[bin] ?? 0) + (counts.negative[bin] ?? 0);
    return t('{0} to {1}: {2}', ends[0] ?? '', ends[1] ?? '', formatCount(count ?? 0));
  });

  return {
    element: view.element,
    show(next) {
      shown = next;
      const counts = counted();
      view.empty(counts ? null : words.nothing);
      exported.setHidden(!counts);
      view.note(next.note);
      if (!counts) return;
      view.describe(inWords(counts, words, next));
      redraw();
      exported.refresh();
    },
    redraw,
    close: () => plot.chart.destroy(),
  };
}

const noCounts: SignedCounts = {
  edges: new Float64Array(0),
  positive: new Float64Array(0),
  negative: new Float64Array(0),
};

function inWords({ edges, positive, negative }: SignedCounts, words: Words, { axis, note }: Distribution): string {
  const side = (counts: Float64Array, name: string, sign: number): string => {
    const all = counts.reduce((sum, count) => sum + count, 0);
    if (all === 0) return t('{0}: none.', name);
    const peak = counts.indexOf(counts.reduce((most, count) => Math.max(most, count), 0));
    const turn = axis === 'log' ? sign : 1;
    const ends = [edges[peak], edges[peak + 1]].map((edge) => formatMeasure(turn * (edge ?? NaN)));
    return t('{0}: {1}, most between {2} and {3}.', name, formatCount(all), ends[0] ?? '', ends[1] ?? '');
  };
  return [note, side(positive, words.positive, 1), side(negative, words.negative, -1)].join(' ');
}
