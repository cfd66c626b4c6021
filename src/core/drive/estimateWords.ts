// What an estimate says, in words: one event's size, and where a population's membrane is and how often it is expected to fire.
// `import type`: these words are wanted in the editor's bundle, and the analysis behind them is not.
import type { EventSize } from './eventSize';
import type { Prediction } from './meanfield';

export const figureOf = (value: number, digits = 3): string => String(Number(value.toPrecision(digits)));

/** `0.15 mV after 1.6 ms`. */
export function sizeText({ peakMv, peakMs, atRest }: EventSize): string {
  const when = peakMs > 0 ? ` after ${figureOf(peakMs, 2)} ms` : ' at once';
  return `${figureOf(peakMv)} mV${when}${atRest ? ', from rest' : ''}`;
}

/** `1/133 of the gap to threshold`; null where there is no gap. */
export function shareText({ peakMv, gapMv }: EventSize): string | null {
  if (!(gapMv > 0)) return 'rest is at or above threshold';
  if (peakMv === 0) return null;
  const share = Math.abs(peakMv) / gapMv;
  const text = share < 0.5 ? `1/${figureOf(1 / share)}` : `${figureOf(share, 2)} times`;
  return share < 0.5 ? `${text} of the gap to threshold` : `${text} the gap to threshold`;
}

/** `12.3 ± 3.1 mV`. */
export const rangeText = (meanMv: number, sdMv: number | null): string =>
  sdMv === null || sdMv === 0 ? `${figureOf(meanMv)} mV` : `${figureOf(meanMv)} ± ${figureOf(sdMv, 2)} mV`;

/** `7.7 mV (2.5 σ) below threshold`. */
export function gapText({ gapMv, sdMv }: Prediction): string | null {
  if (gapMv === null) return null;
  if (Math.abs(gapMv) < 1e-6) return 'at threshold';
  const spreads = sdMv ? ` (${figureOf(Math.abs(gapMv) / sdMv, 2)} σ)` : '';
  return `${figureOf(Math.abs(gapMv))} mV${spreads} ${gapMv > 0 ? 'below' : 'above'} threshold`;
}

export function rateText(rateHz: number): string {
  if (rateHz >= 0.01) return `${figureOf(rateHz)} Hz`;
  return rateHz > 0 ? 'less than 0.01 Hz' : '0 Hz';
}

/** One sentence on a population: where it is, and what is expected of it. */
export function predictionText(prediction: Prediction): string {
  const { meanMv, sdMv, rateHz, externalMeanMv, externalSdMv, how } = prediction;
  const outside = externalMeanMv === null ? null : rangeText(externalMeanMv, externalSdMv);
  if (meanMv === null) {
    const driven = outside === null ? '' : `from outside the free membrane is driven to ${outside}; `;
    return rateHz === null ? `${driven}its rate is ${how}` : `${rateText(rateHz)} expected: it ${how}`;
  }
  const settled = `free membrane ${rangeText(meanMv, sdMv)}, ${gapText(prediction) ?? ''}`;
  const alone = outside !== null && outside !== rangeText(meanMv, sdMv) ? ` (${outside} from outside alone)` : '';
  return `${settled}${alone}; ${rateHz === null ? `its rate is ${how}` : `${rateText(rateHz)} expected (${how})`}`;
}
