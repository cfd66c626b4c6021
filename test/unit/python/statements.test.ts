// Tests that each kind of statement is read as Python reads it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseModule } from '../../../src/core/python/parse';
import { docstring } from '../../../src/core/python/walk';
import { grammar } from '../_grammar';
import { showBody } from './_show';

function read(source: string): string {
  const module = parseModule(grammar, source);
  assert.deepEqual(module.errors, [], source);
  return showBody(module.body);
}

const cases: Record<string, [source: string, shown: string][]> = {
  assignments: [
    ['a = b = c, d = 1, 2', 'a = b = tuple[c, d] = tuple[1, 2]'],
    ['(a) = 1', 'a = 1'],
    ['(a, [b, *c]), d.e, f[0] = g', 'tuple[tuple[a, list[b, *c]], d.e, f[0]] = g'],
    ['x = *a, b', 'x = tuple[*a, b]'],
    ['a, *b = c, *[d]', 'tuple[a, *b] = tuple[c, *list[d]]'],
    ['w: float = 3.0', 'w: float = 3.0'],
    ['x: List[int]', 'x: List[int]'],
    ['x: a.b | None', 'x: (a.b | null)'],
    ['a //= 2; b **= 3; c @= d; e >>= 1', 'a //= 2; b **= 3; c @= d; e >>= 1'],
    ['x = yield a', 'x = (yield a)'],
    ['type(a).b = c', 'type(a).b = c'],
    ['type (a)[1] = c', 'type(a)[1] = c'],
    ['type[a] = c', 'type[a] = c'],
  ],
  functions: [
    ['def f(): pass', 'def f() { pass }'],
    [
      'async def f[T](a, /, b: int = 1, *args: T, c, d=2, **k: x) -> Dict[str, int]:\n  return a\n',
      'async def f(a, b: int = 1, *args: T, !c, !d = 2, !**k: x) -> Dict[str, int] { return a }',
    ],
    ['def f(a, *, b): ...', 'def f(a, !b) { ... }'],
    ['def f(a, (b, c)): pass', 'def f(a, ) { pass }'],
    ['@a.b(c)\n# why\n@d\ndef f(): return', '@a.b(c) @d def f() { return - }'],
    ['@d\nclass A(B, metaclass=C, *D):\n  x = 1\n', '@d class A(B, metaclass=C, *D) { x = 1 }'],
    ['class A: pass', 'class A() { pass }'],
  ],
  branches: [
    ['if a: b\nelif c: d\nelse:\n  e', 'if a { b } else { if c { d } else { e } }'],
    ['for a, b in c, d:\n  e\nelse:\n  f', 'for tuple[a, b] in tuple[c, d] { e } else { f }'],
    ['while True:\n  break\nelse: x', 'while true { break } else { x }'],
    ['async def f():\n  async for a in b: pass', 'async def f() { for a in b { pass } }'],
    ['if a: b; c; continue', 'if a { b; c; continue }'],
  ],
  contexts: [
    ['with a as b, c: pass', 'with a as b, c { pass }'],
    ['with (a as b, c() as d): pass', 'with a as b, c() as d { pass }'],
    ['with (a as b): pass', 'with a as b { pass }'],
    ['with a if b else c as d: pass', 'with (b ? a : c) as d { pass }'],
    [
      'try:\n  a\nexcept (B, C) as e:\n  d\nexcept: f\nelse: g\nfinally: h',
      'try { a } except tuple[B, C] as e { d } except - as null { f } else { g } finally { h }',
    ],
    ['try: a\nexcept* B: c', 'try { a } except B as null { c }'],
  ],
  imports: [
    ['import a.b as c, d', 'import a.b as c, d as null'],
    ['from ..a.b import (c as d, e,)', 'from 2 a.b import c as d, e as null'],
    ['from . import *', 'from 1  import * as null'],
    ['from __future__ import division', 'from 0 __future__ import division as null'],
  ],
  small: [
    ['pass', 'pass'],
    ['global a, b', 'global a, b'],
    ['nonlocal a', 'nonlocal a'],
    ['del a, b[0]', 'del a, b[0]'],
    ['assert a, b', 'assert a, b'],
    ['raise A(b) from c', 'raise A(b), c'],
    ['raise', 'raise '],
    ['type X[T] = list[T]', 'type X = list[T]'],
    ['return a, b', 'return tuple[a, b]'],
    ['a; b;', 'a; b'],
  ],
  match: [
    [
      'match x:\n  case [1, *rest] if rest: a\n  case P(b=-1, c) | None: d\n  case {"k": v, **o}: e\n  case (f.g as h): i\n  case _: j',
      'match x { case list[1, *rest] <rest> if rest { a }; case (P(b=(- 1), c) | null) <c> { d }; ' +
        'case {"k": v, **: o} <v o> { e }; case (h := f.g) <h> { i }; case _ <> { j } }',
    ],
    ['match, case = 1, 2', 'tuple[match, case] = tuple[1, 2]'],
    ['match(x)', 'match(x)'],
  ],
  'Python 2': [
    ['print x, y,', 'print x, y'],
    ['print >>f, x', 'print f, x'],
    ['print(x)', 'print(x)'],
    ['print "a" % b', 'print ("a" % b)'],
    ['exec "x" in d', 'exec "x", d'],
    ['exec "x" % y', 'exec ("x" % y)'],
    ['try: a\nexcept B, e: c', 'try { a } except B as e { c }'],
    ['raise A, "b"', 'raise A, "b"'],
  ],
  IPython: [
    ['%matplotlib inline\nx = 1', '<bad>; x = 1'],
    ['!pip install x\nx = 1', '<bad>; x = 1'],
    ['?obj\nobj?\nobj.f??\nx = 1', '<bad>; <bad>; <bad>; x = 1'],
    ['x = !ls *.py\ny = %magic it\nz = 1', 'x = <bad>; y = <bad>; z = 1'],
    ['%%time\nx = 1', '<bad>; x = 1'],
    ['x = (a\n  % b)', 'x = (a % b)'],
  ],
};

