// Measures the simulation's speed and, where a Python with Brian2 is found, Brian2 on the same networks in turn. It prints; it asserts nothing.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(fileURLToPath(import.meta.url), '../..');
const pairs = Number(process.argv[2] ?? 5);
const peerLimitMs = 180_000;

const specifications = [
  {
    name: 'CUBA (Vogels and Abbott 2005), exponential currents',
    dynamics: 'lif-current-exp',
    unit: 'pA',
    ms: 1000,
    dtMs: 0.1,
    excitatory: 3200,
    inhibitory: 800,
    probability: 0.02,
    delayMs: 0.1,
    weights: [16.2, -90],
    poisson: null,
    parameters: {
      threshold: -50,
      leak: -49,
      reset: -60,
      initial: -60,
      capacity: 200,
      membraneTime: 20,
      refractory: 5,
      synapticTimeExcitatory: 5,
      synapticTimeInhibitory: 10,
    },
  },
  {
    name: 'Brunel (2000), a fifth of its size, delta synapses under Poisson noise',
    dynamics: 'lif-current-delta',
    unit: 'mV',
    ms: 1000,
    dtMs: 0.1,
    excitatory: 2000,
    inhibitory: 500,
    probability: 0.1,
    delayMs: 1.5,
    weights: [0.5, -2.5],
    poisson: { count: 200, rateHz: 20, weight: 0.5 },
    parameters: { threshold: 20, leak: 0, reset: 10, initial: 0, capacity: 250, membraneTime: 20, refractory: 2 },
  },
];

const roleUnits = {
  capacity: 'pF',
  membraneTime: 'ms',
  refractory: 'ms',
  synapticTimeExcitatory: 'ms',
  synapticTimeInhibitory: 'ms',
};

function networkOf(spec) {
  const span = { file: '', start: 0, end: 0 };
  const quantity = (value, unit) => ({ value, unit, text: String(value), sure: 'declared' });
  const params = Object.fromEntries(
    Object.entries(spec.parameters).map(([role, value]) => [
      role,
      { ...quantity(value, roleUnits[role] ?? 'mV'), role },
    ]),
  );
  const population = (name, size) => ({ name, size, model: spec.dynamics, dynamics: spec.dynamics, params, span });
  const names = ['E', 'I'];
  return {
    backend: 'nest',
    dtMs: quantity(spec.dtMs, 'ms'),
    durationMs: null,
    populations: [population('E', spec.excitatory), population('I', spec.inhibitory)],
    projections: names.flatMap((pre, i) =>
      names.map((post) => ({
        pre,
        post,
        rule: { kind: 'fixed-probability', probability: spec.probability },
        weight: quantity(spec.weights[i], spec.unit),
        delay: quantity(spec.delayMs, 'ms'),
        receptor: null,
        span,
      })),
    ),
    inputs:
      spec.poisson === null
        ? []
        : names.map((target) => ({
            kind: 'poisson',
            count: spec.poisson.count,
            rateHz: quantity(spec.poisson.rateHz, 'Hz'),
            target,
            weight: quantity(spec.poisson.weight, spec.unit),
            delay: null,
            receptor: null,
            shared: false,
            span,
          })),
    assumed: [],
  };
}

async function loadSimulation() {
  const outfile = join(root, 'out/bench/simulate.mjs');
  mkdirSync(join(root, 'out/bench'), { recursive: true });
  await build({
    entryPoints: [join(root, 'src/sim/simulate.ts')],
    bundle: true,
    format: 'esm',
    target: 'node20',
    outfile,
  });
  return import(pathToFileURL(outfile).href);
}

/** The first Python of the path that has Brian2. */
function findPython() {
  const candidates = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'python3'));
  return candidates.find((python) => spawnSync(python, ['-c', 'import brian2'], { timeout: 60_000 }).status === 0);
}

/** A peer process: `next()` gives its next line, `run()` makes it run once more. Both give null when it ends or takes too long. */
function startPeer(python, spec) {
  const child = spawn(python, ['-W', 'ignore', join(root, 'bench/peers/brian2_network.py'), JSON.stringify(spec)], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const timer = setTimeout(() => child.kill(), peerLimitMs);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    for (;;) {
      const { done, value } = await lines.next();
      if (done) return null;
      // The compiler and Brian2 itself may print lines of their own.
      if (value.startsWith('{')) return JSON.parse(value);
    }
  };
  child.stdin.on('error', () => undefined);
  child.on('error', () => undefined);
  return {
    next,
    run: () => {
      child.stdin.write('run\n');
      return next();
    },
    stop: () => {
      clearTimeout(timer);
      child.stdin.end();
    },
  };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

const { simulate } = await loadSimulation();
const python = findPython();
if (python === undefined) console.log('no Python with Brian2 on the path: measured without a peer');
for (const spec of specifications) {
  const network = networkOf(spec);
  const neurons = spec.excitatory + spec.inhibitory;
  const ours = (seed) => simulate(network, { ms: spec.ms, seed, now: () => performance.now() });
  const rateOf = (spikes) => `${(spikes / neurons / (spec.ms / 1000)).toFixed(1)} Hz`;
  console.log(`\n${spec.name}: ${neurons} neurons, ${spec.ms} ms`);
  const peer = python === undefined ? undefined : startPeer(python, spec);
  const how = await peer?.next();
  ours(0); // warm
  const runs = [];
  for (let i = 1; i <= pairs; i++) {
    const { timing, times } = ours(i);
    runs.push({ timing, spikes: times.length, peer: how ? await peer.run() : null });
  }
  peer?.stop();
  const runMs = median(runs.map(({ timing }) => timing.runMs));
  const { steps, events } = runs[0].timing;
  console.log(
    `  built in ${median(runs.map(({ timing }) => timing.buildMs)).toFixed(0)} ms, run in ${runMs.toFixed(0)} ms`,
  );
  console.log(
    `  ${Math.round(steps / (runMs / 1000)).toLocaleString('en')} steps/s, ${((runMs * 1e6) / steps / neurons).toFixed(1)} ns per neuron and step, ` +
      `${(events / runMs / 1000).toFixed(0)} M events/s, ${rateOf(median(runs.map(({ spikes }) => spikes)))}`,
  );
  const answered = runs.filter((run) => run.peer !== null);
  if (answered.length > 0) {
    const peerMs = median(answered.map((run) => run.peer.seconds * 1000));
    const ratio = median(answered.map((run) => run.timing.runMs / (run.peer.seconds * 1000)));
    const rate = rateOf(median(answered.map((run) => run.peer.spikes)));
    console.log(
      `  Brian2 (${how.how}): ${peerMs.toFixed(0)} ms, ${rate}; ours takes ${ratio.toFixed(2)} times as long (median of ${answered.length} pairs)`,
    );
  } else if (peer !== undefined) console.log('  Brian2 did not answer');
}
