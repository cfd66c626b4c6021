// Makes the README's pictures anew: packages the extension and photographs it in a real workbench.
import { spawnSync } from 'node:child_process';
import { packageExtension } from './package.mjs';
import { inRoot, root } from './root.mjs';

packageExtension();
const { build } = await import('esbuild');
const outfile = inRoot('out/workbench/pictures.mjs');
await build({
  entryPoints: ['test/workbench/pictures.ts'],
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  outfile,
  logLevel: 'warning',
});
process.exit(spawnSync(process.execPath, [outfile], { cwd: root, stdio: 'inherit', timeout: 300_000 }).status ?? 1);
