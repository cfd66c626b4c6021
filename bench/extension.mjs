// Prints the size of every bundle and how long the extension takes to wake in a real extension host: `npm run bench:extension`.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { ensureDependencies } from '../scripts/bootstrap.mjs';
import { inRoot } from '../scripts/root.mjs';
import { runInEditor } from '../scripts/test/editor-host.mjs';

const runs = 3;
const sizeLimitKb = 400;
const activationLimitMs = 50;

ensureDependencies();
const measured = [];
for (let run = 0; run < runs; run++) {
  await runInEditor({ name: 'bench-host', files: ['bench/activation.ts'], workspace: 'examples' });
  measured.push(JSON.parse(readFileSync(inRoot('out/bench/activation.json'), 'utf8')));
}

/** @param {string} what @returns {number} */
function median(what) {
  const sorted = measured.map((each) => each[what]).sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}

const bundles = ['', 'webview/'].flatMap((folder) =>
  readdirSync(inRoot('dist', folder))
    .filter((file) => /\.(cjs|js|css)$/.test(file))
    .map((file) => ({ name: folder + file, kb: statSync(inRoot('dist', folder, file)).size / 1000 })),
);
console.log('\nbundle                  kB, minified');
for (const { name, kb } of bundles) {
  const limit = name === 'extension.cjs' ? `   (limit ${sizeLimitKb})` : '';
  console.log(`${name.padEnd(22)}${kb.toFixed(1).padStart(8)}${limit}`);
}
console.log(`\nactivation, median of ${runs}, ms`);
const line = (title, what) => console.log(`${title.padEnd(22)}${median(what).toFixed(1).padStart(8)}`);
line('loading the bundle', 'loadMs');
line('activate()', 'activationMs');
line(`both (limit ${activationLimitMs})`, 'sumMs');
