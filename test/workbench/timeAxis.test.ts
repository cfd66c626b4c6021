// Tests in a real workbench how plots are moved together: a stretch is drawn and all follow, keys and cursor do the same, and a reload keeps what was chosen.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startSession, type Session } from './session';
import { type Workbench } from './workbench';

describe('the time axis of a panel', () => {
  let session: Session;
  before(async () => (session = await startSession()));
  after(() => session.end());

  const probe = async (workbench: Workbench): Promise<void> => {
    await workbench.openFile('nest_network.py');
    await workbench.command('Spikelint: Run Probe');
    await workbench.panel.locator('.summary', { hasText: /\d/ }).waitFor();
    await workbench.panel.locator('.plot-raster .note', { hasText: 'showing' }).waitFor();
  };
  /** The first and last time of the plot's table. */
  const stretchOf = async ({ panel }: Workbench, plot: string): Promise<[number, number]> => {
    const cells = panel.locator(`${plot} tbody th`);
    const texts = await cells.allTextContents();
    return [Number(texts[0]?.replaceAll(',', '')), Number(texts.at(-1)?.replaceAll(',', ''))];
  };
  const until = async (workbench: Workbench, isSo: () => Promise<boolean>, what: string): Promise<void> => {
    for (let looks = 0; looks < 40; looks++) {
      if (await isSo()) return;
      await workbench.page.waitForTimeout(100);
    }
    assert.fail(what);
  };

  test('a stretch drawn on one plot is shown by all, keys move it, and a reload keeps it', () =>
    session.inWindow('axis-brush', async (workbench) => {
      const { panel, page } = workbench;
      await probe(workbench);
      await panel.locator('.plot-rate .numbers summary').click();
      const [, end] = await stretchOf(workbench, '.plot-rate');
      const note = panel.locator('.plot-raster .note');
      const whole = await note.textContent();

      const picture = panel.locator('.plot-raster .picture');
      await picture.scrollIntoViewIfNeeded();
      const box = await picture.boundingBox();
      assert.ok(box);
      await page.mouse.move(box.x + box.width * 0.4, box.y + 40);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.6, box.y + 60, { steps: 5 });
      await page.screenshot({ path: 'out/screenshots/axis-selecting.png' });
      await page.mouse.up();
      await until(workbench, async () => (await note.textContent()) !== whole, 'the raster shows a part');
      const [from, to] = await stretchOf(workbench, '.plot-rate');
      assert.ok(from > 0 && to < end, `the rate follows: ${from} to ${to} of ${end}`);
      const zoomed = await note.textContent();

      await workbench.reload();
      await note.waitFor();
      await until(workbench, async () => (await note.textContent()) === zoomed, 'the stretch is still shown');

      await picture.focus();
      await page.keyboard.press('0');
      await until(workbench, async () => (await note.textContent()) === whole, 'everything is shown again');
      await page.keyboard.press('Shift+ArrowRight');
      await panel.locator('.plot-raster .readout', { hasText: 'ms' }).waitFor();
      // The same moment on the other plot, in its own unit.
      assert.match((await panel.locator('.plot-rate .readout').textContent()) ?? '', /ms · .+ spikes\/s/);
      await page.keyboard.press('s');
      for (let step = 0; step < 20; step++) await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.press('Enter');
      await until(workbench, async () => (await note.textContent()) !== whole, 'the selection is shown');
    }));

  test('a line is hidden by its legend with a key, and stays hidden after a reload', () =>
    session.inWindow(
      'axis-legend',
      async (workbench) => {
        const { panel, page } = workbench;
        await workbench.openFile('sound-nest.py');
        await workbench.command('Spikelint: Run Probe');
        const first = panel.locator('.plot-rate .legend-item').first();
        await first.waitFor();
        assert.equal(await first.getAttribute('aria-pressed'), 'true');
        await first.focus();
        await page.keyboard.press('Enter');
        assert.equal(await first.getAttribute('aria-pressed'), 'false');
        await workbench.reload();
        await first.waitFor();
        assert.equal(await first.getAttribute('aria-pressed'), 'false');
      },
      { workspace: 'examples' },
    ));
});
