// Drives the workbench as a person would: opens files, runs commands from the palette, points at things, looks into panels.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type FrameLocator, type Locator, type Page } from 'playwright-core';

export class Workbench {
  constructor(
    readonly page: Page,
    readonly workspace: string,
  ) {
    page.setDefaultTimeout(30_000);
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.ready();
  }

  /** Reloads by the workbench's own command, which keeps the layout first. */
  async reload(): Promise<void> {
    const { page } = this;
    const before = page.locator('body[data-before-reload]');
    await page.evaluate('document.body.setAttribute("data-before-reload", "")');
    // A busy window now and then loses the Enter that runs the command: then it is given again.
    for (let tries = 0; tries < 5 && (await before.count()) > 0; tries++) {
      const loaded = page.waitForEvent('load', { timeout: 15_000 }).catch(() => undefined);
      await this.command('Developer: Reload Window');
      await loaded;
    }
    await before.waitFor({ state: 'detached' });
    await this.ready();
  }

  private async ready(): Promise<void> {
    await this.page
      .locator('.monaco-workbench .explorer-viewlet, .monaco-workbench .editor-instance')
      .first()
      .waitFor();
    await this.page.locator('.statusbar-item').first().waitFor();
  }

  /** Runs a command by its title. */
  async command(title: string): Promise<void> {
    await this.pick('F1', `>${title}`, title.replace(/^.*: /, ''));
  }

  /** Runs a command that asks on in the same place, and answers its first question. */
  async commandAnswered(title: string, question: string, text: string): Promise<void> {
    await this.commandAsking(title);
    await this.answer(question, text);
  }

  async commandAsking(title: string): Promise<void> {
    await this.ask('F1', `>${title}`, title.replace(/^.*: /, ''));
  }

  /** Types into the question that is in front. */
  async answer(question: string, text: string): Promise<void> {
    const widget = this.page.locator('.quick-input-widget:visible', { hasText: question });
    await widget.waitFor();
    await widget.locator('input[type=text], input[type=password]').first().fill(text);
    await this.page.keyboard.press('Enter');
    await widget.waitFor({ state: 'hidden' });
  }

  async openFile(name: string): Promise<void> {
    await this.pick('Control+p', name, name);
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.locator('.monaco-editor .view-line').first().waitFor();
  }

  /** "Reopen Editor With… Spikelint" on a file that the editor itself can't show. */
  async openData(name: string): Promise<void> {
    const { page } = this;
    await this.pick('Control+p', name, name);
    await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    const shown = this.panel.locator('.data-page, .notice').first();
    const row = page.locator('.quick-input-list .monaco-list-row', { hasText: 'Spikelint' }).first();
    // The command asks on in the same place, and in a busy window the question is lost with the focus: then it is asked again.
    for (let tries = 0; tries < 5 && !(await shown.isVisible()); tries++) {
      await this.ask('F1', '>View: Reopen Editor With...', 'Reopen Editor With...');
      await row.click({ timeout: 5000 }).catch(() => undefined);
      await shown.waitFor({ timeout: 10_000 }).catch(() => undefined);
    }
    await shown.waitFor();
  }

  private async pick(key: string, text: string, row: string): Promise<void> {
    await this.ask(key, text, row);
    await this.page.locator('.quick-input-widget:visible input[type=text]').waitFor({ state: 'hidden' });
  }

  /**
   * Brings up the list, types, and takes the row. A busy window opens the list late, closes it when the focus moves, or loses what was typed or
   * the choice: every step may fail, and then all of them are taken again.
   */
  private async ask(key: string, text: string, row: string): Promise<void> {
    const { page } = this;
    const input = page.locator('.quick-input-widget:visible input[type=text]');
    const found = page.locator('.quick-input-list .monaco-list-row', { hasText: row }).first();
    const soon = { timeout: 3000 };
    let trouble: unknown;
    for (let tries = 0; tries < 30; tries++) {
      try {
        if (tries > 0) await page.keyboard.press('Escape'); // another question may stand in its place
        // Where a panel that is just loading has the focus, keys get lost: from the third time on the list is asked for with the mouse.
        if (!(await input.isVisible())) {
          if (tries < 2) await page.keyboard.press(key);
          else await page.locator('.command-center-center').first().click(soon);
        }
        await input.fill(text, soon);
        await found.click(soon);
        return;
      } catch (error) {
        trouble = error;
      }
    }
    throw trouble;
  }

  /** The piece of code that reads exactly so, in the editor. */
  code(text: string): Locator {
    return this.page.locator('.monaco-editor .view-line span', { hasText: text }).last();
  }

  get squiggle(): Locator {
    return this.page.locator('.squiggly-error, .squiggly-warning').first();
  }

  /** Points at the squiggle until its hover with this text shows: lenses come late and push the lines down. */
  async hoverSquiggle(text: string): Promise<Locator> {
    const hover = this.page.locator('.monaco-hover:visible', { hasText: text });
    await this.squiggle.waitFor();
    await this.page.locator('.codelens-decoration a').first().waitFor();
    for (let tries = 0; tries < 10 && !(await hover.isVisible()); tries++) {
      const mark = await this.squiggle.boundingBox();
      await this.page.mouse.move(0, 0);
      if (mark) await this.page.mouse.move(mark.x + mark.width / 2, mark.y + mark.height / 2);
      await hover.waitFor({ timeout: 2000 }).catch(() => undefined);
    }
    await hover.waitFor({ timeout: 2000 });
    return hover;
  }

  /** The inside of the one panel that is shown. */
  get panel(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  bytes(name: string): Buffer {
    return readFileSync(join(this.workspace, name));
  }

  /** What the file holds on disk. */
  read(name: string): string {
    return readFileSync(join(this.workspace, name), 'utf8');
  }

  /** The bytes of a file that is about to be written. */
  async waitForFile(name: string): Promise<Buffer> {
    const path = join(this.workspace, name);
    for (let tries = 0; tries < 80 && !(existsSync(path) && statSync(path).size > 0); tries++)
      await this.page.waitForTimeout(250);
    return readFileSync(path);
  }

  /** Takes the name that the dialog offers, and reads what was written. */
  async saveOffered(name: string): Promise<Buffer> {
    const dialog = this.page.locator('.quick-input-widget:visible');
    await dialog.locator('input[type=text]').waitFor();
    await dialog.getByText('OK').waitFor();
    await this.page.keyboard.press('Enter');
    return this.waitForFile(name);
  }

  /** Presses an entry of a plot's menu. */
  async plotMenu(plot: string, entry: string): Promise<void> {
    await this.panel.locator(`${plot} .menu-button`).first().click();
    await this.panel.locator(`${plot} [role=menuitem]`, { hasText: entry }).first().click();
  }

  /** Saves until the file on disk is as wanted, or time is up. */
  async saveUntil(name: string, wanted: RegExp): Promise<void> {
    for (let tries = 0; tries < 20 && !wanted.test(this.read(name)); tries++) {
      await this.page.keyboard.press('Control+s');
      await this.page.waitForTimeout(250);
    }
  }
}
