// Measures the whole diagnostic of a rate network, from the start of the process to its report. It prints; it asserts nothing.
//
//     node bench/diagnose.mjs [runs] [--data FILE --code FILE --weights FILE …]
//
// Without files it takes the small session of the tests; with them any session, such as a real one of a thousand trials.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(fileURLToPath(import.meta.url), '../..');
const [first = '5', ...rest] = process.argv.slice(2);
const runs = Number(first) || 5;
const fixtures = join(root, 'test/fixtures/rates');
const own = ['--data', 'session.mat', '--code', 'ei.py', '--weights', 'checkpoint.pt', '--history', 'history.json'];
const files = rest.length > 0 ? rest : own.map((each, i) => (i % 2 === 0 ? each : join(fixtures, each)));

const walls = [];
for (let i = 0; i < runs; i++) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'dist/cli.cjs'), 'diagnose', ...files, '--format', 'json'], { maxBuffer: 2 ** 28 }); // prettier-ignore
  if (status !== 0) throw new Error(String(stderr));
  walls.push(performance.now() - start);
}
const sorted = [...walls].sort((a, b) => a - b);
console.log(`diagnose: median ${Math.round(sorted[Math.floor(runs / 2)])} ms, least ${Math.round(sorted[0])} ms of ${runs} runs (by the clock, with the start of the process)`); // prettier-ignore
