// Spikes of a file: raster and rate on one time axis, with where the unit of the times comes from.
import { type ListedSpikes, type RasterSpikes, type TimeUnit } from '../../src/protocol/data';
import { CancelledError } from '../../src/protocol/peer';
import { type Recording } from '../../src/protocol/probe';
import { element } from '../elements';
import raster from '../plots/recording/raster';
import rateCurve from '../plots/recording/rate-curve';
import { memoryWithin } from '../memory';
import { within } from '../saving';
import { formatCount, formatFigure, formatMeasure, t } from '../texts';
import { TimeAxis } from '../timeAxis';
import { button } from '../ui/button';
import { choice } from '../ui/choice';
import { type Detail, type DetailTools } from './detail';

const units: readonly TimeUnit[] = ['ms', 's', 'us'];
/** A file knows no step; bins finer than this say nothing of spikes. */
const finestMs = 0.1;

export function spikesDetail(source: ListedSpikes, tools: DetailTools): Detail {
  const end = new AbortController();
  const axis = new TimeAxis();
  const memory = memoryWithin(tools.memory, source.path);
  const saver = within(tools.saver, source.path);
  const views = [raster, rateCurve].map((plot) => plot.create({ axis, theme: tools.theme, saver, memory }));
  const problem = element('div', {});
  const because = element('p', { class: 'note' });
  const summary = element('p', { role: 'status' });
  const plots = element('div', { class: 'plots', hidden: true }, ...views.map((view) => view.element));
  let loaded: RasterSpikes | undefined;

  const read = async (timeUnit: TimeUnit | undefined): Promise<void> => {
    summary.textContent = t('Reading …');
    try {
      loaded = await tools.peer.request('spikes', { path: source.path, timeUnit }, { signal: end.signal });
      summary.textContent = inWords(loaded);
      because.textContent = t('Times in {0}: {1}.', loaded.timeUnit, loaded.because);
      plots.hidden = false;
      axis.setDuration(loaded.durationMs);
      for (const view of views) view.show(recordingOf(loaded, source.path));
    } catch (cause) {
      if (cause instanceof CancelledError) return;
      summary.textContent = '';
      problem.replaceChildren(tools.problem(cause));
    }
  };

  const { fromMs, toMs, whole } = memory.recall('axis');
  if (whole === false && typeof fromMs === 'number' && typeof toMs === 'number') axis.restore({ fromMs, toMs });

  let drawing: 'range' | 'cursor' | undefined;
  axis.onMove((moved) => {
    if (!drawing) {
      requestAnimationFrame(() => {
        if (drawing === 'range' && loaded) for (const view of views) view.redraw();
        if (loaded) for (const view of views) view.drawCursor();
        drawing = undefined;
      });
    }
    if (drawing !== 'range') drawing = moved;
    if (moved === 'range' && loaded) memory.keep('axis', { fromMs: axis.fromMs, toMs: axis.toMs, whole: axis.isWhole });
  });

  const unitChoice = choice({
    label: t('Unit of the times'),
    items: units.map((unit) => ({ value: unit, text: unit })),
    value: source.timeUnit ?? 'ms',
    onChange: (value) => void read(value as TimeUnit),
  });
  const csv = button({
    label: t('Save CSV'),
    hint: t('Save the spikes as a CSV file'),
    kind: 'quiet',
    onPress: () => {
      if (loaded)
        void saver
          .save('spikes', 'csv', asCsv(loaded))
          .catch((cause: unknown) => problem.replaceChildren(tools.problem(cause)));
    },
  });
  const shown = element(
    'section',
    { class: 'detail-view', 'aria-label': source.path },
    element('h2', { class: 'entry-title' }, source.path),
    element('p', { class: 'note' }, source.kind),
    summary,
    because,
    // The file's own word is not asked for again.
    ...(source.timeUnit === null
      ? [
          element(
            'div',
            { class: 'field' },
            element('span', { class: 'caption' }, t('Unit of the times')),
            unitChoice.element,
          ),
        ]
      : []),
    problem,
    element('div', { class: 'saving' }, csv.element),
    plots,
  );
  return {
    element: shown,
    start: () => void read(undefined),
    redraw: () => {
      if (loaded) for (const view of views) view.redraw();
    },
    drawCursor: () => undefined,
    close: () => end.abort(),
  };
}

function inWords({ times, ids, durationMs, total, startMs }: RasterSpikes): string {
  const rate = (times.length * 1000) / Math.max(durationMs, Number.MIN_VALUE) / Math.max(ids.length, 1);
  const parts = [
    t(
      '{0} spikes of {1} neurons in {2} ms: {3} spikes/s per neuron',
      formatCount(times.length),
      formatCount(ids.length),
      formatMeasure(durationMs),
      formatFigure(rate, 2),
    ),
    ...(total > times.length ? [t('showing the first {0} of {1}', formatCount(times.length), formatCount(total))] : []),
    ...(startMs !== 0 ? [t('0 ms is {0} ms in the file', formatMeasure(startMs))] : []),
  ];
  return `${parts.join('; ')}.`;
}

/** As the plots of a recording want it: one population, nothing but spikes. */
function recordingOf({ times, rows, ids, durationMs }: RasterSpikes, name: string): Recording {
  const population = { name, first: 0, size: Math.max(ids.length, 1) };
  return {
    ms: durationMs,
    dtMs: finestMs,
    seed: 0,
    populations: [population],
    times,
    ids: rows,
    traces: [],
    reached: [],
    timing: { buildMs: 0, runMs: 0, steps: 0, events: 0 },
    notes: [],
  };
}

function asCsv({ times, rows, ids, startMs }: RasterSpikes): Uint8Array {
  const lines = Array.from(times, (time, i) => `${time + startMs},${ids[rows[i] ?? 0] ?? ''}`);
  return new TextEncoder().encode(`time_ms,neuron\n${lines.join('\n')}\n`);
}
