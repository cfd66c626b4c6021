// The membrane trace: what a few recorded neurons did between their spikes.
import { type Recording, type Trace } from '../../../src/protocol/probe';
import { formatMeasure, formatTimeMs, t } from '../../texts';
import { keptText } from '../../memory';
import { choice } from '../../ui/choice';
import { timeChart } from './_timeChart';
import { timeFrame } from './_timeFrame';
import { extremes, thin } from './_decimation';
import { drawnChart, offerExports } from '../_exports';
import { attachLegend } from '../_legend';
import { lookOf } from '../_looks';
import { type Plot, type PlotContext, type PlotView } from './_plot';
import { sampledNumbers } from './_samples';

/** More lines over each other can't be told apart. */
const tracesAtMost = 4;
const oneOfEach = 'one of each';

const key = (trace: Trace): string => `${trace.population} ${trace.neuron} ${trace.variable}`;

/** The first trace of each population, as long as they are of the same variable; or the one that was asked for. */
function chooseTraces({ traces }: Recording, chosen: string): readonly Trace[] {
  const [first] = traces;
  const asked = traces.find((trace) => key(trace) === chosen);
  if (asked) return [asked];
  return traces
    .filter(({ variable, unit }) => variable === first?.variable && unit === first.unit)
    .filter(({ population }, at, alike) => alike.findIndex((other) => other.population === population) === at)
    .slice(0, tracesAtMost);
}

const nameOf = ({ population, neuron }: Trace): string => `${population}[${neuron}]`;

function create({ axis, theme, saver, memory }: PlotContext): PlotView {
  let recording: Recording | undefined;
  let traces: readonly Trace[] = [];
  let chosen = keptText(memory?.recall('trace') ?? {}, 'neuron', oneOfEach);
  const view = timeFrame('trace', t('Membrane'), axis, () => plot.area());
  const plot = timeChart(view.canvas, 'line', axis, theme, {
    grace: '5%',
    ticks: { maxTicksLimit: 5, callback: (value: string | number) => formatMeasure(Number(value)) } as never,
    title: { display: true, text: '' } as never,
  });

  const numbers = () =>
    sampledNumbers(
      t('Recorded values'),
      t('time (ms)'),
      traces.map((trace) => ({ ...trace, name: nameOf(trace) })),
      axis,
    );
  const exported = offerExports(view, { name: 'membrane', ...drawnChart(view, plot.chart, theme), numbers }, saver);

  const legend = attachLegend(view, () => redraw(), memory);

  const redraw = (): void => {
    if (!recording) return;
    const { palette } = theme();
    const { populations } = recording;
    const { left, right } = plot.area();
    const columns = Math.max(100, Math.round(right - left));
    const look = (trace: Trace) =>
      lookOf(
        palette,
        Math.max(
          populations.findIndex(({ name }) => name === trace.population),
          0,
        ),
      );
    legend.show(traces.map((trace) => ({ name: nameOf(trace), ...look(trace) })));
    plot.chart.data.datasets = traces.map((trace) => {
      const { colour, dash } = look(trace);
      return {
        hidden: !legend.isShown(nameOf(trace)),
        data: thin(trace.values, trace.intervalMs, axis, columns),
        borderColor: colour,
        borderDash: dash,
        borderWidth: 1,
        pointRadius: 0,
      };
    });
    const unit = traces[0]?.unit ?? '';
    const { y } = plot.chart.options.scales as unknown as { y: { title: { text: string } } };
    // Without a unit the variable's name tells what it is.
    y.title.text = unit === '' && traces[0]?.isMembrane === false ? traces[0].variable : unit;
    const [only] = traces;
    const counted = t('{0} of {1} recorded', traces.length, recording.traces.length);
    view.note(traces.length === 1 && only ? `${nameOf(only)}, ${counted}` : counted);
    const ranges = traces.map((trace) => {
      const { low, high } = extremes(trace.values);
      return t('{0} from {1} to {2} {3}', nameOf(trace), formatMeasure(low), formatMeasure(high), unit);
    });
    view.describe(t('Membrane potential over time: {0}.', ranges.join(', ')));
    plot.refresh();
    exported.refresh();
  };

  /** The choice between neurons, where there is one. */
  const offer = (all: readonly Trace[]): void => {
    const items = [
      { value: oneOfEach, text: t('one of each') },
      ...all.map((each) => ({ value: key(each), text: nameOf(each) })),
    ];
    if (!items.some(({ value }) => value === chosen)) chosen = oneOfEach;
    const onChange = (value: string): void => {
      chosen = value;
      memory?.keep('trace', { neuron: value });
      if (recording) traces = chooseTraces(recording, chosen);
      redraw();
    };
    const control = choice({ label: t('Neuron'), items, value: chosen, onChange });
    view.tools.replaceChildren(...(all.length > traces.length || chosen !== oneOfEach ? [control.element] : []));
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
    return `${formatTimeMs(cursorMs, Math.min(axis.spanMs, 99))} ms · ${values.join(' · ')} ${traces[0]?.unit ?? ''}`;
  };

  return {
    element: view.element,
    show(next) {
      recording = next;
      traces = chooseTraces(next, chosen);
      offer(next.traces);
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

export default { id: 'trace', order: 3, create } satisfies Plot;
