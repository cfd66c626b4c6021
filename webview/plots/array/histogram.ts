// The distribution of a dataset's numbers.
import { type InspectEntry, type ListedEntry } from '../../../src/protocol/data';
import { formatCount, formatMeasure, t } from '../../texts';
import { keptText } from '../../memory';
import { choice } from '../../ui/choice';
import { type Numbers } from '../_csv';
import { drawnChart, offerExports } from '../_exports';
import { frame } from '../_frame';
import { arrayChart } from './_chart';
import { tellUnderPointer } from './_pointing';
import { type ArrayContext, type ArrayPlot, type ArrayPlotView } from './_plot';

function create({ unit }: ListedEntry, { theme, saver, memory }: ArrayContext): ArrayPlotView {
  let histogram: InspectEntry['histogram'] = null;
  let isLogarithmic = keptText(memory?.recall('histogram') ?? {}, 'counts', '') === 'logarithmic';
  const view = frame('histogram', t('Distribution'), t('The numbers stand in the table below the picture.'));
  const plot = arrayChart(view.canvas, 'bar', theme, {
    x: {
      ticks: { maxTicksLimit: 9, callback: (value: string | number) => formatMeasure(Number(value)) } as never,
      title: { display: unit !== undefined, text: unit ?? '' } as never,
      offset: false,
      grid: { offset: false } as never,
    },
    y: {
      ticks: { maxTicksLimit: 5, callback: (value: string | number) => formatCount(Number(value)) } as never,
    },
  });

  const numbers = (): Numbers => {
    const { edges, counts } = histogram ?? { edges: [], counts: [] };
    const titled = (text: string): string => (unit === undefined ? text : `${text} (${unit})`);
    return {
      caption: t('Numbers per bin'),
      columns: [titled(t('from')), titled(t('to')), t('count')],
      count: counts.length,
      rows: () => counts.map((count, bin) => [edges[bin] ?? null, edges[bin + 1] ?? null, count]),
    };
  };
  const exported = offerExports(view, { name: 'histogram', ...drawnChart(view, plot.chart, theme), numbers }, saver);

  const redraw = (): void => {
    if (!histogram) return;
    const { edges, counts } = histogram;
    const [from = 0, to = 1] = [edges[0], edges.at(-1)];
    // All numbers are one number: its bar needs a width to be seen.
    const half = from === to ? Math.max(Math.abs(from), 1) * 0.05 : 0;
    const { x, y } = plot.chart.options.scales as unknown as Record<
      'x' | 'y',
      { min: number; max: number; type: string }
    >;
    x.min = from - half * 10;
    x.max = to + half * 10;
    y.type = isLogarithmic ? 'logarithmic' : 'linear';
    y.min = isLogarithmic ? 0.8 : 0;
    plot.chart.data.datasets = [
      {
        data: counts.map((count, bin) => ({
          x: ((edges[bin] ?? from) + (edges[bin + 1] ?? to)) / 2,
          y: count,
        })) as never,
        backgroundColor: theme().palette[0] ?? theme().foreground,
        barPercentage: 1,
        categoryPercentage: half > 0 ? 0.1 : 0.96,
        grouped: false,
      },
    ];
    plot.refresh();
  };

  const items = [
    { value: 'linear', text: t('linear') },
    { value: 'logarithmic', text: t('logarithmic') },
  ];
  const onChange = (value: string): void => {
    isLogarithmic = value === 'logarithmic';
    memory?.keep('histogram', { counts: value });
    redraw();
  };
  view.tools.append(
    choice({ label: t('Scale of the counts'), items, value: isLogarithmic ? 'logarithmic' : 'linear', onChange })
      .element,
  );

  tellUnderPointer(view, plot.box, (across) => {
    if (!histogram) return '';
    const { edges, counts } = histogram;
    const bin = Math.floor(across * counts.length);
    const ends = [edges[bin], edges[bin + 1]].map((edge) => formatMeasure(edge ?? NaN));
    return t('{0} to {1}: {2}', ends[0] ?? '', ends[1] ?? '', formatCount(counts[bin] ?? 0));
  });

  return {
    element: view.element,
    show(figures) {
      histogram = figures?.histogram ?? null;
      view.empty(
        figures === null
          ? t('Reading …')
          : histogram === null
            ? (figures.unread ?? t('There is no finite number in it.'))
            : null,
      );
      if (!histogram || !figures) return;
      const { edges, counts } = histogram;
      const all = counts.reduce((sum, count) => sum + count, 0);
      view.note(t('{0} numbers in {1} bins', formatCount(all), counts.length));
      const peak = counts.indexOf(Math.max(...counts));
      const [low, high] = [formatMeasure(edges[peak] ?? 0), formatMeasure(edges[peak + 1] ?? 0)];
      view.describe(t('Histogram of {0} numbers. Most lie between {1} and {2}.', formatCount(all), low, high));
      redraw();
      exported.refresh();
    },
    redraw,
    close: () => plot.chart.destroy(),
  };
}

export default { id: 'histogram', order: 1, fits: () => true, create } satisfies ArrayPlot;
