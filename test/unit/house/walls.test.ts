// Tests the walls between the rooms: who imports whom, and that the rooms called pure know no editor, no machine and no waiting.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { findImpurities } from './purity';
import { sourceFiles } from './source-files';
import { findBreaches } from './walls';

/** The only file of the core that waits: it compiles the grammar's WASM. */
const waitingFile = 'src/core/python/grammar.ts';

describe('walls', () => {
  test('every import stays within what its room allows', () => {
    assert.deepEqual(
      sourceFiles().flatMap((file) => findBreaches(file, readFileSync(file, 'utf8'))),
      [],
    );
  });

  test('only src/extension imports vscode', () => {
    const importing = sourceFiles().filter((file) =>
      /from 'vscode'|require\('vscode'\)/.test(readFileSync(file, 'utf8')),
    );
    assert.deepEqual(
      importing.filter((file) => !file.startsWith('src/extension/')),
      [],
    );
  });

  test('core, sim and stats use nothing but the language', () => {
    const files = sourceFiles('src/core', 'src/sim', 'src/stats');
    assert.deepEqual(findImpurities(files, { mayWait: (file) => file === waitingFile }), []);
  });

  test('live waits, but has clock, chance and network from whoever calls it', () => {
    assert.deepEqual(findImpurities(sourceFiles('src/live'), { mayWait: () => true }), []);
  });
});

describe('the check of the walls', () => {
  const breaches = (file: string, ...lines: string[]): string[] => findBreaches(file, lines.join('\n'));

  test('names the file, the line and both ends of an edge', () => {
    assert.deepEqual(breaches('src/sim/run.ts', '', "import { lint } from '../core/lint';"), [
      'src/sim/run.ts:2 imports src/core/lint: src/sim may not',
    ]);
  });

  test('counts imports of types, re-exports, and loads at run time', () => {
    assert.equal(breaches('src/core/a.ts', "import type { Run } from '../sim/run';").length, 1);
    assert.equal(breaches('src/core/a.ts', "export * from '../sim/run';").length, 1);
    assert.equal(breaches('src/core/a.ts', "const run = () => import('../sim/run');").length, 1);
    assert.equal(breaches('src/core/a.ts', "type Run = import('../sim/run').Run;").length, 1);
  });

  test('lets types through where only types may pass', () => {
    assert.deepEqual(breaches('src/protocol/a.ts', "import { type Network } from '../core/network/network';"), []);
    assert.equal(breaches('src/protocol/a.ts', "import { lint } from '../core/lint';").length, 1);
  });

  test('knows packages, node modules and the folder that holds the toolkit', () => {
    assert.equal(breaches('src/core/a.ts', "import { join } from 'node:path';").length, 1);
    assert.equal(breaches('src/worker/a.ts', "import * as vscode from 'vscode';").length, 1);
    assert.equal(breaches('webview/probe/a.ts', "import { Button } from '@vscode/webview-ui-toolkit';").length, 1);
    assert.deepEqual(breaches('webview/ui/a.ts', "import { Button } from '@vscode/webview-ui-toolkit';"), []);
    assert.deepEqual(breaches('src/core/a.ts', "import { parse } from 'yaml';"), []);
  });

  test('a file outside every room is a breach', () => {
    assert.deepEqual(breaches('src/utils/a.ts'), ['src/utils/a.ts lies in no room']);
  });
});

describe('the check of purity', () => {
  const impurities = (text: string): string[] =>
    findImpurities(['src/core/a.ts'], { mayWait: () => false, read: () => text });

  test('finds what belongs to Node, to a page, or to a clock', () => {
    for (const text of [
      'console.log(1);',
      'process.exit();',
      'document.title;',
      'setTimeout(f, 1);',
      'fetch("");',
      'Buffer.from("");',
    ]) {
      assert.equal(impurities(text).length, 1, text);
    }
    assert.match(impurities('const now = Date.now();')[0] ?? '', /src\/core\/a\.ts:1 uses Date\.now/);
    assert.match(impurities('const r = Math.random();')[0] ?? '', /Math\.random/);
  });

  test('finds waiting', () => {
    assert.equal(impurities('async function f() {}').length, 1);
    assert.equal(impurities('const p: Promise<void> = q;').length, 1);
  });

  test('takes own names for what they are', () => {
    assert.deepEqual(impurities('const document = 1; export const window = { document }; window.document;'), []);
    assert.deepEqual(impurities('export interface A { process: number; fetch(): void }'), []);
  });
});
