// `npm start`: opens VS Code with the extension and the sample workspace; desktop where it is installed, else the npm-carried server and a browser.
import { spawn, spawnSync } from 'node:child_process';
import { ensureDependencies, fail } from './bootstrap.mjs';
import { inRoot, root } from './root.mjs';
import { findDesktop, hasDisplay } from './vscode/desktop.mjs';

const examples = inRoot('examples');

function startDesktop({ cli, version }) {
  const { status } = spawnSync(process.execPath, [inRoot('scripts/build.mjs')], { stdio: 'inherit' });
  if (status !== 0) fail('the build failed (above)');
  console.log(`opening desktop VS Code ${version} with examples/ (close its window or press Ctrl+C to end)`);
  const args = ['--new-window', '--wait', `--extensionDevelopmentPath=${root}`, examples];
  spawn(cli, args, { stdio: 'inherit' }).on('exit', (code) => process.exit(code ?? 0));
}

/** The packaged extension is installed into fresh folders, so any address of the server has it. */
async function startInBrowser() {
  const { packageExtension, vsixPath } = await import('./package.mjs');
  const { startServer } = await import('./vscode/server.mjs');
  console.log('building and packaging the extension …');
  packageExtension();
  const server = await startServer({ vsix: vsixPath, workspace: examples, token: true });
  const address = server.address(examples);
  console.log(`\nVS Code with Spikelint is at\n\n    ${address}\n\nCtrl+C ends it.`);
  openBrowser(address);
}

function openBrowser(address) {
  if (!hasDisplay() || process.env.CI) return;
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
  spawn(opener, [address], { stdio: 'ignore', detached: true }).on('error', () => undefined).unref(); // prettier-ignore
}

// The server ends with this process, however far the start has come; and this process with npm, which may be killed alone.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(0));
const parent = process.ppid;
setInterval(() => process.ppid !== parent && process.exit(0), 1000).unref();

ensureDependencies();
const desktop = hasDisplay() ? findDesktop() : undefined;
if (desktop) startDesktop(desktop);
else await startInBrowser().catch((error) => fail(error.message));
