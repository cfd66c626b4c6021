// Tests with axe-core that every panel can be used by everybody: names, roles, focus order and contrast, with menus and tables open, in the editor's four kinds of theme.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, describe, test } from 'node:test';
import { type Frame } from 'playwright-core';
import { startService, type Service } from '../live/service';
import { startSession, type Session, type WindowOptions } from './session';
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
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${help}\n  ${html.slice(0, 200)}\n  ${failureSummary}`),
  );
}

const openAll = async ({ panel }: Workbench, selector: string): Promise<void> => {
  for (const each of await panel.locator(selector).all()) if (await each.isVisible()) await each.click();
};

interface Panel {
  readonly name: string;
  readonly options: WindowOptions;
  show(workbench: Workbench): Promise<void>;
}

const panels: readonly Panel[] = [
  {
    name: 'Probe',
    options: { workspace: 'examples' },
    async show(workbench) {
      await workbench.openFile('sound-nest.py');
      await workbench.command('Spikelint: Run Probe');
      await workbench.panel.locator('.summary', { hasText: /\d/ }).waitFor();
    },
  },
  {
    name: 'Data',
    options: { workspace: 'test/fixtures/data' },
    async show(workbench) {
      await workbench.openData('model.h5');
      await workbench.panel.locator('.tree-item', { hasText: 'gzip' }).first().click();
      await workbench.panel.locator('.words li', { hasText: 'Spectral radius' }).waitFor();
    },
  },
  {
    name: 'Diagnostic',
    options: { workspace: 'test/fixtures/rates' },
    async show(workbench) {
      const { panel, page } = workbench;
      await workbench.openFile('ei.py');
      await workbench.command('Spikelint: Run Model Diagnostic');
      await panel.locator('.files dd').nth(0).locator('.link').first().click();
      await page.locator('.quick-input-list .monaco-list-row', { hasText: 'session.mat' }).first().click();
      await panel.locator('.verdict').first().waitFor();
    },
  },
  {
    name: 'Drive',
    options: { workspace: 'examples/background', width: 1500, height: 900 },
    async show(workbench) {
      await workbench.openFile('nest_cortex.py');
      await workbench.page.locator('.codelens-decoration a', { hasText: 'Compare drives' }).first().waitFor();
      await workbench.command('Spikelint: Compare Drives');
      await workbench.panel.locator('.rung-differs').first().waitFor();
    },
  },
  {
    name: 'Live',
    options: { width: 1400, height: 900 },
    async show(workbench) {
      service = await startService({ stepsPerSecond: 50 });
      await workbench.openFile('nest_network.py');
      await workbench.page.locator('.codelens-decoration a', { hasText: 'Probe' }).first().waitFor();
      await workbench.commandAnswered('Spikelint: Open Live Service…', 'Address of the live service', service.url);
      await workbench.panel.locator('.check').nth(13).waitFor();
    },
  },
];

/** What is to be closed after a panel was shown. */
let service: Service | undefined;

const themes = [
  'Default Light Modern',
  'Default Dark Modern',
  'Default High Contrast',
  'Default High Contrast Light',
] as const;

describe('every panel can be used by everybody', () => {
  let session: Session;
  before(async () => (session = await startSession()));
  after(() => session.end());
  afterEach(() => service?.close());

  panels.forEach(({ name, options, show }, at) => {
    // Each panel in two themes that differ in both respects: all four are seen.
    for (const theme of [themes[at % 4], themes[(at + 2) % 4]])
      test(`${name} in ${theme}`, () =>
        session.inWindow(
          `accessible-${name}-${theme}`.replaceAll(' ', '-').toLowerCase(),
          async (workbench) => {
            await show(workbench);
            await openAll(workbench, '.numbers summary, .notes summary');
            assert.equal((await complaints(workbench)).join('\n'), '');
            const menu = workbench.panel.locator('.menu-button').first();
            if (await menu.isVisible()) {
              await menu.click();
              assert.equal((await complaints(workbench)).join('\n'), '');
            }
          },
          { ...options, settings: { 'workbench.colorTheme': theme } },
        ));
  });
});
