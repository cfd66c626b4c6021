// Tests that a notebook becomes one module, and that places in it lead back to the cell and to the file.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { blankForeign } from '../../../src/core/notebook/cells';
import { cellAt, type Notebook, readNotebook } from '../../../src/core/notebook/notebook';
import { parseModule } from '../../../src/core/python/parse';
import { grammar } from '../_grammar';

const json = JSON.stringify(
  {
    cells: [
      { cell_type: 'markdown', source: ['# w = 1'] },
      { cell_type: 'code', source: ['%matplotlib inline\n', 'import nest\n', 'w = "é\\n\u0001"  # pA'], outputs: [] },
      { cell_type: 'code', source: '%%bash\nrm -rf x' },
      { cell_type: 'code', source: ['tau_m = 20.\n', '!ls'] },
    ],
    metadata: { kernelspec: { language: 'python' } },
    nbformat: 4,
  },
  null,
  1,
);

function read(text: string): Notebook {
  const { notebook, error } = readNotebook(text);
  assert.equal(error, null);
  assert.ok(notebook);
  return notebook;
}

describe('notebooks', () => {
  test('code cells in their order, with what is no Python blank', () => {
    const { text, language, cellCount } = read(json);
    assert.equal(language, 'python');
    assert.equal(cellCount, 4);
    assert.deepEqual(text.split('\n'), [
      ' '.repeat('%matplotlib inline'.length),
      'import nest',
      'w = "é\\n\u0001"  # pA',
      ' '.repeat('%%bash'.length),
      ' '.repeat('rm -rf x'.length),
      'tau_m = 20.',
      '   ',
      '',
    ]);
    assert.deepEqual(parseModule(grammar, text).errors, []);
  });

  test('a place leads to its cell and back', () => {
    const { text, module } = read(json);
    const offset = text.indexOf('# pA');
    const place = module.placeAt(offset);
    assert.deepEqual(place, { cell: 1, line: 2, column: 12 });
    assert.equal(module.offsetAt({ cell: 1, line: 2, column: 12 }), offset);
    assert.equal(module.offsetAt({ cell: 0, line: 0, column: 0 }), null);
    assert.deepEqual(module.placeAt(text.indexOf('tau_m')), { cell: 3, line: 0, column: 0 });
    assert.deepEqual(module.rangeOf(3), { start: text.indexOf('tau_m'), end: text.length - 1 });
    assert.deepEqual(cellAt(read(json), 6), { cell: 4, line: 1 });
  });

  test('a range leads to where it is written in the file', () => {
    const notebook = read(json);
    for (const piece of ['import', 'nest', '# pA', 'tau_m', '20.', 'w']) {
      const start = notebook.text.indexOf(piece);
      const range = notebook.fileRange(start, start + piece.length);
      assert.equal(json.slice(range.start, range.end), piece);
    }
    const string = notebook.text.indexOf('"é');
    const range = notebook.fileRange(string, string + 6);
    assert.equal(json.slice(range.start, range.end), '\\"é\\\\n\\u0001\\"');
    const lines = json.slice(0, notebook.fileRange(notebook.text.indexOf('nest'), 0).start).split('\n');
    assert.equal(lines.at(-1)?.trim(), '"import');
  });

  test('nbformat 3', () => {
    const old =
      '{"worksheets":[{"cells":[{"cell_type":"code","language":"python","input":["a = 1\\n","b"]}]}],"nbformat":3}';
    assert.equal(read(old).text, 'a = 1\nb\n');
  });

  test('another language leaves an empty module', () => {
    const { text, language, module } = read(
      '{"cells":[{"cell_type":"code","source":"x <- 1"}],"metadata":{"kernelspec":{"language":"R"}}}',
    );
    assert.equal(language, 'r');
    assert.equal(text, '');
    assert.equal(module.placeAt(0), null);
  });

  test('what is odd is passed over', () => {
    const odd = '{"cells":[3, null, {"cell_type":"code"}, {"cell_type":"code","source":[1,"x = 1"]}, {"source":"y"}]}';
    assert.equal(read(odd).text, '\nx = 1\n');
    assert.equal(read('{"cells":[]}').text, '');
  });

  test('what is no notebook is one clear line', () => {
    const messages = ['', '{"cells": [', '[]', 'null', '{"cells": 3}', '{"cells": [}'].map(
      (text) => readNotebook(text).error?.message,
    );
    assert.deepEqual(messages, [
      'Not a notebook: it is empty',
      "Not a notebook: Expected ']', found the end of the file",
      'Not a notebook: it has no list of cells',
      'Not a notebook: it has no list of cells',
      'Not a notebook: it has no list of cells',
      "Not a notebook: Expected a value, found '}'",
    ]);
  });
});

test('magics: lengths and lines stay, statements that are timed stay', () => {
  const cases: [cell: string, blanked: string][] = [
    ['%time x = f()', 'pass; x = f()'],
    ['for i in a:\n    %timeit -n 10 -r3 f(i)', 'for i in a:\n    pass;             f(i)'],
    ['%%time\nx = 1', '      \nx = 1'],
    ['\n%%capture out --no-stderr\nx = 1', '\n                         \nx = 1'],
    ['%%javascript\nvar x = {\n};', '            \n         \n  '],
    ['%%! ls\nfoo', '      \n   '],
    ['!pip install \\\n  foo\nx', '              \n     \nx'],
    ['x = ("a"\n%b)', 'x = ("a"\n%b)'],
    ['s = """\n%no magic\n"""', 's = """\n%no magic\n"""'],
    ['%cd "it\'s\r\nx', '         \r\nx'],
  ];
  for (const [cell, blanked] of cases) assert.equal(blankForeign(cell), blanked);
});
