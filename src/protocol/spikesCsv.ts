// Spikes as CSV, for the command line and the panel: one line per spike, in the order in which they happened, piece by piece.
import type { Recording } from '../sim/recording';

const linesAtATime = 10_000;

const quote = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Columns: time_ms, population, neuron (counted from 0 within its population), id (as in the recording). */
export function* spikesAsCsv({ times, ids, populations }: Recording): Generator<string> {
  yield 'time_ms,population,neuron,id\n';
  let lines = '';
  for (let spike = 0; spike < times.length; spike++) {
    const id = ids[spike] ?? 0;
    const population = populations.find(({ first, size }) => id >= first && id < first + size);
    // Nine digits show the step's end without its rounding noise.
    const timeMs = String(Number((times[spike] ?? 0).toPrecision(9)));
    lines += `${timeMs},${quote(population?.name ?? '')},${id - (population?.first ?? 0)},${id}\n`;
    if (spike % linesAtATime !== linesAtATime - 1) continue;
    yield lines;
    lines = '';
  }
  if (lines !== '') yield lines;
}
