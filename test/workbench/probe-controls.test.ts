// Tests what one can do in the Probe panel, in a real workbench: sort the raster, turn a parameter, go back to a run, trace a neuron; kept over a reload.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Locator } from 'playwright-core';
import { startSession, type Session } from './session';
import { type Workbench } from './workbench';

/** The figures' rate of the one population. */
const rateIn = async (workbench: Workbench): Promise<number> =>
  Number((await workbench.panel.locator('table.figures td').nth(1).textContent())?.match(/^\d+\.\d\d/)?.[0] ?? NaN);

/** Until what is seen is another one than before. */
async function changedFrom<Seen>(before_: Seen, look: () => Promise<Seen>): Promise<Seen> {
  for (let looks = 0; ; looks++) {
    const seen = await look();
    if (String(seen) !== String(before_) || looks === 80) return seen;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

const pixelsOf = async (part: Locator): Promise<string> => (await part.screenshot()).toString('base64');

const order = '.plot-raster vscode-dropdown[aria-label="Order of the neurons"]';

describe('the Probe panel’s controls in the workbench', () => {
  let session: Session;
  before(async () => (session = await startSession()));
  after(() => session.end());

  test('sort the raster, turn a weight, lay the run before behind it, and are as they were after a reload', () =>
    session.inWindow('probe-controls', async (workbench) => {
      const { panel, page } = workbench;
      await workbench.openFile('nest_network.py');
      await page.locator('.codelens-decoration a', { hasText: 'Probe' }).first().waitFor();
      await workbench.command('Spikelint: Run Probe');
      await panel.locator('.summary', { hasText: /\d/ }).waitFor();

      const raster = panel.locator('.plot-raster canvas').first();
      const unsorted = await pixelsOf(raster);
      await panel.locator(order).click();
      await panel.locator('.plot-raster vscode-option', { hasText: 'by first spike' }).click();
      assert.notEqual(await changedFrom(unsorted, () => pixelsOf(raster)), unsorted, 'sorting changes the picture');

      const calm = await rateIn(workbench);
      // In a narrow panel the sliders are folded above the plots.
      if (!(await panel.locator('.dials-scroll').isVisible())) await panel.locator('.dials-all > summary').click();
      const slider = panel.locator('.slider-input[aria-label*="weight"]').first();
      await slider.focus();
      for (let presses = 0; presses < 12; presses++) await page.keyboard.press('ArrowRight');
      assert.match((await slider.getAttribute('aria-valuetext')) ?? '', /^× 1\.3/);
      const turned = await changedFrom(calm, () => rateIn(workbench));
      assert.notEqual(turned, calm, 'the turned network was run');
      await panel.locator('.run').nth(1).waitFor();
      await panel.locator('.plot-rate .legend-item', { hasText: 'before' }).first().waitFor();
      await panel.locator('.plot-raster .note', { hasText: /; before \d/ }).waitFor();
      const below = await pixelsOf(raster);
      await panel.locator('.plot-raster vscode-dropdown[aria-label="The run before"]').click();
      await panel.locator('.plot-raster vscode-option', { hasText: 'before behind' }).click();
      assert.notEqual(await changedFrom(below, () => pixelsOf(raster)), below, 'the run before lies behind');
      await panel.locator('.plot-correlation .note', { hasText: 'below the diagonal before' }).waitFor();
      await panel.locator('.dial-active', { hasText: '× 1.3' }).waitFor();

      await panel.locator('.toggle', { hasText: 'Trace' }).click();
      await panel.locator('.neuron-picker vscode-text-field').click();
      await page.keyboard.press('Control+A');
      await page.keyboard.type('7');
      await page.keyboard.press('Enter');
      await panel.locator('.plot-trace .legend-item', { hasText: '[7]' }).waitFor();
      await panel.locator('.plot-trace .legend-item', { hasText: 'threshold' }).waitFor();
      await page.screenshot({ path: 'out/screenshots/probe-controls.png' });

      await workbench.reload();
      await panel.locator('.dial-active', { hasText: '× 1.3' }).waitFor();
      await panel.locator('.summary', { hasText: /\d/ }).waitFor();
      assert.equal(await rateIn(workbench), turned, 'the same network with the same seed');
      assert.match((await panel.locator(order).textContent()) ?? '', /by first spike/);
    }));
});
