// Measures the statistics beside numpy on the same data, in turn and in one run. It prints; it asserts nothing.
//
//     node bench/stats.mjs [rounds] [names, with commas] [--large]
//
// Both run on one thread and are measured in the processor's time. With --large also matrices of 2 000 neurons.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(fileURLToPath(import.meta.url), '../..');
const [rounds = '3', only = ''] = process.argv.slice(2).filter((each) => !each.startsWith('--'));
const large = process.argv.includes('--large');
const folder = join(root, 'out/bench');
const peerLimitMs = 280_000;

mkdirSync(folder, { recursive: true });
const outfile = join(folder, 'stats.mjs');
await build({
  stdin: {
    contents: [
      "export { spectralRadius } from './src/stats/spectralRadius';",
      "export { eigenvalues } from './src/stats/eigenvalues';",
      "export { singularValues } from './src/stats/singularValues';",
      "export { percentilesOf } from './src/stats/percentile';",
      "export { StreamingHistogram } from './src/stats/histogram';",
      "export { rateHistogram } from './src/stats/psth';",
      "export { correlationMatrix, spikeCorrelation } from './src/stats/correlation';",
    ].join('\n'),
    resolveDir: root,
    loader: 'ts',
  },
  bundle: true,
  format: 'esm',
  target: 'node20',
  outfile,
});
const stats = await import(pathToFileURL(outfile).href);

/** Mulberry32, so that every run has the same data. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function normal(count, seed) {
  const chance = generator(seed);
  return Float64Array.from(
    { length: count },
    () => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance()),
  );
}

const square = (size, seed, entry) => ({ values: normal(size * size, seed).map(entry), rows: size, columns: size });
const random = (size) => square(size, size, (value) => value / Math.sqrt(size));
/** Four fifths excitatory, one fifth inhibitory and four times as strong. */
const excitatoryInhibitory = (size) =>
  square(size, size, (value, at) => (Math.abs(value) / Math.sqrt(size)) * (at % size < 0.8 * size ? 1 : -4));
const sparse = (size) =>
  square(size, size, (value, at) => ((at * 7919) % 1009 < 101 ? value / Math.sqrt(size / 10) : 0));

function spikes(count, neurons, ms) {
  const chance = generator(1);
  const times = Float64Array.from({ length: count }, () => chance() * ms).sort();
  const ids = Uint32Array.from({ length: count }, () => Math.floor(chance() * neurons));
  return { times, ids };
}

const radius = (name, make, size) => ({
  name: `spectral radius to 1e-3, ${name}, ${size}²`,
  make: () => make(size),
  ours: (matrix) => stats.spectralRadius(matrix),
  say: ({ value, low, high, residual, method, settled }) =>
    `${value.toPrecision(7)} in [${low.toPrecision(6)}, ${high.toPrecision(6)}], residual ${residual.toExponential(1)}, ${method}${settled ? '' : ', not settled'}`,
  peer: { kind: 'radius', size },
  data: ({ values }) => [values],
});

