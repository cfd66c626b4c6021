// Weights before against after: how many of one value have become another, as cells from dark to bright; on the line nothing moved.
import { type Difference } from '../../../src/protocol/weights';
import { element } from '../../elements';
import { formatCount, formatMeasure, t } from '../../texts';
import { type Numbers } from '../_csv';
import { drawnChart, offerExports } from '../_exports';
import { frame } from '../_frame';
import '../array/_cellsController';
import { arrayChart } from '../array/_chart';
import { colourTable, paintCells } from '../array/_colours';
import { tellUnderPointer } from '../array/_pointing';
import { type WeightContext, type WeightPlotView } from './_plot';

type Meeting = Difference['meeting'];

export function meeting({ theme, saver }: WeightContext): WeightPlotView<Meeting> {
  let shown: Meeting | undefined;
  const surface = element('canvas');
  const view = frame('meeting', t('Before and after'), t('The numbers stand in the table below the picture.'));
  const ticks = { maxTicksLimit: 6, callback: (value: string | number) => formatMeasure(Number(value)) } as never;
  const plot = arrayChart(view.canvas, 'cells', theme, {
    x: { ticks, position: 'bottom', title: { display: true, text: t('before') } as never },
    y: { ticks, grid: { display: false } as never, title: { display: true, text: t('after') } as never },
  });

  const numbers = (): Numbers => {
    const { cells, counts, min, max } = shown ?? { cells: 0, counts: new Float64Array(0), min: 0, max: 0 };
    const edge = (cell: number): number => min + (cell * (max - min)) / cells;
    return {
      caption: t('Entries by their value before and after'),
      columns: [t('before from'), t('before to'), t('after from'), t('after to'), t('count')],
      count: counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0),
      *rows() {
        for (const [at, count] of counts.entries()) {
          if (count === 0) continue;
          const [up, across] = [Math.floor(at / cells), at % cells];
          yield [edge(across), edge(across + 1), edge(up), edge(up + 1), count];
        }
      },
    };
  };
  const exported = offerExports(view, { name: 'before-after', ...drawnChart(view, plot.chart, theme), numbers }, saver);

  const redraw = (): void => {
    if (!shown) return;
    const { cells, counts, min, max } = shown;
    surface.width = surface.height = cells;
    // Up is more: the picture's first row is the highest. By logarithm, so that a single entry is seen beside thousands.
    const heights = Float32Array.from(counts, (_, at) => {
      const count = counts[(cells - 1 - Math.floor(at / cells)) * cells + (at % cells)] as number;
      return count > 0 ? Math.log1p(count) : NaN;
    });
    const most = heights.reduce((high, value) => (value > high ? value : high), 0);
    const scale = { min: 0, max: most, isTwoSided: false };
    const image = new ImageData(cells, cells);
    paintCells(heights, scale, colourTable(scale, [0, 0, 0]), new Uint32Array(image.data.buffer));
    surface.getContext('2d')?.putImageData(image, 0, 0);
    const { secondary } = theme();
    plot.chart.data.datasets = [
      {
        type: 'line',
        data: [
          { x: min, y: min },
          { x: max, y: max },
        ],
        borderColor: secondary,
        borderDash: [4, 3],
        borderWidth: 1,
        pointRadius: 0,
        order: 0,
      } as never,
      { data: [], cells: { surface }, order: 1 } as never,
    ];
    const { x, y } = plot.chart.options.scales as unknown as Record<'x' | 'y', { min: number; max: number }>;
    [x.min, x.max, y.min, y.max] = [min, max, min, max];
    plot.refresh();
  };

  tellUnderPointer(view, plot.box, (across, down) => {
    if (!shown) return '';
    const { cells, counts, min, max } = shown;
    const [column, row] = [Math.floor(across * cells), Math.floor((1 - down) * cells)];
    const edge = (cell: number): string => formatMeasure(min + ((cell + 0.5) * (max - min)) / cells);
    const count = counts[Math.min(cells - 1, row) * cells + column] ?? 0;
    return t('{0} → {1}: {2}', edge(column), edge(row), formatCount(count));
  });

  return {
    element: view.element,
    show(next) {
      shown = next;
      const all = next.counts.reduce((sum, count) => sum + count, 0);
      const lit = next.counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
      const told = t('all {0} entries in {1} cells', formatCount(all), formatCount(lit));
      view.note(told);
      view.describe(t('Values before, across, and after, up; on the dashed line they are equal. {0}', told));
      redraw();
      exported.refresh();
    },
    redraw,
    close: () => plot.chart.destroy(),
  };
}
