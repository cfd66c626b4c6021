// Tests that a syntax error costs the statement it is in, and no other.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseModule } from '../../../src/core/python/parse';
import { grammar } from '../_grammar';
import { showBody } from './_show';

function read(source: string): [shown: string, errors: string[]] {
  const { body, errors } = parseModule(grammar, source);
  return [showBody(body), errors.map((each) => source.slice(each.start, each.end))];
}

describe('recovery', () => {
  const cases: [name: string, source: string, shown: string, errors: number][] = [
    ['between statements', 'a = 1\nb = = 2\nc = 3', 'a = 1; <bad>; c = 3', 1],
    ['between semicolons', 'a = 1; b = (; c = 3', 'a = 1; <bad>; c = 3', 1],
    ['in a function', 'def f(a):\n  b = (\n  return a\nc', 'def f(a) { <bad>; return a }; c', 1],
    [
      'deep inside',
      'class A:\n  def f(self):\n    if x:\n      y = \n      z\n    w\n',
      'class A() { def f(self) { if x { <bad>; z }; w } }',
      1,
    ],
    ['an open bracket', 'x = foo(1,\ny = 2\nz = [3]', '<bad>; y = 2; z = list[3]', 1],
    ['an open bracket with lines in it', 'x = foo(1,\n   b=2,\n   c=3\ny = 2', '<bad>; y = 2', 1],
    ['an open bracket closed by a later one', 'x = foo(\ndef f(): pass\n)\ny', '<bad>; def f() { pass }; <bad>; y', 2],
    ['an open bracket before a decorator', 'x = foo(\n@a.b(c)\ndef f(): pass', '<bad>; @a.b(c) def f() { pass }', 1],
    ['a bracket of the wrong shape', 'x = [1, 2)\ny = 2', '<bad>; y = 2', 1],
    ['a stray bracket', 'x = 1)\ny = 2', '<bad>; y = 2', 1],
    ['an open string', "x = 'abc\ny = 2", '<bad>; y = 2', 1],
    ['an open long string', 'x = """abc\ny = 2\nz = 3', '<bad>; y = 2; z = 3', 1],
    ['an open brace in an f-string', 'x = f"{a"\ny = 2', '<bad>; y = 2', 1],
    ['a header', 'if a ==:\n  b\nelif c:\n  d\nelse:\n  e', 'if <bad> { b } else { if c { d } else { e } }', 1],
    ['a header without its colon', 'if a\n  b\nelse\n  c\nd', 'if a { b } else { c }; d', 2],
    [
      'a loop',
      'for in b:\n  c\nwhile:\n  d\nwith a as:\n  e',
      'for <bad> in <bad> { c }; while <bad> { d }; with  { e }',
      3,
    ],
    ['parameters', 'def f(a, b:\n  return a\ng', 'def f() { return a }; g', 1],
    [
      'a definition being typed',
      'class A:\n  def f\n  def g(self): pass',
      'class A() { def f() {  }; def g(self) { pass } }',
      1,
    ],
    ['a decorator', '@foo(\ndef f(a):\n  b\nc', '@<bad> def f(a) { b }; c', 1],
    [
      'a handler',
      'try:\n  a\nexcept A as:\n  b\nfinally:\n  c',
      'try { a } except <bad> as null { b } finally { c }',
      1,
    ],
    ['a clause that lost its beginning', 'x = 1\nelse:\n  y\nz', 'x = 1; <bad>; y; z', 1],
    ['a case', 'match x:\n  case [1:\n    a\n  case 2:\n    b', 'match x { case <bad> <> { a }; case 2 <> { b } }', 1],
    ['one line of a body on its header', 'if a: b = (\nc', 'if a { <bad> }; c', 1],
    ['an unexpected indent', 'a = = 1\n    b = 2\n  c = 3\nd', '<bad>; b = 2; c = 3; d', 1],
    ['words that are no code', 'this was not python\na = 1', '<bad>; a = 1', 1],
    [
      'a property that every object has',
      'constructor = 1\nif a:\n  constructor\n',
      'constructor = 1; if a { constructor }',
      0,
    ],
  ];
  for (const [name, source, shown, errorCount] of cases)
    test(name, () => {
      const [found, errors] = read(source);
      assert.equal(found, shown);
      assert.equal(errors.length, errorCount, JSON.stringify(errors));
      assert.ok(errors.every((each) => each.length > 0));
    });

  test('errors say where', () => {
    assert.deepEqual(read('a = 1\nb = 2 +\nc = d e f\n')[1], ['b = 2 +', 'd e']);
  });

  test('of a sound file with one broken line, only that line is lost', () => {
    const lines = Array.from({ length: 40 }, (_, at) =>
      at % 8 === 0 ? `def f${at}(a, b=1):` : `    v${at} = g(a, [${at}])`,
    );
    const whole = parseModule(grammar, lines.join('\n')).body.flatMap((each) =>
      each.kind === 'function' ? each.body : [],
    );
    for (const broken of [
      'x = (',
      'foo(]',
      'if',
      '"""',
      "'",
      'return return',
      'a b',
      ')',
      'x = {',
      '@',
      'lambda',
      '=',
      '!ls',
    ]) {
      for (const at of [3, 12, 39]) {
        const text = lines.toSpliced(at, 1, `    ${broken}`).join('\n');
        const { body } = parseModule(grammar, text);
        assert.deepEqual(
          body.map((each) => (each.kind === 'function' ? each.name : each.kind)),
          ['f0', 'f8', 'f16', 'f24', 'f32'],
          broken,
        );
        const read = body.flatMap((each) => (each.kind === 'function' ? each.body : []));
        const kept = read.filter((each) => each.kind === 'assign').length;
        assert.ok(kept >= whole.length - 1, `${broken} in line ${at + 1} cost ${whole.length - kept} statements`);
      }
    }
  });

  test('no text makes it throw', () => {
    const texts = [
      '('.repeat(5_000),
      '(\n'.repeat(2_000),
      ')'.repeat(5_000),
      'f"{\n'.repeat(2_000),
      '"""\n'.repeat(1_001),
      'a = '.repeat(5_000) + '1',
      'if a: b\n' + 'elif c: d\n'.repeat(3_000),
      Array.from({ length: 300 }, (_, at) => ' '.repeat(at) + 'if a:').join('\n'),
      'not '.repeat(5_000) + 'a',
      '\\',
      '\\\n',
      '\r',
      '\0',
      '@',
      ':',
      'else:',
      '\ud800 = 1',
    ];
    for (const text of texts) assert.ok(parseModule(grammar, text).body.length >= 0, text.slice(0, 20));
  });
});
