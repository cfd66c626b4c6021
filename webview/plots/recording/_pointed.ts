// Which neurons and spikes of a raster lie under the pointer. No DOM.
import { type TimeRange } from '../../timeAxis';
import { layLines, spikesWithin, type Lines, type Rows } from './_binning';

export interface Pointed {
  readonly population: string;
  /** Zero-based within the population; several where neurons share a line, the least and the greatest. */
  readonly firstNeuron: number;
  readonly lastNeuron: number;
  /** How many share the line: fewer than lie between those two where the rows are sorted. */
  readonly neurons: number;
  readonly spikes: number;
  /** Of the first and the last of these spikes; the pointer's moment where there is none. */
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Pointer {
  /** Parts of the picture, from its left and its lower edge. */
  readonly x: number;
  readonly y: number;
  /** The picture's size in pixels. */
  readonly width: number;
  readonly height: number;
}

/** A mark this near is meant, in pixels. */
const reachPixels = 3;

/** What the pointer's own cell holds, or else the nearest one in reach; null outside of the rows. */
export function pointedAt(
  { times, ids }: { readonly times: Float64Array; readonly ids: Uint32Array },
  rows: Rows,
  { fromMs, toMs }: TimeRange,
  { x, y, width, height }: Pointer,
): Pointed | null {
  if (rows.count === 0 || x < 0 || x > 1 || y < 0 || y > 1) return null;
  const lines = layLines(rows, Math.round(height));
  const pixelMs = (toMs - fromMs) / width;
  const line = Math.min(lines.count - 1, Math.floor(y * lines.count));
  const column = Math.min(width - 1, Math.floor(x * width));
  const reachLines = Math.floor((reachPixels * lines.count) / height);
  const within = spikesWithin(times, {
    fromMs: fromMs + (column - reachPixels) * pixelMs,
    toMs: fromMs + (column + 1 + reachPixels) * pixelMs,
  });
  let nearest = Infinity;
  let [nearLine, spikes, firstMs, lastMs] = [line, 0, 0, 0];
  for (let spike = within.start; spike < within.end; spike++) {
    const own = lines.lineOf[ids[spike] as number] ?? -1;
    const aside = Math.abs(own - line);
    const timeMs = times[spike] as number;
    if (own < 0 || aside > reachLines || timeMs < fromMs || timeMs > toMs) continue;
    const ownColumn = Math.min(width - 1, Math.floor((timeMs - fromMs) / pixelMs));
    const distance = Math.hypot(ownColumn - column, (aside * height) / lines.count);
    if (distance > nearest || distance > reachPixels) continue;
    if (distance < nearest || own !== nearLine) [nearest, nearLine, spikes, firstMs] = [distance, own, 0, timeMs];
    spikes++;
    lastMs = timeMs;
  }
  const atMs = fromMs + x * (toMs - fromMs);
  return {
    ...neuronsOf(lines, rows, nearLine),
    spikes,
    ...(spikes > 0 ? { fromMs: firstMs, toMs: lastMs } : { fromMs: atMs, toMs: atMs }),
  };
}

function neuronsOf(
  { firstRow, bandOf }: Lines,
  { bands, idOf }: Rows,
  line: number,
): Pick<Pointed, 'population' | 'firstNeuron' | 'lastNeuron' | 'neurons'> {
  const band = bands[bandOf[line] as number];
  const lowest = band?.firstRow ?? 0;
  const from = Math.max(firstRow[line] as number, lowest);
  const to = Math.min(Math.max(from, (firstRow[line + 1] as number) - 1), lowest + (band?.size ?? 1) - 1);
  let [least, greatest] = [Infinity, 0];
  for (let row = from; row <= to; row++) {
    const neuron = (idOf[row] as number) - (band?.first ?? 0);
    least = Math.min(least, neuron);
    greatest = Math.max(greatest, neuron);
  }
  return {
    ...{ population: band?.name ?? '', firstNeuron: least, lastNeuron: greatest },
    neurons: Math.max(0, to - from + 1),
  };
}
