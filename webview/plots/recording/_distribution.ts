// A distribution for each population, of the stretch of time that is shown: counted when the axis has come to rest, drawn as steps.
import { type Recording } from '../../../src/protocol/probe';
import { formatCount, formatMeasure, t } from '../../texts';
import { type TimeRange } from '../../timeAxis';
import { arrayChart } from '../array/_chart';
import { tellUnderPointer } from '../array/_pointing';
import { type Numbers } from '../_csv';
import { drawnChart, offerExports } from '../_exports';
import { frame, type Frame } from '../_frame';
import { type Key } from '../_heading';
import { attachLegend } from '../_legend';
import { lookBehind, lookOf } from '../_looks';
import { type PlotContext, type PlotView, type Surroundings } from './_plot';
import { extentOf, sameEdges, steps, type Distribution } from './_shares';

export interface DistributionKind {
  readonly id: string;
  readonly title: string;
  /** Of the horizontal axis. */
  readonly measure: string;
  /** What is counted: "intervals", "neurons". */
  readonly counted: string;
  /** What to say where nothing can be counted. */
  readonly nothing: string;
  count(recording: Recording, range: TimeRange): Promise<Distribution | null>;
}

/** After so long without a move of the axis. */
const restMs = 150;

export interface DistributionView extends PlotView {
  readonly frame: Frame;
  /** Counts again: how is another matter now. */
  recount(): void;
}

export function distributionView(
  kind: DistributionKind,
  { axis, theme, saver, memory }: PlotContext,
): DistributionView {
  let recording: Recording | undefined;
  let other: Recording | undefined;
  let shown: Distribution | null = null;
  let behind: Distribution | null = null;
  /** What is counted, or being counted. */
  let counted = '';
  let run = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const view = frame(kind.id, kind.title, t('The numbers stand in the table below the picture.'));
  const plot = arrayChart(view.canvas, 'line', theme, {
    x: {
      ticks: {
        maxTicksLimit: 7,
        maxRotation: 0,
        autoSkipPadding: 12,
        callback: (value: string | number) => formatMeasure(Number(value)),
      } as never,
      title: { display: true, text: kind.measure } as never,
    },
    y: {
      beginAtZero: true,
      ticks: { maxTicksLimit: 4, callback: (value: string | number) => `${formatMeasure(Number(value))} %` } as never,
    },
  });

  const names = (): string[] => recording?.populations.map(({ name }) => name) ?? [];
  const numbers = (): Numbers => {
    const { edges, counts } = shown ?? { edges: new Float64Array(1), counts: [] };
    const all = [...counts, ...(behind && sameEdges(behind, shown) ? behind.counts : [])];
    return {
      caption: t('{0}: {1} in each bin', kind.title, kind.counted),
      columns: [
        t('from {0}', kind.measure),
        t('to {0}', kind.measure),
        ...names(),
        ...(all.length > counts.length ? names().map((name) => t('{0} before', name)) : []),
      ],
      count: edges.length - 1,
      *rows() {
        for (let bin = 0; bin < edges.length - 1; bin++)
          yield [edges[bin] ?? 0, edges[bin + 1] ?? 0, ...all.map((each) => each[bin] ?? null)];
      },
    };
  };
  const exported = offerExports(view, { name: kind.id, ...drawnChart(view, plot.chart, theme), numbers }, saver);

  const legend = attachLegend(view, () => draw(), memory);

  const draw = (): void => {
    const total = shown?.totals.reduce((sum, each) => sum + each, 0) ?? 0;
    view.empty(total > 0 ? null : kind.nothing);
    if (!shown) return;
    const { palette } = theme();
    const keysOf = (isBehind: boolean): Key[] =>
      names().map((name, at) =>
        isBehind ? { name: t('{0} before', name), ...lookBehind(palette, at) } : { name, ...lookOf(palette, at) },
      );
    const [keys, keysBehind] = [keysOf(false), behind ? keysOf(true) : []];
    legend.show([...keys, ...keysBehind]);
    const lines = (of: Distribution, own: readonly Key[], borderWidth: number) =>
      of.counts.map((counts, at) => ({
        data: steps(of, counts, of.totals[at] ?? 0),
        hidden: !legend.isShown(own[at]?.name ?? ''),
        stepped: 'before' as const,
        borderColor: own[at]?.colour,
        borderWidth,
        borderDash: [...(own[at]?.dash ?? [])],
        pointRadius: 0,
      }));
    // Lines of nothing would lie on the axis.
    const some = (of: Distribution, own: readonly Key[], borderWidth: number) =>
      lines(of, own, borderWidth).filter((_, at) => (of.totals[at] ?? 0) > 0);
    plot.chart.data.datasets = [...some(shown, keys, 1.5), ...(behind ? some(behind, keysBehind, 1) : [])];
    const { x } = plot.chart.options.scales as unknown as { x: { min: number; max: number; type: string } };
    x.type = shown.isLogarithmic ? 'logarithmic' : 'linear';
    const ends = [shown, ...(behind ? [behind] : [])].map(extentOf);
    x.min = Math.min(...ends.map(({ from }) => from));
    x.max = Math.max(...ends.map(({ to }) => to));
    view.note(shown.note);
    view.describe(`${kind.title}. ${shown.note}.`);
    plot.refresh();
    exported.refresh();
  };

  const count = async (): Promise<void> => {
    const own = ++run;
    const range = { fromMs: axis.fromMs, toMs: axis.toMs };
    if (!recording) return;
    const [next, before] = await Promise.all([
      kind.count(recording, range),
      other ? kind.count(other, range) : Promise.resolve(null),
    ]);
    if (own !== run) return;
    [shown, behind] = [next, before];
    draw();
  };

  const keyNow = (): string => `${axis.fromMs} ${axis.toMs}`;
  const countSoon = (afterMs: number): void => {
    clearTimeout(waiting);
    counted = keyNow();
    waiting = setTimeout(() => void count(), afterMs);
  };

  tellUnderPointer(view, plot.box, (across) => {
    if (!shown || shown.edges.length < 2) return '';
    const { edges, counts, totals, isLogarithmic } = shown;
    const { x } = plot.chart.options.scales as unknown as { x: { min: number; max: number } };
    const at = isLogarithmic ? x.min * (x.max / x.min) ** across : x.min + across * (x.max - x.min);
    const bin = edges.findIndex((edge, k) => at >= edge && at < (edges[k + 1] ?? edge));
    if (bin < 0) return '';
    const shares = names().flatMap((name, k) =>
      (totals[k] ?? 0) > 0 ? [`${name} ${formatMeasure(((counts[k]?.[bin] ?? 0) * 100) / (totals[k] ?? 1))} %`] : [],
    );
    const stretch = t('{0} to {1}', formatMeasure(edges[bin] ?? 0), formatMeasure(edges[bin + 1] ?? 0));
    return [stretch, ...shares.slice(0, 4)].join(' · ');
  });

  return {
    element: view.element,
    frame: view,
    recount: () => countSoon(0),
    show(next, before, _around?: Surroundings) {
      [recording, other] = [next, before];
      // Units that send rates have no spikes to take anything between.
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

/** `1,234 intervals, 12 beyond the picture`. */
export function countedInWords(total: number, beyond: number, noun: string): string {
  const all = `${formatCount(total)} ${noun}`;
  return beyond > 0 ? t('{0}, {1} beyond the picture', all, formatCount(beyond)) : all;
}
