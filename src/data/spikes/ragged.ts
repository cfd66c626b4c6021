// Spikes as NWB keeps them: all times in a row, and for each unit where its own end; `units/spike_times` with `units/spike_times_index`.
import { type Dataset, elementCount } from '../dataset';
import { groupsOf, isColumn, readColumn, sameLength, toldUnit } from './columns';
import { type SpikeSource } from './source';

/** NWB 2, `Units.spike_times`: "Spike times for each unit in seconds". */
const convention = { timeUnit: 's', because: 'NWB: spike times are in seconds' } as const;

export function raggedSpikes(datasets: readonly Dataset[]): SpikeSource[] {
  return groupsOf(datasets).flatMap(({ path, columns }) => {
    const times = columns.get('spike_times');
    const index = columns.get('spike_times_index');
    if (!times || !index || !isColumn(times) || !isColumn(index)) return [];
    const ends = readColumn(index, 0, elementCount(index.shape));
    const spikes = elementCount(times.shape);
    // An index that falls or points outside tells nothing of who fired.
    if (ends.some((end, i) => !(end >= (ends[i - 1] ?? 0))) || (ends.at(-1) ?? 0) > spikes) return [];
    const named = columns.get('id');
    const ids =
      named && isColumn(named) && sameLength(named, index)
        ? readColumn(named, 0, ends.length)
        : Float64Array.from(ends.keys());
    const read = (first: number, count: number) => ({
      times: readColumn(times, first, count),
      ids: owners(ends, ids, first, count),
    });
    return [
      {
        path: path || 'spike_times',
        kind: 'NWB units',
        ...toldUnit(times, convention),
        // What lies behind the last unit's end belongs to none.
        spikes: ends.at(-1) ?? 0,
        read,
        neurons: () => ids,
      },
    ];
  });
}

/** The unit of each spike: that whose end is the first beyond it. */
function owners(ends: Float64Array, ids: Float64Array, first: number, count: number): Float64Array {
  const result = new Float64Array(count);
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] as number) > first) high = middle;
    else low = middle + 1;
  }
  for (let i = 0, unit = low; i < count; i++) {
    while ((ends[unit] as number) <= first + i) unit++;
    result[i] = ids[unit] as number;
  }
  return result;
}
