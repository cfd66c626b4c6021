// Which neurons fire together: the correlation of spike counts, pair by pair, of a sample of neurons in the order of their populations; below the diagonal that of the run that it is held against.
import { type Recording } from '../../../src/protocol/probe';
import { CountCorrelation, type CorrelationMatrix } from '../../../src/stats/correlation';
import { element } from '../../elements';
import { formatCount, formatMeasure, t } from '../../texts';
import { choice } from '../../ui/choice';
import { inSlices } from '../../slices';
import { arrayChart } from '../array/_chart';
import '../array/_cellsController';
import { colourTable, paintCells, type Scale } from '../array/_colours';
import { tellUnderPointer } from '../array/_pointing';
import { rgbOf } from '../array/_rgb';
import { type Numbers } from '../_csv';
import { drawnChart, offerExports } from '../_exports';
import { frame } from '../_frame';
import { spikesWithin } from './_binning';
import { type Plot, type PlotContext, type PlotView } from './_plot';
import { sampleOf, strengthOf, type Sample } from './_sample';

const id = 'correlation';
const neuronsAtMost = 120;
const widthsMs = [1, 2, 5, 10, 20, 50, 100];
const usualMs = 5;
/** After so long without a move of the axis. */
const restMs = 200;
/** Weaker correlations than this are not blown up to full colours. */
const faintest = 0.05;
/** Fewer bins say nothing. */
const fewestBins = 10;

interface Shown {
  readonly recording: Recording;
  readonly sample: Sample;
  readonly matrix: CorrelationMatrix;
  /** Of the same neurons in the other run; its mean alone where they are others. */
  readonly before: CorrelationMatrix | null;
  readonly isComparable: boolean;
}

const areAlike = (one: Recording, other: Recording): boolean =>
  one.populations.length === other.populations.length &&
  one.populations.every(
    ({ name, size }, at) => other.populations[at]?.name === name && other.populations[at]?.size === size,
  );

/** Row by row; where two runs are held against each other, the other one's stand below the diagonal. */
export function mergedValues({ size, values }: CorrelationMatrix, before: CorrelationMatrix | null): Float64Array {
  if (!before) return values;
  return values.map((r, at) => (Math.floor(at / size) > at % size ? (before.values[at] as number) : r));
}

