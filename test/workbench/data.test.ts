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
        const matrix = panel.locator('.tree-item', { hasText: ' × ' }).first();
        await matrix.click();
        await panel.locator('.facts', { hasText: 'mean' }).waitFor();
        await panel.locator('.plot-matrix .note', { hasText: /showing \d/ }).waitFor();
        const picture = await lookAt(panel.locator('.plot-matrix canvas').first());
        assert.ok(picture.inks.length > 5, 'the matrix has colours');
        await panel.locator('.plot-matrix summary').click();
        assert.ok((await panel.locator('.plot-matrix table td').count()) > 0);
      },
      { workspace },
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
