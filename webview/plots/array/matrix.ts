// The picture of a matrix: one cell per number where there is room, else their mean.
import { type ListedEntry, type MatrixPicture } from '../../../src/protocol/data';
import { element } from '../../elements';
import { formatCount, formatMeasure, t } from '../../texts';
import { type Numbers } from '../_csv';
import { drawnChart, offerExports } from '../_exports';
import { frame } from '../_frame';
import './_cellsController';
import { colourTable, paintCells, scaleFor, type Scale } from './_colours';
import { askedView } from './_asked';
import { arrayChart } from './_chart';
import { latest, type Latest } from './_latest';
import { tellUnderPointer } from './_pointing';
import { type ArrayContext, type ArrayPlot, type ArrayPlotView } from './_plot';
import { rgbOf } from './_rgb';
import { sliceControls } from './_slice';
import { firstSlice, keptSlice } from './_sliceOf';
import { keptSeen, Zoom } from './_zoom';
import { attachZoom } from './_zoomGestures';

const isMatrix = ({ shape }: ListedEntry): boolean =>
  shape.filter((length) => length !== 1).length >= 2 && !shape.includes(0);
/** Finer than this a picture in a panel can't be. */
const cellsAtMost = 600;

function create(
  entry: ListedEntry,
  { theme, saver, memory, matrix: load, fail, axisNames, seen: given }: ArrayContext,
): ArrayPlotView {
  const { shape, unit } = entry;
  const remembered = memory?.recall('matrix') ?? {};
  let slice = keptSlice(remembered['slice'], shape) ?? firstSlice(shape);
  /** Kept by who shows the matrix, or else for this dataset. */
  const kept = given ?? {
    last: keptSeen(remembered['seen']),
    keep: (seen) => memory?.keep('matrix', { seen }),
  };
  let shown: MatrixPicture | undefined;
  const surface = element('canvas');
  const view = frame('matrix', t('Matrix'), t('Arrow keys move, plus and minus zoom, 0 shows everything.'));
  const key = element('div', { class: 'colour-key', 'aria-hidden': 'true' });
  const ramp = element('canvas', { width: 256, height: 1 });
  const [least, most] = [element('span'), element('span')];
  key.append(least, ramp, most);
  const ticks = {
    maxTicksLimit: 8,
    precision: 0,
    callback: (value: string | number) => formatCount(Number(value)),
  } as never;
  const plot = arrayChart(view.canvas, 'cells', theme, {
    x: { ticks, position: 'bottom', title: { display: true, text: '' } as never },
    y: { ticks, reverse: true, grid: { display: false } as never, title: { display: true, text: '' } as never },
  });

  const measured = (value: number | undefined): string => `${formatMeasure(value ?? NaN)} ${unit ?? ''}`.trim();

  const numbers = (): Numbers => {
    const { cells, width, height } = shown ?? { cells: new Float32Array(0), width: 0, height: 0 };
    const { x, y } = zoom.seen;
    const at = (k: number, of: number, from: number, to: number): number => from + Math.floor((k * (to - from)) / of);
    return {
      caption: [t('The cells of the picture, by row and column'), unit].filter(Boolean).join(', '),
      columns: [t('row'), ...Array.from({ length: width }, (_, k) => String(at(k, width, x.from, x.to)))],
      count: height,
      *rows() {
        for (let row = 0; row < height; row++)
          yield [at(row, height, y?.from ?? 0, y?.to ?? 1), ...cells.subarray(row * width, (row + 1) * width)];
      },
    };
  };
  const exported = offerExports(view, { name: 'matrix', ...drawnChart(view, plot.chart, theme), numbers }, saver);

  const redraw = (): void => {
    if (!shown) return;
    const { cells, width, height, range } = shown;
    surface.width = width;
    surface.height = height;
    const scale: Scale = scaleFor(range ?? { min: 0, max: 0 });
    const table = colourTable(scale, rgbOf(theme().background));
    const image = new ImageData(width, height);
    paintCells(cells, scale, table, new Uint32Array(image.data.buffer));
    surface.getContext('2d')?.putImageData(image, 0, 0);
    const strip = new ImageData(256, 1);
    new Uint32Array(strip.data.buffer).set(table);
    ramp.getContext('2d')?.putImageData(strip, 0, 0);
    least.textContent = formatMeasure(scale.min);
    most.textContent = `${formatMeasure(scale.max)}${unit ? ` ${unit}` : ''}`;
    const { x, y } = plot.chart.options.scales as unknown as Record<
      'x' | 'y',
      { min: number; max: number; title: { text: string } }
    >;
    const { seen } = zoom;
    [x.min, x.max, x.title.text] = [seen.x.from, seen.x.to, axisNames?.[1] ?? t('axis {0}', slice.columnAxis)];
    [y.min, y.max, y.title.text] = [seen.y?.from ?? 0, seen.y?.to ?? 0, axisNames?.[0] ?? t('axis {0}', slice.rowAxis)];
    plot.chart.data.datasets = [{ data: [], cells: { surface } }];
    plot.refresh();
  };

  const arrive = (next: MatrixPicture): void => {
    shown = next;
    const { x, y } = zoom.seen;
    const rows = (y?.to ?? 0) - (y?.from ?? 0);
    const columns = x.to - x.from;
    const extent = t(
      'showing {0} × {1} of {2} × {3}',
      ...[rows, columns, shape[slice.rowAxis], shape[slice.columnAxis]].map((n) => formatCount(n ?? 0)),
    );
    const read =
      next.rowsRead < rows || next.columnsRead < columns
        ? t('{0} rows and {1} columns of them read', formatCount(next.rowsRead), formatCount(next.columnsRead))
        : next.height < rows || next.width < columns
          ? t('each cell is a mean')
          : '';
    view.note([extent, read].filter(Boolean).join(', '));
    view.empty(next.range ? null : t('There is no finite number in this part.'));
    const [low, high] = next.range ? [formatMeasure(next.range.min), formatMeasure(next.range.max)] : ['–', '–'];
    view.describe(t('Picture of the matrix, {0}. Values from {1} to {2}.', extent, low, high));
    redraw();
    exported.refresh();
  };

  const lengths = (): { x: number; y: number } => ({ x: shape[slice.columnAxis] ?? 1, y: shape[slice.rowAxis] ?? 1 });
  const zoom = new Zoom(lengths(), () => {
    kept.keep(zoom.isWhole ? null : zoom.seen);
    wanted.ask();
  });
  const wanted: Latest = latest(
    (signal) => {
      const { x, y } = zoom.seen;
      const rows = y ?? { from: 0, to: 1 };
      return load(
        {
          ...slice,
          fromRow: rows.from,
          toRow: rows.to,
          fromColumn: x.from,
          toColumn: x.to,
          height: cellsAtMost,
          width: cellsAtMost,
        },
        signal,
      );
    },
    arrive,
    fail,
  );
  attachZoom(view.picture, zoom, plot.box);
  if (kept.last) zoom.goTo(kept.last);

  const controls = sliceControls(shape, slice, (next) => {
    const sameAxes = next.rowAxis === slice.rowAxis && next.columnAxis === slice.columnAxis;
    slice = next;
    memory?.keep('matrix', { slice, ...(sameAxes ? {} : { seen: null }) });
    if (!sameAxes) zoom.restart(lengths());
    wanted.ask();
  });
  view.element.insertBefore(controls, view.picture);
  view.picture.after(key);

  tellUnderPointer(view, plot.box, (across, down) => {
    if (!shown) return '';
    const [row, column] = [Math.floor(down * shown.height), Math.floor(across * shown.width)];
    const { x, y } = zoom.seen;
    const [firstRow, rows] = [y?.from ?? 0, (y?.to ?? 1) - (y?.from ?? 0)];
    const index = [
      firstRow + Math.floor((row * rows) / shown.height),
      x.from + Math.floor((column * (x.to - x.from)) / shown.width),
    ].map(formatCount);
    return `[${index.join(', ')}] ${measured(shown.cells[row * shown.width + column])}`;
  });

  return { ...askedView(view, plot, wanted, redraw), goTo: (seen) => zoom.goTo(seen) };
}

export default { id: 'matrix', order: 3, fits: isMatrix, create } satisfies ArrayPlot;
