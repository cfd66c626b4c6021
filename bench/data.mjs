// Measures how fast data files are read and, where a Python with h5py is found, h5py on the same files in turn. It prints; it asserts nothing.
//
//     node bench/data.mjs [pairs]
//
// Each time opens the file anew and reads 10 million float32 into one array; slices are a row of 1000 numbers of 5 GB; the histogram is all that
// `spikelint inspect` does with a dataset: reading, range, mean, spread, histogram, percentiles.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, fstatSync, mkdirSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(fileURLToPath(import.meta.url), '../..');
const pairs = Number(process.argv[2] ?? '7');
const rows = 1_342_177;

if (!existsSync(join(root, 'dist/hdf5.cjs'))) throw new Error('run `npm run build` first');
const { openHdf5 } = createRequire(join(root, 'dist/hdf5.cjs'))('./hdf5.cjs');
const outfile = join(root, 'out/bench/measure.mjs');
mkdirSync(join(root, 'out/bench'), { recursive: true });
const entryPoints = [join(root, 'src/data/measure.ts')];
await build({ entryPoints, bundle: true, format: 'esm', target: 'node20', outfile });
const { measure } = await import(pathToFileURL(outfile).href);

/** The first Python of the path that has h5py. */
function findPython() {
  const candidates = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'python3'));
  return candidates.find((python) => spawnSync(python, ['-c', 'import h5py'], { timeout: 60_000 }).status === 0);
}

function openSource(path) {
  const descriptor = openSync(path, 'r');
  const { size } = fstatSync(descriptor);
  const read = (offset, length) => {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
    return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, offset));
  };
  return { size, read, close: () => closeSync(descriptor) };
}

async function withDataset(path, name, use) {
  const source = openSource(path);
  const file = await openHdf5(source);
  try {
    return await use(file.find(name));
  } finally {
    file.close();
    source.close();
  }
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const python = findPython();
if (python === undefined) {
  console.log('no Python with h5py is in the path: it makes the files and is the peer, so nothing can be measured');
  process.exit();
}
const folder = mkdtempSync(join(tmpdir(), 'spikelint-bench-'));
const [numbers, large] = [join(folder, 'numbers.h5'), join(folder, 'large.h5')];
const peer = spawn(python, [join(root, 'bench/peers/hdf5_reads.py'), folder], { stdio: ['pipe', 'pipe', 'inherit'] });
const lines = createInterface({ input: peer.stdout })[Symbol.asyncIterator]();
const next = async () => (await lines.next()).value;
const ask = async (question) => {
  peer.stdin.write(`${question}\n`);
  return Number(await next());
};

/** Ours and the peer's in turn. */
async function compare(title, target, ours, question) {
  const times = [];
  await ours(0);
  await ask(question(0));
  for (let pair = 0; pair < pairs; pair++) times.push([await ours(pair), await ask(question(pair))]);
  const ratio = median(times.map(([own, other]) => own / other));
  const [own, other] = [0, 1].map((side) => median(times.map((each) => each[side])));
  console.log(
    `${title}: ${own.toFixed(1)} ms, h5py ${other.toFixed(1)} ms, ratio ${ratio.toFixed(2)} (target ${target})`,
  );
}

try {
  await next();
  for (const [name, target] of [
    ['contiguous', '≤ 3.5'],
    ['gzip', '≤ 2.5'],
    ['shuffled', '–'],
  ]) {
    const read = () =>
      timed(() =>
        withDataset(numbers, name, (dataset) =>
          dataset.readNarrow(
            dataset.shape.map(() => 0),
            dataset.shape,
          ),
        ),
      );
    await compare(`10 M float32, ${name}`, target, read, () => `read ${name}`);
  }
  const histogram = () =>
    timed(() => withDataset(numbers, 'contiguous', (dataset) => measure(dataset, 50, () => undefined)));
  await compare(
    'range, mean, spread, histogram and percentiles of 10 M weights beside np.histogram alone',
    '≤ 150 ms',
    histogram,
    () => 'histogram contiguous',
  );
  console.log(
    `opening a file of 10 GB: ${median(await Promise.all([0, 1, 2].map(() => timed(() => withDataset(large, 'chunked', () => undefined))))).toFixed(1)} ms (target < 1000 ms)`,
  );
  for (const name of ['chunked', 'contiguous']) {
    const rowOf = (pair) => ((pair * 7919 + 13) * 13_000) % rows;
    await withDataset(large, name, async (dataset) => {
      const before = process.memoryUsage().rss;
      const slice = (pair) => timed(() => dataset.readNarrow([rowOf(pair), 0], [1, 1000]));
      await compare(`a row of 5 GB, ${name}`, '≤ 20 ms', slice, (pair) => `slice ${name} ${rowOf(pair)}`);
      console.log(`  grown by ${((process.memoryUsage().rss - before) / 1e6).toFixed(1)} MB (target ≤ 20 MB)`);
    });
  }
} finally {
  peer.stdin.end();
  rmSync(folder, { recursive: true, force: true });
}
