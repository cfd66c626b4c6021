// Tests which files are found and read: folders that are skipped, encodings, sizes, imports, and what can't be read.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Files } from '../../../src/cli/io';
import { nodeFiles } from '../../../src/cli/machine';
import { type Ran, run } from './_machine';

interface Checked {
  readonly files: readonly { readonly file: string; readonly error?: string }[];
  readonly findings: readonly {
    readonly file: string;
    readonly line: number;
    readonly rule: string;
    readonly severity: string;
    readonly message: string;
  }[];
}

const wrong = 't_ms = 1.0  # unit: ms\nt_s = 2.0  # unit: s\nx = t_ms + t_s\n';

describe('files', () => {
  let folder = '';
  const put = (path: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  const check = async (...words: string[]): Promise<Ran & Checked> => {
    const ran = await run(['check', ...words, '--format', 'json'], { folder });
    return { ...ran, ...(JSON.parse(ran.out) as Checked) };
  };
  const namesIn = ({ files }: Checked): string[] => files.map(({ file }) => file);

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'spikelint-cli-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  test('are checked by the nearest project file, which is checked as well', async () => {
    const wrongUnit = 't_ms = 1.0  # unit: ms\nt_s = 2.0  # unit: s\nx = t_ms + t_s\n';
    put('ruled/spikelint.json', '{ "rules": { "mixed-units": "information" }, "ignore": { "old/": ["mixed-units"] } }');
    put('ruled/new/a.py', wrongUnit);
    put('ruled/old/a.py', wrongUnit);
    const { code, files, findings } = await check('ruled');
    assert.equal(code, 1);
    assert.deepEqual(
      files.map(({ file }) => file),
      ['ruled/new/a.py', 'ruled/old/a.py', 'ruled/spikelint.json'],
    );
    assert.deepEqual(
      findings.map(({ file, severity, rule }) => [file, severity, rule]),
      [['ruled/new/a.py', 'information', 'mixed-units']],
    );
    put('ruled/spikelint.json', '{ "rule": {} }');
    assert.deepEqual(
      (await check('ruled/old/a.py')).findings.map(({ file, rule }) => [file, rule]),
      [
        ['ruled/old/a.py', 'mixed-units'],
        ['ruled/spikelint.json', 'unknown-setting'],
      ],
    );
  });

  test('of configuration are checked where a script opens them', async () => {
    put('opened/net.json', '{ "tau_m": 20.0, "tau_m": 30.0 }');
    put('opened/other.json', '{ "tau_m": 20.0, "tau_m": 30.0 }');
    put('opened/run.py', 'import json\nconfig = json.load(open("net.json"))\nprint(config["tau_m"])\n');
    const { files, findings } = await check('opened');
    assert.deepEqual(
      files.map(({ file }) => file),
      ['opened/run.py', 'opened/net.json'],
    );
    assert.deepEqual(
      findings.map(({ file, rule }) => [file, rule]),
      [['opened/net.json', 'duplicate-key']],
    );
  });

  test('are found in folders, in order, without those of others', async () => {
    for (const path of [
      'b.py',
      'a/z.py',
      'a/b.ipynb.py',
      'B.py',
      'notes.txt',
      '.hidden.py',
      '.git/x.py',
      'a/.venv/x.py',
    ])
      put(`walk/${path}`, 'x = 1\n');
    for (const path of [
      'node_modules/x.py',
      'a/__pycache__/x.py',
      'venv/x.py',
      'lib/site-packages/x.py',
      'mine/lib/x.py',
    ])
      put(`walk/${path}`, 'x = 1\n');
    put('walk/mine/pyvenv.cfg', '');
    assert.deepEqual(namesIn(await check('walk')), ['walk/B.py', 'walk/a/b.ipynb.py', 'walk/a/z.py', 'walk/b.py']);
    // A folder that is named is meant.
    assert.deepEqual(namesIn(await check('walk/venv', './walk//b.py', 'walk/b.py')), ['walk/venv/x.py', 'walk/b.py']);
  });

  test('are called as they were given', async () => {
    const absolute = join(folder, 'walk/b.py').replaceAll('\\', '/');
    assert.deepEqual(namesIn(await check(absolute)), [absolute]);
    const { out } = await run(['check', '..', '--format', 'json'], { folder: join(folder, 'walk/a') });
    assert.ok(namesIn(JSON.parse(out) as Checked).includes('../a/z.py'));
  });

  test('that link in a circle are walked once', async () => {
    put('links/a.py', 'x = 1\n');
    symlinkSync(join(folder, 'links'), join(folder, 'links/again'));
    symlinkSync(join(folder, 'links/a.py'), join(folder, 'links/b.py'));
    symlinkSync(join(folder, 'nowhere.py'), join(folder, 'links/c.py'));
    assert.deepEqual(namesIn(await check('links')), ['links/a.py', 'links/b.py']);
  });

  test('of other encodings are read, with their places', async () => {
    put('text/bom.py', `\ufeff${wrong}`);
    put(
      'text/latin.py',
      Buffer.concat([Buffer.from('# -*- coding: latin-1 -*-\n# gr\xfc\xdfe\n', 'latin1'), Buffer.from(wrong)]),
    );
    put('text/crlf.py', wrong.replaceAll('\n', '\r\n'));
    put('text/unsaid.py', Buffer.concat([Buffer.from('# \xe9\n', 'latin1'), Buffer.from(wrong)]));
    const { findings } = await check('text');
    assert.deepEqual(
      findings.map(({ file, line }) => `${file}:${line}`),
      ['text/bom.py:3', 'text/crlf.py:3', 'text/latin.py:5', 'text/unsaid.py:4'],
    );
  });

  test('that are broken, binary or huge cost one line each, and the others are still done', async () => {
    put('mixed/binary.py', Uint8Array.of(1, 0, 2));
    put('mixed/book.ipynb', '{"cells": [');
    put('mixed/good.py', wrong);
    put('mixed/broken.py', 'def f(:\n  x = = 3\n');
    const { code, findings, err, files } = await check('mixed');
    assert.equal(code, 2);
    assert.deepEqual(
      findings.map(({ file }) => file),
      ['mixed/good.py'],
    );
    assert.match(err, /^spikelint: mixed\/binary\.py: it is no text\nspikelint: mixed\/book\.ipynb: .+\n$/);
    assert.deepEqual(files.filter(({ error }) => error !== undefined).length, 2);
  });

  test('that are too large are left out: a failure only where they were asked for', async () => {
    put('large/data.py', `x = [\n${'1.0,\n'.repeat(450_000)}]\n`);
    put('large/good.py', 'x = 1\n');
    const come = await check('large');
    assert.equal(come.code, 0);
    assert.equal(come.err, 'spikelint: large/data.py: it is larger than 2 MB and is left out\n');
    assert.equal((await check('large/data.py')).code, 2);
  });

  test('without permission are said, and so are folders', async () => {
    put('locked/a.py', wrong);
    put('locked/in/b.py', wrong);
    const deny = (path: string): void => {
      if (/a\.py$|\/in$/.test(path)) throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
    };
    const files: Files = {
      ...nodeFiles,
      read: (path) => (deny(path), nodeFiles.read(path)),
      list: (path) => (deny(path), nodeFiles.list(path)),
    };
    const { code, err } = await run(['check', 'locked'], { folder, files });
    assert.equal(code, 2);
    assert.equal(err, ['in', 'a.py'].map((name) => `spikelint: locked/${name}: no permission to read it\n`).join(''));
  });

  test('import from their project, from what was not asked about too', async () => {
    put('project/setup.py', '');
    put('project/src/model/constants.py', 'weight = 0.1  # unit: nA\n');
    put('project/src/model/__init__.py', '');
    put(
      'project/scripts/run.py',
      [
        'import nest',
        'from model.constants import weight',
        'n = nest.Create("iaf_psc_exp", 2)',
        'nest.Connect(n, n, syn_spec={"weight": weight})',
      ].join('\n'),
    );
    const { findings } = await check('project/scripts/run.py');
    assert.equal(findings.length, 1);
    assert.match(findings[0]?.message ?? '', /nanoamperes/);
  });

  test('import through as many modules as a model has, not through a library', async () => {
    const script = (first: number): string =>
      [
        'import nest',
        `from m${first} import weight`,
        'n = nest.Create("iaf_psc_exp", 2)',
        'nest.Connect(n, n, syn_spec={"weight": weight})',
      ].join('\n');
    for (let i = 0; i < 60; i++) put(`chain/m${i}.py`, `from m${i + 1} import weight\n`);
    put('chain/m60.py', 'weight = 0.1  # unit: nA\n');
    put('chain/short.py', script(40));
    put('chain/long.py', script(0));
    const { findings } = await check('chain/short.py', 'chain/long.py');
    assert.deepEqual(
      findings.map(({ file }) => file),
      ['chain/short.py'],
    );
  });

  test('outside the project are none of ours', async () => {
    put('constants.py', 'weight = 0.1  # unit: nA\n');
    put(
      'project/alone.py',
      [
        'import nest',
        'from constants import weight',
        'n = nest.Create("iaf_psc_exp", 2)',
        'nest.Connect(n, n, syn_spec={"weight": weight})',
      ].join('\n'),
    );
    assert.deepEqual((await check('project/alone.py')).findings, []);
  });

  test('of spikes hold one line per spike', async () => {
    const model = join(process.cwd(), 'test/golden/models/sound.py');
    const { out } = await run(['probe', model, '--ms', '100', '--spikes', 's.csv', '--format', 'json'], { folder });
    const lines = readFileSync(join(folder, 's.csv'), 'utf8').trim().split('\n');
    const { populations } = JSON.parse(out) as { populations: { spikes: number }[] };
    assert.equal(lines[0], 'time_ms,population,neuron,id');
    assert.equal(lines.length - 1, populations[0]?.spikes);
    assert.match(lines[1] ?? '', /^\d+(\.\d+)?,cells,\d+,\d+$/);
    const { code, err } = await run(['probe', model, '--spikes', 'no/such/folder.csv'], { folder });
    assert.deepEqual(
      [code, err],
      [2, 'spikelint: no/such/folder.csv: it could not be written: there is no such file\n'],
    );
  });
});
