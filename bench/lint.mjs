// Measures the analysis: text to findings, an edit to findings, a workspace; beside pyflakes3 on the same files where it is installed.
// usage: node bench/lint.mjs [folder with Python files]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const corpus =
  process.argv[2] ?? ['/usr/lib/python3/dist-packages/brian2', join(root, 'examples')].find((each) => existsSync(each));

const entry = join(root, 'out', 'bench-lint.mjs');
mkdirSync(join(root, 'out'), { recursive: true });
await build({
  stdin: {
    contents:
      "export { createLinter } from './src/core/lint'; export { loadGrammar } from './src/core/python/grammar';",
    resolveDir: root,
    loader: 'ts',
  },
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  outfile: entry,
  logLevel: 'warning',
});
const { createLinter, loadGrammar } = await import(pathToFileURL(entry).href);
const wasm = (name) => readFileSync(join(root, 'node_modules', name));
const grammar = await loadGrammar(
  wasm('web-tree-sitter/web-tree-sitter.wasm'),
  wasm('tree-sitter-python/tree-sitter-python.wasm'),
);

const files = pythonFiles(corpus);
const all = files.map((file) => readFileSync(file, 'utf8'));
const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const say = (what, value) => console.log(`${what.padEnd(58)} ${value}`);

say('corpus', `${files.length} files, ${lineCount(all.join('\n'))} lines`);
const scratch = mkdtempSync(join(tmpdir(), 'spikelint-bench-'));
for (const size of [1000, 10_000]) measureFile(size);
measureWorkspace();
rmSync(scratch, { recursive: true });

/** Whole files one after another until there are enough lines: real code, no repeats as long as the corpus lasts. */
function textOf(size) {
  const lines = [];
  for (let i = 0; lines.length < size; i++) lines.push(...all[i % all.length].split('\n'));
  return lines.slice(0, size).join('\n') + '\n';
}

function measureFile(size) {
  const text = textOf(size);
  const file = join(scratch, `bench${size}.py`);
  writeFileSync(file, text);
  const linter = createLinter(grammar);
  const cold = time(() => linter.lint([{ file, text }]));
  const warm = median(
    Array.from({ length: 9 }, (_, i) => time(() => createLinter(grammar).lint([{ file: `${file}${i}.py`, text }]))),
  );
  // As one types: each edit is made to the text that the last one left.
  let edited = text;
  const edits = Array.from({ length: 60 }, (_, i) => {
    const at = Math.floor((edited.length * ((i * 37) % 60)) / 60);
    const line = edited.indexOf('\n', at);
    edited = `${edited.slice(0, line)}  # edit ${i}${edited.slice(line)}`;
    return time(() => linter.lint([{ file, text: edited }]));
  }).slice(10);
  say(`${size} lines, first time in the process`, `${numbers.format(cold)} ms`);
  say(`${size} lines, warm`, `${numbers.format(warm)} ms`);
  say(
    `${size} lines, an edit to findings, median / p95`,
    `${numbers.format(median(edits))} / ${numbers.format(quantile(edits, 0.95))} ms`,
  );
  const peer = pyflakes([file]);
  if (peer !== null)
    say(
      `${size} lines, warm, against pyflakes3 as a process`,
      `${numbers.format(peer)} ms: ratio ${(warm / peer).toFixed(2)}`,
    );
}

function measureWorkspace() {
  const documents = Array.from({ length: 500 }, (_, i) => ({
    file: join(scratch, `part${i}.py`),
    text: all[i % all.length],
  }));
  for (const { file, text } of documents) writeFileSync(file, text);
  const linter = createLinter(grammar);
  let findings = 0;
  const before = memory();
  const took = time(() => {
    for (const document of documents) findings += linter.lint([document])[0].findings.length;
  });
  const lines = documents.reduce((sum, { text }) => sum + lineCount(text), 0);
  say(
    `${documents.length} files, ${lines} lines`,
    `${numbers.format(took / 1000)} s, ${findings} findings, ${numbers.format(memory() - before)} MB kept`,
  );
  say('findings per 1 000 lines', ((1000 * findings) / lines).toFixed(3));
  const peer = pyflakes(documents.map(({ file }) => file));
  if (peer !== null)
    say(
      'the same, against pyflakes3 as a process',
      `${numbers.format(peer / 1000)} s: ratio ${(took / peer).toFixed(2)}`,
    );
}

function memory() {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
}

function pyflakes(paths) {
  const started = performance.now();
  const { error } = spawnSync('pyflakes3', paths, { stdio: 'ignore', timeout: 120_000 });
  return error ? null : performance.now() - started;
}

function time(work) {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
}

function median(values) {
  return quantile(values, 0.5);
}

function lineCount(text) {
  return text.split('\n').length;
}

function pythonFiles(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((each) => each.isFile() && each.name.endsWith('.py'))
    .map((each) => join(each.parentPath ?? each.path, each.name))
    .sort();
}
