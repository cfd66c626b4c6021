// Tests the Live panel in a real workbench against the test service over real HTTP: it draws, follows, pauses, compares, asks before it changes anything, and stays usable where the service fails.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startService, type Service, type ServiceOptions } from '../live/service';
import { startSession, type Session } from './session';
import { type Workbench } from './workbench';

const key = 'a-key-that-nobody-may-see-4711';

describe('the Live panel in the workbench', () => {
  let session: Session;
  before(async () => (session = await startSession()));
  after(() => session.end());

  const withService = async (options: ServiceOptions, use: (service: Service) => Promise<void>): Promise<void> => {
    const service = await startService({ stepsPerSecond: 50, ...options });
    try {
      await use(service);
    } finally {
      await service.close();
    }
  };

  const openService = async (workbench: Workbench, url: string): Promise<void> => {
    // By then the extension is known to the palette.
    await workbench.openFile('nest_network.py');
    await workbench.page.locator('.codelens-decoration a', { hasText: 'Probe' }).first().waitFor();
    await workbench.commandAnswered('Spikelint: Open Live Service…', 'Address of the live service', url);
  };

  test('draws what the service tells, goes through the checklist, and says once what is missing', () =>
    withService({ without: ['GET /visualization/thalamic-gate'] }, (service) =>
      session.inWindow(
        'live',
        async (workbench) => {
          const { panel, page } = workbench;
          await openService(workbench, service.url);
          await panel.locator('.check').nth(13).waitFor();
          assert.equal(await panel.locator('.check').count(), 14);
          await panel.locator('.plot-raster .note', { hasText: /of [1-9][\d,]* spikes/ }).waitFor();
          await panel.locator('.plot-live-rate .note', { hasText: '%' }).waitFor();
          await page.screenshot({ path: 'out/screenshots/live-first.png' });
        },
        { width: 1500, height: 1000 },
      ),
    ));
});
