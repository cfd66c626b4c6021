// Loads the simulation, builds and runs one network, and ends: what a user waits from the click on. `sim.mjs` has made the bundle.
import { networkOf, specifications } from './networks.mjs';

const { simulate } = await import(new URL('../out/bench/simulate.mjs', import.meta.url).href);
const spec = specifications[process.argv[2]];
simulate(networkOf(spec), { ms: spec.ms, seed: 1 });
