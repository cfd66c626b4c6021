// Works out what no route answered from what others did; every result says from where, and how.
import { derivations } from './routes';
import { spreadOf } from './schemas/reading';
import type { Reading, Readings } from './state';
import {
  type Answers,
  type ModulatorCourses,
  modulatorNames,
  type Question,
  type Raster,
  type SpikeStats,
} from './values';

type Make = { readonly [Key in `${Question} from ${Question}`]?: (of: never) => unknown };

const nothing: SpikeStats = {
  ...{ spikeRate: null, rateHz: null, neurons: null, steps: null, spikes: null, perNeuron: null, silent: null },
  ...{ membrane: null, input: null, blocks: [] },
};

const makers: Make = {
  'stats from snapshots': (of: Answers['snapshots']): SpikeStats | null => {
    const rates = of.flatMap(({ spikeRate }) => (spikeRate === null ? [] : [spikeRate]));
    if (rates.length === 0) return null;
    const blocks = [...new Set(of.map(({ block }) => block))].filter((each) => each !== null);
    const membranes = of.flatMap(({ membrane }) => (membrane === null ? [] : [membrane]));
    const spikes = of.reduce((sum, each) => sum + (each.spikes ?? 0), 0);
    return {
      ...nothing,
      ...{ spikeRate: spreadOf(rates).mean, steps: of.length, spikes },
      membrane: membranes.length > 0 ? spreadOf(membranes) : null,
      blocks: blocks.map((block) => ({
        name: `block ${block}`,
        spikeRate: spreadOf(
          of.flatMap((each) => (each.block === block && each.spikeRate !== null ? [each.spikeRate] : [])),
        ).mean,
      })),
    };
  },
  'stats from raster': (of: Raster): SpikeStats | null => countIn(of),
  'stats from spikeTimes': (of: Raster): SpikeStats | null => countIn(of),
  'raster from spikeTimes': (of: Raster): Raster => of,
  'spikeTimes from raster': (of: Raster): Raster => of,
  'membrane from snapshots': (of: Answers['snapshots']): Answers['membrane'] | null => {
    const mean = of.flatMap(({ membrane }) => (membrane === null ? [] : [membrane]));
    return mean.length === 0 ? null : { neurons: [], mean, range: spreadOf(mean), strange: 0, threshold: null };
  },
  'membrane from stats': ({ membrane }: SpikeStats): Answers['membrane'] | null =>
    membrane && { neurons: [], mean: [], range: membrane, strange: 0, threshold: null },
  'gate from snapshots': (of: Answers['snapshots']): Answers['gate'] | null => {
    const known = of.filter(({ gate }) => gate !== null);
    const values = known.map(({ gate }) => gate as number);
    if (values.length === 0) return null;
    const timed = known.every(({ atMs }) => atMs !== null);
    const times = known.map(({ atMs }, i) => (timed ? (atMs as number) : i));
    return { values: [], mean: values.at(-1) ?? null, course: { times, values, unit: timed ? 'epoch' : 'index' } };
  },
  'pass from snapshots': (of: Answers['snapshots']): Answers['pass'] | null => {
    const last = new Map(of.map((each) => [each.block, each] as const));
    const layers = [...last.values()].map(({ block, spikeRate, spikes, membrane }) => ({
      ...{ name: `block ${block ?? 0}`, spikeRate, spikes },
      membrane: membrane === null ? null : { mean: membrane, sd: null, min: null, max: null },
    }));
    return layers.length === 0 ? null : { layers, input: null };
  },
  'modulators from modulatorCourses': (of: ModulatorCourses): Answers['modulators'] | null => {
    const levels = Object.fromEntries(
      modulatorNames.flatMap((name) => {
        const last = of[name]?.values.findLast(Number.isFinite);
        return last === undefined ? [] : [[name, last]];
      }),
    );
    return Object.keys(levels).length === 0 ? null : { levels, meaning: {}, baseline: {}, others: {} };
  },
  'modulatorMap from modulatorCourses': (of: ModulatorCourses): Answers['modulatorMap'] | null => {
    const rows = modulatorNames.filter((name) => of[name]);
    const width = Math.min(mostColumns, ...rows.map((name) => of[name]?.values.length ?? 0));
    if (rows.length === 0 || width === 0) return null;
    const values = rows.map((name) =>
      (of[name]?.values ?? []).slice(-width).map((each) => (Number.isFinite(each) ? each : null)),
    );
    return { rows, columns: Array.from({ length: width }, (_, i) => String(i - width + 1)), values };
  },
  'weights from weightHistogram': ({ layers }: Answers['weightHistogram']): Answers['weights'] => ({
    layers: layers.map(({ name, edges, counts }) => ({
      name,
      recurrent: /recur/i.test(name),
      ...ofHistogram(edges, counts),
    })),
  }),
  'stdp from weightDeltas': ({ figures, changed }: Answers['weightDeltas']): Answers['stdp'] => ({
    ...{
      enabled: changed !== null && changed > 0 ? true : null,
      learningRate: null,
      updates: changed,
      meanChange: figures.mean,
    },
    ...{ meanSize: null, potentiations: null, depressions: null, weight: null },
  }),
  'learningRate from stdp': ({ learningRate }: Answers['stdp']): Answers['learningRate'] | null =>
    learningRate === null ? null : { current: learningRate, base: null },
};

const mostColumns = 100;

/** Of a window in steps it is a rate per step; of one in ms with a step that nobody told, only counts are known. */
function countIn({ times, ids, unit, neurons, from, to }: Raster): SpikeStats | null {
  const number = neurons ?? null;
  const counts = new Map<number, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  const span = from !== null && to !== null ? to - from : null;
  const steps = unit === 'step' && span !== null && span > 0 ? Math.round(span) : null;
  const spikeRate = steps !== null && number !== null && number > 0 ? times.length / (steps * number) : null;
  const silent = number !== null && number > 0 ? (number - counts.size) / number : null;
  return { ...nothing, spikeRate, neurons: number, steps, spikes: times.length, silent };
}

function ofHistogram(edges: readonly number[], counts: readonly number[]): ReturnType<typeof spreadOf> {
  const total = counts.reduce((sum, each) => sum + each, 0);
  const middle = (i: number): number => ((edges[i] ?? 0) + (edges[i + 1] ?? 0)) / 2;
  if (total === 0) return { mean: null, sd: null, min: null, max: null };
  const mean = counts.reduce((sum, each, i) => sum + each * middle(i), 0) / total;
  const variance = counts.reduce((sum, each, i) => sum + each * (middle(i) - mean) ** 2, 0) / total;
  const [first, last] = [counts.findIndex((each) => each > 0), counts.findLastIndex((each) => each > 0)];
  return { mean, sd: Math.sqrt(variance), min: edges[first] ?? null, max: edges[last + 1] ?? null };
}

/** What was answered stays as it is. */
export function complete(readings: Readings): Readings {
  const made: Record<string, Reading<unknown>> = { ...readings };
  for (const { question, from, how } of derivations) {
    const [own, source] = [made[question], made[from]];
    if (own !== undefined && own.value !== null) continue;
    if (source === undefined || source.value === null) continue;
    const make = makers[`${question} from ${from}`] as ((of: unknown) => unknown) | undefined;
    const value = make?.(source.value) ?? null;
    if (value === null) continue;
    const { from: routes, atMs, raw, notes } = source;
    made[question] = {
      value,
      raw,
      from: routes,
      derived: source.derived === null ? how : `${how} (${source.derived})`,
      atMs,
      notes,
    };
  }
  return made as Readings;
}
