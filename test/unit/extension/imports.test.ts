// Tests which modules a text is seen to import, and where they are looked for.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { candidatesFor, importedModules } from '../../../src/extension/imports';

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
