// Tests that what is made of itself again and again, as in a loop, is told in a text of bounded length.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addPolys, formatPoly, makeAtom, symbol } from '../../../src/core/evaluate/poly';

test('sixty doublings of a formula are told in one line', () => {
  let poly = symbol(makeAtom('x', 'x'));
  for (let i = 0; i < 60; i++) {
    const text = `${formatPoly(poly)} or ${formatPoly(addPolys(poly, symbol(makeAtom('y', 'y'))))}`;
    poly = symbol(makeAtom(`part ${i}`, text, null, [poly]));
  }
  assert.ok(formatPoly(poly).length < 500);
  assert.match(formatPoly(poly), /^x or x \+ y/);
});
