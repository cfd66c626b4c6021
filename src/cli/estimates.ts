// What is estimated of a network, for the command line: one event's size at each synapse, and what its populations are expected to do.
import type { EventSize } from '../core/drive/eventSize';
import { figureOf, gapText, rangeText, rateText, shareText, sizeText } from '../core/drive/estimateWords';
import type { Prediction } from '../core/drive/meanfield';

/** Nine digits: what is left of them is rounding, and would tell one machine from another. */
const rounded = (value: number | null): number | null => (value === null ? null : Number(value.toPrecision(9)));

export const predictionJson = ({ name, how, ...numbers }: Prediction): object => ({
  name,
  ...Object.fromEntries(Object.entries(numbers).map(([key, value]) => [key, rounded(value)])),
  how,
});

export const sizeJson = ({ peakMv, peakMs, gapMv, atRest }: EventSize): object => ({
  peakMv: rounded(peakMv),
  peakMs: rounded(peakMs),
  gapMv: rounded(gapMv),
  ofGap: gapMv > 0 ? rounded(Math.abs(peakMv) / gapMv) : null,
  atRest,
});

export const sizeRow = (size: EventSize): string[] => [
  `${size.source} → ${size.target}`,
  sizeText(size),
  shareText(size) ?? '',
];

export function predictionRow(prediction: Prediction): string[] {
  const { name, meanMv, sdMv, externalMeanMv, externalSdMv, rateHz, how } = prediction;
  const outside = externalMeanMv === null ? '' : `${rangeText(externalMeanMv, externalSdMv)} from outside`;
  return [
    name,
    rateHz === null ? '' : rateText(rateHz),
    meanMv === null ? '' : rangeText(meanMv, sdMv),
    gapText(prediction) ?? '',
    outside,
    how,
  ];
}

/** Of equal rows one, with how many there are. */
export function withoutRepeats(rows: readonly string[][]): string[][] {
  const seen = new Map<string, { row: string[]; count: number }>();
  for (const row of rows) {
    const known = seen.get(row.join('\n'));
    if (known) known.count++;
    else seen.set(row.join('\n'), { row, count: 1 });
  }
  return [...seen.values()].map(({ row, count }) => [...row, count > 1 ? `${figureOf(count)} times` : '']);
}
