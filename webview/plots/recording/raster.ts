// The spike raster: every neuron a row, every spike a mark, populations in their colours.
import { type Recording } from '../../../src/protocol/probe';
import { formatCount, t } from '../../texts';
import { type TimeAxis } from '../../timeAxis';
import { layRows, spikesWithin, type Rows } from './_binning';
import { pointedAt, type Pointed } from './_pointed';
import { fitLabel, timeChart } from './_timeChart';
import { timeFrame } from './_timeFrame';
import { drawnChart, offerExports } from '../_exports';
import { type Numbers } from '../_csv';
import { type Plot, type PlotContext, type PlotView } from './_plot';
import './_raster-controller';

/** A label on the axis needs this much room. */
const labelPart = 0.06;

const shorten = (name: string): string => (name.length > 10 ? `${name.slice(0, 9)}…` : name);

/** One tick per population, in its middle; bands too thin for a label go without. */
function bandTicks(rows: Rows): { value: number; label: string }[] {
  let lastAt = -Infinity;
  return rows.bands.flatMap(({ name, firstRow, size }) => {
    const value = firstRow + size / 2;
    if (value - lastAt < rows.count * labelPart) return [];
    lastAt = value;
    return [{ value, label: shorten(name) }];
  });
}

/** Who and what lies under the pointer. */
function pointedInWords(
  { population, firstNeuron, lastNeuron, spikes, fromMs, toMs }: Pointed,
  { words, spanMs }: TimeAxis,
): string {
  const neurons = firstNeuron === lastNeuron ? `${firstNeuron}` : `${firstNeuron}–${lastNeuron}`;
  // A spike has its time; what lies together has a stretch.
  const when =
    fromMs === toMs ? words.moment(fromMs, spanMs) : words.stretch(fromMs, toMs, Math.min(spanMs, toMs - fromMs));
  const count = spikes === 0 ? t('no spike') : spikes === 1 ? t('1 spike') : t('{0} spikes', formatCount(spikes));
  return `${population}[${neurons}] · ${count} · ${when}`;
}

function create({ axis, theme, saver }: PlotContext): PlotView {
  let recording: Recording | undefined;
  let rows: Rows = layRows([]);
  const view = timeFrame('raster', t('Spikes'), axis, () => plot.area());
  const plot = timeChart(
    view.canvas,
    'raster',
    axis,
    theme,
    {
      min: 0,
      afterBuildTicks: (scale) => {
        if (rows.bands.length > 1) scale.ticks = bandTicks(rows);
      },
      ticks: {
        precision: 0,
        maxTicksLimit: 6,
        callback: (value: string | number) =>
          rows.bands.length > 1
            ? fitLabel(view.canvas, theme(), bandTicks(rows).find((tick) => tick.value === value)?.label ?? '')
            : formatCount(Number(value)),
      } as never,
      title: { display: false, text: t('neuron') } as never,
      grid: { display: false } as never,
    },
    'names',
  );
  const numbers = (): Numbers => {
    const { times, ids, populations } = recording ?? {
      times: new Float64Array(0),
      ids: new Uint32Array(0),
      populations: [],
    };
    const { start, end } = spikesWithin(times, axis);
    return {
      caption: t('Spikes'),
      columns: [axis.words.column(), t('population'), t('neuron')],
      count: end - start,
      *rows() {
        for (let spike = start; spike < end; spike++) {
          const id = ids[spike] as number;
          const owner = populations.find(({ first, size }) => id >= first && id < first + size);
          yield [axis.words.cell(times[spike] as number), owner?.name ?? '', id - (owner?.first ?? 0)];
        }
      },
    };
  };
  const exported = offerExports(view, { name: 'raster', ...drawnChart(view, plot.chart, theme), numbers }, saver);

  let pointerY: number | null = null;
  view.picture.addEventListener('pointermove', ({ clientY }) => (pointerY = clientY));
  view.picture.addEventListener('pointerleave', () => (pointerY = null));

  /** Under the pointer where it is over this picture; else only the moment. */
  const readout = (): string => {
    const { cursorMs, spanMs } = axis;
    if (cursorMs === null || !recording) return '';
    const { chartArea, currentDevicePixelRatio: ratio } = plot.chart;
    const width = Math.round((chartArea.right - chartArea.left) * ratio);
    const height = Math.round((chartArea.bottom - chartArea.top) * ratio);
    const bottom = view.canvas.getBoundingClientRect().top + chartArea.bottom;
    const pointed =
      pointerY === null
        ? null
        : pointedAt(recording, rows, axis, {
            x: (cursorMs - axis.fromMs) / spanMs,
            y: ((bottom - pointerY) * ratio) / height,
            width,
            height,
          });
    return pointed ? pointedInWords(pointed, axis) : axis.words.moment(cursorMs, spanMs);
  };

  const redraw = (): void => {
    if (!recording) return;
    const { times } = recording;
    const { start, end } = spikesWithin(times, axis);
    const shown = t(
      'showing {0} of {1} spikes, {2} of {2} neurons',
      formatCount(end - start),
      formatCount(times.length),
      formatCount(rows.count),
    );
    view.note(shown);
    const stretch = axis.words.stretch(axis.fromMs, axis.toMs, axis.spanMs);
    view.describe(`${t('Raster of spikes from {0}.', stretch)} ${shown}.`);
    const sendsRates = (recording.rated?.length ?? 0) > 0;
    view.empty(
      times.length === 0 && sendsRates
        ? t('These units send rates and do not fire. Their rates are below.')
        : times.length === 0
          ? t(
              'No neuron fired. The membrane trace below shows how near it came; a longer run or a stronger input may help.',
            )
          : start === end
            ? t('No spikes between {0}. Double-click to see everything.', stretch)
            : null,
    );
    plot.refresh();
    exported.refresh();
  };

  return {
    element: view.element,
    show(next) {
      recording = next;
      rows = layRows(next.populations);
      const { times, ids } = next;
      const raster = { times, ids, rows, range: () => axis, palette: () => theme().palette };
      plot.chart.data.datasets = [{ data: [], raster }];
      const { y } = plot.chart.options.scales as unknown as { y: { max: number; title: { display: boolean } } };
      y.max = Math.max(rows.count, 1);
      y.title.display = rows.bands.length === 1;
      redraw();
    },
    redraw,
    drawCursor: () => {
      plot.chart.draw();
      view.readout(readout());
    },
  };
}

export default { id: 'raster', order: 1, create } satisfies Plot;
