// Tests that a desktop VS Code is recognised by what lies beside its command, and nothing else is taken for one.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { findDesktop } from '../../../scripts/vscode/desktop.mjs';

describe('finding desktop VS Code', () => {
  let folder = '';
  const find = () => findDesktop([join(folder, 'nothing/code'), join(folder, 'bin/code')]);
  const write = (path: string, text = ''): string => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    return join(folder, path);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'spikelint-desktop-'));
    mkdirSync(join(folder, 'bin'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test('on Linux, through a link to its command', () => {
    const cli = write('share/code/bin/code');
    const executable = write('share/code/code');
    write('share/code/resources/app/package.json', '{ "version": "1.104.2" }');
    symlinkSync(cli, join(folder, 'bin/code'));
    assert.deepEqual(find(), { cli, executable, version: '1.104.2' });
  });

  test('on macOS, inside the application', () => {
    const app = 'Visual Studio Code.app/Contents';
    const cli = write(`${app}/Resources/app/bin/code`);
    const executable = write(`${app}/MacOS/Electron`);
    write(`${app}/Resources/app/package.json`, '{ "version": "1.100.0" }');
    symlinkSync(cli, join(folder, 'bin/code'));
    assert.deepEqual(find(), { cli, executable, version: '1.100.0' });
  });

  test('one that is too old for the extension does not count', () => {
    symlinkSync(write('share/code/bin/code'), join(folder, 'bin/code'));
    write('share/code/code');
    write('share/code/resources/app/package.json', '{ "version": "1.99.3" }');
    assert.equal(find(), undefined);
  });

  test('a command of that name without the program beside it does not count', () => {
    write('bin/code');
    assert.equal(find(), undefined);
  });
});
