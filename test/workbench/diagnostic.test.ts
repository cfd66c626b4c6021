// Tests the Diagnostic panel in a real workbench: files are chosen, verdicts and findings shown, a finding leads to its line, and all is back after a reload.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { lookAt } from './pixels';
import { startSession, type Session } from './session';
import { type Workbench } from './workbench';

const workspace = 'test/fixtures/rates';

describe('the Diagnostic panel in the workbench', () => {
  let session: Session;
  before(async () => (session = await startSession()));
  after(() => session.end());

  /** @param row which of the files the panel asks for */
  const choose = async ({ panel, page }: Workbench, row: number, name: string): Promise<void> => {
    await panel.locator('.files dd').nth(row).locator('.link').first().click();
    const choice = page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first();
    await choice.click();
    const many = page.locator('.quick-input-widget:visible .quick-input-action', { hasText: 'OK' });
    if (await many.isVisible()) await page.keyboard.press('Enter');
    await panel.locator('.files dd', { hasText: name }).waitFor();
  };

  test('data and code give verdicts, figures and PSTHs; a finding leads to its line', () =>
    session.inWindow(
      'diagnostic',
      async (workbench) => {
        const { panel, page } = workbench;
        await workbench.openFile('ei.py');
        await workbench.command('Spikelint: Run Model Diagnostic');
        await panel.locator('.notice', { hasText: 'needs recorded data' }).waitFor();
        await choose(workbench, 0, 'session.mat');
        await panel.locator('.verdict').first().waitFor();
        await panel.locator('table', { hasText: 'PSTH correlation' }).first().waitFor();
        assert.ok((await panel.locator('.multiples .drawing').count()) > 0, 'a PSTH per neuron');
        const name = await panel.locator('.multiples .drawing').first().getAttribute('aria-label');
        assert.match(name ?? '', /Neuron 1, unit \d+ of the model: mean [\d.]+ sp\/s in the data/);
        await page.screenshot({ path: 'out/screenshots/diagnostic-first.png' });
        const link = panel.locator('.finding-title .link').first();
        const line = /\d+/.exec((await link.textContent()) ?? '')?.[0] ?? '';
        await link.click();
        await page.locator('.tab.active[data-resource-name="ei.py"]').waitFor();
        await page
          .locator('.line-numbers.active-line-number', { hasText: new RegExp(`^${line}$`) })
          .first()
          .waitFor();
      },
      { workspace },
    ));

  test('weights and a history are added, and everything is there again after a reload', () =>
    session.inWindow(
      'diagnostic-reload',
      async (workbench) => {
        const { panel } = workbench;
        await workbench.openFile('ei.py');
        await workbench.command('Spikelint: Run Model Diagnostic');
        await panel.locator('.notice').waitFor();
        await choose(workbench, 0, 'session.mat');
        await choose(workbench, 2, 'checkpoint.pt');
        await choose(workbench, 3, 'history.json');
        const history = panel.locator('h2', { hasText: 'Training history' });
        await history.waitFor();
        // Means against each other, inputs with the dead one, and the losses with what exploded: drawn, told, and exact in the file.
        const means = await lookAt(panel.locator('.plot-means canvas'));
        assert.ok(means.ink > 0.005, `${means.ink} of the means' plot is drawn`);
        await panel.locator('.plot-means .picture').focus();
        await workbench.page.keyboard.press('ArrowRight');
        await panel.locator('.plot-means .readout', { hasText: /^neuron \d+: [\d.]+ sp\/s in the data/ }).waitFor();
        await panel.locator('.plot-input-channels .note', { hasText: 'never changing: 1' }).waitFor();
        await panel.locator('.plot-training .note', { hasText: /log axis, explosions marked: \d/ }).waitFor();
        await workbench.plotMenu('.plot-training', 'Save CSV');
        const csv = (await workbench.saveOffered('session-training.csv')).toString('utf8');
        const recorded = JSON.parse(workbench.read('history.json')) as { train_total: number[] };
        assert.ok(csv.includes(`train_total,0,${recorded.train_total[0]}\n`), csv.slice(0, 200));
        await workbench.reload();
        await panel.locator('.files dd', { hasText: 'checkpoint.pt' }).waitFor();
        await history.waitFor();
      },
      { workspace },
    ));
});
