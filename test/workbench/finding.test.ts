// Tests a finding with the packaged extension in a real workbench: the squiggle is to be seen, and the fix is applied after a look at it.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { startSession, type Session } from './session';

describe('a finding in the workbench', () => {
  let session: Session;
  before(async () => (session = await startSession()));
  after(() => session.end());

  test('the extension is the installed package', () => {
    const installed = readdirSync(session.extensions).filter((name) => name.startsWith('spikelint'));
    assert.equal(installed.length, 1);
  });

  test('the squiggle is under the weight, and hovering over it tells both units', () =>
    session.inWindow('squiggle', async (workbench) => {
      await workbench.openFile('pynn_weight.py');
      await workbench.squiggle.waitFor();
      await workbench.page.locator('.codelens-decoration a').first().waitFor(); // which push the lines down
      const weight = workbench.code('StaticSynapse');
      const [mark, line] = [await workbench.squiggle.boundingBox(), await weight.boundingBox()];
      assert.ok(
        mark && line && mark.y < line.y + line.height && mark.y + mark.height > line.y,
        'on the line of the weight',
      );
      const hover = await workbench.hoverSquiggle('unit-mismatch');
      const text = await hover.innerText();
      assert.match(text, /nA|nanoampere/i);
      assert.match(text, /pA|picoampere/i);
    }));

  test('the fix is shown before it is applied, and the squiggle goes', () =>
    session.inWindow('fix', async (workbench) => {
      const { page } = workbench;
      await workbench.openFile('pynn_weight.py');
      await workbench.squiggle.waitFor();
      await workbench.command('Go to Next Problem in Files (Error, Warning, Info)');
      await page.keyboard.press('Escape');
      const fix = page.locator('.action-widget .monaco-list-row', { hasText: /1\s?000/ });
      for (let tries = 0; tries < 10 && !(await fix.first().isVisible()); tries++) {
        await page.keyboard.press('Control+.');
        await fix
          .first()
          .waitFor({ timeout: 2000 })
          .catch(() => page.keyboard.press('Escape'));
      }
      await page.screenshot({ path: 'out/screenshots/fix-menu.png' });
      await fix.first().click();
      // The editor's refactoring preview: nothing has changed yet.
      const apply = page.locator('.monaco-button:visible', { hasText: 'Apply' }).first();
      await apply.waitFor();
      // An edit that needs confirmation may wait there unticked; the file's box, the first, ticks all of its edits.
      const box = page.locator('.bulk-edit-panel .edit-checkbox').first();
      if ((await box.getAttribute('aria-checked')) !== 'true') await box.click();
      await page.screenshot({ path: 'out/screenshots/fix-preview.png' });
      assert.match(workbench.read('pynn_weight.py'), /weight=w_pA,/);
      await apply.click();
      await workbench.squiggle.waitFor({ state: 'detached' });
      await workbench.code('w_pA').click();
      const mended = /weight=\(?w_pA (\/ 1000|\* 0\.001|\* 1e-3)/;
      await workbench.saveUntil('pynn_weight.py', mended);
      assert.match(workbench.read('pynn_weight.py'), mended);
    }));

  test("clicking the finding's code opens the rule's page", () =>
    session.inWindow('rule', async (workbench) => {
      await workbench.openFile('pynn_weight.py');
      const hover = await workbench.hoverSquiggle('unit-mismatch');
      await hover.locator('a', { hasText: 'unit-mismatch' }).click();
      await workbench.page.locator('.tab', { hasText: 'unit-mismatch' }).waitFor();
      await workbench.panel.locator('h1').first().waitFor();
    }));
});
