// How many connections neurons receive and send, as two outlines over each other.
import { type DegreeHistogram } from '../../../src/protocol/weights';
import { formatCount, formatMeasure, t } from '../../texts';
import { type Numbers } from '../_csv';
import { drawnChart, offerExports } from '../_exports';
import { frame } from '../_frame';
import { arrayChart } from '../array/_chart';
import { tellUnderPointer } from '../array/_pointing';
import { outline } from './_outline';
import { type WeightContext, type WeightPlotView } from './_plot';

export interface Degrees {
  readonly incoming: DegreeHistogram;
  readonly outgoing: DegreeHistogram;
}

const binsOf = ({ first, width, counts }: DegreeHistogram): (readonly [number, number])[] =>
  Array.from(counts, (_, bin) => [first + bin * width - 0.5, first + (bin + 1) * width - 0.5] as const);

const binAt = ({ first, width, counts }: DegreeHistogram, degree: number): number =>
  counts[Math.floor((degree - first) / width)] ?? 0;

export function degrees({ theme, saver }: WeightContext): WeightPlotView<Degrees> {
  let shown: Degrees | undefined;
  const view = frame('degrees', t('Degrees'), t('The numbers stand in the table below the picture.'));
  const plot = arrayChart(view.canvas, 'line', theme, {
    x: {
      ticks: {
        maxTicksLimit: 9,
        precision: 0,
        callback: (value: string | number) => formatCount(Number(value)),
      } as never,
      title: { display: true, text: t('connections of a neuron') } as never,
    },
    y: {
      ticks: {
        maxTicksLimit: 5,
        precision: 0,
        callback: (value: string | number) => formatCount(Number(value)),
      } as never,
      title: { display: true, text: t('neurons') } as never,
    },
  });
  const names = { incoming: t('received'), outgoing: t('sent') };

  const numbers = (): Numbers => ({
    caption: t('Neurons by their number of connections'),
    columns: [t('direction'), t('from'), t('to'), t('neurons')],
    count: shown ? shown.incoming.counts.length + shown.outgoing.counts.length + 2 : 0,
    *rows() {
      for (const side of ['incoming', 'outgoing'] as const) {
        const of = shown?.[side];
        if (!of) continue;
        yield [names[side], 0, 0, of.none];
        for (const [bin, count] of of.counts.entries())
          yield [names[side], of.first + bin * of.width, of.first + (bin + 1) * of.width - 1, count];
      }
    },
  });
  const exported = offerExports(view, { name: 'degrees', ...drawnChart(view, plot.chart, theme), numbers }, saver);

  const redraw = (): void => {
    if (!shown) return;
    const { palette, foreground } = theme();
    const looks = {
      incoming: { colour: palette[2] ?? foreground, dash: [] as number[] },
      outgoing: { colour: palette[3] ?? foreground, dash: [5, 3] },
    };
    const line = (side: 'incoming' | 'outgoing', of: DegreeHistogram) => ({
      data: outline(binsOf(of), of.counts),
      borderColor: looks[side].colour,
      borderDash: looks[side].dash,
      borderWidth: 1.5,
      pointRadius: 0,
    });
    plot.chart.data.datasets = [line('incoming', shown.incoming), line('outgoing', shown.outgoing)];
    const ends = [shown.incoming, shown.outgoing].flatMap((of) => binsOf(of).flat());
    const { x, y } = plot.chart.options.scales as unknown as Record<'x' | 'y', { min: number; max: number }>;
    x.min = Math.max(0, Math.floor(Math.min(...ends) - 0.5));
    x.max = Math.ceil(Math.max(...ends) + 0.5);
    y.min = 0;
    view.setKeys((['incoming', 'outgoing'] as const).map((side) => ({ name: names[side], ...looks[side] })));
    plot.refresh();
  };

  tellUnderPointer(view, plot.box, (across) => {
    if (!shown) return '';
    const { min, max } = plot.chart.options.scales?.['x'] as unknown as { min: number; max: number };
    const degree = Math.round(min + across * (max - min));
    return t(
      '{0}: received by {1}, sent by {2}',
      formatCount(degree),
      formatCount(binAt(shown.incoming, degree)),
      formatCount(binAt(shown.outgoing, degree)),
    );
  });

  return {
    element: view.element,
    show(next) {
      shown = next;
      const { incoming, outgoing } = next;
      const isEmpty = incoming.counts.length === 0;
      view.empty(isEmpty ? t('There is no connection.') : null);
      exported.setHidden(isEmpty);
      const side = (name: string, { mean, sd, none, neurons }: DegreeHistogram): string =>
        [
          t('{0}: {1} ± {2}', name, formatMeasure(mean), formatMeasure(sd)),
          ...(none > 0 ? [t('{0} of {1} neurons none', formatCount(none), formatCount(neurons))] : []),
        ].join(', ');
      const told = [side(names.incoming, incoming), side(names.outgoing, outgoing)].join('; ');
      view.note(told);
      view.describe(told);
      if (isEmpty) return;
      redraw();
      exported.refresh();
    },
    redraw,
    close: () => plot.chart.destroy(),
  };
}
