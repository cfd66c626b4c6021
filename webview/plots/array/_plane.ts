// Eigenvalues in the complex plane, with the unit circle and the circle that chance would fill.
import { type DataWeights } from '../../../src/protocol/data';
import { type Memory } from '../../memory';
import { type Saver } from '../../saving';
import { formatCount, formatMeasure, t } from '../../texts';
import { type Theme } from '../../theme';
import { type Numbers } from '../_csv';
import { drawnChart, offerExports } from '../_exports';
import { type Frame } from '../_frame';
import { attachLegend } from '../_legend';
import { arrayChart } from './_chart';
import { tellUnderPointer } from './_pointing';
import { keptSeen, type Range, Zoom } from './_zoom';
import { attachZoom } from './_zoomGestures';

const cornersOfCircle = 128;
/** The plane is zoomed by the cells of a grid that is laid over all of it. */
const gridCells = 4096;

export type Spectral = Pick<DataWeights, 'eigenvalues' | 'circle'>;

export interface Plane {
  /** @param words what a screen reader says of it */
  show(found: Spectral, words: string): void;
  redraw(): void;
  close(): void;
}

/** Hidden while there are no eigenvalues. */
export function complexPlane(view: Frame, theme: () => Theme, saver: Saver, memory?: Memory): Plane {
  let found: Spectral | undefined;
  view.picture.hidden = true;
  const ticks = { maxTicksLimit: 7, callback: (value: string | number) => formatMeasure(Number(value)) } as never;
  const plot = arrayChart(view.canvas, 'line', theme, {
    x: { ticks, title: { display: true, text: t('real part') } as never },
    y: { ticks, title: { display: true, text: t('imaginary part') } as never },
  });

  const numbers = (): Numbers => {
    const { re, im } = found?.eigenvalues ?? { re: new Float64Array(0), im: new Float64Array(0) };
    return {
      caption: t('Eigenvalues, the farthest out first'),
      columns: [t('modulus'), t('real part'), t('imaginary part')],
      count: re.length,
      *rows() {
        for (let k = 0; k < re.length; k++)
          yield [Math.hypot(re[k] as number, im[k] as number), re[k] as number, im[k] as number];
      },
    };
  };
  const exported = offerExports(view, { name: 'eigenvalues', ...drawnChart(view, plot.chart, theme), numbers }, saver);
  exported.setHidden(true);

  const circle = (radius: number, colour: string, dash: number[]) => ({
    data: Array.from({ length: cornersOfCircle + 1 }, (_, k) => {
      const angle = (2 * Math.PI * k) / cornersOfCircle;
      return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
    }),
    borderColor: colour,
    borderWidth: 1,
    borderDash: dash,
    pointRadius: 0,
  });

  const redraw = (): void => {
    if (!found?.eigenvalues) return;
    const { re, im } = found.eigenvalues;
    const { palette, foreground, secondary } = theme();
    const points = Array.from(re, (x, k) => ({ x, y: im[k] as number }));
    const [ownName, unitName, chanceName] = [t('eigenvalues'), t('unit circle'), t('by chance')];
    const dots = {
      data: points,
      showLine: false,
      pointRadius: points.length > 200 ? 1.5 : 2.5,
      pointBackgroundColor: palette[0],
      pointBorderWidth: 0,
    };
    legend.show([
      { name: ownName, colour: palette[0] ?? foreground, mark: 'point' },
      { name: unitName, colour: foreground },
      ...(found.circle ? [{ name: chanceName, colour: secondary, dash: [4, 3] }] : []),
    ]);
    plot.chart.data.datasets = [
      ...(legend.isShown(ownName) ? [dots] : []),
      ...(legend.isShown(unitName) ? [circle(1, foreground, [])] : []),
      ...(found.circle && legend.isShown(chanceName) ? [circle(found.circle.radius, secondary, [4, 3])] : []),
    ];
    // One unit is as long across as up: a circle looks like one.
    const reach =
      1.1 * Math.max(1, found.circle?.radius ?? 0, ...points.map(({ x, y }) => Math.max(Math.abs(x), Math.abs(y))));
    const { left, right, top, bottom } = plot.box();
    const wide = (right - left) / Math.max(bottom - top, 1);
    const { x, y } = plot.chart.options.scales as unknown as Record<'x' | 'y', { min: number; max: number }>;
    const [across, up] = [reach * Math.max(1, wide), reach * Math.max(1, 1 / wide)];
    const { seen } = zoom;
    [x.min, x.max] = partOf(across, seen.x);
    // The grid counts from the top.
    const [bottomEnd, topEnd] = partOf(up, seen.y ?? { from: 0, to: gridCells });
    [y.min, y.max] = [-topEnd, -bottomEnd];
    plot.refresh();
  };
  const legend = attachLegend(view, redraw, memory);
  const zoom = new Zoom({ x: gridCells, y: gridCells }, () => {
    memory?.keep('plane', { seen: zoom.isWhole ? null : zoom.seen });
    redraw();
  });
  attachZoom(view.picture, zoom, plot.box);
  const last = keptSeen(memory?.recall('plane')['seen']);
  if (last) zoom.goTo(last);

  tellUnderPointer(view, plot.box, (across, down) => {
    const { x, y } = plot.chart.options.scales as unknown as Record<'x' | 'y', { min: number; max: number }>;
    const [re, im] = [x.min + across * (x.max - x.min), y.max - down * (y.max - y.min)];
    return t('{0} + {1}i, modulus {2}', formatMeasure(re), formatMeasure(im), formatMeasure(Math.hypot(re, im)));
  });

  return {
    show(next, words) {
      found = next;
      const { eigenvalues } = next;
      view.picture.hidden = !eigenvalues;
      exported.setHidden(!eigenvalues);
      if (!eigenvalues) return;
      view.note(
        t(
          '{0} eigenvalues; solid: the unit circle, dashed: where chance would put them',
          formatCount(eigenvalues.re.length),
        ),
      );
      view.describe(words);
      plot.chart.resize();
      // The first drawing tells how much room the axes leave.
      redraw();
      redraw();
      exported.refresh();
    },
    redraw,
    close: () => plot.chart.destroy(),
  };
}

/** The ends of what is seen of an axis that reaches as far to both sides of zero. */
const partOf = (reach: number, { from, to }: Range): [number, number] => [
  reach * ((2 * from) / gridCells - 1),
  reach * ((2 * to) / gridCells - 1),
];
