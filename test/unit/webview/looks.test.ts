// Tests how lines are told apart: no two of a plot look alike, with colours or without.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { memoryOf, memoryWithin, keptText, keptTexts, type PlotsState } from '../../../webview/memory';
import { faded, lookBehind, lookOf } from '../../../webview/plots/_looks';

const palette = ['#000001', '#000002', '#000003', '#000004', '#000005', '#000006', '#000007'];

describe('the looks of lines', () => {
  test('seven lines have seven colours, and seven dashes', () => {
    const looks = palette.map((_, at) => lookOf(palette, at));
    assert.equal(new Set(looks.map(({ colour }) => colour)).size, 7);
    assert.equal(new Set(looks.map(({ dash }) => dash.join())).size, 7);
    assert.deepEqual(looks[0]?.dash, []);
  });

  test('what lies behind has the colour of its line, and dots of its own', () => {
    const looks = palette.map((_, at) => lookBehind(palette, at));
    assert.deepEqual(
      looks.map(({ colour }) => colour),
      palette,
    );
    const inFront = palette.map((_, at) => lookOf(palette, at));
    assert.equal(new Set([...looks, ...inFront].map(({ dash }) => dash.join())).size, 14);
  });

  test('an area is half seen', () => {
    assert.equal(faded('#0072b2'), '#0072b280');
    assert.equal(faded('red'), 'red');
  });
});

describe('what plots remember', () => {
  const host = () => {
    let state: Partial<PlotsState & { other: number }> = { other: 3 };
    return {
      state: () => state,
      keep: (change: Partial<PlotsState>) => void (state = { ...state, ...change }),
    };
  };

  test('stands beside the panel’s own state, plot by plot', () => {
    const here = host();
    const memory = memoryOf(here);
    memory.keep('rate', { bin: '5' });
    memory.keep('rate', { hidden: ['E'] });
    memory.keep('trace', { neuron: 'E 3' });
    assert.deepEqual(here.state(), {
      other: 3,
      plots: { rate: { bin: '5', hidden: ['E'] }, trace: { neuron: 'E 3' } },
    });
    assert.equal(keptText(memory.recall('rate'), 'bin', 'automatic'), '5');
    assert.deepEqual(keptTexts(memory.recall('rate'), 'hidden'), ['E']);
  });

  test('of one thing is not another’s, and what makes no sense is forgotten', () => {
    const memory = memoryOf(host());
    memoryWithin(memory, '/a').keep('rate', { bin: 7 });
    assert.deepEqual(memoryWithin(memory, '/b').recall('rate'), {});
    assert.equal(keptText(memoryWithin(memory, '/a').recall('rate'), 'bin', 'automatic'), 'automatic');
    assert.deepEqual(keptTexts(memoryWithin(memory, '/a').recall('rate'), 'bin'), []);
  });
});
