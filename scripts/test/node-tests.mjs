// Bundles a folder's *.test.ts files into out/ and gives the bundle to node's own test runner.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { inRoot, root } from '../root.mjs';
import { writeResult } from './results.mjs';

/**
 * @param {object} run
 * @param {string} run.runner names the folder under test/ and the result
 * @param {string} run.filter a piece of a path; empty for all
 * @param {number} run.timeLimitMs
 * @returns {Promise<number>} the exit code
 */
export async function runNodeTests({ runner, filter, timeLimitMs }) {
  const tests = findTests(`test/${runner}`, filter);
  if (tests.length === 0) {
    console.error(
      filter ? `no test under test/${runner} has a path with "${filter}" in it` : `no tests under test/${runner}`,
    );
    return 1;
  }
  writeResult(runner, { passed: 0, failed: 1 }); // holds if the runner dies before it can say better
  let bundle;
  try {
    bundle = await bundleTests(runner, tests);
  } catch {
    return 1; // esbuild has printed why
  }
  const reporter = new URL('reporter.mjs', import.meta.url).href;
  const flags = ['--enable-source-maps', '--test', `--test-reporter=${reporter}`, '--test-reporter-destination=stdout'];
  const { status, signal } = spawnSync(process.execPath, [...flags, bundle], {
    cwd: root,
    stdio: 'inherit',
    timeout: timeLimitMs,
    env: { ...process.env, SPIKELINT_TEST_RUNNER: runner },
  });
  if (signal) console.error(`${runner} tests ended by ${signal} (time limit ${timeLimitMs / 1000} s)`);
  return status ?? 1;
}

/** @param {string} folder @param {string} filter @returns {string[]} paths from the project's root */
function findTests(folder, filter) {
  return readdirSync(inRoot(folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.test.ts') && path.includes(filter))
    .sort();
}

/** @param {string} runner @param {string[]} tests @returns {Promise<string>} the bundle's path */
async function bundleTests(runner, tests) {
  const { build } = await import('esbuild');
  const outfile = inRoot(`out/${runner}/tests.mjs`);
  mkdirSync(inRoot(`out/${runner}`), { recursive: true });
  await build({
    stdin: {
      contents: tests.map((test) => `import './${test}';`).join('\n'),
      resolveDir: root,
      sourcefile: `${runner}-tests.ts`,
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