describe('statements', () => {
  for (const [name, pairs] of Object.entries(cases))
    test(name, () => {
      for (const [source, shown] of pairs) assert.equal(read(source), shown, source);
    });

  test('line ends, indentation and odd spaces', () => {
    const plain = 'if a:\n  b\n  if c:\n    d\ne\n';
    const shown = 'if a { b; if c { d } }; e';
    assert.equal(read(plain), shown);
    assert.equal(read(plain.replaceAll('\n', '\r\n')), shown, 'CRLF');
    assert.equal(read(plain.replaceAll('  ', '\t')), shown, 'tabs');
    assert.equal(read('if a:\n        b\n\tif c:\n\t    d\ne'), shown, 'a tab is eight spaces');
    assert.equal(read('if a:\n        b\n    \tif c:\n    \t    d\ne'), shown, 'spaces before a tab');
    assert.equal(read('\ufeff' + plain), shown, 'byte order mark');
    assert.equal(read('\f\n' + plain.replace('e\n', '\fe')), shown, 'form feed, no line end at the end');
    assert.equal(read('if a:\n  b\n\n# c\n  if c:\n# c\n    d\n  # c\ne'), shown, 'comments anywhere');
    assert.equal(read(''), '');
    assert.equal(read('\n# only a comment'), '');
  });

  test('a compound statement ends with its last statement', () => {
    const source = 'def f():\n  if a:\n    b\n  # c\n\n\nclass A:\n  x = 1  # c\n\n# end\n';
    const { body } = parseModule(grammar, source);
    assert.deepEqual(
      body.map((each) => source.slice(each.start, each.end)),
      ['def f():\n  if a:\n    b', 'class A:\n  x = 1'],
    );
  });

  test('long statements, which are read by parts, come out as short ones do', () => {
    const filler = Array.from({ length: 60 }, (_, at) => `a_long_name_${at} = ${at}\n`);
    const long = (indent: string): string => filler.map((line) => indent + line).join('');
    const shown = filler.map((line) => line.trim()).join('; ');
    const source =
      `@deco\nasync def f(a,\n            b=1) -> c:\n  "doc"\n${long('  ')}` +
      `if a[1:2] == (lambda: 1):\n${long('  ')}elif b: c\nelse:\n${long('  ')}` +
      `for i in {1: 2}:\n${long('  ')}else: d\n` +
      `try:\n${long('  ')}except E as e:\n  f\nfinally: g\n` +
      `match x:\n  case [a, 1]:\n${long('    ')}  case _: h\n` +
      `with a as b:\n${long('  ')}while x:\n${long('  ')}class A(B):\n${long('  ')}`;
    assert.equal(
      read(source),
      `@deco async def f(a, b = 1) -> c { "doc"; ${shown} }; ` +
        `if (a[1:2:-] == (lambda : 1)) { ${shown} } else { if b { c } else { ${shown} } }; ` +
        `for i in {1: 2} { ${shown} } else { d }; ` +
        `try { ${shown} } except E as e { f } finally { g }; ` +
        `match x { case list[a, 1] <a> { ${shown} }; case _ <> { h } }; ` +
        `with a as b { ${shown} }; while x { ${shown} }; class A(B) { ${shown} }`,
    );
  });

  test('docstrings', () => {
    const { body } = parseModule(grammar, '"""Of the module."""\ndef f():\n  r"of f"\ndef g():\n  f"no"\n');
    assert.equal(docstring(body)?.value, 'Of the module.');
    const found = body.map((each) => (each.kind === 'function' ? (docstring(each.body)?.value ?? null) : undefined));
    assert.deepEqual(found, [undefined, 'of f', null]);
  });
});
