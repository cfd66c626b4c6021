// Collects the texts that the code shows to people into bundle.l10n.json, which translators start from. `--check` fails where it is stale.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(fileURLToPath(import.meta.url), '../..');
const bundlePath = join(root, 'l10n/bundle.l10n.json');

/** `vscode.l10n.t('…')` in the extension, `t('…')` in the panels: always with a literal, so that it can be found. */
const call = /\bt\(\s*('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")/g;

function textsIn(source) {
  return [...source.matchAll(call)].map(([, literal]) => {
    const inner = literal.slice(1, -1).replace(/\\(['"\\])/g, '$1');
    return inner;
  });
}

function codeFiles(folder) {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .map((path) => join(root, folder, path));
}

export function bundleText() {
  const texts = new Set(
    ['src/extension', 'webview'].flatMap(codeFiles).flatMap((file) => textsIn(readFileSync(file, 'utf8'))),
  );
  const entries = [...texts].sort().map((text) => [text, text]);
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}

export function bundleIsStale() {
  try {
    return readFileSync(bundlePath, 'utf8') !== bundleText();
  } catch {
    return true;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!process.argv.includes('--check')) writeFileSync(bundlePath, bundleText());
  else if (bundleIsStale()) {
    console.error('l10n/bundle.l10n.json is stale: run "node l10n/extract.mjs"');
    process.exit(1);
  }
}