const wanted = [0.5, 50, 99, 99.5];
const measurements = [
  radius('random', random, 1000),
  radius('E-I', excitatoryInhibitory, 1000),
  radius('one in ten', sparse, 1000),
  ...(large ? [radius('random', random, 2000), radius('E-I', excitatoryInhibitory, 2000)] : []),
  {
    name: 'all eigenvalues, random, 500²',
    make: () => random(500),
    ours: (matrix) => stats.eigenvalues(matrix),
    say: ([first]) => Math.hypot(first.re, first.im).toPrecision(7),
    peer: { kind: 'eigenvalues', size: 500 },
    data: ({ values }) => [values],
  },
  {
    name: 'all singular values, random, 500²',
    make: () => random(500),
    ours: (matrix) => stats.singularValues(matrix),
    say: ([first]) => first.toPrecision(7),
    peer: { kind: 'singular', size: 500 },
    data: ({ values }) => [values],
  },
  {
    name: 'four percentiles of 10 M normal numbers',
    make: () => normal(1e7, 5),
    ours: (values) => stats.percentilesOf(values, wanted),
    say: ({ values, passes }) => `${values.map((value) => value.toPrecision(6)).join(', ')} in ${passes} passes`,
    peer: { kind: 'percentiles', wanted },
    data: (values) => [values],
  },
  {
    name: 'four percentiles of 10 M rates in steps of 40',
    make: () => normal(1e7, 5).map((value) => 40 * Math.max(0, Math.floor(value))),
    ours: (values) => stats.percentilesOf(values, wanted),
    say: ({ values, passes }) => `${values.join(', ')} in ${passes} passes`,
    peer: { kind: 'percentiles', wanted },
    data: (values) => [values],
  },
  {
    name: 'histogram of 10 M numbers, 50 bins, its range known',
    make: () => normal(1e7, 5),
    ours: (values) => {
      const histogram = new stats.StreamingHistogram(-6, 6, 50);
      histogram.add(values);
      return histogram;
    },
    say: ({ counts }) => `at most ${Math.max(...counts)}`,
    peer: { kind: 'histogram', bins: 50 },
    data: (values) => [values],
  },
  {
    name: 'PSTH of 1 M spikes, 5 ms bins',
    make: () => spikes(1e6, 500, 100_000),
    ours: (train) => stats.rateHistogram(train, { first: 0, size: 500 }, { startMs: 0, endMs: 100_000 }, 5),
    say: ({ counts }) => `at most ${Math.max(...counts)}`,
    peer: { kind: 'psth', ms: 100_000, binMs: 5 },
    data: ({ times }) => [times],
  },
  {
    name: 'pairwise correlation of 500 neurons, 1 M spikes, 10 ms bins',
    make: () => spikes(1e6, 500, 200_000),
    ours: (train) => stats.spikeCorrelation(train, { first: 0, size: 500 }, { startMs: 0, endMs: 200_000 }, 10),
    say: ({ mean }) => `mean ${mean.toExponential(3)}`,
    peer: { kind: 'correlation', ms: 200_000, binMs: 10, neurons: 500 },
    data: ({ times, ids }) => [times, Float64Array.from(ids)],
  },
  {
    name: 'pairwise correlation of 500 series of 10 000',
    make: () => ({ values: normal(5e6, 9), rows: 500, columns: 10_000 }),
    ours: (matrix) => stats.correlationMatrix(matrix),
    say: ({ mean }) => `mean ${mean.toExponential(3)}`,
    peer: { kind: 'series', neurons: 500 },
    data: ({ values }) => [values],
  },
];

/** The first Python of the path that has numpy, as a process that answers line by line. */
function startPeer() {
  const candidates = (process.env.PATH ?? '').split(delimiter).map((each) => join(each, 'python3'));
  const python = candidates.find((each) => spawnSync(each, ['-c', 'import numpy'], { timeout: 60_000 }).status === 0);
  if (python === undefined) return null;
  const child = spawn(python, ['-W', 'ignore', join(root, 'bench/peers/numpy_statistics.py')], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const timer = setTimeout(() => child.kill(), peerLimitMs);
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { done, value } = await lines.next();
    return done ? null : JSON.parse(value);
  };
  return {
    next,
    ask: (task) => {
      child.stdin.write(`${JSON.stringify(task)}\n`);
      return next();
    },
    stop: () => {
      clearTimeout(timer);
      child.stdin.end();
    },
  };
}

function processorMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

const peer = startPeer();
const greeting = (await peer?.next()) ?? null;
if (greeting === null) console.log('no Python with numpy on the path: measured without a peer');
else console.log(`beside numpy ${greeting.numpy}, both on one thread; medians of ${rounds} rounds of processor time`);

for (const { name, make, ours, say, peer: task, data } of measurements) {
  if (only !== '' && !only.split(',').some((each) => name.includes(each))) continue;
  const input = make();
  const files = data(input).map((values, i) => {
    const path = join(folder, `stats-${i}.bin`);
    writeFileSync(path, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    return path;
  });
  const times = [];
  let result;
  let answer = null;
  for (let round = 0; round < Number(rounds); round++) {
    const start = processorMs();
    result = ours(input);
    const ms = processorMs() - start;
    answer = greeting === null ? null : await peer.ask({ ...task, files });
    times.push({ ms, peerMs: answer?.ms ?? NaN });
  }
  const first = times[0].ms;
  const ms = median(times.map((each) => each.ms));
  console.log(`\n${name}: ${ms.toFixed(0)} ms (the first time ${first.toFixed(0)}): ${say(result)}`);
  if (answer === null) continue;
  const ratios = times.map((each) => each.ms / each.peerMs);
  console.log(
    `  numpy ${median(times.map((each) => each.peerMs)).toFixed(0)} ms: ratio ${median(ratios).toFixed(3)}; it says ${JSON.stringify(answer.result)}`,
  );
}
peer?.stop();
