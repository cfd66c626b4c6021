// Tests which modules a text is seen to import, and where they are looked for.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { candidatesFor, importedModules, openedFiles } from '../../../src/extension/imports';

describe('imports', () => {
  test('are found in all their forms', () => {
    const text = [
      'import nest, params as p  # both',
      'from model.weights import w_ex, w_in as w',
      'from . import shared',
      'from ..common import (tau,',
      '    delay)',
      '    import lazily',
    ].join('\n');
    assert.deepEqual(importedModules(text), [
      'nest',
      'params',
      'model.weights',
      'model.weights.w_ex',
      'model.weights.w_in',
      '.shared',
      '..common',
      '..common.tau',
      'lazily',
    ]);
  });

  test('are not seen in strings, comments and names', () => {
    assert.deepEqual(importedModules('# import a\nx = "import b"\nimportant = 1\nfrom x import *\n'), ['x']);
  });

  test('lie in a module file or in a package', () => {
    assert.deepEqual(candidatesFor('a.b'), [
      { up: null, path: 'a/b.py' },
      { up: null, path: 'a/b/__init__.py' },
    ]);
    assert.deepEqual(
      ['.a', '..a', '...a'].map((module) => candidatesFor(module)[0]?.up),
      [0, 1, 2],
    );
    assert.deepEqual(candidatesFor('..'), []);
  });
});

describe('the files that a circuit’s configuration names', () => {
  test('are found by its own manifest', () => {
    const text = JSON.stringify({
      manifest: { $BASE_DIR: '${configdir}', $NETWORK_DIR: '$BASE_DIR/network' },
      networks: { nodes: [{ nodes_file: '$NETWORK_DIR/v1.h5', node_types_file: '$NETWORK_DIR/v1_types.csv' }] },
      network: '${configdir}/circuit.json',
    });
    assert.deepEqual(openedFiles(text), ['network/v1_types.csv', 'circuit.json']);
  });

  test('keep their names where nothing tells what stands for a part of them', () => {
    assert.deepEqual(openedFiles('"$/odd.csv" "$ELSEWHERE/types.csv"'), ['$/odd.csv', 'types.csv']);
    assert.deepEqual(openedFiles('"$A": "$A" "$A/types.csv"'), ['$A/types.csv']);
  });
});