function create({ axis, theme, saver, memory }: PlotContext): PlotView {
  let recording: Recording | undefined;
  let other: Recording | undefined;
  let shown: Shown | null = null;
  const kept = Number(memory?.recall(id)['binMs']);
  let binMs = widthsMs.includes(kept) ? kept : usualMs;
  let run = 0;
  let counted = '';
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const surface = element('canvas');
  const view = frame(id, t('Correlation'), t('The numbers stand in the table below the picture.'));
  const ramp = element('canvas', { width: 256, height: 1 });
  const [least, most] = [element('span'), element('span')];
  view.picture.after(element('div', { class: 'colour-key', 'aria-hidden': 'true' }, least, ramp, most));
  const nameAt = (value: number): string =>
    shown?.sample.bands.find(({ from, size }) => Math.abs(from + size / 2 - value) < 1e-9)?.name ?? '';
  const named = {
    afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
      scale.ticks = (shown?.sample.bands ?? []).map(({ from, size }) => ({ value: from + size / 2 }));
    },
    grid: { display: false } as never,
    ticks: {
      maxRotation: 0,
      callback: (value: string | number) => {
        const name = nameAt(Number(value));
        return name.length > 10 ? `${name.slice(0, 9)}…` : name;
      },
    } as never,
  };
  const plot = arrayChart(view.canvas, 'cells', theme, {
    x: { ...named, position: 'bottom' } as never,
    y: { ...named, reverse: true } as never,
  });

  const mergedOf = ({ matrix, before, isComparable }: Shown): Float64Array =>
    mergedValues(matrix, isComparable ? before : null);

  const nameOf = (row: number): string => {
    const band = shown?.sample.bands.find(({ from, size }) => row >= from && row < from + size);
    const own = shown?.recording.populations[band?.population ?? 0];
    return band && own ? `${band.name}[${(shown?.sample.ids[row] ?? 0) - own.first}]` : '';
  };
  const numbers = (): Numbers => {
    const { size = 0 } = shown?.matrix ?? {};
    const values = shown ? mergedOf(shown) : undefined;
    const rows = Array.from({ length: size }, (_, row) => nameOf(row));
    return {
      caption: [
        t('Correlation of spike counts in bins of {0} ms', formatMeasure(binMs)),
        ...(shown?.before && shown.isComparable ? [t('below the diagonal before')] : []),
      ].join(', '),
      columns: [t('neuron'), ...rows],
      count: size,
      *rows() {
        for (let row = 0; row < size; row++) {
          const own = Array.from(values?.subarray(row * size, (row + 1) * size) ?? []);
          yield [rows[row] ?? '', ...own.map((r) => (Number.isFinite(r) ? r : null))];
        }
      },
    };
  };
  const exported = offerExports(view, { name: id, ...drawnChart(view, plot.chart, theme), numbers }, saver);

  const draw = (): void => {
    if (!shown) return;
    const { size } = shown.matrix;
    const values = mergedOf(shown);
    const strengths = [shown.matrix, ...(shown.before && shown.isComparable ? [shown.before] : [])].map(strengthOf);
    const top = Math.max(...strengths, faintest);
    const scale: Scale = { min: -top, max: top, isTwoSided: true };
    const table = colourTable(scale, rgbOf(theme().background));
    const image = new ImageData(Math.max(size, 1), Math.max(size, 1));
    const cells = Float32Array.from(values, (r, at) => (Math.floor(at / size) === at % size ? NaN : r));
    const pixels = new Uint32Array(image.data.buffer);
    paintCells(cells, scale, table, pixels);
    if (shown.before && shown.isComparable) {
      const [red, green, blue] = rgbOf(theme().secondary);
      const line = ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
      for (let row = 0; row < size; row++) pixels[row * size + row] = line;
    }
    [surface.width, surface.height] = [image.width, image.height];
    surface.getContext('2d')?.putImageData(image, 0, 0);
    const strip = new ImageData(256, 1);
    new Uint32Array(strip.data.buffer).set(table);
    ramp.getContext('2d')?.putImageData(strip, 0, 0);
    [least.textContent, most.textContent] = [`≤ ${formatMeasure(-top)}`, `≥ ${formatMeasure(top)}`];
    const { x, y } = plot.chart.options.scales as unknown as Record<'x' | 'y', { min: number; max: number }>;
    [x.min, x.max, y.min, y.max] = [0, size, 0, size];
    plot.chart.data.datasets = [{ data: [], cells: { surface } }];
    plot.refresh();
  };

  const tell = (): void => {
    if (!shown) return;
    const { matrix, sample, recording: of, before, isComparable } = shown;
    const all = of.populations.reduce((sum, { size }) => sum + size, 0);
    const silent = matrix.constant.length;
    const parts = [
      t('{0} of {1} neurons', formatCount(sample.ids.length), formatCount(all)),
      t('bins of {0} ms', formatMeasure(binMs)),
      ...(matrix.mean === null ? [] : [t('mean {0}', formatMeasure(matrix.mean))]),
      ...(typeof before?.mean === 'number' ? [t('before {0}', formatMeasure(before.mean))] : []),
      ...(before && isComparable ? [t('below the diagonal before')] : []),
      ...(silent > 0 ? [t('{0} without variation', formatCount(silent))] : []),
    ];
    view.note(parts.join(' · '));
    view.describe(`${t('Correlation of spike counts, pair by pair.')} ${parts.join(', ')}.`);
    view.empty(
      matrix.mean === null
        ? t('No two of these neurons fired at times that differ. Show more of the time, or take other bins.')
        : null,
    );
  };

  const count = async (): Promise<void> => {
    const own = ++run;
    const of = recording;
    const window = { startMs: axis.fromMs, endMs: axis.toMs };
    if (!of) return;
    if (axis.spanMs < fewestBins * binMs) {
      view.empty(
        t('This stretch holds fewer than {0} bins. Show more of the time, or take narrower bins.', fewestBins),
      );
      return;
    }
    const correlate = async (recorded: Recording, sample: Sample): Promise<CorrelationMatrix | null> => {
      const tally = new CountCorrelation(sample.rowOf, sample.ids.length, window, binMs);
      const { start, end } = spikesWithin(recorded.times, { fromMs: window.startMs, toMs: window.endMs });
      const isDone = await inSlices(
        start,
        end,
        (from, to) => tally.add(recorded, from, to),
        () => own === run,
      );
      return isDone ? tally.result() : null;
    };
    const sample = sampleOf(of.populations, neuronsAtMost);
    const matrix = await correlate(of, sample);
    const before = other && matrix ? await correlate(other, sampleOf(other.populations, neuronsAtMost)) : null;
    if (!matrix || own !== run) return;
    shown = { recording: of, sample, matrix, before, isComparable: other !== undefined && areAlike(of, other) };
    tell();
    draw();
    exported.refresh();
  };

  const keyNow = (): string => `${axis.fromMs} ${axis.toMs}`;
  const countSoon = (afterMs: number): void => {
    clearTimeout(waiting);
    counted = keyNow();
    waiting = setTimeout(() => void count(), afterMs);
  };

  const items = widthsMs.map((width) => ({ value: String(width), text: `${width} ms` }));
  const onChange = (value: string): void => {
    binMs = Number(value);
    memory?.keep(id, { binMs });
    countSoon(0);
  };
  view.tools.append(choice({ label: t('Bin width'), items, value: String(binMs), onChange }).element);

  tellUnderPointer(view, plot.box, (across, down) => {
    if (!shown) return '';
    const { size } = shown.matrix;
    const [row, column] = [Math.floor(down * size), Math.floor(across * size)];
    const r = mergedOf(shown)[row * size + column] ?? NaN;
    const isBefore = shown.before !== null && shown.isComparable && row > column;
    const pair = `${nameOf(row)}, ${nameOf(column)}${isBefore ? ` ${t('before')}` : ''}`;
    return row === column ? nameOf(row) : `${pair}: ${formatMeasure(r)}`;
  });

  return {
    element: view.element,
    show(next, before) {
      recording = next;
      other = before && before.times.length > 0 ? before : undefined;
      view.element.hidden = next.times.length === 0 && (next.rated?.length ?? 0) > 0;
      if (!view.element.hidden) countSoon(0);
    },
    redraw() {
      if (view.element.hidden) return;
      if (keyNow() !== counted) countSoon(restMs);
      draw();
    },
    drawCursor: () => undefined,
  };
}

export default { id, order: 7, isSmall: true, create } satisfies Plot;
