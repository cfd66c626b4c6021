// Properties of units: their group, their spelling, and conversions there and back.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { catalogue, prefixes } from '../../../src/core/units/catalogue';
import { formatUnit, unitInWords } from '../../../src/core/units/format';
import { parseUnit } from '../../../src/core/units/parse';
import { multiply, one, toFraction } from '../../../src/core/units/rational';
import {
  conversion,
  divideUnits,
  multiplyUnits,
  pure,
  raiseUnit,
  sameKind,
  sameUnit,
  type Unit,
} from '../../../src/core/units/unit';
import { forAll } from './_random';

const same = (a: Unit | null, b: Unit | null): void => {
  assert.ok(a && b);
  assert.ok(sameUnit(a, b), `${formatUnit(a)} is not ${formatUnit(b)}`);
};
const read = (text: string): Unit => {
  const unit = parseUnit(text);
  assert.ok(unit, `${text} is not read`);
  return unit;
};
const unnamed = (unit: Unit): Unit => ({ ...unit, symbol: null });

describe('units', () => {
  test('form a commutative group', () => {
    forAll((source) => {
      const [a, b, c] = [source.unit(), source.unit(), source.unit()];
      same(multiplyUnits(a, b), multiplyUnits(b, a));
      same(multiplyUnits(multiplyUnits(a, b), c), multiplyUnits(a, multiplyUnits(b, c)));
      same(multiplyUnits(a, pure), a);
      same(divideUnits(a, a), pure);
      same(multiplyUnits(divideUnits(a, b), b), a);
    });
  });

  test('have powers that add up and roots that undo them', () => {
    forAll((source) => {
      const unit = source.unit();
      const [m, n] = [source.below(4) - 1, source.below(3)];
      const [x, y] = [raiseUnit(unit, m), raiseUnit(unit, n)];
      assert.ok(x && y);
      same(multiplyUnits(x, y), raiseUnit(unit, m + n));
      const square = raiseUnit(unit, 2);
      same(square && raiseUnit(square, 0.5), unit);
    });
  });

  test('convert there and back', () => {
    forAll((source) => {
      const named = source.pick(catalogue.filter((each) => each.prefixes));
      const pick = (): Unit => read(source.pick(prefixes).symbol + named.symbol);
      const [a, b, c] = [pick(), pick(), pick()];
      assert.ok(sameKind(a, b));
      assert.equal(toFraction(multiply(conversion(a, b), conversion(b, a))), toFraction(one));
      assert.equal(toFraction(multiply(conversion(a, b), conversion(b, c))), toFraction(conversion(a, c)));
    });
    assert.equal(toFraction(conversion(read('pA'), read('nA'))), '1/1000');
    assert.equal(toFraction(conversion(read('1/ms'), read('Hz'))), '1000');
  });

  test('are read again as they are written', () => {
    forAll((source) => {
      const unit = unnamed(source.simpleUnit());
      const text = formatUnit(unit);
      if (text.startsWith('×')) return;
      same(parseUnit(text), unit);
    });
  });

  test('written as products are read again', () => {
    const everyday = ['mV', 'pA', 'nA', 'nS', 'µS', 'pF', 'nF', 'ms', 's', 'kHz', 'MΩ', 'µm', 'mM', 'step'];
    for (const left of everyday) {
      for (const right of everyday) {
        for (const unit of [multiplyUnits(read(left), read(right)), divideUnits(read(left), read(right))]) {
          const text = formatUnit(unnamed(unit));
          if (!text.startsWith('×')) same(parseUnit(text), unit);
        }
      }
      same(parseUnit(formatUnit(unnamed(raiseUnit(read(left), 2) ?? pure))), raiseUnit(read(left), 2));
    }
  });

  test('have many spellings', () => {
    const spellings: readonly (readonly string[])[] = [
      ['µF/cm²', 'uF/cm^2', 'uF/cm**2', 'μF·cm^-2', 'uF cm-2', 'uF/(cm*cm)'],
      ['1/ms', 'ms^-1', 'ms⁻¹', 'per ms', 'ms**-1', 'kHz', 'spikes/ms'],
      ['Hz', '1/s', 'spikes/s', 'sp/s', 'events/s', 's^-1', 'hertz'],
      ['mV', 'millivolt', 'millivolts'],
      ['MΩ', 'MOhm', 'Mohm', 'megaohm'],
      ['pA', 'picoampere', 'picoamperes', 'pamp'],
      ['ms', 'msec', 'millisecond', 'milliseconds', 'msecs'],
      ['nS', 'nanosiemens'],
      ['mV/ms', 'V/s', 'mV·ms^-1', 'mV per ms'],
      ['A', 'C/s', 'V/Ω', 'V·S', 'F·V/s'],
      ['1', 'dimensionless', 'V/V'],
    ];
    for (const [first = '', ...rest] of spellings) for (const each of rest) same(parseUnit(each), read(first));
  });

  test('are not read from what is none', () => {
    for (const text of [
      '',
      ' ',
      'foo',
      'mV/',
      '/mV',
      'm V V V x',
      '(mV',
      'mV)',
      'mV^',
      'mV^x',
      '5 mV',
      'mVV',
      '1/1/',
      '**',
      '²',
      'x'.repeat(100),
      'constructor',
      '__proto__',
      'toString',
    ])
      assert.equal(parseUnit(text), null, text);
  });

  test('have words', () => {
    assert.equal(unitInWords(unnamed(read('pA'))), 'picoamperes (pA)');
    assert.equal(unitInWords(unnamed(read('nS'))), 'nanosiemens (nS)');
    assert.equal(unitInWords(pure), 'a pure number');
    assert.match(unitInWords(unnamed(read('µF/cm²'))), /capacitance per area/);
  });

  test('can be said of everything that arithmetic makes', () => {
    forAll((source) => {
      const unit = unnamed(source.unit());
      assert.notEqual(formatUnit(unit), '');
      assert.notEqual(unitInWords(unit), '');
    });
  });
});
