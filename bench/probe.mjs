// Measures a probe of 1 000 neurons for 500 ms as the editor asks for it: from the request to the worker to the figures and spikes that are
// drawn, with a worker that has just been started and with one that is up. `node scripts/build.mjs` has made the bundles.
//
//     node bench/probe.mjs [times]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { inRoot } from '../scripts/root.mjs';

const times = Number(process.argv[2] ?? 7);
const text = `import nest

nest.resolution = 0.1
exc = nest.Create("iaf_psc_exp", 800)
inh = nest.Create("iaf_psc_exp", 200)
noise = nest.Create("poisson_generator", params={"rate": 2400.0})
nest.Connect(noise, exc, syn_spec={"weight": 90.0, "delay": 1.5})
nest.Connect(noise, inh, syn_spec={"weight": 90.0, "delay": 1.5})
random = {"rule": "pairwise_bernoulli", "p": 0.1}
nest.Connect(exc, exc + inh, random, {"weight": 40.0, "delay": 1.5})
nest.Connect(inh, exc + inh, random, {"weight": -200.0, "delay": 1.5})
nest.Simulate(500.0)
`;

const outfile = inRoot('out/bench/peer.mjs');
mkdirSync(inRoot('out/bench'), { recursive: true });
await build({ entryPoints: [inRoot('src/protocol/peer.ts')], bundle: true, format: 'esm', target: 'node20', outfile });
const { Peer } = await import(pathToFileURL(outfile).href);

const dist = inRoot('dist');

function start() {
  const thread = new Worker(join(dist, 'worker.cjs'), { workerData: { spikelintAssets: dist } });
  const port = { post: (message) => thread.postMessage(message), onMessage: (listen) => thread.on('message', listen) };
  return { thread, peer: new Peer(port, {}, { sharesMemory: true }) };
}

/** One probe; how long it took and how many spikes there are. */
async function probe(peer, seed) {
  const params = { document: { file: 'model.py', text }, context: [], projects: [], network: 0 };
  const begin = performance.now();
  const { recording, examination } = await peer.request('examine', { ...params, options: { ms: 500, seed } });
  return { ms: performance.now() - begin, spikes: recording.times.length, populations: examination.populations };
}

function median(values) {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
}

const [cold, warm] = [[], []];
let last;
for (let turn = 0; turn < times; turn++) {
  const begin = performance.now();
  const { thread, peer } = start();
  await probe(peer, turn);
  cold.push(performance.now() - begin);
  await probe(peer, turn + 1000);
  last = await probe(peer, turn + 2000);
  warm.push(last.ms);
  await thread.terminate();
}
const rates = last.populations.map(({ name, rateHz }) => `${name} ${rateHz.toFixed(1)} Hz`).join(', ');
console.log(`1000 neurons for 500 ms, ${last.spikes} spikes (${rates}), medians of ${times}:`);
console.log(
  `  ${median(cold).toFixed(0)} ms with the start of the worker, ${median(warm).toFixed(0)} ms with one that is up`,
);
