// The attention weights as they are: query by key, one head at a time.
import { element } from '../../elements';
import { formatMeasure, t } from '../../texts';
import { choice } from '../../ui/choice';
import { arrayChart } from '../array/_chart';
import '../array/_cellsController';
import { colourTable, paintCells } from '../array/_colours';
import { type Cell, type Numbers } from '../_csv';
import { drawnChart, offerExports } from '../_exports';
import { frame } from '../_frame';
import { type StreamPlot } from './_plot';

type Head = readonly (readonly number[])[];

export default {
  id: 'live-attention-map',
  order: 7.5,
  create({ theme, saver }) {
    let heads: readonly Head[] = [];
    let chosen = 0;
    let offered = 0;
    const surface = element('canvas');
    const view = frame('live-attention-map', t('Attention, query by key'), '');
    const ticks = { maxTicksLimit: 8, precision: 0 } as never;
    const plot = arrayChart(view.canvas, 'cells', theme, {
      x: { ticks, min: 0, position: 'bottom', title: { display: true, text: t('key') } as never },
      y: {
        ...{ ticks, min: 0, reverse: true },
        grid: { display: false } as never,
        title: { display: true, text: t('query') } as never,
      },
    });

    const numbers = (): Numbers => {
      const head = heads[chosen] ?? heads[0] ?? [];
      const width = Math.max(0, ...head.map(({ length }) => length));
      const columns = [t('query'), ...Array.from({ length: width }, (_, key) => t('key {0}', key))];
      const rows = () => head.map((row, query): Cell[] => [query, ...row]);
      return { caption: t('Attention, query by key'), columns, count: head.length, rows };
    };
    const shown = { name: 'attention', ...drawnChart(view, plot.chart, theme), numbers };
    const exported = offerExports(view, shown, saver);

    const redraw = (): void => {
      const head = heads[chosen] ?? heads[0];
      if (!head) return;
      const [height, width] = [head.length, Math.max(...head.map(({ length }) => length))];
      if (width < 1) return;
      const cells = new Float32Array(width * height).fill(NaN);
      head.forEach((row, query) => row.forEach((value, key) => (cells[query * width + key] = value)));
      surface.width = width;
      surface.height = height;
      const scale = {
        min: 0,
        max: cells.reduce((most, value) => (value > most ? value : most), 1e-9),
        isTwoSided: false,
      };
      const image = new ImageData(width, height);
      paintCells(cells, scale, colourTable(scale, [0, 0, 0]), new Uint32Array(image.data.buffer));
      surface.getContext('2d')?.putImageData(image, 0, 0);
      const { x, y } = plot.chart.options.scales as unknown as Record<'x' | 'y', { max: number }>;
      [x.max, y.max] = [width, height];
      plot.chart.data.datasets = [{ data: [], cells: { surface } }];
      const said = t('{0} × {1} weights, 0 to {2}', height, width, formatMeasure(scale.max));
      view.note(said);
      view.describe(t('Attention weights, query by key: {0}.', said));
      plot.refresh();
      exported.refresh();
    };

    const offer = (): void => {
      if (offered === heads.length) return;
      offered = heads.length;
      chosen = Math.min(chosen, Math.max(0, heads.length - 1));
      const items = heads.map((_, at) => ({ value: String(at), text: t('head {0}', at) }));
      const onChange = (value: string): void => {
        chosen = Number(value);
        redraw();
      };
      const control = choice({ label: t('Head'), items, value: String(chosen), onChange });
      view.tools.replaceChildren(...(heads.length > 1 ? [control.element] : []));
    };

    return {
      element: view.element,
      show({ state }) {
        heads = (state.readings.attention?.value?.heads ?? []).filter((head) => head.length > 0);
        view.element.hidden = heads.length === 0;
        offer();
        redraw();
      },
      redraw,
      drawCursor: () => undefined,
    };
  },
} satisfies StreamPlot;
