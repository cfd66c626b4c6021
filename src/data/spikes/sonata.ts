// Spikes as SONATA keeps them: `spikes/<population>/timestamps` with `node_ids`, and the older form without populations and with `gids`.
import { type Dataset, elementCount } from '../dataset';
import { groupsOf, isColumn, readPair, sameLength, toldUnit } from './columns';
import { type SpikeSource } from './source';

/** SONATA developer guide, "Spike file": "timestamps … the default unit is milliseconds". */
const convention = { timeUnit: 'ms', because: 'SONATA: times without a unit are in ms' } as const;

export function sonataSpikes(datasets: readonly Dataset[]): SpikeSource[] {
  return groupsOf(datasets).flatMap(({ path, columns }) => {
    if (!/(^|\/)spikes(\/[^/]+)?$/.test(path)) return [];
    const times = columns.get('timestamps');
    const ids = columns.get('node_ids') ?? columns.get('gids');
    if (!times || !ids || !isColumn(times) || !isColumn(ids) || !sameLength(times, ids)) return [];
    const spikes = elementCount(times.shape);
    return [{ path, kind: 'SONATA spikes', ...toldUnit(times, convention), spikes, read: readPair(times, ids) }];
  });
}
