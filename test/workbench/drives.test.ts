// Tests the comparison of drives as a person sees it: the squiggle under the rate, and the derivation as a page whose places lead to the code.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startSession, type Session } from './session';

describe('drives in the workbench', () => {
  let session: Session;
  before(async () => (session = await startSession()));
  after(() => session.end());

  test('the derivation opens beside the code, and a place in it leads to its line', () =>
    session.inWindow('drives', async (workbench) => {
      const { page } = workbench;
      await workbench.openFile('in_pynn.py');
      await workbench.squiggle.waitFor();
      await workbench.command('Spikelint: Compare Drives');
      await workbench.panel.locator('vscode-button', { hasText: 'Open as document' }).click();
      await page.locator('.tab.active', { hasText: 'drives.md' }).waitFor();
      // The panel stays behind it: the document is the last that came.
      const document = page.frameLocator('iframe.webview.ready >> nth=-1').frameLocator('iframe#active-frame');
      const verdict = document.locator('h2', { hasText: 'bkg_weights: not equal' });
      await verdict.waitFor();
      await document.locator('.katex').first().waitFor(); // the formulas are set
      await page.screenshot({ path: 'out/screenshots/drives.png' });
      const place = document.locator('a', { hasText: 'in_nest.py:6' }).first();
      await place.click();
      await page.locator('.tab.active[data-resource-name="in_nest.py"]').waitFor();
      await page.locator('.line-numbers.active-line-number', { hasText: /^6$/ }).first().waitFor();
      assert.match(workbench.read('drives/in_pynn.py'), /rate=100\.0/); // nothing was changed by looking
    }));
});
