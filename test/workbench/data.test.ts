// Tests the view of data files in a real workbench: the tree, a distribution, the picture of a matrix, spikes, and a file that can't be read.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { lookAt } from './pixels';
import { startSession, type Session } from './session';

const workspace = 'test/fixtures/data';

describe('data files in the workbench', () => {
  let session: Session;
  before(async () => (session = await startSession()));
  after(() => session.end());

  test('an HDF5 file opens as a tree, and a matrix of it as distribution and picture', () =>
    session.inWindow(
      'data-matrix',
      async (workbench) => {
        await workbench.openData('model.h5');
        const { panel, page } = workbench;
        await panel.locator('.tree-item').first().waitFor();
        await page.screenshot({ path: 'out/screenshots/data-first.png' });
        const matrix = panel.locator('.tree-item', { hasText: 'gzip' }).first();
        await matrix.click();
        await panel.locator('.facts', { hasText: 'mean' }).waitFor();
        await panel.locator('.plot-matrix .note', { hasText: /showing \d/ }).waitFor();
        const picture = await lookAt(panel.locator('.plot-matrix canvas').first());
        assert.ok(picture.inks.length > 50, `the matrix has ${picture.inks.length} colours`);
        await panel.locator('.words li', { hasText: 'Spectral radius' }).waitFor();
        await panel.locator('.plot-weights').scrollIntoViewIfNeeded();
        const plane = await lookAt(panel.locator('.plot-weights canvas').first());
        assert.ok(plane.ink > 0.005, `${plane.ink} of the eigenvalues' plane is drawn`);
        await page.screenshot({ path: 'out/screenshots/data-weights.png' });
        await panel.locator('.plot-weights .picture').press('+');
        const closer = await lookAt(panel.locator('.plot-weights canvas').first());
        assert.notEqual(closer.ink, plane.ink, 'the plane is zoomed by keys');
        await panel.locator('.plot-weights .legend button', { hasText: 'eigenvalues' }).click();
        await panel.locator('.plot-weights .legend button[aria-pressed=false]').waitFor();
        const without = await lookAt(panel.locator('.plot-weights canvas').first());
        assert.ok(without.ink < closer.ink, 'the eigenvalues are hidden');
        await page.screenshot({ path: 'out/screenshots/data-weights-closer.png' });
        await panel.locator('.plot-matrix summary').click();
        assert.ok((await panel.locator('.plot-matrix table td').count()) > 0);

        const part = panel.locator('.plot-matrix .note');
        const whole = (await part.textContent()) ?? '';
        await panel.locator('.plot-matrix .picture').press('+');
        await part.filter({ hasNotText: whole }).waitFor();
        const zoomed = (await part.textContent()) ?? '';
        await workbench.reload();
        await panel.locator('.plot-matrix .note', { hasText: zoomed }).waitFor();
      },
      { workspace },
    ));

  test('spikes are found, drawn and told in words, and what was chosen is still chosen after a reload', () =>
    session.inWindow(
      'data-spikes',
      async (workbench) => {
        await workbench.openData('spikes.h5');
        const { panel } = workbench;
        const told = panel.locator('[role=status]', { hasText: /\d+ spikes of \d+ neurons/ });
        await told.waitFor();
        const raster = await lookAt(panel.locator('.plot-raster canvas').first());
        assert.ok(raster.ink > 0.001, `${raster.ink} of the raster is drawn`);
        await panel.locator('.tree-item', { hasText: 'timestamps' }).first().click();
        await panel.locator('h2.entry-title', { hasText: 'timestamps' }).waitFor();
        await workbench.reload();
        await panel.locator('h2.entry-title', { hasText: 'timestamps' }).waitFor();
      },
      { workspace: 'test/fixtures/sonata' },
    ));

  test('a file cut short says so in one line, and opens once it is whole', () =>
    session.inWindow(
      'data-damaged',
      async (workbench) => {
        const whole = workbench.bytes('model.h5');
        writeFileSync(join(workbench.workspace, 'model.h5'), whole.subarray(0, whole.length >> 1));
        await workbench.openData('model.h5');
        await workbench.panel.locator('.notice', { hasText: 'truncated or damaged' }).waitFor();
        writeFileSync(join(workbench.workspace, 'model.h5'), whole);
        await workbench.panel.locator('.tree-item').first().waitFor();
      },
      { workspace },
    ));
});
