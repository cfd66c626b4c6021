// Tests that each kind of expression is read as Python reads it, with its place.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseModule } from '../../../src/core/python/parse';
import { type Expr } from '../../../src/core/python/syntax';
import { walkExpressions } from '../../../src/core/python/walk';
import { grammar } from '../_grammar';
import { showExpr } from './_show';

function read(source: string): Expr {
  const module = parseModule(grammar, source);
  assert.deepEqual(module.errors, [], source);
  const [statement] = module.body;
  assert.ok(statement?.kind === 'expression' && module.body.length === 1, source);
  return statement.value;
}

const cases: Record<string, [source: string, shown: string][]> = {
  numbers: [
    ['20.*ms', '(20. * ms)'],
    ['1.', '1.'],
    ['1_000 + 0x1F', '(1_000 + 0x1F)'],
    ['0777 + 10L', '(0777 + 10L)'],
    ['1e-3j', '1e-3j'],
    ['-2 ** 2', '(- (2 ** 2))'],
  ],
  operators: [
    ['a - b - c', '((a - b) - c)'],
    ['a ** b ** c', '(a ** (b ** c))'],
    ['a + b * c // d @ e % f', '(a + ((((b * c) // d) @ e) % f))'],
    ['a | b ^ c & d << e', '(a | (b ^ (c & (d << e))))'],
    ['a & b ^ c & d', '((a & b) ^ (c & d))'],
    ['a ^ b & c ^ d', '((a ^ (b & c)) ^ d)'],
    ['(a ^ b) & c', '((a ^ b) & c)'],
    ['a & (b ^ c)', '(a & (b ^ c))'],
    ['not a and b or c', '(((not a) and b) or c)'],
    ['~a + +b', '((~ a) + (+ b))'],
    ['a < b <= c != d <> e', '(a < b <= c != d != e)'],
    ['a not in b is not c is d in e', '(a not in b is not c is d in e)'],
    ['a if b else c if d else e', '(b ? a : (d ? c : e))'],
    ['a + \\\n  b', '(a + b)'],
  ],
  access: [
    ['a.b.c', 'a.b.c'],
    ['a[1:2, ::3, None, ...]', 'a[1:2:-, -:-:3, null, ...]'],
    ['a[:, i][-1]', 'a[-:-:-, i][(- 1)]'],
    ['f(a, *b, c=d, **e)', 'f(a, *b, c=d, **e)'],
    ['f(x for x in y)', 'f(generator<x for x in y>)'],
    ['f(a, *b.c())', 'f(a, *b.c())'],
    ['f(a, *b + c)', 'f(a, *(b + c))'],
    ['f()()(g)', 'f()()(g)'],
  ],
  displays: [
    ['()', 'tuple[]'],
    ['(a)', 'a'],
    ['(a,)', 'tuple[a]'],
    ['a,', 'tuple[a]'],
    ['a, b', 'tuple[a, b]'],
    ['[a, *b]', 'list[a, *b]'],
    ['{a, b}', 'set[a, b]'],
    ['{}', '{}'],
    ["{'a': 1, **b}", '{"a": 1, **: b}'],
    ['[True, False, None, ...]', 'list[true, false, null, ...]'],
  ],
  comprehensions: [
    ['[a for b, c in d if e if f for g in h]', 'list<a for tuple[b, c] in d if e if f for g in h>'],
    ['{a: b for a in c}', 'dict<a: b for a in c>'],
    ['{a for a in b}', 'set<a for a in b>'],
    ['(a async for a in b)', 'generator<a for a in b>'],
    ['[x for x in 1, 2]', 'list<x for x in tuple[1, 2]>'],
  ],
  others: [
    ['lambda: 0', '(lambda : 0)'],
    ['lambda a, *b, c=1, **d: a', '(lambda a, *b, !c = 1, !**d: a)'],
    ['(a := b)', '(a := b)'],
    ['f(a := 1)', 'f((a := 1))'],
    ['(yield)', '(yield -)'],
    ['(yield a, b)', '(yield tuple[a, b])'],
    ['(yield from a)', '(yield from a)'],
    ['await a', '(await a)'],
    ['τ_m * Ω', '(τ_m * Ω)'],
    ['\u00b5m', '\u03bcm'],
  ],
  strings: [
    [String.raw`'a\n\x41\u00b5\101\q\''`, String.raw`"a\nAµA\\q'"`],
    [String.raw`r'a\n'`, String.raw`"a\\n"`],
    [String.raw`ur'a\n'`, String.raw`"a\\n"`],
    [String.raw`b'a\x00\u0041'`, String.raw`b"a\u0000\\u0041"`],
    [String.raw`'\N{MICRO SIGN}A'`, '"µA"'],
    [`"""a\r\nb"""`, String.raw`"a\nb"`],
    [`"a\\\nb"`, '"ab"'],
    [`'''it's'''`, `"it's"`],
    ['""', '""'],
    [`'a' "b"\\\n  'c'`, '"abc"'],
    [`'a' b'b'`, 'b"ab"'],
    [`f'{a}b{c!r:>{d}}{{}}'`, 'f<{a} "b" {c} "{}">'],
    [`f'{a=}' 'b' f"{c['d']}"`, 'f<{a} "b" {c["d"]}>'],
    [`f"{a["b"]}"`, 'f<{a["b"]}>'],
    [`rf'\\d{a, b}'`, String.raw`f<"\\d" {tuple[a, b]}>`],
    [`'{a}'.format(a=1)`, '"{a}".format(a=1)'],
  ],
};

describe('expressions', () => {
  for (const [name, pairs] of Object.entries(cases))
    test(name, () => {
      for (const [source, shown] of pairs) assert.equal(showExpr(read(source)), shown, source);
    });

  test('places are those of the text', () => {
    const source = "x = foo(a.bar[1:2], k = -3.5)  # c\ny = f'{q + 1}' if (b) else [c for d in e]\n";
    const { body } = parseModule(grammar, source);
    const texts: string[] = [];
    walkExpressions(body, (expr) => {
      texts.push(source.slice(expr.start, expr.end));
      if (expr.kind === 'attribute') assert.equal(source.slice(expr.nameStart).startsWith(expr.name), true);
      if (expr.kind === 'call')
        assert.deepEqual(
          expr.args.map((each) => source.slice(each.start, each.end)),
          ['a.bar[1:2]', 'k = -3.5'],
        );
      return true;
    });
    assert.deepEqual(texts, [
      ...['x', 'foo(a.bar[1:2], k = -3.5)', 'foo', 'a.bar[1:2]', 'a.bar', 'a', '1:2', '1', '2', '-3.5', '3.5'],
      ...['y', "f'{q + 1}' if (b) else [c for d in e]", "f'{q + 1}'", 'q + 1', 'q', '1', 'b'],
      ...['[c for d in e]', 'c', 'd', 'e'],
    ]);
  });

  test('an endless expression is cut, not followed', () => {
    const { body } = parseModule(grammar, `x = ${Array(20_000).fill('a').join(' + ')}\ny = 1\n`);
    assert.deepEqual(
      body.map((statement) => statement.kind),
      ['assign', 'assign'],
    );
  });
});
