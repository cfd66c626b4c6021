// What is estimated of a network, for the command line: one event's size at each synapse, and what its populations are expected to do.
import type { EventSize } from '../core/drive/eventSize';
import { gapText, rangeText, rateText, shareText, sizeText } from '../core/drive/estimateWords';
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

const sizeRow = (size: EventSize): string[] => [
  `${size.source} → ${size.target}`,
  sizeText(size),
  shareText(size) ?? '',
];

/** More than these are gathered where they are alike. */
const rowsAtMost = 80;

export function eventRows(sizes: readonly EventSize[]): string[][] {
  const rows = sizes.filter(({ peakMv }) => peakMv !== 0).map(sizeRow);
  const different = [...new Map(rows.map((row) => [row.join('\n'), row])).values()];
  return different.length > rowsAtMost ? gathered(different) : different;
}

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

/** Of rows that tell the same of different things one, with how many there are. */
export function gathered(rows: readonly string[][]): string[][] {
  const groups = new Map<string, { row: string[]; count: number }>();
  for (const row of rows) {
    const told = row.slice(1).join('\n');
    const known = groups.get(told);
    if (known) known.count++;
    else groups.set(told, { row, count: 1 });
  }
  return [...groups.values()].map(({ row: [name = '', ...told], count }) => [
    count > 1 ? `${name} and ${count - 1} more` : name,
    ...told,
  ]);
}
