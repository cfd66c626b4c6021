// Properties of exact rational numbers.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as q from '../../../src/core/units/rational';
import { forAll } from './_random';

const same = (a: q.Rational, b: q.Rational): void => assert.equal(q.toFraction(a), q.toFraction(b));

describe('rationals', () => {
  test('form a field', () => {
    forAll((source) => {
      const [a, b, c] = [source.rational(), source.rational(), source.nonZero()];
      same(q.add(a, b), q.add(b, a));
      same(q.multiply(a, b), q.multiply(b, a));
      same(q.add(q.add(a, b), c), q.add(a, q.add(b, c)));
      same(q.multiply(q.multiply(a, b), c), q.multiply(a, q.multiply(b, c)));
      same(q.multiply(c, q.add(a, b)), q.add(q.multiply(c, a), q.multiply(c, b)));
      same(q.subtract(a, a), q.zero);
      same(q.divide(c, c), q.one);
      same(q.multiply(q.divide(a, c), c), a);
    });
  });

  test('are in lowest terms with a positive denominator', () => {
    forAll((source) => {
      for (const each of [q.add(source.rational(), source.rational()), q.divide(source.rational(), source.nonZero())]) {
        assert.ok(each.d > 0n);
        same(q.rational(each.n * 6n, each.d * -6n), q.negate(each));
      }
    });
  });

  test('have powers that multiply and roots that undo them', () => {
    forAll((source) => {
      const a = source.nonZero();
      const [m, n] = [source.below(4), source.below(4)];
      const [x, y, sum] = [q.power(a, m), q.power(a, n), q.power(a, m + n)];
      assert.ok(x && y && sum);
      same(q.multiply(x, y), sum);
      const inverse = q.power(a, -m);
      assert.ok(inverse);
      same(q.multiply(inverse, x), q.one);
      const small = q.rational(source.below(1000), 1 + source.below(1000));
      const square = q.multiply(small, small);
      const root = q.root(square, 2);
      assert.ok(root);
      same(root, small);
    });
  });

  test('are ordered as numbers are', () => {
    forAll((source) => {
      const [a, b] = [source.rational(), source.rational()];
      assert.equal(q.compare(a, b), Math.sign(q.toNumber(q.subtract(a, b))) + 0);
      assert.ok(q.sign(q.absolute(a)) >= 0);
    });
  });

  test('are read as they are written', () => {
    forAll((source) => {
      const decimal = q.rational(BigInt(source.below(1e9)), 10n ** BigInt(source.below(9)));
      const read = q.parseDecimal(q.toText(decimal));
      assert.ok(read);
      same(read, decimal);
    });
    same(q.parseDecimal('1_000.5e-3') ?? q.zero, q.rational(10005, 10000));
    for (const text of ['', '.', 'e5', '1e9999', '0x10', '1.2.3', 'nan'])
      assert.equal(q.parseDecimal(text), null, text);
  });

  test('know powers of ten', () => {
    for (let exponent = -30; exponent <= 30; exponent++) {
      const value = q.power(q.rational(10), exponent);
      assert.ok(value);
      assert.equal(q.powerOfTen(value), exponent);
      assert.equal(q.powerOfTen(q.multiply(value, q.rational(3))), null);
      assert.equal(q.powerOfTen(q.negate(value)), null);
    }
    assert.equal(q.powerOfTen(q.zero), null);
    assert.equal(q.powerOfTen(q.rational(10, 3)), null);
  });

  test('become doubles as near as doubles are', () => {
    forAll((source) => {
      const value = source.below(1e6) / (1 + source.below(1000));
      const exact = q.fromNumber(value);
      assert.ok(exact);
      assert.equal(q.toNumber(exact), value);
    });
    assert.equal(q.fromNumber(Infinity), null);
    assert.equal(q.fromNumber(NaN), null);
    assert.equal(q.toNumber(q.rational(10n ** 500n, 10n ** 499n)), 10);
  });
});
