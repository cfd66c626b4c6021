// Lints spoiled copies of real Python files and reports what throws or takes too long; with --plain it lints the files as they are.
//   node scripts/fuzz.mjs [--plain] [--seconds 60] [--seed 1] FOLDER…
//   node scripts/fuzz.mjs --seed 4711 --only path/of/file.py        one run again; its text goes to out/fuzz/
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generator, mutate } from './fuzz/mutate.mjs';
import { startSubject } from './fuzz/subject.mjs';
import { inRoot } from './root.mjs';

const slowMs = 2000;
const hangMs = 15_000;
const maxBytes = 400_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    plain: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    findings: { type: 'boolean', default: false },
  },
});

/** @typedef {{ ms: number, findings: { rule: string, severity: string, line: number, message: string }[], error?: string }} Linted */

/** @type {import('./fuzz/subject.mjs').Subject<Linted>} */
const linter = await startSubject('lint', {
  hangMs,
  failed: (what, ms, error) => ({ ms, findings: [], error: error ? `the worker died: ${error.stack}` : what }),
  spent: ({ error }) => error !== undefined,
});

/** @param {string} folder @returns {string[]} */
const pythonFiles = (folder) =>
  statSync(folder).isFile()
    ? [folder]
    : readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.py'))
        .map((name) => join(folder, name))
        .filter((file) => statSync(file).isFile() && statSync(file).size < maxBytes)
        .sort();

let runs = 0;
let bad = 0;
let slowest = { ms: 0, what: '' };
/** @type {Map<string, number>} */
const kinds = new Map();

/** @param {string} file @param {number | null} seed */
async function once(file, seed) {
  const original = readFileSync(file, 'utf8');
  const text = seed === null ? original : mutate(original, seed);
  const answer = await linter.ask({ file, text });
  const what = `${file}${seed === null ? '' : ` --seed ${seed} --only`}`;
  runs++;
  if (answer.ms > slowest.ms) slowest = { ms: answer.ms, what };
  for (const { rule, severity } of answer.findings)
    kinds.set(`${severity} ${rule}`, (kinds.get(`${severity} ${rule}`) ?? 0) + 1);
  if (answer.error || answer.ms > slowMs) {
    bad++;
    console.log(`${what}: ${answer.error ?? `${Math.round(answer.ms)} ms`}`);
  }
  if (seed === null || values.findings)
    for (const each of answer.findings)
      console.log(`${file}:${each.line}: ${each.severity} [${each.rule}] ${each.message}`);
  if (values.only) {
    mkdirSync(inRoot('out/fuzz'), { recursive: true });
    writeFileSync(inRoot('out/fuzz/spoiled.py'), text);
    console.log(answer, 'the text is in out/fuzz/spoiled.py');
  }
}

if (values.only) await once(values.only, Number(values.seed));
else {
  const files = positionals.flatMap(pythonFiles);
  if (values.plain) for (const file of files) await once(file, null);
  else {
    const end = Date.now() + Number(values.seconds) * 1000;
    for (let seed = Number(values.seed); Date.now() < end; seed++) {
      const file = files[Math.floor(generator(seed)() * files.length)];
      if (file) await once(file, seed);
    }
  }
  console.log(
    `${runs} runs over ${files.length} files, ${bad} bad; slowest ${Math.round(slowest.ms)} ms: ${slowest.what}`,
  );
  for (const [kind, count] of [...kinds].sort()) console.log(`  ${count} ${kind}`);
}
await linter.end();
process.exitCode = bad > 0 ? 1 : 0;
