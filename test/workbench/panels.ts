// Every panel and how one comes to see it: for the tests that hold all of them to the same, and for their pictures.
import { startService, type Service } from '../live/service';
import { type WindowOptions } from './session';
import { type Workbench } from './workbench';

export interface Panel {
  readonly name: string;
  readonly options: WindowOptions;
  show(workbench: Workbench): Promise<void>;
  /** Ends what it needed. */
  close?(): Promise<void>;
}

/** The four kinds of theme that there are. */
export const themes = [
  'Default Light Modern',
  'Default Dark Modern',
  'Default High Contrast',
  'Default High Contrast Light',
] as const;

let service: Service | undefined;

async function chooseFile({ panel, page }: Workbench, row: number, name: string): Promise<void> {
  await panel.locator('.files dd').nth(row).locator('.link').first().click();
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
  const many = page.locator('.quick-input-widget:visible .quick-input-action', { hasText: 'OK' });
  if (await many.isVisible()) await page.keyboard.press('Enter');
  await panel.locator('.files dd', { hasText: name }).waitFor();
}

export const panels: readonly Panel[] = [
  {
    name: 'Probe',
    options: { workspace: 'examples' },
    async show(workbench) {
      await workbench.openFile('sound-nest.py');
      await workbench.page.locator('.codelens-decoration a', { hasText: 'Probe' }).first().waitFor();
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
      await workbench.openFile('ei.py');
      await workbench.command('Spikelint: Run Model Diagnostic');
      await chooseFile(workbench, 0, 'session.mat');
      await chooseFile(workbench, 2, 'checkpoint.pt');
      await chooseFile(workbench, 3, 'history.json');
      await workbench.panel.locator('.plot-training').waitFor();
    },
  },
  {
    name: 'Weights',
    options: { workspace: 'test/fixtures/weights' },
    async show(workbench) {
      // By then the extension is known to the palette.
      await workbench.openFile('projections.py');
      await workbench.page.locator('.codelens-decoration a', { hasText: 'Probe' }).first().waitFor();
      await workbench.command('Spikelint: Show Weights…');
      await workbench.panel.locator('.words li', { hasText: 'Dale’s law' }).waitFor();
    },
  },
  {
    name: 'Drive',
    options: { workspace: 'examples/background' },
    async show(workbench) {
      await workbench.openFile('nest_cortex.py');
      await workbench.page.locator('.codelens-decoration a', { hasText: 'Compare drives' }).first().waitFor();
      await workbench.command('Spikelint: Compare Drives');
      await workbench.panel.locator('.rung-differs').first().waitFor();
    },
  },
  {
    name: 'Live',
    options: {},
    async show(workbench) {
      service = await startService({ stepsPerSecond: 50 });
      await workbench.openFile('nest_network.py');
      await workbench.page.locator('.codelens-decoration a', { hasText: 'Probe' }).first().waitFor();
      await workbench.commandAnswered('Spikelint: Open Live Service…', 'Address of the live service', service.url);
      await workbench.panel.locator('.check').nth(13).waitFor();
    },
    close: async () => service?.close(),
  },
];
