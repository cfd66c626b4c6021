// Inspects spoiled copies of data files and reports what breaks, hangs, takes too long or fills the memory.
//   node scripts/fuzz-data.mjs [--seconds 60] [--seed 1] [--times 1000000] FILE…
// What failed goes to out/fuzz/, named by its seed.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { generator } from './fuzz/mutate.mjs';
import { startSubject } from './fuzz/subject.mjs';
import { inRoot } from './root.mjs';

const slowMs = 5000;
const hangMs = 20_000;
const mostMegabytes = 1500;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    times: { type: 'string', default: '1000000' },
  },
});

/** @typedef {{ outcome: string, ms: number, megabytes: number, broken?: boolean, error?: string }} Inspected */

/** @type {import('./fuzz/subject.mjs').Subject<Inspected>} */
const reader = await startSubject('data', {
  hangMs,
  failed: (outcome, ms, error) => ({ outcome, ms, megabytes: 0, ...(error && { error: String(error) }) }),
  // As the hosts do, which load the library anew.
  spent: ({ broken, outcome }) => broken === true || outcome === 'hangs' || outcome === 'dies',
});

/** Bytes are turned, put to extremes, moved or cut off: one to twenty places. @param {Uint8Array} whole @param {() => number} random */
function spoil(whole, random) {
  const pick = (/** @type {number} */ count) => Math.floor(random() * count);
  let bytes = Uint8Array.from(whole);
  for (let left = 1 + pick(random() < 0.5 ? 2 : 20); left > 0; left--) {
    const at = pick(bytes.length);
    const kind = pick(7);
    if (kind === 0) bytes[at] = (bytes[at] ?? 0) ^ (1 << pick(8));
    else if (kind === 1) bytes[at] = pick(256);
    else if (kind === 2) bytes.fill(0xff, at, at + 1 + pick(8));
    else if (kind === 3) bytes.fill(0, at, at + 1 + pick(8));
    else if (kind === 4) bytes.copyWithin(at, pick(bytes.length), pick(bytes.length));
    // Addresses and lengths are mostly multiples of eight: one that leads elsewhere in the file makes circles.
    else if (kind === 5)
      new DataView(bytes.buffer).setUint32(Math.min(bytes.length - 4, at & ~7), pick(bytes.length) & ~7, true);
    else if (random() < 0.1) bytes = bytes.slice(0, Math.max(16, at));
  }
  return bytes;
}

mkdirSync(inRoot('out/fuzz'), { recursive: true });
const files = positionals.map((path) => ({ path, bytes: readFileSync(path) }));
const end = Date.now() + Number(values.seconds) * 1000;
/** @type {Record<string, number>} */
const counts = {};
let seed = Number(values.seed);
for (let done = 0; Date.now() < end && done < Number(values.times); done++, seed++) {
  const random = generator(seed);
  const { path, bytes } = files[seed % files.length] ?? { path: '', bytes: new Uint8Array() };
  const spoiled = spoil(bytes, random);
  const { outcome, ms, megabytes, broken, error } = await reader.ask(spoiled);
  if (broken) counts['library loaded anew'] = (counts['library loaded anew'] ?? 0) + 1;
  const verdict = ms > slowMs && outcome !== 'hangs' ? 'slow' : outcome;
  counts[verdict] = (counts[verdict] ?? 0) + 1;
  if (['read', 'refused'].includes(verdict) && megabytes < mostMegabytes) continue;
  writeFileSync(inRoot(`out/fuzz/${seed}-${basename(path)}`), spoiled);
  console.log(`seed ${seed} of ${basename(path)}: ${verdict}, ${Math.round(ms)} ms, ${Math.round(megabytes)} MB`);
  if (error) console.log(error.split('\n').slice(0, 8).join('\n'));
}
console.log(JSON.stringify(counts));
await reader.end();
