// The curve of a row of numbers: the mean of each stretch, between its lowest and its highest.
import { type ListedEntry, type Series } from '../../../src/protocol/data';
import { formatCount, formatMeasure, t } from '../../texts';
import { type Numbers } from '../_csv';
import { drawnChart, offerExports } from '../_exports';
import { frame } from '../_frame';
import { askedView } from './_asked';
import { arrayChart } from './_chart';
import { latest } from './_latest';
import { tellUnderPointer } from './_pointing';
import { type ArrayContext, type ArrayPlot, type ArrayPlotView } from './_plot';
import { keptSeen, Zoom } from './_zoom';
import { attachZoom } from './_zoomGestures';

const isRow = ({ shape }: ListedEntry): boolean =>
  shape.filter((length) => length !== 1).length === 1 && !shape.includes(0);
const longest = ({ shape }: ListedEntry): number => Math.max(...shape);
/** More stretches than this can't be told apart on a screen. */
const stretchesAtMost = 800;

function create(entry: ListedEntry, { theme, saver, memory, series: load, fail }: ArrayContext): ArrayPlotView {
  let shown: Series | undefined;
  const view = frame('series', t('Values'), t('Arrow keys move, plus and minus zoom, 0 shows everything.'));
  const plot = arrayChart(view.canvas, 'line', theme, {
    x: {
      ticks: {
        maxTicksLimit: 9,
        precision: 0,
        callback: (value: string | number) => formatCount(Number(value)),
      } as never,
    },
    y: {
      ticks: { maxTicksLimit: 5, callback: (value: string | number) => formatMeasure(Number(value)) } as never,
      title: { display: entry.unit !== undefined, text: entry.unit ?? '' } as never,
    },
  });

  const numbers = (): Numbers => {
    const none = new Float64Array(0);
    const { edges, mean, lowest, highest } = shown ?? { edges: none, mean: none, lowest: none, highest: none };
    const titled = (text: string): string => (entry.unit === undefined ? text : `${text} (${entry.unit})`);
    return {
      caption: t('Values by index'),
      columns: [t('from index'), titled(t('mean')), titled(t('lowest')), titled(t('highest'))],
      count: mean.length,
      *rows() {
        for (let k = 0; k < mean.length; k++)
          yield [edges[k] ?? null, mean[k] ?? null, lowest[k] ?? null, highest[k] ?? null];
      },
    };
  };
  const exported = offerExports(view, { name: 'series', ...drawnChart(view, plot.chart, theme), numbers }, saver);

  const redraw = (): void => {
    if (!shown) return;
    const { edges, lowest, highest, mean } = shown;
    const colour = theme().palette[0] ?? theme().foreground;
    const points = (values: Float64Array) => Array.from(values, (y, k) => ({ x: edges[k] as number, y }));
    const isThin = mean.some((_, k) => lowest[k] !== highest[k]);
    const line = (values: Float64Array, width: number, faint: boolean) => ({
      data: points(values),
      borderColor: faint ? `${colour}80` : colour,
      borderWidth: width,
      pointRadius: mean.length <= 60 && !faint ? 2 : 0,
      pointBackgroundColor: colour,
    });
    const { x } = plot.chart.options.scales as unknown as { x: { min: number; max: number } };
    x.min = zoom.seen.x.from;
    x.max = Math.max(zoom.seen.x.to - 1, zoom.seen.x.from + 1);
    plot.chart.data.datasets = [
      line(mean, 1.5, false),
      ...(isThin ? [line(lowest, 1, true), line(highest, 1, true)] : []),
    ];
    plot.refresh();
  };

  const wanted = latest(
    (signal) => load({ ...zoom.seen.x, width: stretchesAtMost }, signal),
    (next) => {
      shown = next;
      const { from, to } = zoom.seen.x;
      const read = t('showing {0} to {1} of {2}', formatCount(from), formatCount(to - 1), formatCount(longest(entry)));
      view.note(next.read < to - from ? t('{0}, {1} of them read', read, formatCount(next.read)) : read);
      view.describe(t('Curve of the values by index, {0}.', read));
      redraw();
      exported.refresh();
    },
    fail,
  );
  const zoom = new Zoom({ x: longest(entry), y: null }, () => {
    memory?.keep('series', { seen: zoom.isWhole ? null : zoom.seen });
    wanted.ask();
  });
  attachZoom(view.picture, zoom, plot.box);
  const last = keptSeen(memory?.recall('series')['seen']);
  if (last) zoom.goTo(last);

  tellUnderPointer(view, plot.box, (across) => {
    if (!shown) return '';
    const { from, to } = zoom.seen.x;
    const index = from + Math.round(across * (to - 1 - from));
    const k = shown.edges.findIndex((edge, at) => edge <= index && index < (shown?.edges[at + 1] ?? 0));
    return k < 0 ? '' : `[${formatCount(index)}] ${formatMeasure(shown.mean[k] ?? NaN)} ${entry.unit ?? ''}`.trim();
  });

  return askedView(view, plot, wanted, redraw);
}

export default { id: 'series', order: 2, fits: isRow, create } satisfies ArrayPlot;
