// The rate curve: how often the neurons of each population fire, bin by bin.
import { type Recording } from '../../../src/protocol/probe';
import { keptText } from '../../memory';
import { choice } from '../../ui/choice';
import { toggle } from '../../ui/toggle';
import { formatMeasure, formatTimeMs, t } from '../../texts';
import { timeChart } from './_timeChart';
import { timeFrame } from './_timeFrame';
import { type Numbers } from '../_csv';
import { drawnChart, offerExports } from '../_exports';
import { type Key } from '../_heading';
import { attachLegend } from '../_legend';
import { lookBehind, lookOf } from '../_looks';
import { type Plot, type PlotContext, type PlotView, type Surroundings } from './_plot';
import { bandsOf, tinted } from './_bands';
import {
  automaticBinMs,
  averaged,
  middles,
  rateCurves,
  smoothedBinMs,
  smoothedCurves,
  staircase,
  together,
  type RateCurves,
} from './_rate';
import { withUnit } from './_samples';

const widthsMs = [1, 2, 5, 10, 20, 50, 100];
const automatic = 'automatic';
/** Widths of the Gaussian, as its standard deviation. */
const sigmasMs = [2, 5, 10, 20, 50];

const peak = (ratesHz: Float64Array = new Float64Array(0)): number =>
  ratesHz.reduce((most, rate) => Math.max(most, rate), 0);

