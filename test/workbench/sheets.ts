// Photographs every panel in four themes and at two widths, to be looked at: `node scripts/pictures.mjs sheets [Panel]`. The best go into media/panels/.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { panels, themes } from './panels';
import { startSession } from './session';
import { type Workbench } from './workbench';

const folder = 'out/screenshots/panels';
/** Beside the code: half of this each. */
const widths = { wide: 1640, narrow: 900 } as const;
const heightPx = 1000;
const quiet = {
  'breadcrumbs.enabled': false,
  'editor.minimap.enabled': false,
  'editor.scrollBeyondLastLine': false,
  'window.commandCenter': false,
  'workbench.activityBar.location': 'hidden',
  'workbench.layoutControl.enabled': false,
  'workbench.statusBar.visible': false,
  'workbench.startupEditor': 'none',
};

/** The editor follows its settings' file: themes change under the open panel. */
async function setTheme({ workspace, page }: Workbench, theme: string): Promise<void> {
  writeFileSync(join(workspace, '.vscode/settings.json'), JSON.stringify({ ...quiet, 'workbench.colorTheme': theme }));
  await page.waitForTimeout(2500);
}

mkdirSync(folder, { recursive: true });
const wanted = process.argv[2] ?? '';
const session = await startSession();
try {
  for (const { name, options, show, close } of panels.filter((each) => each.name.includes(wanted))) {
    const named = name.toLowerCase();
    await session
      .inWindow(
        `sheet-${named}`,
        async (workbench) => {
          await workbench.command('View: Toggle Primary Side Bar Visibility');
          await show(workbench);
          for (const theme of themes) {
            await setTheme(workbench, theme);
            for (const [size, width] of Object.entries(widths)) {
              await workbench.page.setViewportSize({ width, height: heightPx });
              await workbench.page.waitForTimeout(1200);
              const file = `${named}-${theme.replace('Default ', '').replaceAll(' ', '-').toLowerCase()}-${size}.png`;
              await workbench.page.screenshot({ path: join(folder, file) });
            }
          }
        },
        { ...options, width: widths.wide, height: heightPx, settings: quiet },
      )
      .catch((cause: unknown) => console.error(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`));
    await close?.();
  }
} finally {
  await session.end();
}
