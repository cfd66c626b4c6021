// The rate curve: how often the neurons of each population fire, bin by bin.
import { type Recording } from '../../../src/protocol/probe';
import { keptText } from '../../memory';
import { choice } from '../../ui/choice';
import { formatMeasure, formatTimeMs, t } from '../../texts';
import { timeChart } from './_timeChart';
import { timeFrame } from './_timeFrame';
import { type Numbers } from '../_csv';
import { drawnChart, offerExports } from '../_exports';
import { type Key } from '../_heading';
import { attachLegend } from '../_legend';
import { lookBehind, lookOf } from '../_looks';
import { type Plot, type PlotContext, type PlotView } from './_plot';
import { automaticBinMs, rateCurves, staircase, type RateCurves } from './_rate';
import { withUnit } from './_samples';

const widthsMs = [1, 2, 5, 10, 20, 50, 100];
const automatic = 'automatic';

const peak = (ratesHz: Float64Array = new Float64Array(0)): number =>
  ratesHz.reduce((most, rate) => Math.max(most, rate), 0);

function create({ axis, theme, saver, memory }: PlotContext): PlotView {
  let recording: Recording | undefined;
  let other: Recording | undefined;
  const kept = keptText(memory?.recall('rate') ?? {}, 'bin', automatic);
  let chosen = widthsMs.includes(Number(kept)) ? kept : automatic;
  let curve: RateCurves | undefined;
  let before: RateCurves | undefined;
  const view = timeFrame('rate', t('Rate'), axis, () => plot.area());
  const plot = timeChart(view.canvas, 'line', axis, theme, {
    beginAtZero: true,
    ticks: { maxTicksLimit: 5, callback: (value: string | number) => formatMeasure(Number(value)) } as never,
    title: { display: true, text: t('spikes/s') } as never,
  });

  const numbers = (): Numbers => {
    const { startMs, binMs, ratesHz } = curve ?? { startMs: 0, binMs: 1, ratesHz: [] };
    const unit = (recording?.rated?.length ?? 0) > 0 ? '' : t('spikes/s');
    const names = recording?.populations.map(({ name }) => name) ?? [];
    const all = [...ratesHz, ...(before?.ratesHz ?? [])];
    const count = ratesHz[0]?.length ?? 0;
    const edge = (bin: number): number => Number((startMs + bin * binMs).toPrecision(12));
    return {
      caption: t('Rate in bins of {0} ms', formatMeasure(binMs)),
      columns: [
        t('from (ms)'),
        t('to (ms)'),
        ...names.map((name) => withUnit(name, unit)),
        ...(before ? names.map((name) => withUnit(t('{0} before', name), unit)) : []),
      ],
      count,
      *rows() {
        for (let bin = 0; bin < count; bin++) {
          const to = Math.min(edge(bin + 1), recording?.ms ?? Infinity);
          yield [edge(bin), to, ...all.map((rates) => rates[bin] ?? null)];
        }
      },
    };
  };
  const exported = offerExports(view, { name: 'rate', ...drawnChart(view, plot.chart, theme), numbers }, saver);

  const legend = attachLegend(view, () => redraw(), memory);

  const redraw = (): void => {
    if (!recording) return;
    const { populations, ms, dtMs } = recording;
    const binMs = chosen === automatic ? automaticBinMs(axis.spanMs, dtMs) : Number(chosen);
    const shown = (curve = rateCurves(recording, axis, binMs));
    const { palette } = theme();
    const keysOf = (isBehind: boolean): Key[] =>
      populations.map(({ name }, at) =>
        isBehind ? { name: t('{0} before', name), ...lookBehind(palette, at) } : { name, ...lookOf(palette, at) },
      );
    const lines = (curves: RateCurves, keys: readonly Key[], borderWidth: number) =>
      curves.ratesHz.map((ratesHz, at) => ({
        data: staircase(ratesHz, curves, ms),
        hidden: !legend.isShown(keys[at]?.name ?? ''),
        stepped: 'before' as const,
        borderColor: keys[at]?.colour,
        borderWidth,
        borderDash: [...(keys[at]?.dash ?? [])],
        pointRadius: 0,
      }));
    // The run that this one is held against, behind it.
    before = other && rateCurves(other, axis, binMs);
    const [keys, keysBehind] = [keysOf(false), before ? keysOf(true) : []];
    legend.show([...keys, ...keysBehind]);
    const behind = before ? lines(before, keysBehind, 1) : [];
    plot.chart.data.datasets = [...lines(shown, keys, 1.5), ...behind];
    const sendsRates = (recording.rated?.length ?? 0) > 0;
    const { y } = plot.chart.options.scales as unknown as { y: { title: { text: string } } };
    // A rate that units send stands in the unit that the script has for it.
    y.title.text = sendsRates ? t('rate') : t('spikes/s');
    view.note(
      sendsRates
        ? t('mean of the units, in bins of {0} ms', formatMeasure(binMs))
        : t('per neuron, in bins of {0} ms', formatMeasure(binMs)),
    );
    const peaks = populations.map(({ name }, at) => `${name} ${formatMeasure(peak(shown.ratesHz[at]))}`);
    view.describe(
      sendsRates
        ? t('Mean rate over time in bins of {0} ms. Highest: {1}.', formatMeasure(binMs), peaks.join(', '))
        : t(
            'Rate over time in bins of {0} ms. Highest: {1} spikes per second.',
            formatMeasure(binMs),
            peaks.join(', '),
          ),
    );
    plot.refresh();
    exported.refresh();
  };

  const items = [
    { value: automatic, text: t('automatic') },
    ...widthsMs.map((widthMs) => ({ value: String(widthMs), text: `${widthMs} ms` })),
  ];
  const onChange = (value: string): void => {
    chosen = value;
    memory?.keep('rate', { bin: value });
    redraw();
  };
  view.tools.append(choice({ label: t('Bin width'), items, value: chosen, onChange }).element);

  const readout = (): string => {
    const { cursorMs } = axis;
    if (cursorMs === null || !recording || !curve) return '';
    const { startMs, binMs, ratesHz } = curve;
    const bin = Math.min(Math.floor((cursorMs - startMs) / binMs), (ratesHz[0]?.length ?? 1) - 1);
    const rates = recording.populations.flatMap(({ name }, at) =>
      legend.isShown(name) ? [`${name} ${formatMeasure(ratesHz[at]?.[bin] ?? 0)}`] : [],
    );
    const unit = (recording.rated?.length ?? 0) > 0 ? '' : ` ${t('spikes/s')}`;
    return `${formatTimeMs(cursorMs, Math.min(axis.spanMs, 99))} ms · ${rates.slice(0, 4).join(' · ')}${unit}`;
  };

  return {
    element: view.element,
    show(next, behind) {
      recording = next;
      other = behind;
      redraw();
    },
    redraw,
    drawCursor: () => {
      plot.chart.draw();
      view.readout(readout());
    },
  };
}

export default { id: 'rate', order: 2, create } satisfies Plot;
