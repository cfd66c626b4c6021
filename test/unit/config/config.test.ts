// Tests that the three formats come to one tree with right places, and that what is wrong costs no more than itself.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ConfigFormat, configFormat, parseConfig } from '../../../src/core/config/parse';
import { type ConfigNode, nodeAt, targetAt, walkConfig } from '../../../src/core/config/tree';

/** The tree in one line: values as they are written, comments behind them. */
function show(node: ConfigNode | null): string {
  if (!node) return '-';
  const comment = node.comment ? ` #${node.comment.text}` : '';
  if (node.kind === 'scalar') return `${node.text}${comment}`;
  if (node.kind === 'list') return `[${node.items.map(show).join(', ')}]${comment}`;
  const entries = node.entries.map(({ key, value, isDuplicate, isMerged }) => {
    return `${isDuplicate ? '!' : ''}${isMerged ? '<' : ''}${key}: ${show(value)}`;
  });
  return `{${entries.join(', ')}}${comment}`;
}

function read(format: ConfigFormat, text: string): [shown: string, error: string | null] {
  const { root, error } = parseConfig(format, text);
  if (root) {
    walkConfig(root, (node, path, entry) => {
      if (node.kind === 'scalar') assert.equal(text.slice(node.start, node.end), node.text, path.join('.'));
      if (node.comment) assert.ok(text.slice(node.comment.start, node.comment.end).includes(node.comment.text));
      if (entry) assert.ok(text.slice(entry.keyStart, entry.keyEnd).includes(entry.key));
      return true;
    });
  }
  return [show(root), error && `${error.message} @ ${text.slice(error.start, error.end)}`];
}

describe('JSON', () => {
  test('as it should be, and as it is found', () => {
    assert.deepEqual(read('json', '{"a": {"b": [1.50e3, -2, true, null, "x"]}}'), [
      '{a: {b: [1.50e3, -2, true, null, "x"]}}',
      null,
    ]);
    assert.deepEqual(
      read('json', '\ufeff// c\n{"a": 1, // ms\n "b": [1, 2,], /* two */ "c": NaN, "d": -Infinity,}\n'),
      ['{a: 1 #ms, b: [1, 2] #two, c: NaN, d: -Infinity}', null],
    );
    assert.equal(nodeAt(parseConfig('json', '{"a": "\\u00e9\\n\\/"}').root, ['a'])?.kind, 'scalar');
    const [text] = [parseConfig('json', '{"a": "\\u00e9\\n\\/"}').root].map((root) => nodeAt(root, ['a']));
    assert.equal(text?.kind === 'scalar' && text.value, 'é\n/');
  });

  test('the later of two keys counts, and both are seen', () => {
    const { root } = parseConfig('json', '{"a": 1, "a": 2}');
    assert.equal(show(root), '{a: 1, !a: 2}');
    assert.equal(show(nodeAt(root, ['a'])), '2');
  });

  test('an error costs what it stands in', () => {
    assert.deepEqual(read('json', '{"a": 1, "b": tru, "c": {"d": 3 "e": 4}, "f": 5'), [
      '{a: 1, c: {d: 3, e: 4}, f: 5}',
      "Expected a value, found 'tru' @ tru",
    ]);
    assert.deepEqual(read('json', '{"a": "open,\n "b": 2}'), [
      '{a: "open,, b: 2}',
      'The string is not closed @ "open,',
    ]);
    assert.deepEqual(read('json', '{a: 1, "b": 2}'), ['{b: 2}', "Expected a key in double quotes, found 'a' @ a"]);
    assert.deepEqual(read('json', '[1, 2]]'), ['[1, 2]', 'Unexpected text after the value @ ]']);
    assert.deepEqual(read('json', '["a" 1}'), ['["a", 1]', "Expected ',' or ']', found '1' @ 1"]);
    assert.equal(read('json', '')[1], 'Expected a value, found the end of the file @ ');
    assert.equal(read('json', '['.repeat(50_000))[1]?.startsWith('Nested too deeply'), true);
  });
});

