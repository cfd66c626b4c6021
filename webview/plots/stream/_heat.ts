// A heat map over live time: rows up, time across, colours by value, drawn for the range that is shown.
import { element } from '../../elements';
import { keptText } from '../../memory';
import { formatMeasure, t } from '../../texts';
import { type Theme } from '../../theme';
import '../array/_cellsController';
import { colourTable, paintCells } from '../array/_colours';
import { type PlotContext } from '../recording/_plot';
import { type Numbers } from '../_csv';
import { drawnChart, offerExports } from '../_exports';
import { choice } from '../../ui/choice';
import { fitLabel, timeChart } from '../recording/_timeChart';
import { timeFrame } from '../recording/_timeFrame';
import { stackHeats, type Heat } from './_heatOf';
import { type StreamView } from './_plot';
import { type LiveSession } from './_session';

export interface HeatPlot {
  readonly id: string;
  title(): string;
  /** Null where there is nothing to show. */
  heat(session: LiveSession, part: string): Heat | null;
  /** What there is a map of each for: one of them is shown. */
  parts?(session: LiveSession): readonly string[];
  /** Whether rows are names or a scale of numbers. */
  readonly labels: 'names' | 'numbers';
  note(heat: Heat, session: LiveSession, part: string): string;
}

/** Finer than this nobody sees; each column asks for every row. */
const columnsAtMost = 800;
/** The picture's numbers, evenly over the range. */
const rowsInTable = 200;

const rgbOf = ({ isDark }: Theme): [number, number, number] => (isDark ? [30, 30, 30] : [255, 255, 255]);

export function heatView(
  { id, title, heat, parts, labels, note }: HeatPlot,
  { axis, theme, saver, memory }: PlotContext,
): StreamView {
  let session: LiveSession | undefined;
  let other: LiveSession | undefined;
  /** The session's own, and with the other's below it. */
  let alone: Heat | null = null;
  let shown: Heat | null = null;
  let chosen = keptText(memory?.recall(id) ?? {}, 'part', '');
  let offered: readonly string[] = [];
  const picker = element('div', { class: 'tools', hidden: true });
  const surface = element('canvas');
  const view = timeFrame(id, title(), axis, () => plot.area());
  const ramp = element('canvas', { width: 256, height: 1 });
  const [least, most] = [element('span'), element('span')];
  view.tools.append(picker, element('div', { class: 'colour-key', 'aria-hidden': 'true' }, least, ramp, most));
  /** Numbers get few ticks, names one each. */
  const stride = (): number => (labels === 'names' ? 1 : Math.max(1, Math.ceil((shown?.rows.length ?? 1) / 5)));
  const plot = timeChart(
    view.canvas,
    'cells',
    axis,
    theme,
    {
      min: 0,
      afterBuildTicks: (scale) => {
        const rows = shown?.rows ?? [];
        scale.ticks = rows.flatMap((label, at) =>
          label !== '' && at % stride() === 0 ? [{ value: at + 0.5, label }] : [],
        );
      },
      ticks: {
        autoSkip: false,
        callback: (value: string | number) =>
          fitLabel(view.canvas, theme(), shown?.rows[Math.floor(Number(value))] ?? ''),
      } as never,
      grid: { display: false } as never,
    },
    'names',
  );

  const numbers = (): Numbers => {
    const heat = shown;
    const rows = heat?.rows ?? [];
    const steps = rows.length === 0 ? 0 : rowsInTable;
    return {
      caption: title(),
      columns: [axis.words.column(), ...rows],
      count: steps,
      *rows() {
        for (let step = 0; step < steps && heat; step++) {
          const timeMs = axis.fromMs + ((step + 0.5) / steps) * axis.spanMs;
          yield [axis.words.cell(timeMs), ...rows.map((_, row) => heat.at(row, timeMs))];
        }
      },
    };
  };
  const exported = offerExports(view, { name: id, ...drawnChart(view, plot.chart, theme), numbers }, saver);

  const redraw = (): void => {
    if (!shown || !alone || !session) return;
    const { rows, scale } = shown;
    const { left, right } = plot.area();
    const width = Math.max(1, Math.min(columnsAtMost, Math.round(right - left)));
    const cells = new Float32Array(width * rows.length);
    for (let row = 0; row < rows.length; row++)
      for (let column = 0; column < width; column++)
        cells[(rows.length - 1 - row) * width + column] = shown.at(
          row,
          axis.fromMs + ((column + 0.5) / width) * axis.spanMs,
        );
    surface.width = width;
    surface.height = rows.length;
    const table = colourTable(scale, rgbOf(theme()));
    const image = new ImageData(width, rows.length);
    paintCells(cells, scale, table, new Uint32Array(image.data.buffer));
    surface.getContext('2d')?.putImageData(image, 0, 0);
    const strip = new ImageData(256, 1);
    new Uint32Array(strip.data.buffer).set(table);
    ramp.getContext('2d')?.putImageData(strip, 0, 0);
    least.textContent = formatMeasure(scale.min);
    most.textContent = `${formatMeasure(scale.max)} ${shown.unit}`.trim();
    const { y } = plot.chart.options.scales as unknown as { y: { max: number } };
    y.max = rows.length;
    plot.chart.data.datasets = [{ data: [], cells: { surface } }];
    const below = shown === alone ? [] : [t('below it {0}', other?.name ?? t('the other session'))];
    const said = [note(alone, session, chosen), ...below].join(' · ');
    view.note(said);
    view.describe(`${t('{0} over time.', title())} ${said}.`);
    plot.refresh();
    exported.refresh();
  };

  let pointerY: number | null = null;
  view.picture.addEventListener('pointermove', ({ clientY }) => (pointerY = clientY));
  view.picture.addEventListener('pointerleave', () => (pointerY = null));

  const readout = (): string => {
    const { cursorMs } = axis;
    if (cursorMs === null || !shown) return '';
    const when = axis.words.moment(cursorMs, axis.spanMs);
    const { top, bottom } = plot.chart.chartArea;
    if (pointerY === null) return when;
    const part = (view.canvas.getBoundingClientRect().top + bottom - pointerY) / (bottom - top);
    const row = Math.floor(part * shown.rows.length);
    const name = shown.rows[row];
    return name === undefined || name === '' ? when : `${name} ${formatMeasure(shown.at(row, cursorMs))} · ${when}`;
  };

  // A scale's numbers are the same in both.
  const nameOther = (row: string): string => (labels === 'names' ? t('{0}, other', row) : row);
  const look = (): void => {
    if (!session) return;
    alone = heat(session, chosen);
    const beside = other ? heat(other, chosen) : null;
    shown = alone && beside ? stackHeats(alone, beside, nameOther) : alone;
    view.element.hidden = shown === null;
    redraw();
  };
  const offer = (now: readonly string[]): void => {
    if (now.join('\n') === offered.join('\n')) return;
    offered = now;
    if (!now.includes(chosen)) chosen = now[0] ?? '';
    const onChange = (value: string): void => {
      chosen = value;
      memory?.keep(id, { part: value });
      look();
    };
    const items = now.map((value) => ({ value, text: value }));
    picker.hidden = now.length < 2;
    picker.replaceChildren(choice({ label: t('What is shown'), items, value: chosen, onChange }).element);
  };

  return {
    element: view.element,
    show(next, beside) {
      session = next;
      other = beside;
      if (parts) offer(parts(next));
      look();
    },
    redraw,
    drawCursor() {
      if (!shown) return;
      plot.chart.draw();
      view.readout(readout());
    },
  };
}
