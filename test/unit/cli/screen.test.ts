// Tests what is drawn: excerpts, tables, wrapped text, Markdown, colours and progress.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { drawExcerpt, excerptOf } from '../../../src/cli/excerpt';
import type { Io } from '../../../src/cli/io';
import { renderMarkdown } from '../../../src/cli/markdown';
import { Progress } from '../../../src/cli/progress';
import { styleFor } from '../../../src/cli/style';
import { shorten, table } from '../../../src/cli/table';
import { figure } from '../../../src/cli/words';
import { wrap } from '../../../src/cli/wrap';
import { run } from './_machine';

const plain = (text: string): string => text;
const models = { folder: 'test/golden/models' };

describe('an excerpt', () => {
  const draw = (source: string, column: number, endColumn: number, columns = 100, endLine = 7): string[] =>
    drawExcerpt(excerptOf(source, { line: 7, column, endLine, endColumn }), plain, columns);

  test('underlines what is meant', () => {
    assert.deepEqual(draw('x = w_pA', 5, 9), ['7 | x = w_pA', '  |     ^^^^']);
  });

  test('keeps the caret in place behind tabs and characters of two units', () => {
    assert.deepEqual(draw('\tx = 1', 2, 3), ['7 |     x = 1', '  |     ^']);
    assert.deepEqual(draw('𝛼 = w', 6, 7), ['7 | 𝛼 = w', '  |     ^']);
  });

  test('marks at least one place, and several lines to the end of the first', () => {
    assert.deepEqual(draw('f(', 3, 3), ['7 | f(', '  |   ^']);
    assert.deepEqual(draw('f(a,', 2, 3, 100, 9), ['7 | f(a,', '  |  ^^^']);
    assert.deepEqual(draw('   ', 1, 2), []);
  });

  test('of a long line shows the part that is meant', () => {
    const [line = '', caret = ''] = draw(`${'a'.repeat(200)} = w_pA + ${'b'.repeat(200)}`, 204, 208, 60);
    assert.ok([...line].length <= 60 && line.includes('w_pA'), line);
    assert.equal(line.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1), 'w_pA');
    assert.ok(line.startsWith('7 | …') && line.endsWith('…'), line);
  });
});

test('a table is aligned and no line ends in spaces', () => {
  assert.deepEqual(
    table(
      [
        ['a', '1', ''],
        ['bcd', '22', 'x'],
      ],
      ['left', 'right'],
    ),
    ['a     1', 'bcd  22  x'],
  );
  assert.equal(shorten('a b\n c', 4), 'a b…');
});

test('figures are short', () => {
  assert.deepEqual(
    [0, 12, 1.23456, 0.00012345, 1e9, -0.5, null, NaN].map((each) => figure(each)),
    [...['0', '12', '1.23', '1.23e-4', '1.00e+9', '-0.5', '–', '–']],
  );
});

test('text is wrapped between words', () => {
  assert.deepEqual(wrap('one two  three', 20), ['one two three']);
  assert.deepEqual(wrap('aaaaaaaaaaaa bbbbbbbbbbbb', 20, '  '), ['  aaaaaaaaaaaa', '  bbbbbbbbbbbb']);
});

test('Markdown is plain text on the screen', () => {
  const style = styleFor({ env: {} } as Io, { write: () => undefined, isTerminal: false, columns: 80 });
  const text = renderMarkdown('## Title\nOne\ntwo **three**.\n\n- a\n- b\n```python\nx = 1\n```', style, 80);
  assert.equal(text, 'Title\nOne two three.\n\n- a\n- b\n    x = 1\n');
});

describe('colours', () => {
  const escape = '\u001b[';
  const check = (env: Io['env'], isTerminal: boolean) => run(['check', 'times.py'], { ...models, env, isTerminal });

  test('are for terminals only, and NO_COLOR switches them off', async () => {
    assert.ok((await check({}, true)).out.includes(escape));
    assert.ok((await check({ NO_COLOR: '' }, true)).out.includes(escape));
    assert.ok(!(await check({ NO_COLOR: '1' }, true)).out.includes(escape));
    assert.ok(!(await check({ TERM: 'dumb' }, true)).out.includes(escape));
    assert.ok(!(await check({}, false)).out.includes(escape));
  });
});

describe('progress', () => {
  const watch = (isTerminal: boolean): string => {
    let written = '';
    let time = 0;
    const err = { write: (text: string) => void (written += text), isTerminal, columns: 10 };
    const progress = new Progress({ err, now: () => time } as unknown as Io);
    progress.show('at once');
    time = 1000;
    progress.show('a long piece of work');
    progress.show('too soon');
    progress.clear();
    progress.clear();
    return written;
  };

  test('is one line that is redrawn and leaves nothing', () => {
    assert.equal(watch(true), '\r\u001b[Ka long pi\r\u001b[K');
  });

  test('is silent in a pipe', () => {
    assert.equal(watch(false), '');
  });
});
