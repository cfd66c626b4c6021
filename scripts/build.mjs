// Builds every bundle into dist/. `--watch` rebuilds on change, `--dev` keeps names and source maps.
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build, context } from 'esbuild';
import { bundles } from './bundles.mjs';
import { writeIndexes } from './indexes.mjs';
import { writeKernels } from './kernels.mjs';
import { inRoot } from './root.mjs';

const require = createRequire(import.meta.url);
const watch = process.argv.includes('--watch');
const dev = watch || process.argv.includes('--dev');

function copyGrammars() {
  mkdirSync(inRoot('dist'), { recursive: true });
  copyFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm'), inRoot('dist/tree-sitter.wasm'));
  copyFileSync(require.resolve('tree-sitter-python/tree-sitter-python.wasm'), inRoot('dist/tree-sitter-python.wasm'));
}

try {
  writeIndexes();
  writeKernels();
  copyGrammars();
  if (watch) {
    const contexts = await Promise.all(bundles(dev).map((options) => context(options)));
    await Promise.all(contexts.map((each) => each.watch()));
    console.log('watching …');
  } else await Promise.all(bundles(dev).map((options) => build(options)));
} catch (error) {
  if (!error.errors) console.error(error); // what esbuild found, it has printed
  process.exit(1);
}
