// Builds every bundle: extension, worker, HDF5 part, command line and one per webview. `--watch` rebuilds, `--dev` keeps names and source maps.
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, context } from 'esbuild';
import { writeIndexes } from './indexes.mjs';
import { root } from './root.mjs';

const require = createRequire(import.meta.url);
const watch = process.argv.includes('--watch');
const dev = watch || process.argv.includes('--dev');
const dist = join(root, 'dist');

const common = {
  bundle: true,
  minify: !dev,
  sourcemap: dev,
  logLevel: 'warning',
  target: 'es2022',
  metafile: true,
  absWorkingDir: root,
};
// h5wasm and web-tree-sitter ask for import.meta.url; a CommonJS bundle has to say where it stands.
const importMetaUrl = {
  define: { 'import.meta.url': '__importMetaUrl' },
  banner: { js: "const __importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
};
const node = {
  ...common,
  platform: 'node',
  format: 'cjs',
  external: ['vscode', './hdf5.cjs'],
  outExtension: { '.js': '.cjs' },
};

const bundles = [
  { ...node, entryPoints: { extension: 'src/extension/main.ts' }, outdir: 'dist' },
  { ...node, ...importMetaUrl, entryPoints: { worker: 'src/worker/main.ts' }, outdir: 'dist' },
  { ...node, ...importMetaUrl, entryPoints: { hdf5: 'src/data/hdf5.ts' }, outdir: 'dist' },
  {
    ...node,
    ...importMetaUrl,
    banner: { js: '#!/usr/bin/env node\n' + importMetaUrl.banner.js },
    entryPoints: { cli: 'src/cli/main.ts' },
    outdir: 'dist',
  },
  ...webviewEntries().map((name) => ({
    ...common,
    platform: 'browser',
    format: 'iife',
    entryPoints: { [name]: `webview/${name}/main.ts` },
    outdir: 'dist/webview',
    loader: { '.css': 'css' },
  })),
];

function webviewEntries() {
  return readdirSync(join(root, 'webview'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, 'webview', entry.name, 'main.ts')))
    .map((entry) => entry.name);
}

function copyGrammars() {
  mkdirSync(dist, { recursive: true });
  copyFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm'), join(dist, 'tree-sitter.wasm'));
  copyFileSync(require.resolve('tree-sitter-python/tree-sitter-python.wasm'), join(dist, 'tree-sitter-python.wasm'));
}

/** What went into each bundle, for the tests of the walls. */
function writeMetafiles(results) {
  mkdirSync(join(root, 'out/meta'), { recursive: true });
  bundles.forEach(({ entryPoints }, index) => {
    const [name] = Object.keys(entryPoints);
    writeFileSync(join(root, 'out/meta', `${name}.json`), JSON.stringify(results[index].metafile));
  });
}

async function buildAll() {
  writeIndexes();
  copyGrammars();
  if (watch) {
    const contexts = await Promise.all(bundles.map((options) => context(options)));
    await Promise.all(contexts.map((each) => each.watch()));
    console.log('watching …');
    return;
  }
  writeMetafiles(await Promise.all(bundles.map((options) => build(options))));
}

try {
  await buildAll();
} catch (error) {
  if (!error.errors) console.error(error); // esbuild has printed its own
  process.exit(1);
}
