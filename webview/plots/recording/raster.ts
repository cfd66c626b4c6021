// The spike raster: every neuron a row, every spike a mark, populations in their colours.
import { type About, type Recording } from '../../../src/protocol/probe';
import { formatCount, t } from '../../texts';
import { type TimeAxis } from '../../timeAxis';
import { layRows, spikesWithin, type Rows } from './_binning';
import {
  coloursBeside,
  fade,
  hexOf,
  joinRuns,
  orderBeside,
  places,
  rowsBehind,
  type Beside,
  type Place,
  type Recorded,
} from './_beside';
import { rgbOf } from '../array/_rgb';
import { canGroup, orderRows, sortings, type Sorting } from './_order';
import { pointedAt, type Pointed } from './_pointed';
import { fitLabel, timeChart } from './_timeChart';
import { timeFrame } from './_timeFrame';
import { drawnChart, offerExports } from '../_exports';
import { type Numbers } from '../_csv';
import { choice } from '../../ui/choice';
import { toggle } from '../../ui/toggle';
import { attachClicks } from '../../clicks';
import { type Plot, type PlotContext, type PlotView } from './_plot';
import './_rasterController';

/** A label on the axis needs this much room. */
const labelPart = 0.06;

const shorten = (name: string): string => (name.length > 10 ? `${name.slice(0, 9)}…` : name);

/** One tick per population, in its middle; bands too thin for a label go without. Of the run that stands below only that it does is said. */
function bandTicks(rows: Rows, own: number): { value: number; label: string }[] {
  let lastAt = -Infinity;
  return rows.bands.flatMap(({ name, firstRow, size, population }) => {
    const value = firstRow + size / 2;
    if (value - lastAt < rows.count * labelPart) return [];
    lastAt = value;
    return [{ value, label: population < own ? shorten(name) : t('before') }];
  });
}

/** Who and what lies under the pointer. */
function pointedInWords(
  { population, firstNeuron, lastNeuron, neurons: many, spikes, fromMs, toMs }: Pointed,
  { words, spanMs }: TimeAxis,
): string {
  const isRow = many === lastNeuron - firstNeuron + 1;
  const neurons = many === 1 ? `${firstNeuron}` : isRow ? `${firstNeuron}–${lastNeuron}` : `${many} ${t('neurons')}`;
  // A spike has its time; what lies together has a stretch.
  const when =
    fromMs === toMs ? words.moment(fromMs, spanMs) : words.stretch(fromMs, toMs, Math.min(spanMs, toMs - fromMs));
  const count = spikes === 0 ? t('no spike') : spikes === 1 ? t('1 spike') : t('{0} spikes', formatCount(spikes));
  return `${population}[${neurons}] · ${count} · ${when}`;
}

function beforeInWords({ times }: Recorded, axis: TimeAxis): string {
  const { start, end } = spikesWithin(times, axis);
  return t('before {0} of {1}', formatCount(end - start), formatCount(times.length));
}

