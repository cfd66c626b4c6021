// Measures how long a raster takes to draw in headless Chromium on a software canvas, beside chart.js' own scatter and uPlot with the same spikes
// in the same run: the first picture from data at hand, and each frame of a zoom and a pan. Also the rate curve's.
//
//     node bench/raster.mjs [millions of spikes for the peers, 1; 0 leaves them out] [turns, 5]
import { mkdirSync, readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { inRoot } from '../scripts/root.mjs';
import { launchChromium } from '../scripts/vscode/chromium.mjs';

const peersAt = Number(process.argv[2] ?? 1) * 1e6;
const turns = Number(process.argv[3] ?? 5);

const folder = inRoot('out/bench/raster');
mkdirSync(folder, { recursive: true });
await build({
  entryPoints: [inRoot('bench/pages/raster.ts')],
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  outdir: folder,
  logLevel: 'warning',
});

/** From the whole into a tenth around the middle, there a pan, and out again. */
function journey(ms) {
  const at = (middle, part) => [Math.max(0, (middle - part / 2) * ms), Math.min(ms, (middle + part / 2) * ms)];
  const inwards = Array.from({ length: 8 }, (_, step) => at(0.5, 0.95 * 0.75 ** step));
  const sideways = Array.from({ length: 6 }, (_, step) => at(0.5 + 0.02 * step, 0.5));
  return { inwards, sideways, outwards: [...inwards].reverse() };
}

const median = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
const worst = (values) => Math.max(...values);

const browser = await launchChromium();

async function open(deviceScaleFactor) {
  const page = await (
    await browser.newContext({ viewport: { width: 1280, height: 720 }, deviceScaleFactor })
  ).newPage();
  await page.addStyleTag({ content: readFileSync(`${folder}/raster.css`, 'utf8') });
  await page.addScriptTag({ content: readFileSync(`${folder}/raster.js`, 'utf8') });
  return page;
}

async function measure(page, name, count, populations, times) {
  const ms = await page.evaluate(([spikes, groups]) => globalThis.prepare(spikes, groups), [count, populations]);
  const { inwards, sideways, outwards } = journey(ms);
  const ranges = [...inwards, ...sideways, ...outwards, [0, ms]];
  const runs = [];
  for (let turn = 0; turn < times; turn++)
    runs.push(await page.evaluate(([what, where]) => globalThis.draw(what, where), [name, ranges]));
  return {
    first: median(runs.map(({ firstMs }) => firstMs)),
    frame: median(runs.flatMap(({ frameMs }) => frameMs)),
    worstFrame: median(runs.map(({ frameMs }) => worst(frameMs))),
  };
}

const number = (value) => value.toFixed(value < 10 ? 1 : 0).padStart(7);
const say = (what, { first, frame, worstFrame }, beside = '') =>
  console.log(`${what.padEnd(34)}${number(first)} ${number(frame)} ${number(worstFrame)}   ${beside}`);

console.log(`1200 × 600 pixels, no GPU, medians of ${turns}, in ms:`);
console.log(`${''.padEnd(34)}  first   frame  slowest`);
const [page, dense] = [await open(1), await open(2)];
for (const count of [1e5, 1e6, 1e7])
  say(`raster, ${count / 1e6} M spikes`, await measure(page, 'raster', count, 2, turns));
for (const count of [1e6, 1e7])
  say(`raster, ${count / 1e6} M, 2400 × 1200`, await measure(dense, 'raster', count, 2, turns));
for (const count of [1e6, 1e7])
  say(`rate of 8 populations, ${count / 1e6} M`, await measure(page, 'rate', count, 8, turns));
for (const count of [1e6, 1e7])
  say(`all plots of a run, ${count / 1e6} M`, await measure(page, 'all plots', count, 8, turns));

if (peersAt > 0) {
  const ratios = { first: {}, frame: {} };
  const runs = [];
  for (let turn = 0; turn < 2; turn++) {
    const own = await measure(page, 'raster', peersAt, 2, 2);
    for (const name of ['uPlot', 'chart.js scatter']) {
      const peer = await measure(page, name, peersAt, 2, 1);
      for (const of of ['first', 'frame']) (ratios[of][name] ??= []).push(peer[of] / own[of]);
      runs.push([name, peer]);
    }
  }
  for (const name of ['uPlot', 'chart.js scatter']) {
    const times = (of) => `${median(ratios[of][name]).toFixed(0)} times`;
    const [, peer] = runs.find(([each]) => each === name);
    say(`${name}, ${peersAt / 1e6} M spikes`, peer, `the raster is ${times('first')} and ${times('frame')} as fast`);
  }
}
await browser.close();