describe('YAML', () => {
  test('blocks, flows and comments', () => {
    assert.deepEqual(
      read('yaml', '# top\na:\n  tau: 20.0 # ms\n  w: [1, 2] # pA\nb:\n- x: "q"  # s\n  y: ~\n- 1e3\n'),
      ['{a: {tau: 20.0 #ms, w: [1, 2] #pA}, b: [{x: "q" #s, y: ~}, 1e3]}', null],
    );
    assert.deepEqual(read('yaml', ''), ['-', null]);
    assert.equal(read('yaml', '---\na: 1\n---\nb: 2\n')[0], '{a: 1}');
    assert.equal(read('yaml', '- !include x.yml\n- |\n  text\n')[1], null);
  });

  test('blocks end with their last value', () => {
    const text = 'a:\n  b: 1\n  # c\n\nd: 2\n';
    const node = nodeAt(parseConfig('yaml', text).root, ['a']);
    assert.equal(text.slice(node?.start, node?.end), 'b: 1');
  });

  test('anchors, merged maps and keys written twice', () => {
    assert.deepEqual(read('yaml', 'base: &b\n  tau: 20\n  w: 1\npop:\n  <<: *b\n  w: 2\n'), [
      '{base: {tau: 20, w: 1}, pop: {w: 2, <tau: 20}}',
      null,
    ]);
    const { root } = parseConfig('yaml', 'a: 1\nb: &x [1]\nc: *x\na: 2\n');
    assert.equal(show(root), '{a: 1, b: [1], c: [1], !a: 2}');
    assert.equal(show(nodeAt(root, ['a'])), '2');
  });

  test('aliases never stand for more than can be held', () => {
    const levels = Array.from(
      { length: 12 },
      (_, at) => `l${at + 1}: &l${at + 1} [${Array(9).fill(`*l${at}`).join(', ')}]`,
    );
    const { error } = parseConfig('yaml', `l0: &l0 [x]\n${levels.join('\n')}\n`);
    assert.equal(error?.message, 'Aliases stand for too much');
    assert.equal(parseConfig('yaml', 'a: &a [*a]\n').error?.message, "No value for the alias '*a'");
    assert.equal(parseConfig('yaml', '['.repeat(5_000)).error !== null, true);
  });

  test('an error keeps the rest', () => {
    const [shown, error] = read('yaml', 'a: 1\nb: [1, 2\nc: 3\n');
    assert.equal(shown, '{a: 1, b: [1, 2], c: 3}');
    assert.ok(error && !error.includes('\n ') && error.length > 10);
  });
});

describe('TOML', () => {
  test('tables, arrays of tables, dotted keys and every kind of value', () => {
    const text = [
      'title = "x" # name',
      '[a.b] # table',
      'tau_ms = 20.0 # ms',
      'w = [1, 2, # two',
      ' 3]',
      "t = {x = 1, y.z = 'q'}",
      'c.d = 0xff',
      '[[pop]]',
      'n = 1_000',
      '[pop.sub]',
      'on = true',
      '[[pop]]',
      'day = 2020-01-02',
      'inf = -inf',
      's = """',
      'a "b"\\',
      '   c"""',
    ].join('\n');
    assert.deepEqual(read('toml', text), [
      '{title: "x" #name, a: {b: {tau_ms: 20.0 #ms, w: [1, 2 #two, 3], t: {x: 1, y: {z: \'q\'}}, c: {d: 0xff}} #table}, ' +
        'pop: [{n: 1_000, sub: {on: true}}, {day: 2020-01-02, inf: -inf, s: """\na "b"\\\n   c"""}]}',
      null,
    ]);
    const { root } = parseConfig('toml', text);
    const values = [
      ['pop', 0, 'n'],
      ['pop', 1, 's'],
      ['a', 'b', 'c', 'd'],
      ['pop', 1, 'inf'],
    ].map((path) => nodeAt(root, path));
    assert.deepEqual(
      values.map((node) => node?.kind === 'scalar' && node.value),
      [1000, 'a "b"c', 255, -Infinity],
    );
  });

  test('an error costs its line', () => {
    assert.deepEqual(read('toml', 'a =\nb = 2\nc = [1,\n2\nd = 3\n[x\ne = 4\nf = "open\ng = 5\nb = 6'), [
      '{b: 2, c: [1, 2], d: 3, e: 4, g: 5, !b: 6}',
      'Expected a value, found the end of the line @ \n',
    ]);
    assert.equal(read('toml', 'a = 1\na.b = 2')[1], "'a' has a value: it can't hold more keys @ a");
    assert.equal(read('toml', 'a = 1 2')[1], "Expected the end of the line, found '2' @ 2");
    assert.equal(read('toml', `a = ${'['.repeat(50_000)}`)[1]?.startsWith('Nested too deeply'), true);
  });
});

describe('places and paths', () => {
  test('from an offset to the key or value, and back', () => {
    const sources: [ConfigFormat, string][] = [
      ['json', '{"a": {"b": [{"x": 1}, {"y": 2.5}]}}'],
      ['yaml', 'a:\n  b:\n    - x: 1\n    - y: 2.5\n'],
      ['toml', '[[a.b]]\nx = 1\n[[a.b]]\ny = 2.5\n'],
    ];
    for (const [format, text] of sources) {
      const { root } = parseConfig(format, text);
      const value = targetAt(root, text.indexOf('2.5') + 1);
      assert.deepEqual(value?.path, ['a', 'b', 1, 'y'], format);
      assert.equal(value?.onKey, false);
      assert.equal(nodeAt(root, value?.path ?? []), value?.node);
      assert.equal(targetAt(root, text.indexOf('x'))?.onKey, true);
      assert.equal(nodeAt(root, ['a', 'c']), null);
      assert.equal(nodeAt(root, ['a', 'b', 7]), null);
    }
    assert.equal(targetAt(null, 0), null);
  });

  test('formats by file name', () => {
    assert.deepEqual(['a.json', 'b.YML', 'c.yaml', 'd.toml', 'e.jsonc', 'f.py'].map(configFormat), [
      ...['json', 'yaml', 'yaml', 'toml', 'json'],
      null,
    ]);
  });
});
