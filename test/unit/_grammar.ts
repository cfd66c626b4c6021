// The Python grammar for tests, loaded once.
import { readFileSync } from 'node:fs';
import { loadGrammar } from '../../src/core/python/grammar';

export const grammar = await loadGrammar(
  readFileSync('node_modules/web-tree-sitter/web-tree-sitter.wasm'),
  readFileSync('node_modules/tree-sitter-python/tree-sitter-python.wasm'),
);
