// Claims of units: unknowns are settled by equations, powers of ten are remembered, steps do not count.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type Claim,
  claimOf,
  type Evidence,
  fits,
  multiplyClaims,
  multiplyWithSteps,
  raiseClaim,
  resolve,
  scaleClaim,
  sureness,
  unify,
  unitOf,
  unknownClaim,
} from '../../../src/core/evaluate/claim';
import { formatUnit } from '../../../src/core/units/format';
import { parseUnit } from '../../../src/core/units/parse';
import { rational } from '../../../src/core/units/rational';
import { pure, sameUnit, type Unit } from '../../../src/core/units/unit';

const unit = (symbol: string): Unit => parseUnit(symbol) ?? pure;
const because = (kind: Evidence['kind'], symbol: string): Evidence => ({
  kind,
  text: 'said',
  span: null,
  unit: unit(symbol),
});
const claim = (symbol: string, kind: Evidence['kind'] = 'comment'): Claim =>
  claimOf(unit(symbol), because(kind, symbol));
const inferred = because('inferred', '1');
const shown = (each: Claim | null): string => {
  const known = unitOf(each);
  return known ? formatUnit({ ...known, symbol: null }) : '?';
};
const inverse = (each: Claim): Claim => {
  const raised = raiseClaim(each, -1);
  assert.ok(raised);
  return raised;
};

describe('claims', () => {
  test('multiply and divide with their units, and are as sure as the weaker one', () => {
    const current = multiplyClaims(claim('nS', 'declared'), claim('mV', 'name'));
    assert.equal(shown(current), 'pA');
    assert.equal(current.sure, sureness.name);
    assert.equal(current.evidence.length, 2);
    assert.equal(shown(multiplyClaims(claim('mV'), inverse(claim('mV')))), '1');
  });

  test('settle an unknown by one equation, forward and backward', () => {
    const x = unknownClaim('x');
    const product = multiplyClaims(x, claim('ms'));
    assert.equal(shown(product), '?');
    assert.equal(unify(product, claim('mV'), inferred), 'solved');
    assert.equal(shown(product), 'mV');
    assert.equal(shown(x), 'mV/ms');
    assert.equal(resolve(x).sure, sureness.inferred);
  });

  test('take a chain of unknowns along', () => {
    const [x, y, z] = [unknownClaim('x'), unknownClaim('y'), unknownClaim('z')];
    assert.equal(unify(x, y, inferred), 'solved');
    assert.equal(unify(y, multiplyClaims(z, z), inferred), 'solved');
    assert.equal(unify(z, claim('mV'), inferred), 'solved');
    assert.equal(shown(x), 'mV²');
    assert.equal(unify(x, y, inferred), 'agree');
  });

  test('solve an unknown under a power', () => {
    const x = unknownClaim('x');
    const square = raiseClaim(x, 2);
    assert.ok(square);
    unify(square, claim('mV^2'), inferred);
    assert.equal(shown(x), 'mV');
  });

  test('do not loop when an unknown meets itself', () => {
    const x = unknownClaim('x');
    assert.equal(unify(x, x, inferred), 'agree');
    assert.equal(unify(multiplyClaims(x, claim('ms')), x, inferred), 'conflict');
    assert.equal(shown(x), '?');
  });

  test('survive long chains', () => {
    const all = Array.from({ length: 5000 }, (_, i) => unknownClaim(`x${i}`));
    for (let i = 1; i < all.length; i++) unify(all[i - 1] ?? claim('1'), all[i] ?? claim('1'), inferred);
    unify(all.at(-1) ?? claim('1'), claim('ms'), inferred);
    assert.equal(shown(all[0] ?? null), 'ms');
  });

  test('conflict where both are known', () => {
    assert.equal(unify(claim('mV'), claim('mV'), inferred), 'agree');
    assert.equal(unify(claim('mV'), claim('V'), inferred), 'conflict');
    assert.equal(unify(claim('mV'), claim('pA'), inferred), 'conflict');
  });

  test('remember powers of ten, which explain a prefix', () => {
    const scaled = scaleClaim(claim('pA'), rational(1, 1000));
    assert.ok(fits(scaled, unit('nA')));
    assert.ok(fits(scaled, unit('pA')));
    assert.ok(!fits(scaled, unit('µA')));
    assert.ok(!fits(scaled, unit('mV')));
    assert.ok(!fits(scaleClaim(claim('pA'), rational(1000)), unit('nA')));
  });

  test('let a time take steps along', () => {
    const time = multiplyWithSteps(claim('step'), claim('ms'));
    assert.equal(shown(time), 'ms');
    assert.equal(shown(multiplyWithSteps(claim('1/step'), inverse(claim('ms')))), '1/ms');
    assert.equal(shown(multiplyWithSteps(claim('mV/step'), inverse(claim('ms')))), 'mV/ms');
    assert.ok(fits(claim('step'), pure));
    assert.ok(!fits(claim('step'), unit('ms')));
    assert.ok(!fits(claim('1/step'), unit('Hz')));
    const length = unitOf(multiplyWithSteps(claim('ms/step'), claim('step')));
    assert.ok(length && sameUnit(length, unit('ms')));
  });
});

test('a unit equation without an exact root stays open, and ends', () => {
  const [x, y] = [unknownClaim('x'), unknownClaim('y')];
  const [root, third] = [raiseClaim(x, 0.5), raiseClaim(y, 1 / 3)];
  assert.ok(root && third);
  unify(root, third, inferred);
  unify(y, claim('min'), inferred);
  unify(multiplyClaims(x, y), x, inferred);
  assert.doesNotThrow(() => [shown(x), shown(y), shown(root), shown(multiplyClaims(x, third))]);
});
