// Runs the unit tests: bundles test/unit/**/*.test.ts into out/unit/ and gives the bundle to node's own runner. An argument keeps the files whose path holds it.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { writeResult } from './test/results.mjs';

const root = join(fileURLToPath(import.meta.url), '../..');
const timeLimitMs = 300_000;

/** @param {string} filter a piece of a path; empty for all @returns {string[]} paths from the project's root */
function findTests(filter) {
  return readdirSync(join(root, 'test/unit'), { recursive: true, encoding: 'utf8' })
    .map((path) => 'test/unit/' + path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.test.ts') && path.includes(filter))
    .sort();
}

/** @param {string[]} tests @returns {Promise<string>} the bundle's path */
async function bundleTests(tests) {
  const { build } = await import('esbuild');
  const outfile = join(root, 'out/unit/tests.mjs');
  mkdirSync(join(root, 'out/unit'), { recursive: true });
  await build({
    stdin: {
      contents: tests.map((test) => `import './${test}';`).join('\n'),
      resolveDir: root,
      sourcefile: 'unit-tests.ts',
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Packages stay outside: WASM packages find their own files, and the bundle is made in a blink.
    packages: 'external',
    sourcemap: 'inline',
    outfile,
    logLevel: 'warning',
  });
  return outfile;
}

const filter = process.argv[2] ?? '';
const tests = findTests(filter);
if (tests.length === 0) {
  console.error(filter ? `no unit test's path holds "${filter}"` : 'no unit tests');
  process.exit(1);
}
writeResult('unit', { passed: 0, failed: 1 }); // holds if the runner dies before it can say better
let bundle;
try {
  bundle = await bundleTests(tests);
} catch {
  process.exit(1); // esbuild has printed why
}
const reporter = join(root, 'scripts/test/unit-reporter.mjs');
const { status, signal } = spawnSync(
  process.execPath,
  ['--enable-source-maps', '--test', `--test-reporter=${reporter}`, '--test-reporter-destination=stdout', bundle],
  { cwd: root, stdio: 'inherit', timeout: timeLimitMs },
);
if (signal) console.error(`unit tests ended by ${signal} (time limit ${timeLimitMs / 1000} s)`);
process.exit(status ?? 1);
