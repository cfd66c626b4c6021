// Properties of polynomials over symbols: a ring in which equal sums cancel.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  addPolys,
  asConstant,
  constant,
  dividePolys,
  formatPoly,
  keyOf,
  makeAtom,
  multiplyPolys,
  negatePoly,
  onePoly,
  type Poly,
  powerOfPoly,
  samePoly,
  scalePoly,
  subtractPolys,
  substitute,
  symbol,
  zeroPoly,
} from '../../../src/core/evaluate/poly';
import { one, rational, zero } from '../../../src/core/units/rational';
import { forAll, type Source } from '../units/_random';

const same = (a: Poly | null, b: Poly | null): void => {
  assert.ok(a && b);
  assert.equal(keyOf(a), keyOf(b));
};
const names = ['a', 'b', 'c'];
const atom = (name: string): Poly => symbol(makeAtom(name, name));

const term = (source: Source): Poly => {
  let product = constant(source.nonZero());
  for (let i = source.below(3); i > 0; i--) product = multiplyPolys(product, atom(source.pick(names)));
  return product;
};
/** At most two terms, so that products stay below the limit up to which sums are written out. */
const small = (source: Source): Poly => addPolys(term(source), source.below(2) === 0 ? zeroPoly : term(source));

describe('polynomials', () => {
  test('form a commutative ring', () => {
    forAll((source) => {
      const [a, b, c] = [small(source), small(source), small(source)];
      same(addPolys(a, b), addPolys(b, a));
      same(addPolys(addPolys(a, b), c), addPolys(a, addPolys(b, c)));
      same(addPolys(a, zeroPoly), a);
      same(subtractPolys(a, a), zeroPoly);
      same(multiplyPolys(a, onePoly), a);
      same(multiplyPolys(a, zeroPoly), zeroPoly);
      same(multiplyPolys(a, b), multiplyPolys(b, a));
      same(multiplyPolys(a, negatePoly(b)), negatePoly(multiplyPolys(a, b)));
    });
  });

  test('distribute and associate where terms are few', () => {
    forAll((source) => {
      const [a, b, c] = [term(source), small(source), small(source)];
      same(multiplyPolys(a, addPolys(b, c)), addPolys(multiplyPolys(a, b), multiplyPolys(a, c)));
      same(multiplyPolys(multiplyPolys(a, b), c), multiplyPolys(a, multiplyPolys(b, c)));
    });
  });

  test('divide: a single term is undone exactly', () => {
    forAll((source) => {
      const [a, b] = [small(source), term(source)];
      const quotient = dividePolys(a, b);
      assert.ok(quotient);
      same(multiplyPolys(quotient, b), a);
      same(dividePolys(b, b), onePoly);
      assert.equal(dividePolys(a, zeroPoly), null);
    });
  });

  test('cancel a sum against its own inverse', () => {
    forAll((source) => {
      const [a, b, c] = [atom('a'), scalePoly(atom('b'), source.nonZero()), atom('c')];
      const sum = subtractPolys(a, b);
      const quotient = dividePolys(c, sum);
      assert.ok(quotient);
      same(multiplyPolys(quotient, sum), c);
      // Also where the sum comes back scaled, as after `* 10` and a voltage in other units.
      const factor = source.nonZero();
      same(multiplyPolys(quotient, scalePoly(sum, factor)), scalePoly(c, factor));
      const doubled = dividePolys(c, scalePoly(sum, factor));
      assert.ok(doubled);
      same(multiplyPolys(doubled, sum), scalePoly(c, rational(factor.d, factor.n)));
    });
  });

  test('have powers that add up', () => {
    forAll((source) => {
      const a = term(source);
      const [m, n] = [source.below(4) - 1, source.below(3)];
      const [x, y, sum] = [powerOfPoly(a, m), powerOfPoly(a, n), powerOfPoly(a, m + n)];
      assert.ok(x && y && sum);
      same(multiplyPolys(x, y), sum);
    });
    same(powerOfPoly(zeroPoly, 0), onePoly);
    assert.equal(powerOfPoly(zeroPoly, -1), null);
  });

  test('name the difference of threshold and leak', () => {
    const threshold = symbol(makeAtom('role:threshold', 'V_th', 'threshold'));
    const leak = symbol(makeAtom('role:leak', 'E_L', 'leak'));
    assert.equal(formatPoly(subtractPolys(threshold, leak)), 'vsc');
    assert.equal(formatPoly(subtractPolys(leak, threshold)), '-vsc');
    assert.equal(formatPoly(addPolys(leak, threshold)), 'E_L + V_th');
    assert.equal(formatPoly(subtractPolys(threshold, scalePoly(leak, rational(2)))), '-2·E_L + V_th');
  });

  test('take values for symbols', () => {
    forAll((source) => {
      const [a, b] = [small(source), small(source)];
      const value = constant(source.nonZero());
      const put = (poly: Poly): Poly => substitute(poly, 'a', value);
      same(put(addPolys(a, b)), addPolys(put(a), put(b)));
      same(put(multiplyPolys(a, b)), multiplyPolys(put(a), put(b)));
    });
  });

  test('stay small whatever is done to them', () => {
    let grown: Poly = onePoly;
    for (let i = 0; i < 200; i++) grown = multiplyPolys(addPolys(grown, atom(`x${i}`)), addPolys(grown, onePoly));
    assert.ok(grown.terms.length <= 8, `${grown.terms.length} terms`);
    assert.ok(formatPoly(grown).length < 5000, `${formatPoly(grown).length} letters`);
    let huge: Poly = constant(rational(3));
    for (let i = 0; i < 64; i++) huge = multiplyPolys(huge, huge);
    assert.ok(keyOf(huge).length < 10_000);
  });

  test('are constants where no symbol is left', () => {
    assert.equal(asConstant(zeroPoly)?.n, zero.n);
    assert.equal(asConstant(onePoly)?.d, one.d);
    assert.equal(asConstant(atom('a')), null);
    assert.ok(samePoly(subtractPolys(addPolys(atom('a'), onePoly), atom('a')), onePoly));
  });
});
