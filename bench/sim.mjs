// Measures the simulation's speed and, where a Python with Brian2 is found, Brian2 on the same networks in turn. It prints; it asserts nothing.
//
//     node bench/sim.mjs [pairs] [networks of bench/networks.json, with commas] [--waits] [--workers]
//
// Runs are measured in the processor's time, ours with all threads of the process; building of Brian2 includes its start and its files.
// Memory is that of a process of its own: the resident pages at their peak, and how many of them Node holds before anything is loaded.
// With --waits also what users wait: from the start of their script to its results, compiled, with a warm cache of cython, and here.
// With --workers also two workers beside one, by the clock and by the time that the first worker's thread has the processor.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { bundles } from '../scripts/bundles.mjs';
import { networkOf, specifications } from './networks.mjs';

const root = join(fileURLToPath(import.meta.url), '../..');
const [pairs = '5', only = 'cuba,brunelFifth,brunel'] = process.argv.slice(2).filter((each) => !each.startsWith('--'));
const waits = process.argv.includes('--waits');
const workers = process.argv.includes('--workers');
const peerLimitMs = 280_000;
const peerScript = join(root, 'bench/peers/brian2_network.py');

const outdir = join(root, 'out/bench');

/** The simulation, the one that shares it with a second worker, and that worker's bundle. */
async function loadSimulation() {
  mkdirSync(outdir, { recursive: true });
  const entryPoints = { simulate: 'src/sim/simulate.ts', pair: 'src/worker/pair.ts', worth: 'src/sim/worth.ts' };
  const common = { bundle: true, platform: 'node', format: 'esm', target: 'node20', absWorkingDir: root, outdir };
  await build({ ...common, entryPoints, outExtension: { '.js': '.mjs' } });
  await build({ ...bundles(false).find((each) => 'partner' in each.entryPoints), outdir });
  const loaded = await Promise.all(
    Object.keys(entryPoints).map((name) => import(pathToFileURL(join(outdir, `${name}.mjs`)).href)),
  );
  return Object.assign({}, ...loaded);
}

/** The first Python of the path that has Brian2. */
function findPython() {
  const candidates = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'python3'));
  return candidates.find((python) => spawnSync(python, ['-c', 'import brian2'], { timeout: 60_000 }).status === 0);
}

