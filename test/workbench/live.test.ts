// Tests the Live panel in a real workbench against the test service over real HTTP: it draws, follows, pauses, compares, asks before it changes anything, and stays usable where the service fails.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startService, type Service, type ServiceOptions } from '../live/service';
import { lookAt } from './pixels';
import { startSession, type Session } from './session';
import { type Workbench } from './workbench';

const key = 'a-key-that-nobody-may-see-4711';
const size = { width: 1400, height: 900 };

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

  const more = async ({ panel }: Workbench, entry: string): Promise<void> => {
    await panel.locator('header .menu-button').click();
    await panel.locator('header .menu-item', { hasText: entry }).click();
  };

  const posts = ({ requests }: Service): string[] => requests.filter((each) => each.startsWith('POST'));

  test('draws what the service tells, goes through the checklist, and says once what is missing', () =>
    withService({ without: ['GET /visualization/thalamic-gate'] }, (service) =>
      session.inWindow(
        'live',
        async (workbench) => {
          const { panel, page } = workbench;
          await openService(workbench, service.url);
          await panel.locator('.check').nth(13).waitFor();
          assert.equal(await panel.locator('.check').count(), 14);
          await panel.locator('.check-good', { hasText: 'LIF' }).waitFor();
          await panel.locator('.plot-raster .note', { hasText: /of [1-9][\d,]* spikes/ }).waitFor();
          const { ink } = await lookAt(panel.locator('.plot-raster canvas').first());
          assert.ok(ink > 0.005, `${ink} of the raster is drawn`);
          await panel.locator('.plot-live-modulators .legend-item', { hasText: 'DA' }).waitFor();
          const missing = panel.locator('.notes', { hasText: 'Routes that this service does not have' });
          await missing.locator('summary').click();
          await missing.locator('li', { hasText: '/visualization/thalamic-gate' }).waitFor();
          assert.ok(await panel.locator('.plot-live-gate').isHidden(), 'what is not served takes no room');
          // Its numbers can be read without the picture.
          const table = panel.locator('.plot-live-rate .numbers');
          await table.locator('summary').click();
          await table.locator('tbody tr', { hasText: 'all' }).first().waitFor();
          await page.screenshot({ path: 'out/screenshots/live-first.png' });
          assert.deepEqual(posts(service), [], 'looking changes nothing');
        },
        size,
      ),
    ));

  test('pauses, looks back, and is there again after a reload', () =>
    withService({}, (service) =>
      session.inWindow(
        'live-reload',
        async (workbench) => {
          const { panel } = workbench;
          await openService(workbench, service.url);
          await panel.locator('.phase-running', { hasText: 'live' }).waitFor();
          await panel.locator('vscode-button', { hasText: 'Pause' }).click();
          await panel.locator('.phase-paused').waitFor();
          const asked = service.requests.length;
          await workbench.page.waitForTimeout(2500);
          assert.ok(service.requests.length <= asked + 30, 'a round that was under way may end');
          const paused = service.requests.length;
          await workbench.page.waitForTimeout(2500);
          assert.equal(service.requests.length, paused, 'nothing is asked in a pause');
          await panel.locator('vscode-button', { hasText: 'Resume' }).click();
          await panel.locator('.phase-running').waitFor();
          const picture = panel.locator('.plot-live-rate .picture');
          await picture.focus();
          await picture.press('+');
          await picture.press('ArrowLeft');
          await panel.locator('.phase', { hasText: 'looking back' }).waitFor();
          await panel.locator('.link', { hasText: 'Back to now' }).click();
          await panel.locator('.phase', { hasText: 'live' }).waitFor();
          await workbench.reload();
          await panel.locator('.phase-running').waitFor();
          await panel.locator('.check').nth(13).waitFor();
        },
        size,
      ),
    ));

  test('the key goes to the service and nowhere else, and a wrong one is said in a sentence', () =>
    withService({ key }, (service) =>
      session.inWindow(
        'live-key',
        async (workbench) => {
          const { panel, page } = workbench;
          await openService(workbench, service.url);
          await panel.locator('.notice-error', { hasText: /key/ }).waitFor();
          await workbench.commandAnswered('Spikelint: Set Live Service Key', 'Key for', key);
          await panel.locator('.phase-running').waitFor();
          await panel.locator('.check').nth(13).waitFor();
          assert.ok(service.headers.some((headers) => headers['x-api-key'] === key));
          assert.ok(service.requests.every((each) => !each.includes(key)));
          const texts = [await page.content(), await panel.locator('html').innerHTML()];
          const settings = workbench.read('.vscode/settings.json');
          for (const text of [...texts, settings])
            assert.ok(!text.includes(key), 'the key is in no page and no setting');
        },
        size,
      ),
    ));

  test('a service that fails is one clear message, what was told stays, and it goes on by itself', () =>
    withService({}, (service) =>
      session.inWindow(
        'live-failing',
        async (workbench) => {
          const { panel, page } = workbench;
          await openService(workbench, service.url);
          await panel.locator('.plot-raster .note', { hasText: 'spikes' }).waitFor();
          service.order('*', { kind: 'hang-up' });
          await panel.locator('.notice-error').waitFor();
          assert.equal(await panel.locator('.notice-error').count(), 1);
          await page.screenshot({ path: 'out/screenshots/live-failing-notice.png' });
          await panel.locator('.check-fault, .check-good').first().locator('summary').click();
          await panel.locator('.check details[open] .check-because').first().waitFor();
          service.order('*', null);
          // It may have come round by itself.
          const again = panel.locator('.link', { hasText: 'Try now' });
          await again.click({ timeout: 3000 }).catch(() => undefined);
          await panel.locator('.phase-running').waitFor();
          await panel.locator('.notice-error').waitFor({ state: 'detached' });
        },
        size,
      ),
    ));

  test('two sessions are held against each other, and nothing is changed before the user agrees', () =>
    withService({ sessions: { quiet: 'silent' } }, (service) =>
      session.inWindow(
        'live-compare',
        async (workbench) => {
          const { panel, page } = workbench;
          await openService(workbench, service.url);
          await panel.locator('.check').nth(13).waitFor();
          await panel.locator('.link', { hasText: 'compare…' }).click();
          await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Type a session' }).click();
          await workbench.answer('id, as', 'quiet');
          await panel.locator('.live-sessions', { hasText: 'quiet' }).waitFor();
          await panel.locator('.check-beside', { hasText: '0 %' }).first().waitFor();
          await page.screenshot({ path: 'out/screenshots/live-compared.png' });

          const inject = async (answer: string): Promise<void> => {
            await more(workbench, 'Inject a neuromodulator…');
            await page.locator('.quick-input-list .monaco-list-row', { hasText: 'DA' }).first().click();
            await workbench.answer('The level of DA', '0.9');
            await page.locator('.monaco-dialog-box', { hasText: '/spiking/inject-neuromod' }).waitFor();
            await page.locator('.monaco-dialog-box .monaco-button', { hasText: answer }).click();
            await page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
          };
          await inject('Cancel');
          await page.waitForTimeout(1000);
          assert.deepEqual(posts(service), []);
          await inject('Do It');
          for (let tries = 0; tries < 40 && posts(service).length === 0; tries++) await page.waitForTimeout(250);
          assert.equal(posts(service).length, 1);
          assert.match(posts(service)[0] ?? '', /inject-neuromod/);
        },
        size,
      ),
    ));

  test('a solution is tried out by simulation, with what it does before and after', () =>
    withService({ scenario: 'silent' }, (service) =>
      session.inWindow(
        'live-tried',
        async (workbench) => {
          const { panel } = workbench;
          await openService(workbench, service.url);
          const item = panel.locator('.check-fault', { hasText: 'Check the spike rate' });
          await item.locator('summary').click();
          await item.locator('.solutions vscode-button', { hasText: 'Try by simulation' }).first().click();
          const table = item.locator('.tried table').first();
          await table.waitFor();
          assert.match((await table.textContent()) ?? '', /before.*after/s);
          assert.deepEqual(posts(service), [], 'a trial asks nothing of the service');
        },
        size,
      ),
    ));

  test('of the other dialect too; the host goes on while nobody looks, and the panel catches up', () =>
    withService({ dialect: 'published' }, (service) =>
      session.inWindow(
        'live-published',
        async (workbench) => {
          const { panel, page } = workbench;
          await openService(workbench, service.url);
          await panel.locator('.plot-live-rate .note', { hasText: '%' }).waitFor();
          assert.equal(await panel.locator('.check').count(), 14);
          await page.locator('.tab[data-resource-name="nest_network.py"]').click();
          const asked = service.requests.length;
          for (let tries = 0; tries < 60 && service.requests.length < asked + 3; tries++)
            await page.waitForTimeout(250);
          assert.ok(service.requests.length >= asked + 3, 'the stream goes on');
          await page.locator('.tab', { hasText: 'Live:' }).click();
          await panel.locator('.phase-running').waitFor();
          const table = panel.locator('.plot-live-rate .numbers');
          await table.locator('summary').click();
          await table.locator('tbody tr').nth(1).waitFor();
        },
        size,
      ),
    ));

  test('another machine is refused, whatever the workspace says', () =>
    session.inWindow(
      'live-host',
      async (workbench) => {
        await openService(workbench, 'http://models.example:8000');
        await workbench.page
          .locator('.notification-toast, .notifications-toasts', { hasText: 'models.example:8000 is another machine' })
          .first()
          .waitFor();
      },
      { ...size, settings: { 'spikelint.live.allowedHosts': ['models.example'] } },
    ));

  test('a log tells what it can of the checklist', () =>
    session.inWindow(
      'live-log',
      async (workbench) => {
        const { panel, page } = workbench;
        await workbench.openFile('service.log');
        await workbench.commandAsking('Spikelint: Read Live Service Log…');
        await page.locator('.quick-input-list .monaco-list-row', { hasText: 'From the editor' }).click();
        await panel.locator('.check').nth(13).waitFor();
        await panel.locator('.log-lines td').first().waitFor();
      },
      { ...size, workspace: 'test/fixtures/live' },
    ));
});
