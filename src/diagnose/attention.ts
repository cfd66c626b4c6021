// How attention over a population's last spikes spreads: T4DM's linear attention, with projections drawn as torch draws them before training.
import { type Attention } from '../core/network/plasticity';
import { type Network } from '../core/network/network';
import { stream } from '../sim/random';
import { type Recording } from '../sim/recording';

export interface AttentionFigures {
  readonly name: string;
  readonly population: string;
  readonly heads: number;
  /** Steps that each step may look at. */
  readonly tokens: number;
  readonly mean: number;
  readonly sd: number;
  readonly min: number;
  readonly max: number;
  readonly edges: Float64Array;
  readonly counts: Uint32Array;
}

const bins = 20;

export function attentionIn(network: Network, recording: Recording): AttentionFigures[] {
  return (network.attention ?? []).flatMap((each) => {
    const spikes = lastSpikes(each, recording);
    return spikes ? [figuresOf(each, spikes, recording.seed)] : [];
  });
}

/** One row for each of the last steps: who fired in it. Null where the population was not simulated, or too short. */
function lastSpikes({ population, tokens, size }: Attention, recording: Recording): Float64Array[] | null {
  const range = recording.populations.find(({ name }) => name === population);
  const steps = Math.round(recording.ms / recording.dtMs);
  if (!range || steps < tokens) return null;
  const rows = Array.from({ length: tokens }, () => new Float64Array(size));
  const { times, ids, dtMs } = recording;
  for (let k = times.length - 1; k >= 0; k--) {
    // A spike carries the time of its step's end.
    const token = Math.round((times[k] as number) / dtMs) - 1 - (steps - tokens);
    if (token < 0) break;
    const neuron = (ids[k] as number) - range.first;
    const row = rows[token];
    if (row && neuron >= 0 && neuron < Math.min(size, range.size)) row[neuron] = 1;
  }
  return rows;
}

/** `elu(x) + 1` of query and key, and each head's products as parts of their sum. */
function figuresOf(
  { name, population, heads, size, tokens }: Attention,
  spikes: readonly Float64Array[],
  seed: number,
): AttentionFigures {
  const [queries, keys] = (['q_proj', 'k_proj'] as const).map((part) =>
    project(spikes, size, `${name} ${part}`, seed),
  ) as [Float64Array[], Float64Array[]];
  const width = Math.floor(size / heads);
  const weights: number[] = [];
  for (let head = 0; head < heads; head++)
    for (const query of queries) {
      const products = keys.map((key) => {
        let sum = 0;
        for (let d = head * width; d < (head + 1) * width; d++) sum += (query[d] as number) * (key[d] as number);
        return sum;
      });
      const total = products.reduce((sum, each) => sum + each, 0) + 1e-6;
      weights.push(...products.map((each) => each / total));
    }
  let [mean, squares, min, max] = [0, 0, Infinity, -Infinity];
  weights.forEach((weight, i) => {
    const off = weight - mean;
    mean += off / (i + 1);
    squares += off * (weight - mean);
    min = Math.min(min, weight);
    max = Math.max(max, weight);
  });
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => i / bins);
  const counts = new Uint32Array(bins);
  for (const weight of weights) {
    const bin = Math.min(bins - 1, Math.floor(weight * bins));
    counts[bin] = (counts[bin] as number) + 1;
  }
  const sd = Math.sqrt(squares / Math.max(1, weights.length));
  return { ...{ name, population, heads, tokens, mean, sd, min, max, edges, counts } };
}

/** torch.nn.Linear: weights and offsets uniform within ±1/√inputs. */
function project(rows: readonly Float64Array[], size: number, purpose: string, seed: number): Float64Array[] {
  const random = stream(seed, purpose);
  const reach = 1 / Math.sqrt(size);
  const draw = (): number => (2 * random.uniform() - 1) * reach;
  const out = rows.map(() => new Float64Array(size));
  for (let to = 0; to < size; to++) {
    const offset = draw();
    for (const row of out) row[to] = offset;
    for (let from = 0; from < size; from++) {
      const weight = draw();
      rows.forEach((spikes, t) => {
        const row = out[t] as Float64Array;
        if (spikes[from] === 1) row[to] = (row[to] as number) + weight;
      });
    }
  }
  for (const row of out) for (let i = 0; i < size; i++) row[i] = elu(row[i] as number) + 1;
  return out;
}

const elu = (value: number): number => (value > 0 ? value : Math.expm1(value));
