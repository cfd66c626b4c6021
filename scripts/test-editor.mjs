// Builds, then runs the mocha suite in a real VS Code: desktop where there is one, else the stand-in with the npm-carried server and headless Chromium.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { inRoot, root } from './root.mjs';
import { writeResult } from './test/results.mjs';
import { findDesktop, hasDisplay } from './vscode/desktop.mjs';

/** A bundle for the harness and one per test file, which mocha loads by name. */
async function bundleSuite() {
  const { build } = await import('esbuild');
  rmSync(inRoot('out/editor'), { recursive: true, force: true });
  mkdirSync(inRoot('out/editor'), { recursive: true });
  const files = readdirSync(inRoot('test/editor')).filter((file) => file === 'main.ts' || file.endsWith('.test.ts'));
  await build({
    entryPoints: files.map((file) => `test/editor/${file}`),
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    outdir: 'out/editor',
    outExtension: { '.js': '.cjs' },
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

/** @returns {string} what to start as VS Code */
function chooseVscode() {
  if (process.env.SPIKELINT_VSCODE_PATH) return process.env.SPIKELINT_VSCODE_PATH;
  const desktop = hasDisplay() ? findDesktop() : undefined;
  if (desktop) console.log(`desktop VS Code ${desktop.version}`);
  else console.log('no desktop VS Code here: its server from the npm registry and headless Chromium instead');
  return desktop?.executable ?? inRoot('scripts/vscode/stand-in.mjs');
}

writeResult('editor', { passed: 0, failed: 1 }); // holds if VS Code ends before the suite does
try {
  const { status } = spawnSync(process.execPath, [inRoot('scripts/build.mjs')], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the build failed (above)');
  await bundleSuite();
  const { runTests } = await import('@vscode/test-electron');
  await runTests({
    vscodeExecutablePath: chooseVscode(),
    extensionDevelopmentPath: root,
    extensionTestsPath: inRoot('out/editor/main.cjs'),
    launchArgs: [inRoot('test/editor/workspace')],
  });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
