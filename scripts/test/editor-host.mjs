// Runs a suite inside a real VS Code: desktop where there is one, else the stand-in with the npm-carried server and headless Chromium.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { inRoot, root } from '../root.mjs';
import { findDesktop, hasDisplay } from '../vscode/desktop.mjs';

/**
 * Builds the extension and the suite, then runs the suite's `run()` in the extension host.
 * @param {object} suite
 * @param {string} suite.name of the folder under out/ for the bundles
 * @param {string[]} suite.files from the project's root; the first exports `run`
 * @param {string} suite.workspace folder to open, from the project's root
 * @returns {Promise<void>} rejects if `run()` did
 */
export async function runInEditor({ name, files, workspace }) {
  const { status } = spawnSync(process.execPath, [inRoot('scripts/build.mjs')], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the build failed (above)');
  rmSync(inRoot('out', name), { recursive: true, force: true });
  const { build } = await import('esbuild');
  await build({
    entryPoints: files,
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    outdir: `out/${name}`,
    outExtension: { '.js': '.cjs' },
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  const { runTests } = await import('@vscode/test-electron');
  await runTests({
    vscodeExecutablePath: chooseVscode(),
    extensionDevelopmentPath: root,
    extensionTestsPath: inRoot('out', name, basename(files[0]).replace('.ts', '.cjs')),
    launchArgs: [inRoot(workspace)],
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
