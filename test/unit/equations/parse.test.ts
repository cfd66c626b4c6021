// The equation language: precedence, equations over many lines, statements, units, and where things stand.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseEquations } from '../../../src/core/equations/equations';
import { parseExpression } from '../../../src/core/equations/expression';
import { degreeIn, isStochastic } from '../../../src/core/equations/linear';
import { parseStatements } from '../../../src/core/equations/statements';
import { type Expression } from '../../../src/core/equations/tree';
import { unitOfText, prefixedNameIn } from '../../../src/core/backends/facts/brian2';
import { formatUnit } from '../../../src/core/units/format';

/** With all parentheses. */
function show(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return expression.text;
    case 'name':
      return expression.name;
    case 'flag':
      return String(expression.value);
    case 'call':
      return `${expression.name}(${expression.args.map(show).join(', ')})`;
    case 'unary':
      return `(${expression.operator} ${show(expression.operand)})`;
    default:
      return `(${show(expression.left)} ${expression.operator} ${show(expression.right)})`;
  }
}

function read(text: string): Expression {
  const { value, problem } = parseExpression(text);
  if (!value) throw new Error(problem.message);
  return value;
}

describe('expressions', () => {
  for (const [text, shown] of [
    ['a + b*c', '(a + (b * c))'],
    ['a - b - c', '((a - b) - c)'],
    ['-x**2', '(- (x ** 2))'],
    ['2**-3**2', '(2 ** (- (3 ** 2)))'],
    ['a*-b', '(a * (- b))'],
    ['(a + b)/c', '((a + b) / c)'],
    ['v > 1e-3 and not u', '((v > 1e-3) and (not u))'],
    ['0 < i <= N or b', '(((0 < i) and (i <= N)) or b)'],
    ['clip(w + Apost, 0, gmax)', 'clip((w + Apost), 0, gmax)'],
    ['rand()', 'rand()'],
    ['5.*mV # comment', '(5. * mV)'],
    ['a // b % c', '((a // b) % c)'],
  ] as const)
    test(text, () => assert.equal(show(read(text)), shown));

  test('know where they stand', () => {
    const text = 'x + (y*z)';
    const sum = read(text);
    assert.ok(sum.kind === 'binary');
    assert.equal(text.slice(sum.right.start, sum.right.end), '(y*z)');
  });

  for (const [text, message] of [
    ['a +', 'something is missing at the end'],
    ['(a', 'a parenthesis is not closed'],
    ['a b', '`b` is not expected here'],
    ['a ? b', '`?` is not understood'],
    ['a if b else c', '`if` is not expected here'],
  ] as const)
    test(`${text} is none`, () => assert.equal(parseExpression(text).problem?.message, message));
});

describe('equations', () => {
  test('go on over lines, and comments are left out', () => {
    const text = `
      dv/dt = (ge - v   # : not a unit
               )/tau : volt (unless refractory)
      x = 2*v : volt
      w : siemens (constant, shared)  # a weight
      g : siemens/metre**2`;
    const { equations, problems } = parseEquations(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      equations.map(({ kind, name, unit, flags }) => [kind, name, unit, flags.map((each) => each.text)]),
      [
        ['differential', 'v', 'volt', ['unless refractory']],
        ['subexpression', 'x', 'volt', []],
        ['parameter', 'w', 'siemens', ['constant', 'shared']],
        ['parameter', 'g', 'siemens/metre**2', []],
      ],
    );
    const [first] = equations;
    assert.ok(first?.expression);
    assert.equal(text.slice(first.namePlace.start, first.namePlace.end), 'v');
    assert.equal(text.slice(first.unitPlace.start, first.unitPlace.end), 'volt');
  });
  test('without a unit are reported, and those before them are kept', () => {
    const { equations, problems } = parseEquations('x : 1\ndv/dt = -v/tau');
    assert.equal(equations.length, 1);
    assert.match(problems[0]?.message ?? '', /`v` has no unit/);
  });
  test('are plain data', () => {
    const { equations } = parseEquations('dv/dt = -v/tau : volt');
    assert.deepEqual(JSON.parse(JSON.stringify(equations)), equations);
  });
});

test('statements stand on lines or behind semicolons', () => {
  const { statements, problems } = parseStatements('v = Vr; w += b\n x *= 0.5 # decay\n');
  assert.deepEqual(problems, []);
  assert.deepEqual(
    statements.map(({ name, operator, expression }) => [name, operator, show(expression)]),
    [
      ['v', '', 'Vr'],
      ['w', '+', 'b'],
      ['x', '*', '0.5'],
    ],
  );
  assert.equal(parseStatements('v == 3').problems.length, 1);
});

test('units are read from their Brian names', () => {
  const shown = (text: string): string | null => {
    const unit = unitOfText(text);
    return unit && formatUnit(unit);
  };
  assert.equal(shown('volt'), 'V');
  assert.equal(shown('1'), '1');
  assert.equal(shown('boolean'), '1');
  assert.equal(shown('siemens/meter**2'), 'S/m²');
  assert.equal(shown('volt/second'), shown('mV/ms'));
  assert.equal(shown('nonsense'), null);
  assert.equal(prefixedNameIn('siemens/cm**2'), 'cm');
  assert.equal(prefixedNameIn('volt*second**-1'), null);
  assert.equal(prefixedNameIn('mmolar'), null);
});

describe('degrees', () => {
  const states = new Set(['v', 'u']);
  const inner = new Map([['I', read('u*2')]]);
  for (const [text, degree] of [
    ['(El - v)/tau', 1],
    ['I + v', 1],
    ['I*v', null],
    ['exp(v)', null],
    ['exp(t)*v', 1],
    ['v**2', null],
    ['a**2 + 3', 0],
    ['b/v', null],
    ['int(v > 0)', null],
  ] as const)
    test(text, () => assert.equal(degreeIn(read(text), states, inner), degree));
  test('noise is found behind subexpressions', () => {
    assert.equal(isStochastic(read('n/tau'), new Map([['n', read('xi_1*s')]])), true);
    assert.equal(isStochastic(read('n/tau'), new Map()), false);
  });
});
