// Makes the README's pictures anew: packages the extension and photographs it in a real workbench. `sheets [Panel]` photographs every panel in all themes and widths instead.
import { spawnSync } from 'node:child_process';
import { packageExtension } from './package.mjs';
import { inRoot, root } from './root.mjs';

packageExtension();
const { build } = await import('esbuild');
const [kind = 'pictures', ...rest] = process.argv.slice(2);
const outfile = inRoot(`out/workbench/${kind}.mjs`);
await build({
  entryPoints: [`test/workbench/${kind}.ts`],
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  outfile,
  logLevel: 'warning',
});
const options = /** @type {const} */ ({ cwd: root, stdio: 'inherit', timeout: 900_000 });
process.exit(spawnSync(process.execPath, [outfile, ...rest], options).status ?? 1);
