// Tests the Drive panel with the packaged extension in a real workbench, on examples/background: the steps that differ stand out and lead to their
// lines, an edit is followed, changes go through the editor's preview, files are saved and read again, and all is back after a reload.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type FrameLocator, type Locator } from 'playwright-core';
import { startSession, type Session } from './session';
import { type Workbench } from './workbench';

const background = { workspace: 'examples/background', width: 1500, height: 900 };

describe('the Drive panel in the workbench', () => {
  let session: Session;
  before(async () => (session = await startSession()));
  after(() => session.end());

  const shown = (panel: FrameLocator): Locator => panel.locator('.rung-differs');

  const open = async (workbench: Workbench, file = 'nest_cortex.py'): Promise<void> => {
    await workbench.openFile(file);
    await workbench.page.locator('.codelens-decoration a', { hasText: 'Compare drives' }).first().waitFor();
    await workbench.command('Spikelint: Compare Drives');
    await shown(workbench.panel).first().waitFor();
  };

  const steps = (panel: FrameLocator): Promise<string[]> =>
    shown(panel).evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''));

  test('the 10× and the 1/10 stand out, each told in words, and a click goes to the line', () =>
    session.inWindow(
      'drive',
      async (workbench) => {
        const { page, panel } = workbench;
        await open(workbench);
        const said = await steps(panel);
        assert.deepEqual(
          said.map((each) => each.split(';')[0]),
          [
            'nest_cortex.py, rate of each: × 10 Hz ≠ 1/10×, gives 0.1·W',
            'nest_cortex.py, mean: = 0.1·W pA/ms ≠ 1/10×',
            'spinnaker_cortex.py, scaling: × 10 ≠ 100×, gives 100·W/vsc',
            'spinnaker_cortex.py, sources per neuron: × 1 ≠ 1/10×, gives 100·W',
            'spinnaker_cortex.py, mean: = 10·W pA/ms ≠ 10×',
          ],
        );
        await panel.locator('.summary', { hasText: 'nest_cortex.py gives × 1/10 the mean' }).waitFor();
        await panel.locator('.remarks', { hasText: 'cortex.py is never taken' }).waitFor();
        assert.ok((await panel.locator('.rung-dead').count()) > 0, 'the path that is never taken is drawn as such');
        await page.screenshot({ path: 'out/screenshots/drive-first.png' });
        await panel.locator('.rung-differs[data-role="scaling"]').click();
        await page.locator('.tab.active[data-resource-name="spinnaker_cortex.py"]').waitFor();
        await page.locator('.line-numbers.active-line-number', { hasText: /^38$/ }).first().waitFor();
      },
      background,
    ));

  test('the keys go from step to step and Enter to the line; the numbers stand in a table too', () =>
    session.inWindow(
      'drive-keys',
      async (workbench) => {
        const { page, panel } = workbench;
        await open(workbench);
        await panel.locator('.ladders .rung[tabindex="0"]').focus();
        await page.keyboard.press('ArrowRight');
        for (let down = 0; down < 6; down++) await page.keyboard.press('ArrowDown');
        const focused = panel.locator('.ladders .rung:focus');
        assert.match((await focused.getAttribute('aria-label')) ?? '', /nest_cortex\.py, mean:/);
        await page.keyboard.press('ArrowUp');
        await page.keyboard.press('Enter');
        await page.locator('.line-numbers.active-line-number', { hasText: /^22$/ }).first().waitFor();
        await panel.locator('.plot-ladders summary').click();
        await panel.locator('.plot-ladders td', { hasText: '1/10' }).first().waitFor();
      },
      background,
    ));

  test('an edit is followed: with the rate mended the two are equal, and what is left is the other', () =>
    session.inWindow(
      'drive-edit',
      async (workbench) => {
        const { page, panel } = workbench;
        await open(workbench);
        await panel.locator('.rung-differs[data-role="rate"]').click();
        await page.locator('.line-numbers.active-line-number', { hasText: /^22$/ }).first().waitFor();
        await page.keyboard.type('100.0'); // the number is selected
        await panel.locator('.rung-differs[data-role="rate"]').waitFor({ state: 'detached' });
        await panel
          .locator('.amounts tr', { hasText: 'nest_cortex.py' })
          .locator('.verdict', { hasText: 'equal' })
          .waitFor();
        assert.equal(await panel.locator('.rung-differs[data-role="scaling"]').count(), 1);
      },
      background,
    ));

  test('each change says what it does and is shown in the editor before it is made', () =>
    session.inWindow(
      'drive-changes',
      async (workbench) => {
        const { page, panel } = workbench;
        await open(workbench);
        const change = panel.locator('.changes li', { hasText: 'Change the rate: 10.0 → 100.0' });
        await change.locator('.verdict', { hasText: 'equal mean and variance' }).waitFor();
        await panel.locator('.changes li', { hasText: 'same mean, 11× the variance' }).first().waitFor();
        await change.locator('vscode-button').click();
        await page.locator('.refactor-preview, [id*="refactorPreview"], .bulk-edit-panel').first().waitFor();
        assert.match(workbench.read('nest_cortex.py'), /'rate': 10\.0/); // nothing is changed unseen
      },
      background,
    ));

  test('who is right can be chosen, and is still chosen after a reload', () =>
    session.inWindow(
      'drive-reload',
      async (workbench) => {
        const { panel } = workbench;
        await open(workbench);
        await panel.locator('vscode-dropdown[aria-label="Which is right"]').click();
        await panel.locator('vscode-option', { hasText: 'spinnaker_cortex.py' }).first().click();
        await panel.locator('.summary', { hasText: 'spinnaker_cortex.py is taken for right' }).waitFor();
        await panel.locator('.amounts tr', { hasText: 'nest_cortex.py' }).getByText('1/100', { exact: true }).waitFor();
        await workbench.reload();
        await panel.locator('.summary', { hasText: 'spinnaker_cortex.py is taken for right' }).waitFor();
        await shown(panel).first().waitFor();
      },
      background,
    ));

  test('the picture and the numbers are saved, and read again', () =>
    session.inWindow(
      'drive-exports',
      async (workbench) => {
        await open(workbench);
        const save = async (label: string, name: string): Promise<Buffer> => {
          await workbench.plotMenu('.plot-ladders', label);
          return workbench.saveOffered(name);
        };
        const csv = (await save('Save CSV', 'nest_cortex-drives.csv')).toString('utf8');
        const [head, ...rows] = csv
          .trim()
          .split('\n')
          .map((line) => line.split(','));
        assert.deepEqual(head?.slice(0, 5), ['rung', 'path', 'backend', 'taken', 'step']);
        assert.deepEqual(
          rows.filter(([rung]) => rung === 'mean').map((row) => row[7]),
          ['1', '0.1', '10'],
        );
        const svg = (await save('Save SVG', 'nest_cortex-drives.svg')).toString('utf8');
        assert.match(svg, /^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
        assert.match(svg, />× 10 Hz</);
        assert.doesNotMatch(svg, /class=|color-mix|var\(/);
        const png = await save('Save PNG', 'nest_cortex-drives.png');
        assert.equal(png.subarray(1, 4).toString('latin1'), 'PNG');
        assert.ok(png.readUInt32BE(16) > 800, 'twice as many pixels as points');
      },
      background,
    ));

  test('a circuit is read with the numbers of its HDF5 files', () =>
    session.inWindow(
      'drive-sonata',
      async (workbench) => {
        await workbench.openFile('simulation_config.json');
        await workbench.command('Spikelint: Compare Drives');
        const { panel } = workbench;
        await panel.locator('.rung', { hasText: '= 0.6 mV/ms' }).waitFor();
        await panel.locator('.summary', { hasText: 'Nothing here is the same input in two places' }).waitFor();
      },
      { workspace: 'test/fixtures/sonata' },
    ));

  test('a file without input says what to do', () =>
    session.inWindow('drive-empty', async (workbench) => {
      await workbench.openFile('decay.py');
      await workbench.command('Spikelint: Compare Drives');
      await workbench.panel.locator('.notice', { hasText: 'No input was found in decay.py' }).waitFor();
      await workbench.panel.locator('.notice', { hasText: 'Compare with…' }).waitFor();
    }));
});
