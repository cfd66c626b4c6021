// Spikes in two columns of one table, by the names that simulators and people give them: `times` with `senders`, `t` with `i`, `spkt` with `spkid`.
import { type Dataset, elementCount } from '../dataset';
import { type Group, groupsOf, isColumn, readColumn, readPair, sameLength, type ToldUnit, toldUnit } from './columns';
import { type SpikeSource } from './source';

interface Pair {
  readonly times: RegExp;
  readonly ids: RegExp;
  readonly convention: ToldUnit;
}

const untold = { timeUnit: null, because: 'the file does not say the unit of the times' } as const;

const pairs: readonly Pair[] = [
  {
    times: /^times$/,
    ids: /^senders$/,
    convention: { timeUnit: 'ms', because: 'NEST: the events of a recorder are in ms' },
  },
  { times: /^spkt$/, ids: /^spkid$/, convention: { timeUnit: 'ms', because: 'NetPyNE: spkt is in ms' } },
  // What was saved of a Brian 2 monitor may be seconds or a number of milliseconds.
  { times: /^t$/, ids: /^i$/, convention: untold },
  {
    times: /^(spike_?)?(times?|timestamps?|ts)(_(ms|s|sec|us))?$/i,
    ids: /^((spike_?)?(neuron|node|cell|unit|sender|source|cluster|g)_?)?(ids?|indices|index|idx|clusters?)$|^(neurons?|units?|senders?|gids?|spike_?clusters?)$/i,
    convention: untold,
  },
];

export function pairedSpikes(datasets: readonly Dataset[]): SpikeSource[] {
  return groupsOf(datasets).flatMap((group) => {
    for (const { times: timesName, ids: idsName, convention } of pairs) {
      const times = columnNamed(group, timesName);
      const ids = columnNamed(group, idsName);
      if (!times || !ids || times === ids || !sameLength(times, ids) || !areIds(ids)) continue;
      return [
        {
          path: group.path || lastOf(times),
          kind: `columns ${lastOf(times)} and ${lastOf(ids)}`,
          ...toldUnit(times, convention),
          spikes: elementCount(times.shape),
          read: readPair(times, ids),
        },
      ];
    }
    return [];
  });
}

const lastOf = ({ path }: Dataset): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('.')) + 1);

/** The only column of that name; two that might be it are none. */
function columnNamed({ columns }: Group, name: RegExp): Dataset | undefined {
  const found = [...columns].filter(([key, dataset]) => name.test(key) && isColumn(dataset));
  return found.length === 1 ? found[0]?.[1] : undefined;
}

const enoughToTell = 1000;

/** Whole numbers, none of them negative, as far as the first ones tell; one alone, or none, is no table. */
function areIds(dataset: Dataset): boolean {
  const length = elementCount(dataset.shape);
  if (length < 2) return false;
  return readColumn(dataset, 0, Math.min(length, enoughToTell)).every((id) => Number.isInteger(id) && id >= 0);
}
