// Tests that a network counts as changed when a run would differ, and not when it only stands elsewhere.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { networkKey } from '../../../src/extension/probe/networkKey';
import { type PlacedNetwork } from '../../../src/protocol/analysis';

const network = (line: number, size: number, sure: 'declared' | 'assumed' = 'declared'): PlacedNetwork => {
  const span = { file: 'a.py', start: line * 10, end: line * 10 + 5, line, column: 1, endLine: line, endColumn: 6 };
  return {
    backend: 'nest',
    populations: [{ name: 'E', size, model: 'iaf_psc_exp', dynamics: 'lif-current-exp', params: {}, span }],
    dt: { value: 0.1, unit: 'ms', text: '0.1', sure },
  } as unknown as PlacedNetwork;
};

describe('the key of a network', () => {
  test('stays when only places and sureness change', () => {
    assert.equal(networkKey(network(3, 100)), networkKey(network(7, 100, 'assumed')));
  });

  test('changes with what is simulated', () => {
    assert.notEqual(networkKey(network(3, 100)), networkKey(network(3, 101)));
  });
});
