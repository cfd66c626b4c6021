// The quick fix that silences a finding: where the comment goes, and that the finding is gone with it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ignoreFix, type IgnoreOptions } from '../../../src/core/ignoreFix';
import { readNotebook } from '../../../src/core/notebook/notebook';
import { makeLinter } from '../cases/_check';

const linter = makeLinter();

function applied(text: string, at: string, rule = 'mixed-units', options: IgnoreOptions = {}): string | null {
  const start = text.indexOf(at);
  assert.notEqual(start, -1, at);
  const fix = ignoreFix({ rule, span: { file: 'model.py', start, end: start + at.length } }, text, options);
  if (!fix) return null;
  assert.equal(fix.safety, 'safe');
  const [edit] = fix.edits;
  assert.ok(edit && fix.edits.length === 1);
  return text.slice(0, edit.span.start) + edit.newText + text.slice(edit.span.end);
}

const names = 't_ms = 3.0\nd_sec = 4.0\n';
const rulesIn = (text: string): string[] =>
  linter.lint([{ file: 'model.py', text }])[0]?.findings.map(({ rule }) => rule) ?? [];

describe('the fix that ignores a finding', () => {
  test('writes behind the line, and the finding is gone', () => {
    const text = `${names}x = t_ms + d_sec\ny = 1\n`;
    assert.deepEqual(rulesIn(text), ['mixed-units']);
    const result = applied(text, 't_ms + d_sec', 'mixed-units', { reason: 'checked by hand' });
    assert.equal(result, `${names}x = t_ms + d_sec  # spikelint: ignore[mixed-units] checked by hand\ny = 1\n`);
    assert.deepEqual(rulesIn(result), []);
  });

  test('needs no reason and no line break at the end', () => {
    const result = applied(`${names}x = t_ms + d_sec`, 't_ms + d_sec');
    assert.equal(result, `${names}x = t_ms + d_sec  # spikelint: ignore[mixed-units]`);
    assert.deepEqual(rulesIn(result), []);
  });

  test('keeps CRLF and takes the place of blanks at the end', () => {
    const text = `${names}x = t_ms + d_sec \t\ny = 1\n`.replaceAll('\n', '\r\n');
    const result = applied(text, 't_ms + d_sec');
    assert.equal(
      result,
      `${names}x = t_ms + d_sec  # spikelint: ignore[mixed-units]\ny = 1\n`.replaceAll('\n', '\r\n'),
    );
    assert.deepEqual(rulesIn(result), []);
  });

  test('joins an ignore comment behind the line', () => {
    const text = `${names}x = t_ms + d_sec  # spikelint: ignore[unit-mismatch] old reason\n`;
    const result = applied(text, 't_ms + d_sec');
    assert.equal(result, `${names}x = t_ms + d_sec  # spikelint: ignore[unit-mismatch, mixed-units] old reason\n`);
    assert.deepEqual(rulesIn(result), []);
  });

  test('joins an ignore comment above the line, and an empty one', () => {
    const above = `${names}# spikelint: ignore[unit-mismatch]\nx = t_ms + d_sec\n`;
    assert.match(applied(above, 't_ms + d_sec') ?? '', /ignore\[unit-mismatch, mixed-units\]\nx = t_ms/);
    const empty = `${names}x = t_ms + d_sec  # spikelint: ignore[]\n`;
    assert.match(applied(empty, 't_ms + d_sec') ?? '', /ignore\[mixed-units\]/);
  });

  test('follows a comment that says something else, which goes on saying it', () => {
    const text = `${names}x = t_ms + d_sec  # [ms]\n`;
    const result = applied(text, 't_ms + d_sec');
    assert.equal(result, `${names}x = t_ms + d_sec  # [ms]  # spikelint: ignore[mixed-units]\n`);
    const [report] = linter.lint([{ file: 'model.py', text: result }]);
    assert.equal(report?.names.find(({ name }) => name === 'x')?.unit, 'ms');
    assert.deepEqual(
      report?.findings.filter(({ rule }) => rule === 'mixed-units'),
      [],
    );
  });

  test('writes behind a line inside brackets', () => {
    const text = `${names}x = max(\n    t_ms + d_sec,\n    2,\n)\n`;
    const result = applied(text, 't_ms + d_sec');
    assert.match(result ?? '', /\n {4}t_ms \+ d_sec, {2}# spikelint: ignore\[mixed-units\]\n/);
    assert.deepEqual(rulesIn(result ?? ''), []);
  });

  test('writes above a line that goes on behind a backslash', () => {
    const text = `${names}if t_ms:\n    x = t_ms + d_sec + \\\n        0\n`;
    const result = applied(text, 't_ms + d_sec');
    assert.match(result ?? '', /:\n {4}# spikelint: ignore\[mixed-units\]\n {4}x = t_ms \+ d_sec \+ \\\n/);
    assert.deepEqual(rulesIn(result ?? ''), []);
  });

  test('writes behind the last line of a continuation', () => {
    const text = `${names}x = 0 + \\\n    t_ms + d_sec\n`;
    assert.match(applied(text, 't_ms + d_sec') ?? '', /t_ms \+ d_sec {2}# spikelint: ignore\[mixed-units\]\n/);
  });

  test('has no place between two backslashes', () => {
    assert.equal(applied(`${names}x = 0 + \\\n    t_ms + d_sec + \\\n    0\n`, 't_ms + d_sec'), null);
  });

  test('writes above a text over several lines, and not into it', () => {
    const text = `${names}print(t_ms + d_sec, """first\nsecond # no comment\n""")\n`;
    const result = applied(text, 't_ms + d_sec');
    assert.equal(result, text.replace('print', '# spikelint: ignore[mixed-units]\nprint'));
    assert.deepEqual(rulesIn(result ?? ''), []);
    assert.equal(applied(text, 'second'), null);
    assert.match(applied(text, '""")') ?? '', /\n"""\) {2}# spikelint: ignore\[mixed-units\]\n$/);
  });

  test('is not misled by a hash inside a string', () => {
    const text = `${names}print(t_ms + d_sec, "# no comment")\n`;
    const result = applied(text, 't_ms + d_sec');
    assert.match(result ?? '', /"# no comment"\) {2}# spikelint: ignore\[mixed-units\]\n/);
    assert.deepEqual(rulesIn(result ?? ''), []);
  });

  test('fits into a notebook', () => {
    const cells = [
      { cell_type: 'code', metadata: {}, outputs: [], execution_count: null, source: ['t_ms = 3.0\n', 'd_sec = 4.0'] },
      {
        cell_type: 'code',
        metadata: {},
        outputs: [],
        execution_count: null,
        source: ['x = t_ms + d_sec\n', 'y = "a"'],
      },
      { cell_type: 'code', metadata: {}, outputs: [], execution_count: null, source: ['z = t_ms + d_sec'] },
    ];
    const text = JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, 1);
    const { notebook } = readNotebook(text);
    assert.ok(notebook);
    const ignored = (at: string): string => {
      const start = notebook.text.indexOf(at);
      const fix = ignoreFix({ rule: 'mixed-units', span: { file: 'n.ipynb', start, end: start + 4 } }, notebook.text, {
        ownLine: false,
      });
      const [edit] = fix?.edits ?? [];
      assert.ok(edit);
      const range = notebook.fileRange(edit.span.start, edit.span.end);
      return text.slice(0, range.start) + edit.newText + text.slice(range.end);
    };
    const first = ignored('x = t_ms');
    assert.ok(first.includes('"x = t_ms + d_sec  # spikelint: ignore[mixed-units]\\n"'), first);
    assert.ok(ignored('z = t_ms').includes('"z = t_ms + d_sec  # spikelint: ignore[mixed-units]"'));
    const findings = (source: string): number | undefined =>
      linter.lint([{ file: 'n.ipynb', text: source }])[0]?.findings.length;
    assert.deepEqual([findings(text), findings(first)], [2, 1]);
  });
});
