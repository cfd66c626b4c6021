// One VS Code for all tests of a run: the packaged extension installed into fresh folders, a copy of the workspace, and one browser.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, errors } from 'playwright-core';
import { launchChromium } from '../../scripts/vscode/chromium.mjs';
import { startServer } from '../../scripts/vscode/server.mjs';
import { Workbench } from './workbench';

const screenshots = 'out/screenshots';

export interface WindowOptions {
  /** The folder of which a copy is opened. */
  readonly workspace?: string;
  readonly width?: number;
  readonly height?: number;
  /** Settings of the workspace, for example the theme. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface Session {
  /** The folder into which extensions were installed. */
  readonly extensions: string;
  /** Runs `use` in a window of its own, on the workspace as it was; a failure leaves a picture. */
  inWindow(name: string, use: (workbench: Workbench) => Promise<void>, options?: WindowOptions): Promise<void>;
  end(): Promise<void>;
}

export async function startSession(): Promise<Session> {
  mkdirSync(screenshots, { recursive: true });
  const browser = await launchChromium();
  const server = await startServer({ vsix: vsixPath() });
  return {
    extensions: server.extensions,
    async inWindow(name, use, options = {}) {
      try {
        await inWindow(browser, server.address, name, use, options);
      } catch (error) {
        // What never came in a window that the machine had no time for is asked once more, in a fresh one; what came and was wrong is not.
        if (!(error instanceof errors.TimeoutError)) throw error;
        console.log(`${name}: once more, in a fresh window, after ${error.message.split('\n')[0] ?? ''}`);
        await inWindow(browser, server.address, name, use, options);
      }
    },
    async end() {
      await browser.close();
      await server.stop();
    },
  };
}

function vsixPath(): string {
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8')) as { name: string; version: string };
  const file = `${name}-${version}.vsix`;
  if (!readdirSync('.').includes(file)) throw new Error(`${file} is missing: npm run package`);
  return join(process.cwd(), file);
}

async function inWindow(
  browser: Browser,
  address: (folder: string) => string,
  name: string,
  use: (workbench: Workbench) => Promise<void>,
  { workspace: original = 'test/editor/workspace', width = 1280, height = 800, settings = {} }: WindowOptions,
): Promise<void> {
  const workspace = mkdtempSync(join(tmpdir(), 'spikelint-workspace-'));
  cpSync(original, workspace, { recursive: true });
  mkdirSync(join(workspace, '.vscode'));
  writeFileSync(join(workspace, '.vscode/settings.json'), JSON.stringify(settings));
  const context = await browser.newContext({ viewport: { width, height } });
  const workbench = new Workbench(await context.newPage(), workspace);
  try {
    await workbench.open(address(workspace));
    await use(workbench);
    await workbench.page.screenshot({ path: join(screenshots, `${name}.png`) });
  } catch (error) {
    await workbench.page.screenshot({ path: join(screenshots, `${name}-failed.png`) });
    throw error;
  } finally {
    await context.close();
    rmSync(workspace, { recursive: true, force: true });
  }
}
