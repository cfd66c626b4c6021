// The STDP window: how much a weight changes by the time between two spikes.
import { formatMeasure, t } from '../../texts';
import { arrayChart } from '../array/_chart';
import { type Cell, type Numbers } from '../_csv';
import { drawnChart, offerExports } from '../_exports';
import { frame } from '../_frame';
import { type StdpWindows } from '../../../src/protocol/live';
import { type StreamPlot } from './_plot';

const points = 120;

interface Curve {
  readonly deltaMs: readonly number[];
  readonly change: readonly number[];
}

/** As it was sent, or worked out from amplitudes and time constants: A+·exp(−Δt/τ+) and −A−·exp(Δt/τ−). */
function curveOf(windows: StdpWindows): Curve | null {
  if (windows.curve) return windows.curve;
  const { tauPlusMs, tauMinusMs, amplitudePlus, amplitudeMinus } = windows;
  if (tauPlusMs === null || tauMinusMs === null || !(tauPlusMs > 0) || !(tauMinusMs > 0)) return null;
  const before = windows.windowMinusMs ?? 5 * tauMinusMs;
  const after = windows.windowPlusMs ?? 5 * tauPlusMs;
  // Without amplitudes the shape is still known.
  const [plus, minus] = [amplitudePlus ?? 1, Math.abs(amplitudeMinus ?? 1)];
  const deltaMs: number[] = [];
  const change: number[] = [];
  for (let at = 0; at <= points; at++) {
    const delta = -before + ((before + after) * at) / points;
    if (delta === 0) continue;
    if ((deltaMs.at(-1) ?? -1) < 0 && delta > 0) {
      // The jump at zero is drawn as one.
      deltaMs.push(0, 0);
      change.push(-minus, plus);
    }
    deltaMs.push(delta);
    change.push(delta > 0 ? plus * Math.exp(-delta / tauPlusMs) : -minus * Math.exp(delta / tauMinusMs));
  }
  return { deltaMs, change };
}

export default {
  id: 'live-window',
  order: 16,
  create({ theme, saver }) {
    let windows: StdpWindows | null = null;
    const view = frame('live-window', t('STDP window'), '');
    const ticks = { maxTicksLimit: 7, callback: (value: string | number) => formatMeasure(Number(value)) } as never;
    const plot = arrayChart(view.canvas, 'line', theme, {
      x: { ticks, title: { display: true, text: t('post − pre (ms)') } as never },
      y: { ticks, title: { display: true, text: t('change') } as never },
    });
    const numbers = (): Numbers => {
      const { deltaMs, change } = (windows && curveOf(windows)) ?? { deltaMs: [], change: [] };
      const columns = [t('post − pre (ms)'), t('change')];
      const rows = () => deltaMs.map((delta, at): Cell[] => [delta, change[at] ?? null]);
      return { caption: t('STDP window'), columns, count: deltaMs.length, rows };
    };
    const shown = { name: 'stdp-window', ...drawnChart(view, plot.chart, theme), numbers };
    const exported = offerExports(view, shown, saver);
    const redraw = (): void => {
      const curve = windows && curveOf(windows);
      if (!windows || !curve) return;
      const { palette } = theme();
      plot.chart.data.datasets = [
        {
          data: curve.deltaMs.map((x, at) => ({ x, y: curve.change[at] ?? NaN })),
          ...{ borderColor: palette[0] ?? '', borderWidth: 1.5, pointRadius: 0 },
        },
      ];
      const { x } = plot.chart.options.scales as unknown as { x: { min: number; max: number } };
      [x.min, x.max] = [Math.min(...curve.deltaMs), Math.max(...curve.deltaMs)];
      const { causalPairs, pairs, tauPlusMs, tauMinusMs, amplitudePlus, amplitudeMinus } = windows;
      const said = [
        ...(tauPlusMs === null ? [] : [t('τ+ {0} ms', formatMeasure(tauPlusMs))]),
        ...(tauMinusMs === null ? [] : [t('τ− {0} ms', formatMeasure(tauMinusMs))]),
        ...(amplitudePlus === null ? [] : [t('A+ {0}', formatMeasure(amplitudePlus))]),
        ...(amplitudeMinus === null ? [] : [t('A− {0}', formatMeasure(amplitudeMinus))]),
        ...(causalPairs === null || pairs === null ? [] : [t('{0} of {1} pairs causal', causalPairs, pairs)]),
      ].join(', ');
      view.note(said);
      view.describe(t('Weight change by the time from the first to the second spike. {0}.', said));
      plot.refresh();
      exported.refresh();
    };
    return {
      element: view.element,
      show({ state }) {
        windows = state.readings.windows?.value ?? null;
        view.element.hidden = windows === null || curveOf(windows) === null;
        redraw();
      },
      redraw,
      drawCursor: () => undefined,
    };
  },
} satisfies StreamPlot;
