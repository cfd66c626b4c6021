// Membrane traces of single neurons in one traced pass, step by step, with the threshold.
import { type MembraneTrace } from '../../../src/protocol/live';
import { formatCount, formatMeasure, t } from '../../texts';
import { arrayChart } from '../array/_chart';
import { type Numbers } from '../_csv';
import { drawnChart, offerExports } from '../_exports';
import { frame } from '../_frame';
import { attachLegend } from '../_legend';
import { lookOf } from '../_looks';
import { type StreamPlot } from './_plot';

/** More lines over each other can't be told apart. */
const neuronsAtMost = 6;

export default {
  id: 'live-traces',
  order: 4,
  create({ theme, saver, memory }) {
    let trace: MembraneTrace | null = null;
    const view = frame('live-traces', t('Membrane traces'), '');
    const ticks = { maxTicksLimit: 6, callback: (value: string | number) => formatMeasure(Number(value)) } as never;
    const plot = arrayChart(view.canvas, 'line', theme, {
      x: { ticks, min: 0, title: { display: true, text: t('step') } as never },
      y: { ticks, grace: '5%', title: { display: true, text: 'u' } as never },
    });

    const numbers = (): Numbers => {
      const { neurons, mean } = trace ?? { neurons: [], mean: [] };
      const steps = Math.max(mean.length, ...neurons.map(({ values }) => values.length), 0);
      return {
        caption: t('Membrane traces'),
        columns: [t('step'), t('mean u'), ...neurons.map(({ id }) => t('neuron {0}', id))],
        count: steps,
        *rows() {
          for (let step = 0; step < steps; step++)
            yield [step, mean[step] ?? null, ...neurons.map(({ values }) => values[step] ?? null)];
        },
      };
    };
    const shownParts = { name: 'membrane-traces', ...drawnChart(view, plot.chart, theme), numbers };
    const exported = offerExports(view, shownParts, saver);

    const legend = attachLegend(view, () => redraw(), memory);

    const redraw = (): void => {
      if (!trace) return;
      const { palette, foreground, secondary } = theme();
      const { neurons, mean, threshold } = trace;
      const shown = neurons.slice(0, neuronsAtMost);
      const steps = Math.max(1, mean.length, ...shown.map(({ values }) => values.length));
      const lines = [
        ...shown.map(({ id, values }, at) => ({
          name: t('neuron {0}', id),
          ...lookOf(palette, at),
          ...{ width: 1, values: values.map((y, x) => ({ x, y })) },
        })),
        ...(mean.length > 0
          ? [{ name: t('mean u'), colour: foreground, dash: [], width: 2, values: mean.map((y, x) => ({ x, y })) }]
          : []),
        ...(threshold === null
          ? []
          : [
              {
                ...{ name: t('threshold'), colour: secondary, dash: [6, 3], width: 1 },
                values: [0, steps - 1].map((x) => ({ x, y: threshold })),
              },
            ]),
      ];
      legend.show(lines);
      plot.chart.data.datasets = lines.map(({ name, colour, dash, width, values }) => ({
        data: values,
        ...{ borderColor: colour, borderDash: dash, borderWidth: width, pointRadius: 0 },
        hidden: !legend.isShown(name),
      }));
      const { x } = plot.chart.options.scales as unknown as { x: { max: number } };
      x.max = steps - 1;
      const { min, max } = trace.range;
      const said = [
        t('{0} of {1} neurons and their mean', formatCount(shown.length), formatCount(neurons.length)),
        ...(min === null || max === null ? [] : [t('{0} to {1}', formatMeasure(min), formatMeasure(max))]),
        ...(threshold === null ? [] : [t('threshold {0}', formatMeasure(threshold))]),
        ...(trace.strange > 0 ? [t('{0} values are no numbers', formatCount(trace.strange))] : []),
      ].join(', ');
      view.note(said);
      view.describe(t('Membrane potential over steps. {0}.', said));
      plot.refresh();
      exported.refresh();
    };

    return {
      element: view.element,
      show({ state }) {
        trace = state.readings.membrane?.value ?? null;
        view.element.hidden = trace === null || (trace.neurons.length === 0 && trace.mean.length === 0);
        if (!view.element.hidden) redraw();
      },
      redraw: () => {
        if (!view.element.hidden) redraw();
      },
      drawCursor: () => undefined,
    };
  },
} satisfies StreamPlot;
