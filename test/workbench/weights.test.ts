// Tests the Weights panel in a real workbench: from a file's view, two files compared, a network as it is built, and all of it back after a reload.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { lookAt } from './pixels';
import { startSession, type Session } from './session';
import { type Workbench } from './workbench';

const workspace = 'test/fixtures/weights';

describe('the Weights panel in the workbench', () => {
  let session: Session;
  before(async () => (session = await startSession()));
  after(() => session.end());

  /** "Show Weights…", with a file chosen from the list of the workspace. */
  const show = async (workbench: Workbench, name: string): Promise<void> => {
    const { page, panel } = workbench;
    // A file that is no script: so the command asks which one.
    await workbench.openFile('cells_edge_types.csv');
    // It asks on in the same place, so that the command's own list is not seen to go.
    const asked = workbench.command('Spikelint: Show Weights…');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
    await asked;
    await panel.locator('.sets th, .notice-error').first().waitFor();
  };
  const isDrawn = async ({ panel }: Workbench, plot: string): Promise<void> => {
    const canvas = panel.locator(`.plot-${plot} canvas`).first();
    await canvas.scrollIntoViewIfNeeded();
    const { ink } = await lookAt(canvas);
    assert.ok(ink > 0.002, `${ink} of ${plot} is drawn`);
  };

  test('a file’s matrices stand side by side, and the recurrent one is shown in depth', () =>
    session.inWindow(
      'weights',
      async (workbench) => {
        const { panel, page } = workbench;
        await show(workbench, 'before.npz');
        await panel.locator('.words li', { hasText: 'Dale’s law does not hold: 2 neurons' }).waitFor();
        assert.deepEqual(await panel.locator('.sets .set-name').allTextContents(), ['W_rec', 'W_in']);
        for (const plot of ['projections', 'distribution', 'degrees', 'matrix', 'balance', 'plane'])
          await isDrawn(workbench, plot);
        await page.screenshot({ path: 'out/screenshots/weights-first.png' });
        // A neuron that breaks the law leads to its column.
        await panel.locator('.listing .link').first().click();
        await panel.locator('.plot-matrix .note', { hasText: /showing 40 × 7 of 40 × 40/ }).waitFor();
        // The logarithmic axis has negative weights at its left.
        await panel.locator('header .choice').first().click();
        await panel.locator('header vscode-option', { hasText: 'logarithmic' }).first().click();
        await isDrawn(workbench, 'distribution');
        await panel.locator('.plot-distribution summary').click();
        await panel.locator('.plot-distribution th', { hasText: 'size from' }).waitFor();
        await workbench.reload();
        await panel.locator('.plot-matrix .note', { hasText: /showing 40 × 7 of 40 × 40/ }).waitFor();
        await panel.locator('.plot-distribution summary').click();
        await panel.locator('.plot-distribution th', { hasText: 'size from' }).waitFor();
      },
      { workspace },
    ));

  test('the numbers of a plot are saved as CSV, and add up to the connections', () =>
    session.inWindow(
      'weights-csv',
      async (workbench) => {
        const { panel } = workbench;
        await show(workbench, 'before.npz');
        await panel.locator('.words li', { hasText: 'Spectral radius' }).waitFor();
        await workbench.plotMenu('.plot-distribution', 'Save CSV');
        const text = (await workbench.saveOffered('before-W_rec-distribution.csv')).toString();
        const rows = text
          .trim()
          .split('\n')
          .slice(1)
          .map((line) => line.split(',').map(Number));
        const all = rows.reduce((sum, [, , up = 0, down = 0]) => sum + up + down, 0);
        assert.equal(all, 909);
      },
      { workspace },
    ));

  test('another file is held against it: what moved, and how far', () =>
    session.inWindow(
      'weights-compared',
      async (workbench) => {
        const { panel, page } = workbench;
        await show(workbench, 'before.npz');
        await panel.locator('vscode-button', { hasText: 'Compare…' }).click();
        await page.locator('.quick-input-list .monaco-list-row', { hasText: 'after.npz' }).first().click();
        await panel.locator('.comparison .facts', { hasText: '911 of 1,600' }).waitFor();
        await panel.locator('.comparison td, .comparison th', { hasText: '[2, 9]' }).first().waitFor();
        await isDrawn(workbench, 'difference');
        await isDrawn(workbench, 'meeting');
        await page.screenshot({ path: 'out/screenshots/weights-compared-first.png' });
        await workbench.reload();
        await panel.locator('.comparison .facts', { hasText: '911 of 1,600' }).waitFor();
      },
      { workspace },
    ));

  test('connections of SONATA are shown by type, at a narrow width', () =>
    session.inWindow(
      'weights-narrow',
      async (workbench) => {
        const { panel } = workbench;
        await show(workbench, 'cells_edges.h5');
        await panel.locator('.sets .set-name', { hasText: 'edges/cells/type 101' }).click();
        await panel.locator('.words li', { hasText: 'Neurons send along columns.' }).waitFor();
        await isDrawn(workbench, 'matrix');
        const wide = await panel.locator('body').evaluate('document.documentElement.scrollWidth - innerWidth');
        assert.ok(Number(wide) <= 0, `the page is ${String(wide)} px wider than its window`);
      },
      { workspace, width: 620, height: 900 },
    ));

  test('a network’s projections are shown as they are built', () =>
    session.inWindow(
      'weights-network',
      async (workbench) => {
        const { panel, page } = workbench;
        await workbench.openFile('projections.py');
        await workbench.command('Spikelint: Show Weights…');
        await panel.locator('.sets .set-name', { hasText: 'excitatory → inhibitory' }).waitFor();
        await panel.locator('.words li', { hasText: 'Dale’s law holds.' }).waitFor();
        await isDrawn(workbench, 'projections');
        await page.screenshot({ path: 'out/screenshots/weights-network-first.png' });
      },
      { workspace },
    ));

  test('a damaged file says so in one line, and is shown once it is whole', () =>
    session.inWindow(
      'weights-damaged',
      async (workbench) => {
        const { panel } = workbench;
        const whole = workbench.bytes('cells_edges.h5');
        writeFileSync(join(workbench.workspace, 'cells_edges.h5'), whole.subarray(0, whole.length >> 1));
        await show(workbench, 'cells_edges.h5');
        await panel.locator('.notice', { hasText: 'truncated or damaged' }).waitFor();
        writeFileSync(join(workbench.workspace, 'cells_edges.h5'), whole);
        await panel.locator('.sets .set-name').first().waitFor();
      },
      { workspace },
    ));
});