function create({ axis, theme, saver, memory, reveal, trace }: PlotContext): PlotView {
  let recording: Recording | undefined;
  /** The run that this one is held against, and both as one. */
  let other: Recording | undefined;
  let joined: Beside | undefined;
  let about: readonly About[] = [];
  const kept = memory?.recall('raster') ?? {};
  let sorting: Sorting = sortings.find((each) => each === kept['sorting']) ?? 'written';
  let isGrouped = kept['grouped'] === true;
  let place: Place = places.find((each) => each === kept['place']) ?? 'below';
  let rows: Rows = layRows([]);
  let colours: readonly string[] = [];
  const own = (): number => recording?.populations.length ?? 0;
  /** What the rows are rows of. */
  const laid = (): Recorded | undefined => (place === 'below' ? joined : undefined) ?? recording;
  const view = timeFrame('raster', t('Spikes'), axis, () => plot.area());
  const plot = timeChart(
    view.canvas,
    'raster',
    axis,
    theme,
    {
      min: 0,
      afterBuildTicks: (scale) => {
        if (rows.bands.length > 1) scale.ticks = bandTicks(rows, own());
      },
      ticks: {
        precision: 0,
        maxTicksLimit: 6,
        callback: (value: string | number) =>
          rows.bands.length > 1
            ? fitLabel(view.canvas, theme(), bandTicks(rows, own()).find((tick) => tick.value === value)?.label ?? '')
            : formatCount(Number(value)),
      } as never,
      title: { display: false, text: t('neuron') } as never,
      grid: { display: false } as never,
    },
    'names',
  );
  const numbers = (): Numbers => {
    const { times, ids, populations } = joined ??
      recording ?? { times: new Float64Array(0), ids: new Uint32Array(0), populations: [] };
    const { start, end } = spikesWithin(times, axis);
    const names = [...populations.slice(0, own()), ...(other?.populations ?? [])].map(({ name }) => name);
    return {
      caption: t('Spikes'),
      columns: [axis.words.column(), t('population'), t('neuron'), ...(joined ? [t('run')] : [])],
      count: end - start,
      *rows() {
        for (let spike = start; spike < end; spike++) {
          const id = ids[spike] as number;
          const at = populations.findIndex(({ first, size }) => id >= first && id < first + size);
          const run = joined ? [at < own() ? t('this run') : t('before')] : [];
          yield [axis.words.cell(times[spike] as number), names[at] ?? '', id - (populations[at]?.first ?? 0), ...run];
        }
      },
    };
  };
  const exported = offerExports(view, { name: 'raster', ...drawnChart(view, plot.chart, theme), numbers }, saver);

  let pointerY: number | null = null;
  view.picture.addEventListener('pointermove', ({ clientY }) => (pointerY = clientY));
  view.picture.addEventListener('pointerleave', () => (pointerY = null));

  /** From the left and the lower edge of the data's area, as parts of it. */
  const partsAt = (clientX: number, clientY: number): { x: number; y: number } => {
    const { left, top } = view.canvas.getBoundingClientRect();
    const { chartArea } = plot.chart;
    return {
      x: (clientX - left - chartArea.left) / Math.max(chartArea.right - chartArea.left, 1),
      y: (top + chartArea.bottom - clientY) / Math.max(chartArea.bottom - chartArea.top, 1),
    };
  };
  const pointedBy = (x: number, y: number): Pointed | null => {
    const { chartArea, currentDevicePixelRatio: ratio } = plot.chart;
    const width = Math.round((chartArea.right - chartArea.left) * ratio);
    const height = Math.round((chartArea.bottom - chartArea.top) * ratio);
    const of = laid();
    return of ? pointedAt(of, rows, axis, { x, y, width, height }) : null;
  };
  /** As the script calls it, in whichever run. */
  const writtenName = (population: string): string => {
    const at = joined?.populations.findIndex(({ name }) => name === population) ?? -1;
    return (at >= own() ? other?.populations[at - own()]?.name : undefined) ?? population;
  };
  attachClicks(view.picture, (event) => {
    const { x, y } = partsAt(event.clientX, event.clientY);
    // Left of the data stand the populations' names.
    const pointed = pointedBy(Math.max(x, 0), y);
    if (!pointed) return;
    const population = writtenName(pointed.population);
    if (event.altKey && trace) trace({ population, neuron: pointed.firstNeuron });
    else reveal?.(population);
  });
  view.picture.title = [
    ...(reveal ? [t('Click: show the line of the population.')] : []),
    ...(trace ? [t('Alt and click: trace the neuron.')] : []),
  ].join(' ');

  /** Under the pointer where it is over this picture; else only the moment. */
  const readout = (): string => {
    const { cursorMs, spanMs } = axis;
    if (cursorMs === null || !recording) return '';
    const y = pointerY === null ? null : partsAt(0, pointerY).y;
    const pointed = y === null ? null : pointedBy((cursorMs - axis.fromMs) / spanMs, y);
    return pointed ? pointedInWords(pointed, axis) : axis.words.moment(cursorMs, spanMs);
  };

  const lay = (): void => {
    if (!recording) return;
    const isPlain = sorting === 'written' && !isGrouped;
    const order = isPlain ? undefined : orderRows(recording, sorting, isGrouped ? about : null);
    if (joined && other && place === 'below')
      rows = layRows(joined.populations, orderBeside(order ?? layRows(recording.populations).idOf, recording, other));
    else rows = layRows(recording.populations, order);
    const rasterOf = ({ times, ids }: Recorded, own: Rows, palette: () => readonly string[]) => ({
      data: [],
      raster: { times, ids, rows: own, range: () => axis, palette },
    });
    const behind =
      other && place === 'behind' ? [rasterOf(other, rowsBehind(rows, recording, other), () => colours)] : [];
    const front = rasterOf(laid() ?? recording, rows, () => (behind.length > 0 ? theme().palette : colours));
    // What comes first lies on top.
    plot.chart.data.datasets = [front, ...behind];
    const { y } = plot.chart.options.scales as unknown as { y: { max: number; title: { display: boolean } } };
    y.max = Math.max(rows.count, 1);
    y.title.display = rows.bands.length === 1;
    redraw();
  };
  const wordsFor = (): Readonly<Record<Sorting, string>> => ({
    written: t('as numbered'),
    rate: t('by rate'),
    'first-spike': t('by first spike'),
  });
  const sortChoice = choice({
    label: t('Order of the neurons'),
    items: sortings.map((value) => ({ value, text: wordsFor()[value] })),
    value: sorting,
    onChange: (value) => {
      sorting = sortings.find((each) => each === value) ?? 'written';
      memory?.keep('raster', { sorting });
      lay();
    },
  });
  const groupToggle = toggle({
    label: t('E | I'),
    hint: t('Excitatory populations below, inhibitory ones above'),
    isOn: isGrouped,
    onChange: (isOn) => {
      isGrouped = isOn;
      memory?.keep('raster', { grouped: isOn });
      lay();
    },
  });
  const placeChoice = choice({
    label: t('The run before'),
    items: [
      { value: 'below', text: t('before below') },
      { value: 'behind', text: t('before behind') },
    ],
    value: place,
    onChange: (value) => {
      place = places.find((each) => each === value) ?? 'below';
      memory?.keep('raster', { place });
      lay();
    },
  });
  view.tools.append(placeChoice.element, groupToggle.element, sortChoice.element);

  /** In which colours the rows stand, and those of a run behind. */
  const paint = (): void => {
    const { palette, background, secondary } = theme();
    if (!joined || !other) colours = palette;
    else if (place === 'below') colours = coloursBeside(joined, other, palette, rgbOf(background));
    else colours = [fade(hexOf(rgbOf(secondary)), rgbOf(background))];
  };

  const redraw = (): void => {
    if (!recording) return;
    const { times } = recording;
    const { start, end } = spikesWithin(times, axis);
    const neurons = recording.populations.reduce((sum, { size }) => sum + size, 0);
    const shown = [
      t(
        'showing {0} of {1} spikes, {2} of {2} neurons',
        formatCount(end - start),
        formatCount(times.length),
        formatCount(neurons),
      ),
      ...(other ? [beforeInWords(other, axis)] : []),
    ].join('; ');
    paint();
    view.note(shown);
    const stretch = axis.words.stretch(axis.fromMs, axis.toMs, axis.spanMs);
    const sorted = sorting === 'written' ? '' : ` ${t('Neurons of a population stand {0}.', wordsFor()[sorting])}`;
    view.describe(`${t('Raster of spikes from {0}.', stretch)} ${shown}.${sorted}`);
    const sendsRates = (recording.rated?.length ?? 0) > 0;
    view.empty(
      times.length === 0 && sendsRates
        ? t('These units send rates and do not fire. Their rates are below.')
        : times.length === 0 && !other
          ? t(
              'No neuron fired. The membrane trace below shows how near it came; a longer run or a stronger input may help.',
            )
          : start === end && !other
            ? t('No spikes between {0}. Double-click to see everything.', stretch)
            : null,
    );
    plot.refresh();
    exported.refresh();
  };

  return {
    element: view.element,
    show(next, before, around) {
      recording = next;
      other = before && before.times.length > 0 ? before : undefined;
      joined = other && joinRuns(next, other, (name) => t('{0} before', name));
      placeChoice.element.hidden = !other;
      about = around?.about ?? [];
      groupToggle.element.hidden = !canGroup(about);
      sortChoice.element.hidden = next.times.length === 0;
      lay();
    },
    redraw,
    drawCursor: () => {
      plot.chart.draw();
      view.readout(readout());
    },
  };
}

export default { id: 'raster', order: 1, create } satisfies Plot;
