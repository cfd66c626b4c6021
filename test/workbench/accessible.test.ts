// Tests with axe-core that every panel can be used by everybody: names, roles, focus order and contrast, with menus and tables open, in the editor's four kinds of theme.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { type Frame } from 'playwright-core';
import { panels, themes } from './panels';
import { lookAt } from './pixels';
import { startSession, type Session } from './session';
import { type Workbench } from './workbench';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** The page that the panel's bundle runs in. */
async function pageOf({ page }: Workbench): Promise<Frame> {
  for (const frame of page.frames()) if ((await frame.locator('#root > *').count()) > 0) return frame;
  throw new Error('no panel is shown');
}

/** What axe has to say against it, one line for each place. */
async function complaints(workbench: Workbench): Promise<string[]> {
  const frame = await pageOf(workbench);
  await frame.evaluate(axe);
  const { violations } = await frame.evaluate<{ violations: readonly Violation[] }>(
    "axe.run(document, { resultTypes: ['violations'] })",
  );
  // A step's text is cut short where its column is narrow, and whole in its name.
  const isCutShort = (id: string, html: string): boolean =>
    id === 'label-content-name-mismatch' && html.includes('class="rung');
  return violations.flatMap(({ id, help, nodes }) =>
    nodes
      .filter(({ html }) => !isCutShort(id, html))
      .map(({ html, failureSummary = '' }) => `${id}: ${help}\n  ${html.slice(0, 200)}\n  ${failureSummary}`),
  );
}

const openAll = async ({ panel }: Workbench, selector: string): Promise<void> => {
  for (const each of await panel.locator(selector).all()) if (await each.isVisible()) await each.click();
};

/** Where the system sets all colours, grounds go: what they say has to be said otherwise. */
async function staysVisible({ page, panel }: Workbench): Promise<void> {
  await page.keyboard.press('Escape');
  await page.emulateMedia({ forcedColors: 'active' });
  for (const [part, least] of [
    ['.slider-input', 0.05],
    ['.plot-raster canvas', 0.005],
    ['.plot-rate .legend-sign', 0.01],
  ] as const) {
    const { ink } = await lookAt(panel.locator(part).first());
    assert.ok(ink > least, `${ink} of ${part} is drawn`);
  }
}

describe('every panel can be used by everybody', () => {
  let session: Session;
  before(async () => (session = await startSession()));
  after(() => session.end());

  panels.forEach(({ name, options, show, close }, at) => {
    // Each panel in two themes that differ in both respects: all four are seen.
    for (const theme of [themes[at % 4], themes[(at + 2) % 4]])
      test(`${name} in ${theme}`, () =>
        session.inWindow(
          `accessible-${name}-${theme}`.replaceAll(' ', '-').toLowerCase(),
          async (workbench) => {
            try {
              await show(workbench);
              await openAll(workbench, '.dials-all:not([open]) > summary, .numbers summary, .notes summary');
              assert.equal((await complaints(workbench)).join('\n'), '');
              const menu = workbench.panel.locator('.menu-button').first();
              if (await menu.isVisible()) {
                await menu.click();
                assert.equal((await complaints(workbench)).join('\n'), '');
              }
              if (name === 'Probe') await staysVisible(workbench);
            } finally {
              await close?.();
            }
          },
          { ...options, settings: { 'workbench.colorTheme': theme } },
        ));
  });
});
