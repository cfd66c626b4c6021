// Finds a Chromium on this machine and starts it, headless and with no way out to the network.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const macApps = ['Chromium.app/Contents/MacOS/Chromium', 'Google Chrome.app/Contents/MacOS/Google Chrome'];

const flags = [
  '--no-sandbox', // containers have no user namespaces; only our own pages on loopback are shown
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** @returns {string | undefined} */
export function findChromium() {
  if (process.env.SPIKELINT_CHROMIUM_PATH) return process.env.SPIKELINT_CHROMIUM_PATH;
  const inPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  const places = [
    ...inPath,
    ...names.map((name) => '/usr/bin/' + name),
    ...macApps.map((app) => '/Applications/' + app),
  ];
  return places.find((place) => existsSync(place));
}

export const chromiumMissing =
  'Chromium is missing: "apt-get install chromium" on Debian or Ubuntu, "brew install --cask chromium" on macOS, or set SPIKELINT_CHROMIUM_PATH.';

/** @returns {Promise<import('playwright-core').Browser>} */
export async function launchChromium() {
  const executablePath = findChromium();
  if (!executablePath || !existsSync(executablePath)) throw new Error(chromiumMissing);
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath, args: flags });
}
