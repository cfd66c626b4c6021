// Tests what goes into the bundles: the extension's stays small and holds nothing that belongs in the worker or a page.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { build, type Metafile } from 'esbuild';
import { bundles } from '../../../scripts/bundles.mjs';

const extensionLimitBytes = 400_000;

/** Inputs of a bundle whose path begins with one of these, as a person would name them. */
function inputsUnder(metafile: Metafile | undefined, ...places: string[]): string[] {
  assert.ok(metafile, 'the bundle was built');
  return Object.keys(metafile.inputs).filter((input) => places.some((place) => input.startsWith(place)));
}

describe('bundles', () => {
  const metafiles = new Map<string, Metafile>();

  before(async () => {
    for (const options of bundles(false)) {
      const [name = ''] = Object.keys(options.entryPoints ?? {});
      const { metafile } = await build({ ...options, metafile: true, write: false });
      metafiles.set(name, metafile);
    }
  });

  test("the extension's bundle is at most 400 KB", () => {
    const [output] = Object.values(metafiles.get('extension')?.outputs ?? {});
    assert.ok(output && output.bytes > 0);
    assert.ok(output.bytes <= extensionLimitBytes, `${output.bytes} bytes`);
  });

  test("the extension's bundle holds no HDF5, no charts, no parser and no simulation", () => {
    const places = ['node_modules/h5wasm', 'node_modules/chart.js', 'node_modules/web-tree-sitter', 'src/sim'];
    assert.deepEqual(inputsUnder(metafiles.get('extension'), ...places, 'webview'), []);
  });

  test('h5wasm is in the HDF5 bundle and in no other', () => {
    const holders = [...metafiles.keys()].filter(
      (name) => inputsUnder(metafiles.get(name), 'node_modules/h5wasm').length > 0,
    );
    assert.deepEqual(holders, ['hdf5']);
  });

  test('pages hold neither parser nor simulation', () => {
    const pages = [...metafiles.keys()].filter((name) => inputsUnder(metafiles.get(name), 'webview/').length > 0);
    assert.ok(pages.includes('probe'));
    for (const page of pages) {
      assert.deepEqual(
        inputsUnder(metafiles.get(page), 'node_modules/web-tree-sitter', 'src/sim', 'src/core/python'),
        [],
      );
    }
  });
});
