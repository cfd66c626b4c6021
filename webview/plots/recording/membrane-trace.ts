// The membrane trace: what a few neurons did between their spikes, with threshold and reset, and where they fired.
import { type About, type Recording, type Trace, type TracedNeuron } from '../../../src/protocol/probe';
import { formatMeasure, t } from '../../texts';
import { keptText, keptTexts } from '../../memory';
import { choice } from '../../ui/choice';
import { toggle } from '../../ui/toggle';
import { timeChart } from './_timeChart';
import { timeFrame } from './_timeFrame';
import { firstAtOrAfter } from './_binning';
import { extremes, thin } from './_decimation';
import { drawnChart, offerExports } from '../_exports';
import { type Key } from '../_heading';
import { attachLegend } from '../_legend';
import { lookBehind, lookOf, type Look } from '../_looks';
import { neuronPicker } from './_neuronPicker';
import { type Plot, type PlotContext, type PlotView } from './_plot';
import { sampledNumbers } from './_samples';
import { asked, chooseTraces, keyOf, levelsOf, nameOf, oneOfEach, spikesOfTraces, type Level } from './_traces';

const id = 'trace';
/** Of more marks one sees none. */
const marksAtMost = 400;
const markPx = 4;

function create({ axis, theme, saver, memory, trace: record }: PlotContext): PlotView {
  let recording: Recording | undefined;
  let traces: readonly Trace[] = [];
  let behind: readonly Trace[] = [];
  let about: readonly About[] = [];
  let spikes: readonly Float64Array[] = [];
  const kept = memory?.recall(id) ?? {};
  let chosen = keptText(kept, 'neuron', oneOfEach);
  let wanted = keptTexts(kept, 'wanted');
  const view = timeFrame(id, t('Membrane'), axis, () => plot.area());
  const plot = timeChart(view.canvas, 'line', axis, theme, {
    grace: '5%',
    ticks: { maxTicksLimit: 5, callback: (value: string | number) => formatMeasure(Number(value)) } as never,
    title: { display: true, text: '' } as never,
  });

  const numbers = () =>
    sampledNumbers(
      t('Recorded values'),
      axis.words.column(),
      [
        ...traces.map((trace) => ({ ...trace, name: nameOf(trace) })),
        ...behind.map((trace) => ({ ...trace, name: t('{0} before', nameOf(trace)) })),
      ],
      axis,
    );
  const exported = offerExports(view, { name: 'membrane', ...drawnChart(view, plot.chart, theme), numbers }, saver);

  const legend = attachLegend(view, () => redraw(), memory);

  /** By population as long as each has one line; else each line its own. */
  const looks = (): ((trace: Trace, isBehind?: boolean) => Look) => {
    const { palette } = theme();
    const names = traces.map(({ population }) => population);
    const isOneOfEach = new Set(names).size === names.length;
    const places = recording?.populations.map(({ name }) => name) ?? [];
    return (trace, isBehind = false) => {
      const at = isOneOfEach
        ? places.indexOf(trace.population)
        : traces.findIndex((each) => keyOf(each) === keyOf(trace));
      return (isBehind ? lookBehind : lookOf)(palette, Math.max(at, 0));
    };
  };

  const levelName = ({ kind, value, population }: Level): string => {
    const what = kind === 'threshold' ? t('threshold') : t('reset');
    const amount = `${formatMeasure(value)} ${traces[0]?.unit ?? ''}`.trim();
    return population === null ? `${what} ${amount}` : `${population} ${what} ${amount}`;
  };

  /** Where the neuron fired, at the height of its threshold or of its highest sample. */
  const marksOf = (trace: Trace, times: Float64Array, levels: readonly Level[]) => {
    const from = firstAtOrAfter(times, axis.fromMs);
    const to = firstAtOrAfter(times, axis.toMs);
    if (to - from > marksAtMost) return [];
    const own = levels.find(
      ({ kind, population }) => kind === 'threshold' && (population === null || population === trace.population),
    );
    const y = own?.value ?? extremes(trace.values).high;
    return Array.from(times.subarray(from, to), (x) => ({ x, y }));
  };

  const redraw = (): void => {
    if (!recording) return;
    const { left, right } = plot.area();
    const columns = Math.max(100, Math.round(right - left));
    const look = looks();
    const levels = levelsOf(traces, about);
    const { secondary } = theme();
    const levelKeys = levels.map((level): Key => ({
      name: levelName(level),
      colour: secondary,
      dash: level.kind === 'threshold' ? [6, 3] : [2, 3],
    }));
    const keysBehind = behind.map((trace): Key => ({ name: t('{0} before', nameOf(trace)), ...look(trace, true) }));
    legend.show([...traces.map((trace) => ({ name: nameOf(trace), ...look(trace) })), ...keysBehind, ...levelKeys]);
    const line = (trace: Trace, name: string, { colour, dash }: Look) => ({
      hidden: !legend.isShown(name),
      data: thin(trace.values, trace.intervalMs, axis, columns),
      borderColor: colour,
      borderDash: dash,
      borderWidth: 1,
      pointRadius: 0,
    });
    const marks = traces.map((trace, at) => ({
      hidden: !legend.isShown(nameOf(trace)),
      data: marksOf(trace, spikes[at] ?? new Float64Array(0), levels),
      showLine: false,
      pointStyle: 'triangle' as const,
      pointRadius: markPx,
      pointBackgroundColor: look(trace).colour,
      pointBorderColor: theme().background,
      pointBorderWidth: 1,
      clip: false as const,
    }));
    const lines = levels.map((level, at) => ({
      hidden: !legend.isShown(levelName(level)),
      data: [axis.fromMs, axis.toMs].map((x) => ({ x, y: level.value })),
      borderColor: secondary,
      borderDash: [...(levelKeys[at]?.dash ?? [])],
      borderWidth: 1,
      pointRadius: 0,
    }));
    plot.chart.data.datasets = [
      ...marks,
      ...traces.map((trace) => line(trace, nameOf(trace), look(trace))),
      ...behind.map((trace, at) => line(trace, keysBehind[at]?.name ?? '', look(trace, true))),
      ...lines,
    ];
    const unit = traces[0]?.unit ?? '';
    const { y } = plot.chart.options.scales as unknown as { y: { title: { text: string } } };
    // Without a unit the variable's name tells what it is.
    y.title.text = unit === '' && traces[0]?.isMembrane === false ? traces[0].variable : unit;
    const [only] = traces;
    const counted = t('{0} of {1} recorded', traces.length, recording.traces.length);
    view.note(traces.length === 1 && only ? `${nameOf(only)}, ${counted}` : counted);
    const ranges = traces.map((trace, at) => {
      const { low, high } = extremes(trace.values);
      const range = t('{0} from {1} to {2} {3}', nameOf(trace), formatMeasure(low), formatMeasure(high), unit);
      return `${range}, ${t('{0} spikes', spikes[at]?.length ?? 0)}`;
    });
    const lineWords = levels.map(levelName).join(', ');
    view.describe(`${t('Membrane potential over time: {0}.', ranges.join('; '))} ${lineWords}`.trim());
    plot.refresh();
    exported.refresh();
  };

  const choose = (): void => {
    if (!recording) return;
    traces = chooseTraces(recording, chosen, wanted);
    spikes = spikesOfTraces(recording, traces);
    redraw();
  };

  const pick = (neuron: TracedNeuron): void => {
    const name = nameOf(neuron);
    wanted = [...wanted.filter((each) => each !== name), name];
    chosen = asked;
    memory?.keep(id, { neuron: chosen, wanted });
    if (recording?.traces.some((trace) => nameOf(trace) === name)) {
      offer();
      choose();
    } else record?.(neuron);
  };
  const picker = neuronPicker(pick);
  const adding = toggle({
    label: t('Trace …'),
    hint: t('Trace more neurons: the network is run again'),
    isOn: false,
    onChange: (isOn) => picker.setOpen(isOn),
  });
  view.element.insertBefore(picker.element, view.picture);

  /** The choice between neurons, where there is one. */
  const offer = (): void => {
    const all = recording?.traces ?? [];
    const isRecorded = (name: string): boolean => all.some((trace) => nameOf(trace) === name);
    const items = [
      { value: oneOfEach, text: t('one of each') },
      ...(wanted.some(isRecorded) ? [{ value: asked, text: t('asked for') }] : []),
      ...all.map((each) => ({ value: keyOf(each), text: nameOf(each) })),
    ];
    const value = items.some((each) => each.value === chosen) ? chosen : oneOfEach;
    const onChange = (next: string): void => {
      chosen = next;
      memory?.keep(id, { neuron: next });
      choose();
    };
    const control = choice({ label: t('Neuron'), items, value, onChange });
    view.tools.replaceChildren(
      ...(items.length > 2 ? [control.element] : []),
      ...(record && all.length > 0 ? [adding.element] : []),
    );
  };

  const readout = (): string => {
    const { cursorMs } = axis;
    if (cursorMs === null) return '';
    const shown = traces.filter((trace) => legend.isShown(nameOf(trace)));
    const values = shown.map((trace) => {
      const { values: samples, intervalMs } = trace;
      const value = samples[Math.min(Math.round(cursorMs / intervalMs), samples.length - 1)];
      return `${nameOf(trace)} ${formatMeasure(value ?? NaN)}`;
    });
    return `${axis.words.moment(cursorMs, axis.spanMs)} · ${values.join(' · ')} ${traces[0]?.unit ?? ''}`;
  };

  return {
    element: view.element,
    show(next, other, around) {
      recording = next;
      about = around?.about ?? [];
      picker.show(next.populations);
      offer();
      traces = chooseTraces(next, chosen, wanted);
      spikes = spikesOfTraces(next, traces);
      behind = traces.flatMap((trace) => other?.traces.find((each) => keyOf(each) === keyOf(trace)) ?? []);
      view.element.hidden = traces.length === 0;
      if (traces.length > 0) redraw();
    },
    redraw: () => {
      if (traces.length > 0) redraw();
    },
    drawCursor: () => {
      plot.chart.draw();
      view.readout(readout());
    },
  };
}

export default { id, order: 3, create } satisfies Plot;
