// Rate, regularity and correlation of whole networks against ten seeds of Brian 2's, see scripts/record/networks_brian2.py.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { networkOf, specifications } from '../../../bench/networks.mjs';
import { simulate } from '../../../src/sim/simulate';
import { margin, mean, measure, type Measured, measuredMs } from './_statistics';

type Recorded = Readonly<Record<keyof Measured, readonly number[]>>;

describe('a network fires as in Brian 2', () => {
  const recorded = JSON.parse(readFileSync('test/recordings/networks.json', 'utf8')) as Record<string, Recorded>;
  // One run of the largest takes as long as all of the others.
  const seeds: Readonly<Record<string, readonly number[]>> = {
    cuba: [1, 2, 3],
    coba: [1, 2, 3],
    brunelFifth: [1, 2, 3],
    brunel: [1],
  };
  for (const [name, own] of Object.entries(seeds)) {
    test(specifications[name].name as string, () => {
      const found = own.map((seed) => measure(simulate(networkOf(specifications[name]), { ms: measuredMs, seed })));
      for (const key of ['rateHz', 'cv', 'correlation'] as const) {
        const peers = recorded[name]?.[key] ?? [];
        assert.equal(peers.length, 10);
        const ours = mean(found.map((each) => each[key]));
        const apart = margin(peers, found.length);
        assert.ok(Math.abs(ours - mean(peers)) < apart, `${key} is ${ours}, not ${mean(peers)} ± ${apart}`);
      }
    });
  }
});
