// Tests that a closed notebook's cells become one module whose lines lead back to their cells.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readNotebookFile } from '../../../src/extension/notebookText';

const code = (...source: string[]): object => ({ cell_type: 'code', source });
const text = (source: string): object => ({ cell_type: 'markdown', source });

describe('a notebook file', () => {
  test('is its code cells, one after the other, each on lines of its own', () => {
    const cells = [text('# Title'), code('a = 1\n', 'b = 2\n'), text('more'), code('c = 3')];
    const notebook = readNotebookFile(JSON.stringify({ cells }));
    assert.equal(notebook?.text, 'a = 1\nb = 2\n\nc = 3');
    assert.deepEqual(notebook.cells, [
      { number: 2, firstLine: 0 },
      { number: 4, firstLine: 3 },
    ]);
  });

  test('has blanks where a line is for the machine, and where a cell is of another language', () => {
    const cells = [code('%matplotlib inline\n', 'a = 1'), code('%%bash\n', 'ls (')];
    const notebook = readNotebookFile(JSON.stringify({ cells }));
    assert.deepEqual(
      notebook?.text.split('\n').map((line) => line.trim()),
      ['', 'a = 1', '', ''],
    );
  });

  test('may be of the older format, with worksheets', () => {
    const cells = [{ cell_type: 'code', input: 'a = 1' }];
    assert.equal(readNotebookFile(JSON.stringify({ worksheets: [{ cells }] }))?.text, 'a = 1');
  });

  test('of another language has no cells to read', () => {
    const metadata = { kernelspec: { language: 'R' } };
    assert.deepEqual(readNotebookFile(JSON.stringify({ metadata, cells: [code('a <- 1')] })), { text: '', cells: [] });
  });

  test('that is none is not read', () => {
    for (const json of ['', '{', '[]', 'null', '{"cells": 3}']) assert.equal(readNotebookFile(json), null, json);
  });
});
