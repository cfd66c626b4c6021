// What memory holds of a stream as a file: JSON with everything, or CSV with one line per sample. No editor.
import type { LiveExport, StreamUpdate } from '../../protocol/live';

export function exportedText(update: StreamUpdate, kind: LiveExport): string {
  return kind === 'json' ? asJson(update) : asCsv(update);
}

/** Typed arrays as lists; what is no number in JSON is null. */
function asJson({ status, discovery, sessions }: StreamUpdate): string {
  const plain = (_: string, value: unknown): unknown =>
    value instanceof Float64Array || value instanceof Uint32Array ? Array.from(value) : value;
  return `${JSON.stringify({ version: 1, service: discovery, status, sessions }, plain, 1)}\n`;
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const timeOf = (ms: number): string => new Date(ms).toISOString();

/** A sample has its lowest, mean and highest; a spike has its neuron. */
function asCsv({ sessions }: StreamUpdate): string {
  const lines = ['time,until,session,what,neuron,mean,lowest,highest'];
  for (const { session, series, spikes } of sessions) {
    const name = quoted(session ?? '');
    for (const { name: what, from, to, min, mean, max } of series)
      for (let at = 0; at < mean.length; at++)
        lines.push(
          [timeOf(from[at] ?? 0), timeOf(to[at] ?? 0), name, quoted(what), '', mean[at], min[at], max[at]].join(','),
        );
    for (let at = 0; at < spikes.times.length; at++) {
      const time = timeOf(spikes.times[at] ?? 0);
      lines.push([time, time, name, 'spike', spikes.ids[at], '', '', ''].join(','));
    }
  }
  return `${lines.join('\n')}\n`;
}
