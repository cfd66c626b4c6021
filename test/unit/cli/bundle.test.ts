// Tests the bundle as it is run: the help needs nothing but itself, and what stands beside it is missed only where it is used.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import { bundles } from '../../../scripts/bundles.mjs';

const require = createRequire(import.meta.url);

describe('the bundle', () => {
  let folder = '';
  const run = (...words: string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, [join(folder, 'dist/cli.cjs'), ...words], { encoding: 'utf8', timeout: 20_000 });

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'spikelint-bundle-'));
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'package.json'), '{"version": "1.2.3"}');
    const options = bundles(false).find(({ entryPoints }) => entryPoints && 'cli' in entryPoints);
    assert.ok(options);
    await build({ ...options, outdir: join(folder, 'dist') });
  });
  after(() => rmSync(folder, { recursive: true }));

  test('shows its help and version without a parser', () => {
    assert.match(run('--help').stdout, /^Spikelint 1\.2\.3: /);
    assert.equal(run('--version').stdout, '1.2.3\n');
    assert.match(run('rule').stdout, /^unit-mismatch /m);
  });

  test('says in one line that the parser is missing, and checks once it is there', () => {
    const model = 'test/golden/models/weight.py';
    const { status, stderr } = run('check', model);
    assert.equal(status, 2);
    assert.match(stderr, /^spikelint: tree-sitter\.wasm is missing .+\n$/);
    for (const [from, to] of [
      ['web-tree-sitter/web-tree-sitter.wasm', 'tree-sitter.wasm'],
      ['tree-sitter-python/tree-sitter-python.wasm', 'tree-sitter-python.wasm'],
    ] as const)
      copyFileSync(require.resolve(from), join(folder, 'dist', to));
    const checked = run('check', model);
    assert.deepEqual([checked.status, checked.stderr], [1, '']);
    assert.match(checked.stdout, /\[unit-mismatch\]/);
  });

  test('reads a folder of many files by several threads as it reads each by itself', () => {
    const models = join(folder, 'models');
    mkdirSync(models);
    const names = Array.from({ length: 30 }, (_, i) => `m${String(i).padStart(2, '0')}.py`);
    for (const [i, name] of names.entries())
      writeFileSync(
        join(models, name),
        `import nest\nnest.Create('iaf_psc_alpha', ${i + 1}, params={'C_m': 250.0,  # ${i % 3 === 0 ? 'nF' : 'pF'}\n})\n`,
      );
    writeFileSync(join(models, 'm99.py'), new Uint8Array([0, 1]));
    const { status, stdout, stderr } = run('check', models, '--format', 'json');
    assert.deepEqual([status, stderr], [2, `spikelint: ${models}/m99.py: it is no text\n`]);
    const { findings, files } = JSON.parse(stdout) as { findings: { file: string; rule: string }[]; files: unknown[] };
    assert.deepEqual(
      findings.map(({ file, rule }) => [file, rule]),
      names.filter((_, i) => i % 3 === 0).map((name) => [`${models}/${name}`, 'unit-mismatch']),
    );
    assert.equal(files.length, 31);
  });

  test('ends quietly where its output is cut off', () => {
    const command = `"${process.execPath}" "${join(folder, 'dist/cli.cjs')}" rule --format json | head -c 10`;
    const { stdout, stderr } = spawnSync(command, { shell: true, encoding: 'utf8', timeout: 20_000 });
    assert.deepEqual([stdout.length, stderr], [10, '']);
  });
});
