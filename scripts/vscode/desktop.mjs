// Finds a desktop VS Code that is installed on this machine and new enough for the extension.
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { inRoot } from '../root.mjs';

/** @typedef {{ cli: string, executable: string, version: string }} Desktop */

/** Where the command `code` may lie. */
function usualPlaces() {
  const inPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'code'));
  const app = 'Applications/Visual Studio Code.app/Contents/Resources/app/bin/code';
  return [...inPath, '/snap/code/current/usr/share/code/bin/code', '/' + app, join(homedir(), app)];
}

/** @param {string[]} [places] @returns {Desktop | undefined} */
export function findDesktop(places = usualPlaces()) {
  for (const place of places) {
    const desktop = existsSync(place) && describe(place);
    if (desktop && isNewEnough(desktop.version)) return desktop;
  }
  return undefined;
}

/** The program and its version lie at fixed places beside the script `code`; a `code` without them is something else (a remote's, a wrapper). */
function describe(place) {
  const cli = realpathSync(place);
  const above = dirname(dirname(cli)); // …/code on Linux, …/Contents/Resources/app on macOS
  const layouts = [
    { executable: join(above, 'code'), app: join(above, 'resources/app') },
    { executable: join(above, '../../MacOS/Code'), app: above },
    { executable: join(above, '../../MacOS/Electron'), app: above },
  ];
  for (const { executable, app } of layouts) {
    const manifest = join(app, 'package.json');
    if (existsSync(executable) && existsSync(manifest)) {
      return { cli, executable, version: JSON.parse(readFileSync(manifest, 'utf8')).version };
    }
  }
  return undefined;
}

/** @param {string} version @returns {boolean} whether it satisfies the extension's `engines.vscode`, a caret range */
function isNewEnough(version) {
  const wanted = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).engines.vscode;
  const numbers = (text) => text.replace('^', '').split('.').map((part) => parseInt(part, 10)); // prettier-ignore
  const [major, minor] = numbers(version);
  const [wantedMajor, wantedMinor] = numbers(wanted);
  return major === wantedMajor && minor >= wantedMinor;
}

/** A desktop program needs a screen. @returns {boolean} */
export function hasDisplay() {
  return process.platform === 'darwin' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
