// Packages the extension into a .vsix. A warning of vsce's fails it, and so does a package above the size limit.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { ensureDependencies, fail } from './bootstrap.mjs';
import { inRoot, root } from './root.mjs';

const sizeLimitMb = 3;
const { name, version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));

/** The package's path; `npm run package` leaves it there. */
export const vsixPath = inRoot(`${name}-${version}.vsix`);

/** vsce builds first, through the script `vscode:prepublish`. */
export function packageExtension() {
  ensureDependencies();
  rmSync(vsixPath, { force: true });
  const vsce = inRoot('node_modules/@vscode/vsce/vsce');
  const noHost = ['--allow-missing-repository', '--no-rewrite-relative-links']; // the project names no public host
  const args = ['package', '--no-dependencies', ...noHost, '--out', vsixPath];
  const { status, stdout, stderr } = spawnSync(process.execPath, [vsce, ...args], { cwd: root, encoding: 'utf8' });
  const output = (stdout + stderr).trim();
  if (status !== 0) fail(output);
  if (/^\s*WARNING\b/m.test(output)) fail(`${output}\nvsce warns: the package is not accepted`);
  const sizeMb = statSync(vsixPath).size / 1e6;
  if (sizeMb > sizeLimitMb)
    fail(`${output}\nthe package has ${sizeMb.toFixed(2)} MB, above the limit of ${sizeLimitMb} MB`);
  console.log(`${vsixPath.slice(root.length + 1)} ${sizeMb.toFixed(2)} MB`);
}

if (process.argv[1] === inRoot('scripts/package.mjs')) packageExtension();
