// Takes the README's picture of a squiggle from the packaged extension in a real workbench, so that it shows what there is: `node scripts/pictures.mjs`. The panels' are chosen from `sheets.ts`.
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
} finally {
  await session.end();
}
