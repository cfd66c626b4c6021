// The membrane trace: what a few recorded neurons did between their spikes.
import { type Recording, type Trace } from '../../src/protocol/probe';
import { formatMeasure, formatTimeMs, t } from '../texts';
import { timeChart } from './_chart';
import { thin } from './_decimation';
import { frame, pictureOf } from './_frame';
import { type Plot, type PlotContext, type PlotView } from './_plot';

/** More lines over each other can't be told apart. */
const tracesAtMost = 4;

/** The first trace of each population, then the others, as long as they are of the same variable. */
function chooseTraces({ traces }: Recording): readonly Trace[] {
  const [first] = traces;
  const alike = traces.filter(({ variable, unit }) => variable === first?.variable && unit === first.unit);
  const leaders = alike.filter(
    (trace, at) => alike.findIndex(({ population }) => population === trace.population) === at,
  );
  return [...leaders, ...alike.filter((trace) => !leaders.includes(trace))].slice(0, Math.max(tracesAtMost, 1));
}

const nameOf = ({ population, neuron }: Trace): string => `${population}[${neuron}]`;

function create({ axis, theme }: PlotContext): PlotView {
  let recording: Recording | undefined;
  let traces: readonly Trace[] = [];
  const view = frame('trace', t('Membrane'), axis, () => plot.area());
  const plot = timeChart(view.canvas, 'line', axis, theme, {
    grace: '5%',
    ticks: { maxTicksLimit: 5, callback: (value: string | number) => formatMeasure(Number(value)) } as never,
    title: { display: true, text: '' } as never,
  });

  const redraw = (): void => {
    if (!recording) return;
    const { palette } = theme();
    const { populations } = recording;
    const { left, right } = plot.area();
    const columns = Math.max(100, Math.round(right - left));
    plot.chart.data.datasets = traces.map((trace) => {
      const at = Math.max(
        populations.findIndex(({ name }) => name === trace.population),
        0,
      );
      const alike = traces.filter(({ population }) => population === trace.population);
      return {
        data: thin(trace.values, trace.intervalMs, axis, columns),
        borderColor: palette[at % palette.length],
        // A population's second neuron is dashed: colour alone already says which population.
        borderDash: alike.indexOf(trace) > 0 ? [2 + 2 * alike.indexOf(trace), 3] : [],
        borderWidth: 1,
        pointRadius: 0,
      };
    });
    const unit = traces[0]?.unit ?? '';
    const { y } = plot.chart.options.scales as unknown as { y: { title: { text: string } } };
    y.title.text = unit;
    view.note(
      t(
        'showing {0} of {1} recorded neurons: {2}',
        traces.length,
        recording.traces.length,
        traces.map(nameOf).join(', '),
      ),
    );
    const ranges = traces.map((trace) => {
      const low = trace.values.reduce((least, value) => Math.min(least, value), Infinity);
      const high = trace.values.reduce((most, value) => Math.max(most, value), -Infinity);
      return t('{0} from {1} to {2} {3}', nameOf(trace), formatMeasure(low), formatMeasure(high), unit);
    });
    view.describe(t('Membrane potential over time: {0}.', ranges.join(', ')));
    plot.refresh();
  };

  const readout = (): string => {
    const { cursorMs } = axis;
    if (cursorMs === null) return '';
    const values = traces.map(({ values: samples, intervalMs, population }) => {
      const value = samples[Math.min(Math.round(cursorMs / intervalMs), samples.length - 1)];
      return `${population} ${formatMeasure(value ?? NaN)}`;
    });
    return `${formatTimeMs(cursorMs, Math.min(axis.spanMs, 99))} ms · ${values.join(' · ')} ${traces[0]?.unit ?? ''}`;
  };

  return {
    element: view.element,
    show(next) {
      recording = next;
      traces = chooseTraces(next);
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
    picture: () => pictureOf(view.canvas, theme().background),
  };
}

export default { id: 'trace', order: 3, create } satisfies Plot;