function create({ axis, theme, saver, memory }: PlotContext): PlotView {
  let recording: Recording | undefined;
  let other: Recording | undefined;
  const kept = keptText(memory?.recall('rate') ?? {}, 'bin', automatic);
  let chosen = widthsMs.includes(Number(kept)) ? kept : automatic;
  const keptSigma = Number(memory?.recall('rate')['sigmaMs']);
  let sigmaMs = sigmasMs.includes(keptSigma) ? keptSigma : 0;
  let isTogether = memory?.recall('rate')['together'] === true;
  let isMean = memory?.recall('rate')['mean'] === true;
  let around: Surroundings = { about: [], expected: [], trials: [] };
  let curve: RateCurves | undefined;
  let before: RateCurves | undefined;
  let spread: readonly Float64Array[] | null = null;
  const view = timeFrame('rate', t('Rate'), axis, () => plot.area());
  const plot = timeChart(view.canvas, 'line', axis, theme, {
    beginAtZero: true,
    ticks: { maxTicksLimit: 5, callback: (value: string | number) => formatMeasure(Number(value)) } as never,
    title: { display: true, text: t('spikes/s') } as never,
  });

  const namesOf = (): string[] =>
    isTogether ? [t('all neurons')] : (recording?.populations.map(({ name }) => name) ?? []);
  const numbers = (): Numbers => {
    const { startMs, binMs, ratesHz } = curve ?? { startMs: 0, binMs: 1, ratesHz: [] };
    const unit = (recording?.rated?.length ?? 0) > 0 ? '' : t('spikes/s');
    const names = namesOf();
    const all = [...ratesHz, ...(spread ?? []), ...(before?.ratesHz ?? [])];
    const count = ratesHz[0]?.length ?? 0;
    const edge = (bin: number): number => Number((startMs + bin * binMs).toPrecision(12));
    return {
      caption: t('Rate in bins of {0} ms', formatMeasure(binMs)),
      columns: [
        t('from (ms)'),
        t('to (ms)'),
        ...names.map((name) => withUnit(name, unit)),
        ...(spread ? names.map((name) => withUnit(t('{0} standard deviation', name), unit)) : []),
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
    const automaticMs = sigmaMs > 0 ? smoothedBinMs(sigmaMs, axis.spanMs, dtMs) : automaticBinMs(axis.spanMs, dtMs);
    const binMs = chosen === automatic ? automaticMs : Number(chosen);
    const curvesOf = (of: Recording): RateCurves => {
      const own = sigmaMs > 0 ? smoothedCurves(of, axis, binMs, sigmaMs) : rateCurves(of, axis, binMs);
      return isTogether ? together(own, of.populations) : own;
    };
    const trials = isMean && around.trials.length > 0 ? [recording, ...around.trials] : [];
    const mean = trials.length > 0 ? averaged(trials.map(curvesOf)) : null;
    spread = mean?.sdHz ?? null;
    const shown = (curve = mean?.mean ?? curvesOf(recording));
    const { palette } = theme();
    const keysOf = (isBehind: boolean): Key[] =>
      namesOf().map((name, at) => {
        const look = (isBehind ? lookBehind : lookOf)(isTogether ? [theme().foreground] : palette, at);
        return { name: isBehind ? t('{0} before', name) : name, ...look };
      });
    const points = (ratesHz: Float64Array, curves: RateCurves) =>
      sigmaMs > 0 ? middles(ratesHz, curves, ms) : staircase(ratesHz, curves, ms);
    const stepped = sigmaMs > 0 ? (false as const) : ('before' as const);
    const lines = (curves: RateCurves, keys: readonly Key[], borderWidth: number) =>
      curves.ratesHz.map((ratesHz, at) => ({
        data: points(ratesHz, curves),
        hidden: !legend.isShown(keys[at]?.name ?? ''),
        stepped,
        borderColor: keys[at]?.colour,
        borderWidth,
        borderDash: [...(keys[at]?.dash ?? [])],
        pointRadius: 0,
      }));
    /** Each the upper and the lower edge of an area. */
    const spreads = (keys: readonly Key[]) =>
      (spread ?? []).flatMap((sd, at) => {
        const rates = shown.ratesHz[at] ?? new Float64Array(0);
        const edge = (sign: number) => ({
          data: points(
            rates.map((rate, bin) => rate + sign * (sd[bin] ?? 0)),
            shown,
          ),
          hidden: !legend.isShown(keys[at]?.name ?? ''),
          stepped,
          borderWidth: 0,
          pointRadius: 0,
        });
        return [{ ...edge(1), fill: '+1', backgroundColor: tinted(keys[at]?.colour ?? '') }, edge(-1)];
      });
    // The run that this one is held against, behind it.
    before = other && curvesOf(other);
    const [keys, keysBehind] = [keysOf(false), before ? keysOf(true) : []];
    const top = Math.max(0, ...shown.ratesHz.map(peak));
    const bands = bandsOf(around.expected, populations, axis, palette, top);
    legend.show([...keys, ...keysBehind, ...bands.map(({ key }) => key)]);
    const behind = before ? lines(before, keysBehind, 1) : [];
    const areas = bands.flatMap(({ key, edges }) =>
      edges.map((edge) => ({ ...edge, hidden: !legend.isShown(key.name) })),
    );
    plot.chart.data.datasets = [...lines(shown, keys, 1.5), ...behind, ...spreads(keys), ...areas];
    const sendsRates = (recording.rated?.length ?? 0) > 0;
    const { y } = plot.chart.options.scales as unknown as { y: { title: { text: string } } };
    // A rate that units send stands in the unit that the script has for it.
    y.title.text = sendsRates ? t('rate') : t('spikes/s');
    const parts = [
      sendsRates ? t('mean of the units') : t('per neuron'),
      t('bins of {0} ms', formatMeasure(binMs)),
      ...(sigmaMs > 0 ? [t('Gaussian, σ {0} ms', formatMeasure(sigmaMs))] : []),
      ...(mean ? [t('mean of {0} seeds ± SD', trials.length)] : []),
    ];
    view.note(parts.join(', '));
    const peaks = namesOf().map((name, at) => `${name} ${formatMeasure(peak(shown.ratesHz[at]))}`);
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
  const smoothing = choice({
    label: t('Smoothing'),
    items: [
      { value: '0', text: t('unsmoothed') },
      ...sigmasMs.map((sigma) => ({ value: String(sigma), text: t('σ {0} ms', sigma) })),
    ],
    value: String(sigmaMs),
    onChange: (value) => {
      sigmaMs = Number(value);
      memory?.keep('rate', { sigmaMs });
      redraw();
    },
  });
  const sum = toggle({
    label: t('All'),
    hint: t('One curve for all neurons, instead of one for each population'),
    isOn: isTogether,
    onChange: (isOn) => {
      isTogether = isOn;
      memory?.keep('rate', { together: isOn });
      redraw();
    },
  });
  const average = toggle({
    label: t('Mean of seeds'),
    hint: t('The mean over the runs that differ in their seed alone'),
    isOn: isMean,
    onChange: (isOn) => {
      isMean = isOn;
      memory?.keep('rate', { mean: isOn });
      redraw();
    },
  });
  const bin = choice({ label: t('Bin width'), items, value: chosen, onChange });
  view.tools.append(average.element, sum.element, smoothing.element, bin.element);

  const readout = (): string => {
    const { cursorMs } = axis;
    if (cursorMs === null || !recording || !curve) return '';
    const { startMs, binMs, ratesHz } = curve;
    const bin = Math.min(Math.floor((cursorMs - startMs) / binMs), (ratesHz[0]?.length ?? 1) - 1);
    const rates = namesOf().flatMap((name, at) =>
      legend.isShown(name) ? [`${name} ${formatMeasure(ratesHz[at]?.[bin] ?? 0)}`] : [],
    );
    const unit = (recording.rated?.length ?? 0) > 0 ? '' : ` ${t('spikes/s')}`;
    return `${formatTimeMs(cursorMs, Math.min(axis.spanMs, 99))} ms · ${rates.slice(0, 4).join(' · ')}${unit}`;
  };

  return {
    element: view.element,
    show(next, behind, given) {
      recording = next;
      other = behind;
      around = given ?? { about: [], expected: [], trials: [] };
      average.element.hidden = around.trials.length === 0;
      sum.element.hidden = next.populations.length < 2;
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
