// Says what is bundled into what: the extension, the worker and the simulation's second one, the HDF5 part, the command line, and one bundle per webview.
import { existsSync, readdirSync } from 'node:fs';
import { inRoot, root } from './root.mjs';

/**
 * @param {boolean} dev keeps names and source maps
 * @returns {import('esbuild').BuildOptions[]} one per bundle; each has one entry point, named like the bundle
 */
export function bundles(dev) {
  const common = /** @type {const} */ ({
    bundle: true,
    minify: !dev,
    sourcemap: dev,
    logLevel: 'warning',
    target: 'es2022',
    absWorkingDir: root,
  });
  const node = /** @type {const} */ ({
    ...common,
    platform: 'node',
    format: 'cjs',
    external: ['vscode', './hdf5.cjs'],
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
  });
  // h5wasm and web-tree-sitter ask for import.meta.url; a CommonJS bundle has to say where it stands.
  const urlLine = "const __importMetaUrl = require('node:url').pathToFileURL(__filename).href;";
  const withUrl = { ...node, define: { 'import.meta.url': '__importMetaUrl' }, banner: { js: urlLine } };
  return [
    { ...node, entryPoints: { extension: 'src/extension/main.ts' } },
    { ...withUrl, entryPoints: { worker: 'src/worker/main.ts' } },
    { ...node, entryPoints: { partner: 'src/worker/partner.ts' } },
    { ...withUrl, entryPoints: { hdf5: 'src/data/hdf5.ts' } },
    { ...withUrl, entryPoints: { cli: 'src/cli/main.ts' }, banner: { js: `#!/usr/bin/env node\n${urlLine}` } },
    ...webviews().map((name) => ({
      ...common,
      platform: /** @type {const} */ ('browser'),
      format: /** @type {const} */ ('iife'),
      entryPoints: { [name]: `webview/${name}/main.ts` },
      outdir: 'dist/webview',
    })),
  ];
}

/** @returns {string[]} the folders of webview/ with a page of their own */
function webviews() {
  return readdirSync(inRoot('webview'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(inRoot('webview', entry.name, 'main.ts')))
    .map((entry) => entry.name);
}
