// Takes the README's pictures from the packaged extension in a real workbench, so that they show what there is: `node scripts/pictures.mjs`.
import { startSession } from './session';
import { type Workbench } from './workbench';

const quiet = {
  'breadcrumbs.enabled': false,
  'editor.fontSize': 13,
  'editor.minimap.enabled': false,
  'editor.scrollBeyondLastLine': false,
  'window.commandCenter': false,
  'workbench.activityBar.location': 'hidden',
  'workbench.layoutControl.enabled': false,
  'workbench.statusBar.visible': false,
};
const size = { width: 1280, height: 720 };

async function openAlone(workbench: Workbench, file: string): Promise<void> {
  await workbench.openFile(file);
  await workbench.command('View: Toggle Primary Side Bar Visibility');
}

/** What is still moving comes to rest: fading scroll bars, the caret's last blink. */
const settle = (workbench: Workbench): Promise<void> => workbench.page.waitForTimeout(1500);

const session = await startSession();
try {
  await session.inWindow(
    'picture-squiggle',
    async (workbench) => {
      await openAlone(workbench, 'pynn-weight-in-pA.py');
      await workbench.hoverSquiggle('because');
      await settle(workbench);
      await workbench.page.screenshot({ path: 'media/squiggle.png' });
    },
    { ...size, workspace: 'examples', settings: { ...quiet, 'workbench.colorTheme': 'Default Light Modern' } },
  );
  await session.inWindow(
    'picture-probe',
    async (workbench) => {
      await openAlone(workbench, 'sound-nest.py');
      await workbench.page.locator('.codelens-decoration a', { hasText: 'Probe' }).first().waitFor();
      await workbench.command('Spikelint: Run Probe');
      await workbench.panel.locator('.summary', { hasText: /\d/ }).waitFor();
      await settle(workbench);
      await workbench.page.screenshot({ path: 'media/probe.png' });
    },
    {
      ...size,
      height: 800,
      workspace: 'examples',
      settings: { ...quiet, 'workbench.colorTheme': 'Default Dark Modern' },
    },
  );
  await session.inWindow(
    'picture-diagnostic',
    async (workbench) => {
      await openAlone(workbench, 'ei.py');
      await workbench.command('Spikelint: Run Model Diagnostic');
      const { panel, page } = workbench;
      for (const [row, name] of ['session.mat', null, 'checkpoint.pt'].entries()) {
        if (name === null) continue;
        await panel.locator('.files dd').nth(row).locator('.link').first().click();
        await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
        if (row === 2) await page.keyboard.press('Enter');
        await panel.locator('.files dd', { hasText: name }).waitFor();
      }
      await panel.locator('.verdict').first().waitFor();
      await settle(workbench);
      await page.screenshot({ path: 'media/diagnostic.png' });
    },
    {
      ...size,
      height: 800,
      workspace: 'test/fixtures/rates',
      settings: { ...quiet, 'workbench.colorTheme': 'Default Light Modern' },
    },
  );
} finally {
  await session.end();
}
