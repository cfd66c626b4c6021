// Reads the spikes that virtual cells send, from a SONATA file or a table of them, as times and numbers of nodes.
import { type ConfigNode, entryFor } from '../../config/tree';
import { column, type DataTable, lengthOf, DataProblem, requiredColumn, slices } from '../../dataFiles';

export interface SpikeTable {
  /** Null where the file does not say whose spikes they are. */
  readonly population: string | null;
  readonly timesMs: Float64Array;
  readonly ids: Uint32Array;
}

/** At 12 bytes each. */
const mostSpikes = 8_000_000;

/** Only those up to the end of the run are taken. Throws a DataProblem. */
export function readSpikes(datasets: readonly DataTable[], untilMs: number): SpikeTable[] {
  const folders = [
    ...new Set(datasets.flatMap(({ path }) => /^\/?(spikes(?:\/.+)?)\/timestamps$/.exec(path)?.[1] ?? [])),
  ];
  if (folders.length === 0) throw new DataProblem('it holds no spikes');
  return folders.map((folder) => {
    const times = requiredColumn(datasets, `${folder}/timestamps`);
    // `gids` is what SONATA called them before populations had names.
    const nodes = column(datasets, `${folder}/node_ids`) ?? requiredColumn(datasets, `${folder}/gids`);
    const length = lengthOf(times);
    if (lengthOf(nodes) !== length) throw new DataProblem(`${folder} has columns of unequal length`);
    if (length > mostSpikes) throw new DataProblem(`${folder} holds ${length} spikes, more than can be kept`);
    const factor = times.unit === 's' || times.unit === 'seconds' ? 1000 : 1;
    const [timesMs, ids] = [new Float64Array(length), new Uint32Array(length)];
    let kept = 0;
    for (const { start, count } of slices(length)) {
      const [t, n] = [times.read([start], [count]), nodes.read([start], [count])];
      for (let k = 0; k < count; k++) {
        const ms = (t[k] as number) * factor;
        if (!(ms >= 0 && ms <= untilMs)) continue;
        timesMs[kept] = ms;
        ids[kept++] = n[k] as number;
      }
    }
    const population = folder === 'spikes' ? null : folder.slice('spikes/'.length);
    return { population, timesMs: timesMs.slice(0, kept), ids: ids.slice(0, kept) };
  });
}

/** A table with the columns `timestamps`, `node_ids` and, where it is there, `population`. */
export function spikesInTable(root: ConfigNode, untilMs: number): SpikeTable[] {
  const byPopulation = new Map<string | null, { timesMs: number[]; ids: number[] }>();
  for (const row of root.kind === 'list' ? root.items : []) {
    if (row.kind !== 'map') continue;
    const cell = (key: string): string | number | boolean | null => {
      const value = entryFor(row, key)?.value;
      return value?.kind === 'scalar' ? (value.value ?? null) : null;
    };
    const [ms, id] = [Number(cell('timestamps') ?? Number.NaN), Number(cell('node_ids') ?? Number.NaN)];
    if (!Number.isFinite(ms) || !Number.isInteger(id)) throw new DataProblem('its columns are not those of spikes');
    if (ms < 0 || ms > untilMs) continue;
    const named = cell('population');
    const population = named === null ? null : String(named);
    const list = byPopulation.get(population) ?? { timesMs: [], ids: [] };
    byPopulation.set(population, list);
    list.timesMs.push(ms);
    list.ids.push(id);
  }
  return [...byPopulation].map(([population, { timesMs, ids }]) => ({
    population,
    timesMs: Float64Array.from(timesMs),
    ids: Uint32Array.from(ids),
  }));
}
