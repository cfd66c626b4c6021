// Spikes as a CSV file: one line per spike, in the order in which they happened.
import { type Recording } from '../../protocol/probe';

const quote = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Columns: time_ms, population, neuron (counted from 0 within its population), id (as in the recording). */
export function spikesAsCsv({ times, ids, populations }: Recording): string {
  const names = populations.map(({ name }) => quote(name));
  const lines = new Array<string>(times.length + 1);
  lines[0] = 'time_ms,population,neuron,id';
  for (let spike = 0; spike < times.length; spike++) {
    const id = ids[spike] ?? 0;
    const at = populations.findIndex(({ first, size }) => id >= first && id < first + size);
    // Steps are binary fractions of a millisecond at best: nine digits show them without their rounding noise.
    const time = String(Number((times[spike] ?? 0).toPrecision(9)));
    lines[spike + 1] = `${time},${names[at] ?? ''},${id - (populations[at]?.first ?? 0)},${id}`;
  }
  return `${lines.join('\n')}\n`;
}
