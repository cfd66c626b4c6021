// chart.js as the plots of arrays use it: two linear axes, the editor's fonts and colours, no animation.
import {
  BarController,
  BarElement,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  type ChartConfiguration,
  type ChartType,
} from 'chart.js';
import { type Theme } from '../../theme';
import { dress, type LinearOptions } from '../_axes';
import { type Box } from './_zoomGestures';

Chart.register(BarController, BarElement, LineController, LineElement, LinearScale, LogarithmicScale, PointElement);

type Axis = { [Key in keyof LinearOptions]?: LinearOptions[Key] | undefined };

export interface ArrayChart<Type extends ChartType> {
  readonly chart: Chart<Type>;
  /** Draws anew in the theme's colours. */
  refresh(): void;
  /** Where the data are drawn. */
  box(): Box;
}

export function arrayChart<Type extends ChartType>(
  canvas: HTMLCanvasElement,
  type: Type,
  theme: () => Theme,
  axes: { readonly x: Axis; readonly y: Axis },
): ArrayChart<Type> {
  const config: ChartConfiguration = {
    type,
    data: { datasets: [] },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      parsing: false,
      normalized: true,
      events: [], // gestures and the pointer's readout are ours
      layout: { padding: { right: 16, top: 4 } },
      scales: {
        x: { type: 'linear', ...(axes.x as object) },
        y: { type: 'linear', ...(axes.y as object) },
      },
    },
  };
  const chart = new Chart(canvas, config) as unknown as Chart<Type>;
  return {
    chart,
    box: () => chart.chartArea ?? { left: 0, right: canvas.clientWidth, top: 0, bottom: canvas.clientHeight },
    refresh() {
      const { x, y } = chart.options?.scales as unknown as Record<'x' | 'y', LinearOptions>;
      dress(x, theme());
      dress(y, theme());
      x.grid.drawOnChartArea = false;
      chart.update('none');
    },
  };
}
