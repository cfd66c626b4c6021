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

const command = ['/usr/bin/time', '-f', '%U %S %M', process.execPath, join(root, 'dist/cli.cjs'), 'diagnose', ...files, '--format', 'json']; // prettier-ignore
const [walls, processors, memories] = [[], [], []];
for (let i = 0; i < runs; i++) {
  const start = performance.now();
  const { status, stderr } = spawnSync(command[0], command.slice(1), { maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(String(stderr));
  walls.push(performance.now() - start);
  const [user, system, kilobytes] = String(stderr).trim().split('\n').at(-1).split(' ').map(Number);
  processors.push(1000 * (user + system));
  memories.push(kilobytes / 1024);
}
const told = (numbers, unit) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return `median ${Math.round(sorted[Math.floor(runs / 2)])} ${unit}, least ${Math.round(sorted[0])}`;
};
console.log(`diagnose, ${runs} runs from the start of the process to its report`);
console.log(`  by the clock     ${told(walls, 'ms')}`);
// Beside other work only this tells the runs of one day from those of another.
console.log(`  of the processor ${told(processors, 'ms')}`);
console.log(`  memory           ${told(memories, 'MB')}`);
