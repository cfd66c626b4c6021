// Tests the Probe panel with the packaged extension in a real workbench: something is drawn, in the theme's colours, and it is back after a reload.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Locator } from 'playwright-core';
import { lookAt, type Picture } from './pixels';
import { startSession, type Session } from './session';
import { type Workbench } from './workbench';

/** A run is over and drawn: the summary tells of spikes. */
async function shownRaster(workbench: Workbench): Promise<Locator> {
  await workbench.panel.locator('.summary', { hasText: /\d/ }).waitFor();
  const raster = workbench.panel.locator('.plots canvas').first();
  await raster.waitFor();
  return raster;
}

/** Looks until the picture is as wanted: drawing and theming take a frame or two. */
async function lookUntil(part: Locator, wanted: (picture: Picture) => boolean): Promise<Picture> {
  for (let looks = 0; ; looks++) {
    const picture = await lookAt(part);
    if (wanted(picture) || looks === 20) return picture;
    await part.page().waitForTimeout(250);
  }
}

describe('the Probe panel in the workbench', () => {
  let session: Session;
  before(async () => (session = await startSession()));
  after(() => session.end());

  const probe = async (workbench: Workbench): Promise<Locator> => {
    await workbench.openFile('nest_network.py');
    await workbench.page.locator('.codelens-decoration a', { hasText: 'Probe' }).first().waitFor();
    await workbench.command('Spikelint: Run Probe');
    return shownRaster(workbench);
  };

  test('the raster has spikes, and its colours follow the theme', () =>
    session.inWindow('probe-dark', async (workbench) => {
      const raster = await probe(workbench);
      const light = await lookUntil(raster, ({ ink }) => ink > 0.005);
      await workbench.page.screenshot({ path: 'out/screenshots/probe-light.png' });
      assert.ok(light.ink > 0.005, `${light.ink} of the raster is drawn`);
      await workbench.command('Preferences: Toggle between Light/Dark Themes');
      const dark = await lookUntil(raster, ({ ground, ink }) => ground !== light.ground && ink > 0.005);
      assert.ok(dark.ink > 0.005, `${dark.ink} of the raster is drawn`);
      assert.notEqual(dark.ground, light.ground);
      assert.notEqual(dark.inks[0], light.inks[0]);
    }));

  test('the rate curve is drawn, and the figures name the model', () =>
    session.inWindow('probe-figures', async (workbench) => {
      await probe(workbench);
      const curve = await lookUntil(workbench.panel.locator('.plots canvas').nth(1), ({ ink }) => ink > 0.002);
      assert.ok(curve.ink > 0.002, `${curve.ink} of the curve's plot is drawn`);
      await workbench.panel.locator('table.figures', { hasText: 'iaf_psc_exp' }).waitFor();
    }));

  test('a runaway is named, and what would help is listed and can be compared', () =>
    session.inWindow('probe-remedies', async (workbench) => {
      await workbench.openFile('pynn_weight.py');
      await workbench.command('Spikelint: Run Probe');
      await workbench.panel.locator('.symptoms', { hasText: 'runaway' }).waitFor();
      const remedies = workbench.panel.locator('.remedy');
      await remedies.first().waitFor();
      assert.match((await remedies.first().textContent()) ?? '', /Weaken the input of neurons/);
      await workbench.page.screenshot({ path: 'out/screenshots/probe-remedies.png' });
      await remedies.first().locator('vscode-button', { hasText: 'Compare' }).click();
      await workbench.panel.locator('.remedy.compared').waitFor();
      await workbench.page.waitForTimeout(500);
      await workbench.page.screenshot({ path: 'out/screenshots/probe-compared.png' });
      await remedies.first().locator('vscode-button', { hasText: 'Apply' }).click();
      await workbench.page.locator('.refactor-preview, [id*="refactorPreview"], .bulk-edit-panel').first().waitFor();
      await workbench.page.screenshot({ path: 'out/screenshots/probe-apply.png' });
      // What needs to be confirmed is not ticked there at first.
      const box = workbench.page.locator('[id*="refactorPreview"] .edit-checkbox').first();
      for (let tries = 0; tries < 20 && (await box.getAttribute('aria-checked')) !== 'true'; tries++) {
        await box.click();
        await workbench.page.waitForTimeout(250);
      }
      await workbench.page.getByRole('button', { name: 'Apply', exact: true }).click();
      await workbench.panel.locator('.compared-with', { hasText: 'another text of the script' }).waitFor();
      await workbench.panel.locator('.plot-raster .note', { hasText: /before \d/ }).waitFor();
      assert.equal(await workbench.panel.locator('.change').isVisible(), false);
    }));

  test('a change of the script is said, and running again takes it in', () =>
    session.inWindow('probe-changed', async (workbench) => {
      const { page, panel } = workbench;
      await probe(workbench);
      const change = panel.locator('.change');
      assert.equal(await change.isVisible(), false);
      await workbench.code('"iaf_psc_exp"').click();
      for (const key of ['End', 'ArrowLeft', 'Backspace', '5']) await page.keyboard.press(key);
      await change.waitFor({ state: 'visible' });
      await change.locator('.link').click();
      await panel.locator('table.figures td', { hasText: '105' }).waitFor();
      await change.waitFor({ state: 'hidden' });
    }));

  test('spikes are saved into a file', () =>
    session.inWindow('probe-saved', async (workbench) => {
      await probe(workbench);
      await workbench.panel.locator('vscode-button', { hasText: 'Save CSV' }).click();
      const csv = await workbench.saveOffered('nest_network-spikes.csv');
      assert.match(csv.toString('utf8'), /^time_ms,population,neuron,id\n\d+(\.\d)?,neurons,\d+,\d+\n/);
    }));

  test('the panel is back after a reload of the window, with its plots', () =>
    session.inWindow('probe-restored', async (workbench) => {
      await probe(workbench);
      await workbench.reload();
      const raster = await shownRaster(workbench);
      const { ink } = await lookUntil(raster, (picture) => picture.ink > 0.005);
      assert.ok(ink > 0.005, `${ink} of the raster is drawn`);
    }));
});
