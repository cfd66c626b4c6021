// Whether a run is long enough for two workers to share it: starting the second one and telling each other the spikes takes time too.
import { type Network } from '../core/network/network';
import { synapsesPerTarget } from '../core/network/wiring';
import { type SimulateOptions } from './recording';
import { mostSynapsesWhole } from './subset';
import { convert } from './units';

/** What a step of a neuron with its noise takes, and an event, at the rate at which networks are expected to fire; by bench/sim.mjs. */
const msPerNeuronStep = 2e-6;
const msPerEvent = 1e-6;
const expectedRateHz = 10;

/** A run that is expected to be shorter than this is done by one worker before two have started. */
const leastMs = 150;
/** So many steps of neurons between one exchange of spikes and the next are worth the exchange. */
const leastPerBlock = 20_000;

export function isWorthTwo(network: Network, { ms, dtMs: chosenMs, population }: SimulateOptions): boolean {
  const { populations, projections } = network;
  // Rates are sent in every step, to all: there is nothing to share out.
  if (populations.some(({ dynamics }) => dynamics === 'rate')) return false;
  const dtMs = chosenMs ?? convert(network.dtMs, 'ms') ?? 0.1;
  const sizes = new Map(populations.map(({ name, size }) => [name, size ?? 0]));
  const neurons = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const synapses = projections.reduce((sum, { pre, post, rule }) => {
    const [from, to] = [sizes.get(pre) ?? 0, sizes.get(post) ?? 0];
    return sum + (synapsesPerTarget(rule, from, to) ?? 0) * to;
  }, 0);
  const delays = projections.map(({ delay }) => Math.round((convert(delay, 'ms') ?? dtMs) / dtMs));
  const shortest = delays.reduce((least, each) => Math.min(least, each), Infinity);
  // A network that is too large is simulated in part.
  const part = Math.min(1, mostSynapsesWhole / Math.max(1, synapses));
  const events = synapses * part * expectedRateHz * (ms / 1000);
  const expectedMs = neurons * part * (ms / dtMs) * msPerNeuronStep + events * msPerEvent;
  return population === undefined && expectedMs >= leastMs && neurons * part * shortest >= leastPerBlock;
}
