// Loads the simulation, builds and runs one network, and ends: what a user waits from the click on. `sim.mjs` has made the bundles.
// With `one` or `two` as the second word by so many workers, else by two where that pays. Prints the memory of the process in MB, before and at its peak.
import { networkOf, specifications } from './networks.mjs';

const inBench = (file) => new URL(`../out/bench/${file}`, import.meta.url);
const before = process.memoryUsage.rss() / 1e6;
const { simulateInPair } = await import(inBench('pair.mjs').href);
const [name, workers] = process.argv.slice(2);
const spec = specifications[name];
const partner = workers === 'one' ? null : inBench('partner.cjs');
await simulateInPair(
  networkOf(spec),
  { ms: spec.ms, seed: 1 },
  {},
  partner,
  workers === 'two' ? () => true : undefined,
);
console.log(JSON.stringify({ before, peak: process.resourceUsage().maxRSS / 1e3 }));
