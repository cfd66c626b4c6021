// Tests in a real workbench what every plot gives away: pictures and numbers are saved and read again, copied, and reached by keys alone.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startSession, type Session } from './session';
import { type Workbench } from './workbench';

describe('what plots give away', () => {
  let session: Session;
  before(async () => (session = await startSession()));
  after(() => session.end());

  const probe = async (workbench: Workbench): Promise<void> => {
    await workbench.openFile('nest_network.py');
    await workbench.command('Spikelint: Run Probe');
    await workbench.panel.locator('.summary', { hasText: /\d/ }).waitFor();
  };
  const numberIn = (text: string | null, pattern: RegExp): number =>
    Number((pattern.exec(text ?? '')?.[1] ?? '').replaceAll(',', ''));

  test('raster and rate are saved as PNG, SVG and CSV, and what is read again is what was shown', () =>
    session.inWindow('exports', async (workbench) => {
      await probe(workbench);
      const { panel } = workbench;
      const spikes = numberIn(await panel.locator('.plot-raster .note').textContent(), /showing ([\d,]+) of/);
      assert.ok(spikes > 0);

      await workbench.plotMenu('.plot-raster', 'Save CSV');
      const rows = (await workbench.saveOffered('nest_network-raster.csv')).toString('utf8').trimEnd().split('\n');
      assert.equal(rows[0], 'time (ms),population,neuron');
      assert.equal(rows.length - 1, spikes);

      await workbench.plotMenu('.plot-raster', 'Save PNG');
      const png = await workbench.saveOffered('nest_network-raster.png');
      assert.equal(png.subarray(1, 4).toString('latin1'), 'PNG');
      assert.ok(png.length > 5000, `${png.length} bytes`);

      await workbench.plotMenu('.plot-raster', 'Save SVG');
      const svg = (await workbench.saveOffered('nest_network-raster.svg')).toString('utf8');
      assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
      assert.match(svg, />showing [\d,]+ of [\d,]+ spikes/);
      const marks = /<path d="((?:M[^"]*?Z){2,})"/.exec(svg)?.[1]?.split('M').length ?? 0;
      assert.equal(marks - 1, spikes, 'a mark for each spike');

      await workbench.plotMenu('.plot-rate', 'Save CSV');
      const rate = (await workbench.saveOffered('nest_network-rate.csv')).toString('utf8').trimEnd().split('\n');
      assert.match(rate[0] ?? '', /^from \(ms\),to \(ms\),.+ \(spikes\/s\)$/);
      const binMs = numberIn(await panel.locator('.plot-rate .note').textContent(), /bins of ([\d.]+) ms/);
      const [from = 0, to = 0] = (rate[1] ?? '').split(',').map(Number);
      assert.equal(to - from, binMs);
    }));

  test('the menu is reached and used by keys alone, and numbers come to the clipboard', () =>
    session.inWindow('exports-keys', async (workbench) => {
      const { panel, page } = workbench;
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await probe(workbench);
      const button = panel.locator('.plot-rate .menu-button');
      await button.focus();
      await page.keyboard.press('ArrowDown');
      const items = panel.locator('.plot-rate [role=menuitem]');
      const focused = () => panel.locator('.plot-rate [role=menuitem]:focus').textContent();
      assert.equal(await focused(), await items.first().textContent());
      await page.keyboard.press('ArrowUp');
      assert.equal(await focused(), await items.last().textContent());
      await page.keyboard.press('Escape');
      assert.equal(await button.getAttribute('aria-expanded'), 'false');
      await page.keyboard.press('Enter');
      await page.keyboard.press('ArrowDown');
      assert.equal(await focused(), 'Copy numbers');
      await page.keyboard.press('Enter');
      await panel.locator('.plot-rate .told', { hasText: 'copied' }).waitFor();
      const copied = await page.evaluate('navigator.clipboard.readText()');
      assert.match(String(copied), /^from \(ms\)\tto \(ms\)\t.+\n0\t/);
    }));

  test('the numbers stand in a table, which says how many of them it shows', () =>
    session.inWindow('exports-table', async (workbench) => {
      await probe(workbench);
      const { panel } = workbench;
      const spikes = await panel.locator('.plot-raster .note').textContent();
      await panel.locator('.plot-raster .numbers summary').click();
      const caption = await panel.locator('.plot-raster caption').textContent();
      const of = numberIn(caption, /showing [\d,]+ of ([\d,]+) rows/);
      assert.equal(of, numberIn(spikes, /showing ([\d,]+) of/));
      assert.equal(await panel.locator('.plot-raster tbody tr').count(), 200);
    }));
});
