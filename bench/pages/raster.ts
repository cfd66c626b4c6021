// Draws the same spikes by our raster, by chart.js' scatter and by uPlot, and says how long each took: the page of `bench/raster.mjs`.
import { Chart, LinearScale, PointElement, ScatterController } from 'chart.js';
import uPlot from 'uplot';
import { element } from '../../webview/elements';
import { plots } from '../../webview/plots/recording';
import { type Plot } from '../../webview/plots/recording/_plot';
import rasterPlot from '../../webview/plots/recording/raster';
import ratePlot from '../../webview/plots/recording/rate-curve';
import { type Saver } from '../../webview/saving';
import { readTheme } from '../../webview/theme';
import { TimeAxis } from '../../webview/timeAxis';
import { spikesOf, type Spiking } from './spikes';
import 'uplot/dist/uPlot.min.css';
import '../../webview/panel.css';
import './raster.css';

Chart.register(ScatterController, PointElement, LinearScale);

const [widthPx, heightPx] = [1200, 600];

/** What was drawn of a plot: the first picture, then one for each range. */
interface Drawn {
  readonly firstMs: number;
  readonly frameMs: readonly number[];
}

interface Painter {
  /** Makes what can be made before there are data. */
  open(): void;
  /** Draws the whole. */
  first(): void;
  frame(fromMs: number, toMs: number): void;
  canvases(): readonly HTMLCanvasElement[];
  end(): void;
}

/** Canvas calls are only noted down at first: reading a pixel waits until they are carried out. */
const finish = (canvas: HTMLCanvasElement): void => void canvas.getContext('2d')?.getImageData(0, 0, 1, 1);

const nextFrame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));

async function measure(painter: Painter, ranges: readonly (readonly [number, number])[]): Promise<Drawn> {
  const timed = async (draw: () => void): Promise<number> => {
    const begin = performance.now();
    draw();
    await null; // uPlot draws at the end of the task
    for (const canvas of painter.canvases()) finish(canvas);
    return performance.now() - begin;
  };
  painter.open();
  // What is on the page learns its size a frame later.
  for (let frame = 0; frame < 3; frame++) await nextFrame();
  const firstMs = await timed(() => painter.first());
  const frameMs: number[] = [];
  for (const [fromMs, toMs] of ranges) frameMs.push(await timed(() => painter.frame(fromMs, toMs)));
  painter.end();
  return { firstMs, frameMs };
}

/** Nothing is saved here. */
const nobody: Saver = {
  save: () => Promise.resolve(false),
  copyText: () => Promise.resolve(),
  copyPicture: () => Promise.resolve(),
};

/** Plots of the panels on one time axis. */
function ours(chosen: readonly Plot[], spiking: Spiking): Painter {
  const axis = new TimeAxis();
  const theme = readTheme();
  const views = chosen.map((plot) => plot.create({ axis, theme: () => theme, saver: nobody }));
  const traces = spiking.populations.map(({ name }) => ({
    population: name,
    neuron: 0,
    variable: 'v',
    isMembrane: true,
    unit: 'mV',
    values: Float64Array.from({ length: Math.round(spiking.ms / 0.1) + 1 }, (_, step) => Math.sin(step / 50)),
    intervalMs: 0.1,
  }));
  return {
    open: () => document.body.append(...views.map(({ element: plot }) => plot)),
    first() {
      axis.setDuration(spiking.ms);
      for (const view of views)
        view.show({
          ...spiking,
          dtMs: 0.1,
          seed: 1,
          traces,
          reached: [],
          timing: { buildMs: 0, runMs: 0, steps: 0, events: 0 },
          notes: [],
        });
    },
    frame(fromMs, toMs) {
      axis.show(fromMs, toMs);
      for (const view of views) view.redraw();
    },
    canvases: () => views.flatMap(({ element: plot }) => [...plot.querySelectorAll('canvas')]),
    end() {
      for (const view of views) view.element.remove();
    },
  };
}

function scatter({ times, ids, ms }: Spiking): Painter {
  const canvas = element('canvas');
  const holder = element('div', { class: 'picture' }, canvas);
  let chart: Chart<'scatter'> | undefined;
  return {
    open: () => document.body.append(holder),
    first() {
      chart = new Chart(canvas, {
        type: 'scatter',
        data: {
          datasets: [
            {
              data: Array.from(times, (x, at) => ({ x, y: ids[at] as number })),
              pointRadius: 1,
              borderWidth: 0,
              backgroundColor: '#0072b2',
            },
          ],
        },
        options: {
          animation: false,
          parsing: false,
          normalized: true,
          maintainAspectRatio: false,
          events: [],
          scales: { x: { min: 0, max: ms } },
        },
      });
    },
    frame(fromMs, toMs) {
      if (!chart) return;
      Object.assign(chart.options.scales?.['x'] ?? {}, { min: fromMs, max: toMs });
      chart.update('none');
    },
    canvases: () => [canvas],
    end() {
      chart?.destroy();
      holder.remove();
    },
  };
}

function uplot({ times, ids }: Spiking): Painter {
  const holder = element('div');
  let plot: uPlot | undefined;
  return {
    open: () => document.body.append(holder),
    first() {
      plot = new uPlot(
        {
          width: widthPx,
          height: heightPx,
          legend: { show: false },
          cursor: { show: false },
          scales: { x: { time: false } },
          series: [{}, { paths: () => null, points: { show: true, size: 2, width: 0, fill: '#0072b2' } }],
        },
        [times as unknown as number[], ids as unknown as number[]],
        holder,
      );
    },
    frame(fromMs, toMs) {
      plot?.setScale('x', { min: fromMs, max: toMs });
    },
    canvases: () => (plot ? [plot.ctx.canvas] : []),
    end() {
      plot?.destroy();
      holder.remove();
    },
  };
}

const painters = {
  raster: (spiking: Spiking) => ours([rasterPlot], spiking),
  rate: (spiking: Spiking) => ours([ratePlot], spiking),
  'all plots': (spiking: Spiking) => ours(plots, spiking),
  'chart.js scatter': scatter,
  uPlot: uplot,
};

let spiking: Spiking | undefined;

Object.assign(window, {
  prepare(count: number, populations: number) {
    spiking = spikesOf(count, populations);
    return spiking.ms;
  },
  draw(name: keyof typeof painters, ranges: readonly (readonly [number, number])[]) {
    return spiking && measure(painters[name](spiking), ranges);
  },
});
