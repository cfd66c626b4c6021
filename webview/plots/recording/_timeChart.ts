// chart.js as the plots use it: only the parts that are needed, no animation, the editor's fonts and colours, one time axis for all.
import {
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type ChartConfiguration,
  type ChartType,
  type Plugin,
} from 'chart.js';
import { type Area } from '../../gestures';
import { type Theme } from '../../theme';
import { type TimeAxis } from '../../timeAxis';
import { dress, fontSizePx, type LinearOptions } from '../_axes';

Chart.register(Filler, LineController, LineElement, PointElement, LinearScale);

/** Every plot's left axis is as wide, so that the same moment stands below itself. */
const axisWidthPx = 72;
/** What the ticks leave of it. */
const labelWidthPx = axisWidthPx - 12;
const rightPaddingPx = 16;

/** A name on the left axis, cut where it would run out of the picture. */
export function fitLabel(canvas: HTMLCanvasElement, { font }: Theme, name: string): string {
  const ink = canvas.getContext('2d');
  if (!ink) return name;
  ink.save();
  ink.font = `${fontSizePx}px ${font}`;
  const fits = (text: string): boolean => ink.measureText(text).width <= labelWidthPx;
  let length = name.length;
  while (length > 1 && !fits(length === name.length ? name : `${name.slice(0, length)}…`)) length--;
  ink.restore();
  return length === name.length ? name : `${name.slice(0, length)}…`;
}

export type ValueAxis = { [Key in keyof LinearOptions]?: LinearOptions[Key] | undefined };

/** The moment that is pointed at, and the stretch that is being selected: on every plot at once. */
const cursorLine = (axis: TimeAxis, theme: () => Theme): Plugin => ({
  id: 'time-cursor',
  afterDatasetsDraw({ ctx, chartArea, scales }) {
    const { x: across } = scales;
    if (!across) return;
    if (axis.selection) {
      const [left = 0, right = 0] = [axis.selection.fromMs, axis.selection.toMs].map((timeMs) =>
        Math.min(Math.max(across.getPixelForValue(timeMs), chartArea.left), chartArea.right),
      );
      ctx.save();
      ctx.fillStyle = theme().focus;
      ctx.strokeStyle = theme().focus;
      ctx.globalAlpha = 0.2;
      ctx.fillRect(left, chartArea.top, right - left, chartArea.bottom - chartArea.top);
      ctx.globalAlpha = 1;
      ctx.strokeRect(left + 0.5, chartArea.top + 0.5, right - left, chartArea.bottom - chartArea.top - 1);
      ctx.restore();
    }
    if (axis.cursorMs === null) return;
    const x = Math.round(across.getPixelForValue(axis.cursorMs)) + 0.5;
    if (x < chartArea.left || x > chartArea.right) return;
    ctx.save();
    ctx.strokeStyle = theme().secondary;
    ctx.globalAlpha = 0.6;
    ctx.beginPath();
    ctx.moveTo(x, chartArea.top);
    ctx.lineTo(x, chartArea.bottom);
    ctx.stroke();
    ctx.restore();
  },
});

export interface TimeChart<Type extends ChartType> {
  readonly chart: Chart<Type>;
  /** Draws anew with the axis' range and the theme's colours. */
  refresh(): void;
  area(): Area;
}

export function timeChart<Type extends ChartType>(
  canvas: HTMLCanvasElement,
  type: Type,
  axis: TimeAxis,
  theme: () => Theme,
  valueAxis: ValueAxis,
  labels: 'numbers' | 'names' = 'numbers',
): TimeChart<Type> {
  const config: ChartConfiguration = {
    type,
    data: { datasets: [] },
    plugins: [cursorLine(axis, theme)],
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      parsing: false,
      normalized: true,
      events: [], // gestures and the pointer's readout are ours
      layout: { padding: { right: rightPaddingPx, top: 4 } },
      scales: {
        x: {
          type: 'linear',
          ticks: {
            maxRotation: 0,
            autoSkipPadding: 24,
            // Round times only: a label at each end would run into its neighbour.
            includeBounds: false,
            callback: (value, at) => axis.words.tick(Number(value), axis.spanMs, at === 0),
          },
        },
        y: {
          type: 'linear',
          ...(valueAxis as object),
          afterFit: (scale) => {
            scale.width = axisWidthPx;
          },
        },
      },
    },
  };
  const chart = new Chart(canvas, config) as unknown as Chart<Type>;
  return {
    chart,
    area: () => ({ left: chart.chartArea?.left ?? axisWidthPx, right: chart.chartArea?.right ?? canvas.clientWidth }),
    refresh() {
      const { x, y } = chart.options?.scales as unknown as Record<'x' | 'y', LinearOptions>;
      dress(x, theme());
      dress(y, theme(), labels);
      // Lines along time only: a grid both ways is noise behind data.
      x.grid.drawOnChartArea = false;
      x.min = axis.fromMs;
      x.max = axis.toMs;
      chart.update('none');
    },
  };
}
