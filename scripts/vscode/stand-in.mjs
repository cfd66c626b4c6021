#!/usr/bin/env node
// Stands in for desktop VS Code where there is none: takes the same arguments, runs the extension's tests in the npm-carried server and headless Chromium.
import { resolve } from 'node:path';
import { format } from 'node:util';
import { launchChromium } from './chromium.mjs';
import { startServer } from './server.mjs';

const timeLimitMs = Number(process.env.SPIKELINT_TEST_LIMIT_MS ?? 300_000);

/** @param {string} name @returns {string} */
function argument(name) {
  const found = process.argv.find((arg) => arg.startsWith(`--${name}=`));
  if (!found) throw new Error(`--${name}=… is missing`);
  return resolve(found.slice(name.length + 3));
}

/** The window's address, with what a desktop would take from its command line. */
function testAddress(server) {
  const remote = (path) => `vscode-remote://${new URL(server.origin).host}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(argument('extensionDevelopmentPath'))],
    ['extensionTestsPath', remote(argument('extensionTestsPath'))],
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  const workspace = process.argv.slice(2).find((arg) => !arg.startsWith('-')) ?? process.cwd();
  return `${server.address(resolve(workspace))}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

/** @param {import('playwright-core').Page} page @returns {Promise<number>} the suite's exit code */
async function runSuite(page, url) {
  const exit = new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no result after ${timeLimitMs / 1000} s`)), timeLimitMs);
    void page.exposeFunction('codeAutomationLog', (type, args) => logged(format(...args)));
    void page.exposeFunction('codeAutomationExit', (code) => (clearTimeout(timer), resolve(code)));
    page.on('crash', () => reject(new Error('the page crashed')));
  });
  await page.goto(url);
  return exit;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));

/** VS Code itself talks much: that is told only if the suite didn't come to an end. */
const murmur = [];
function logged(text) {
  if (text.startsWith('│')) console.log(text);
  else murmur.push(text);
}

let server;
let browser;
try {
  browser = await launchChromium();
  server = await startServer({ driver: true });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  process.exitCode = await runSuite(page, testAddress(server));
} catch (error) {
  console.error([...murmur, error.message].join('\n'));
  process.exitCode = 1;
} finally {
  await browser?.close();
  await server?.stop();
}
process.exit();
