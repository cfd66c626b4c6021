// Starts and ends a VS Code server on a free loopback port, with fresh folders for every run.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureServer } from './install.mjs';

const startLimitMs = 60_000;
const installLimitMs = 120_000;

/** A quiet workbench: nothing that calls home, nothing that pops up over what is tested or shown. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/**
 * @typedef {object} Options
 * @property {string} [vsix] a packaged extension to install first
 * @property {string} [workspace] the folder that a window opens if its address names none
 * @property {boolean} [driver] lets the page's address name an extension under development; only for tests
 * @property {boolean} [token] the address carries a secret, so that other users of the machine can't come in
 * @property {Record<string, unknown>} [settings] user settings beside the quiet ones
 * @property {NodeJS.ProcessEnv} [env] added to the server's environment
 *
 * @typedef {object} RunningServer
 * @property {string} origin `http://127.0.0.1:port`
 * @property {string} extensions the folder into which extensions are installed
 * @property {(folder: string) => string} address of a window on a folder
 * @property {() => Promise<void>} stop ends every process and removes the folders
 */

/** @param {Options} [options] @returns {Promise<RunningServer>} */
export async function startServer({ vsix, workspace, driver = false, token = false, settings = {}, env = {} } = {}) {
  const { node, main } = await ensureServer();
  const folder = mkdtempSync(join(tmpdir(), 'spikelint-vscode-'));
  const secret = token ? randomBytes(16).toString('hex') : '';
  mkdirSync(join(folder, 'data/User'), { recursive: true });
  writeFileSync(join(folder, 'data/User/settings.json'), JSON.stringify({ ...quietSettings, ...settings }, null, 2));
  const folders = [
    '--server-data-dir',
    folder,
    '--user-data-dir',
    join(folder, 'data'),
    '--extensions-dir',
    join(folder, 'extensions'),
  ];
  const cleanEnv = { ...withoutVscode(process.env), EXTENSIONS_GALLERY: '{}', ...env }; // no gallery: nothing is looked up outside
  if (vsix) installVsix(node, [main, ...folders, '--install-extension', vsix, '--force'], cleanEnv, vsix);

  const port = await findFreePort();
  const log = join(folder, 'server.log');
  const flags = [
    ...['--host', '127.0.0.1', '--port', String(port), '--accept-server-license-terms'],
    ...(secret ? ['--connection-token', secret] : ['--without-connection-token']),
    ...['--disable-telemetry', '--disable-workspace-trust', '--force-disable-user-env'],
    ...(workspace ? ['--default-folder', workspace] : []),
    ...(driver ? ['--enable-smoke-test-driver'] : []),
  ];
  const output = openSync(log, 'w');
  // A group of its own: the extension host and its children end with it.
  const child = spawn(node, [main, ...flags, ...folders], {
    detached: true,
    stdio: ['ignore', output, output],
    env: cleanEnv,
  });
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  const abandon = () => (signalGroup(child, 'SIGKILL'), remove());
  process.once('exit', abandon); // whatever ends this process ends the server too
  const stop = async () => {
    await endGroup(child);
    remove();
    process.off('exit', abandon);
  };
  const origin = `http://127.0.0.1:${port}`;
  if (!(await answers(child, origin + '/version'))) {
    const lines = readFileSync(log, 'utf8').slice(-2000);
    await stop();
    throw new Error(`VS Code's server did not start:\n${lines}`);
  }
  const address = (workspace) => `${origin}/?${secret ? `tkn=${secret}&` : ''}folder=${encodeURI(workspace)}`;
  return { origin, extensions: join(folder, 'extensions'), address, stop };
}

function installVsix(node, args, env, vsix) {
  const { status, stdout, stderr } = spawnSync(node, args, { env, encoding: 'utf8', timeout: installLimitMs });
  if (status !== 0) throw new Error(`could not install ${vsix}:\n${stdout}${stderr}`);
}

/** What an outer VS Code or node leaves in the environment would confuse this one. */
function withoutVscode(env) {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !/^(VSCODE_|CODE_SERVER_|NODE_OPTIONS$|ELECTRON_RUN_AS_NODE$|npm_)/.test(name),
    ),
  );
}

/** @returns {Promise<number>} */
function findFreePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });
}

async function answers(child, url) {
  const endMs = Date.now() + startLimitMs;
  while (Date.now() < endMs && child.exitCode === null) {
    const ok = await fetch(url).then((response) => response.ok, () => false); // prettier-ignore
    if (ok) return true;
    await sleep(100);
  }
  return false;
}

/** @param {import('node:child_process').ChildProcess} child leader of its process group */
async function endGroup(child) {
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGKILL'])) {
    signalGroup(child, signal);
    for (let waits = 0; waits < 20; waits++) {
      if (!signalGroup(child, 0)) return;
      await sleep(100);
    }
  }
}

/** @returns {boolean} whether anybody was there to be signalled */
function signalGroup(child, signal) {
  try {
    return process.kill(-child.pid, signal);
  } catch {
    return false;
  }
}