/** A peer process: `next()` gives its next line, `run()` makes it run once more. Both give null when it ends or takes too long. */
function startPeer(python, spec) {
  const child = spawn(python, ['-W', 'ignore', peerScript, JSON.stringify(spec)], {
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

const { simulate, simulateInPair, isWorthTwo } = await loadSimulation();

/** The processor's time in ms: on a busy machine the clock on the wall tells more of the others. */
function processorMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function measure(network, spec, seed, precision) {
  const recording = simulate(network, { ms: spec.ms, seed, precision, now: processorMs });
  return { ...recording.timing, spikes: recording.times.length };
}

const ratioOf = (ratios) => {
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  return `${median(ratios).toFixed(3)} (${least.toFixed(3)} to ${most.toFixed(3)})`;
};
const ratioText = (runs, key, peerKey) => ratioOf(runs.map((run) => run[key] / run.peer[peerKey]));

/** One network: ours in both precisions and the peer in turn. */
async function compare(spec) {
  const network = networkOf(spec);
  const neurons = spec.excitatory + spec.inhibitory;
  const rateOf = (spikes) => `${(spikes / neurons / (spec.ms / 1000)).toFixed(1)} Hz`;
  console.log(`\n${spec.name}: ${neurons} neurons, ${spec.ms} ms`);
  const peer = python === undefined ? undefined : startPeer(python, spec);
  const how = await peer?.next();
  for (const precision of ['double', 'single']) measure(network, { ...spec, ms: 100 }, 0, precision); // warm
  const runs = [];
  for (let seed = 1; seed <= Number(pairs); seed++) {
    const double = measure(network, spec, seed, 'double');
    const answer = how ? await peer.run() : null;
    const single = measure(network, spec, seed, 'single');
    runs.push({
      double,
      single,
      peer: answer,
      doubleMs: double.runMs,
      singleMs: single.runMs,
      buildMs: double.buildMs,
    });
  }
  peer?.stop();
  for (const precision of ['double', 'single']) {
    const runMs = median(runs.map((run) => run[precision].runMs));
    const { steps, events } = runs[0][precision];
    console.log(
      `  ${precision} precision: ${runMs.toFixed(0)} ms, ${((runMs * 1e6) / steps / neurons).toFixed(2)} ns per neuron and step, ` +
        `${(events / runMs / 1000).toFixed(0)} M events/s, ${rateOf(median(runs.map((run) => run[precision].spikes)))}`,
    );
  }
  console.log(
    `  built in ${median(runs.map(({ buildMs }) => buildMs)).toFixed(0)} ms; ${memoryText(spec, 'one')} by one worker` +
      (isWorthTwo(network, { ms: spec.ms }) ? `, ${memoryText(spec, 'two')} by two` : ''),
  );
  if (workers && isWorthTwo(network, { ms: spec.ms })) await compareWorkers(network, spec);
  const answered = runs
    .filter((run) => run.peer !== null)
    .map((run) => ({
      ...run,
      peer: { ...run.peer, runMs: run.peer.processor * 1000, buildMs: (run.peer.whole - run.peer.seconds) * 1000 },
    }));
  if (answered.length === 0) {
    if (peer !== undefined) console.log('  Brian2 did not answer');
    return;
  }
  const peerMs = median(answered.map((run) => run.peer.runMs));
  const peerBuildMs = median(answered.map((run) => run.peer.buildMs));
  console.log(
    `  Brian2 (${how.how}): ${peerMs.toFixed(0)} ms, ${rateOf(median(answered.map((run) => run.peer.spikes)))}, built in ${peerBuildMs.toFixed(0)} ms`,
  );
  console.log(
    `  ours takes, of Brian2's run: ${ratioText(answered, 'doubleMs', 'runMs')}; in single precision ${ratioText(answered, 'singleMs', 'runMs')}`,
  );
  console.log(
    `  and of its building: ${ratioText(answered, 'buildMs', 'buildMs')} (medians of ${answered.length} pairs, and their range)`,
  );
  if (waits) await compareWaits(spec, how.waited + answered[0].peer.whole);
}

const nameOf = (spec) => Object.keys(specifications).find((each) => specifications[each] === spec);

function memoryText(spec, workers) {
  const { stdout } = spawnSync(process.execPath, [join(root, 'bench/wait.mjs'), nameOf(spec), workers], {
    encoding: 'utf8',
  });
  const { before, peak } = JSON.parse(stdout);
  return `${Math.round(peak - before)} MB above Node's ${Math.round(before)} MB`;
}

/** How long this thread has had the processor, in ms, where the system tells; else the clock. */
function threadMs() {
  const file = '/proc/thread-self/schedstat';
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split(' ')[0]) / 1e6 : performance.now();
}

/** The same run by one worker and by two, in turn. */
async function compareWorkers(network, spec) {
  const once = async (seed, partner, now) => {
    const start = performance.now();
    const { timing } = await simulateInPair(network, { ms: spec.ms, seed, now }, {}, partner, () => true);
    return { ...timing, wholeMs: performance.now() - start };
  };
  const partner = join(outdir, 'partner.cjs');
  const runs = [];
  for (let seed = 0; seed <= Number(pairs); seed++) {
    const turn = {};
    for (const [name, now] of Object.entries({ clock: () => performance.now(), thread: threadMs }))
      turn[name] = { one: await once(seed, null, now), two: await once(seed, partner, now) };
    if (seed > 0) runs.push(turn); // the first one warms
  }
  const ratio = (name, key) => ratioOf(runs.map((run) => run[name].two[key] / run[name].one[key]));
  console.log(
    `  two workers take, of one's run: ${ratio('clock', 'runMs')} by the clock, ${ratio('thread', 'runMs')} of the processor's time; ` +
      `${ratio('clock', 'wholeMs')} of the whole by the clock`,
  );
}

/** What a user waits: the whole of a script, against a process of ours that loads, builds and runs. */
async function compareWaits(spec, compiledSeconds) {
  const ours = join(root, 'bench/wait.mjs');
  const name = nameOf(spec);
  const once = (command, args) => {
    const start = performance.now();
    const { status } = spawnSync(command, args, { timeout: peerLimitMs, stdio: 'ignore' });
    return status === 0 ? (performance.now() - start) / 1000 : NaN;
  };
  const cython = ['-W', 'ignore', peerScript, JSON.stringify(spec), 'cython'];
  once(python, cython); // fills the cache
  const waited = [0, 1, 2].map(() => ({ ours: once(process.execPath, [ours, name]), cython: once(python, cython) }));
  const oursSeconds = median(waited.map((each) => each.ours));
  console.log(
    `  waited: ours ${oursSeconds.toFixed(2)} s (a process of its own), cpp_standalone ${compiledSeconds.toFixed(1)} s = ${(compiledSeconds / oursSeconds).toFixed(0)} times, ` +
      `warm cython ${median(waited.map((each) => each.cython)).toFixed(1)} s = ${median(waited.map((each) => each.cython / each.ours)).toFixed(0)} times as long`,
  );
}

const python = findPython();
if (python === undefined) console.log('no Python with Brian2 on the path: measured without a peer');
for (const name of only.split(',')) await compare(specifications[name]);
