// Tests that every command's JSON is what its published schema says, and that the schemas would notice if it were not.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { commands } from '../../../src/cli/commands/index';
import { run } from './_machine';
import { faultsOf, type Schema } from './_schema';

const schemaOf = (command: string): Schema =>
  JSON.parse(readFileSync(`docs/schemas/${command}.schema.json`, 'utf8')) as Schema;

/** Together they show every key. */
const runs: Readonly<Record<string, readonly string[]>> = {
  check: ['.', 'weight.py nowhere.py'],
  units: ['weight.py', 'branch.py', 'cells.ipynb', 'drawn.py'],
  network: ['sound.py', 'silent.py', 'branch.py', '../../../examples/sound-nest.py', '../../../examples/sound-pynn.py'],
  probe: ['silent.py', 'sound.py --ms 20', 'expected.py --ms 200', '../../../examples/pynn-weight-in-pA.py --ms 100'],
  inspect: [
    '../../fixtures/data/model.h5',
    '../../fixtures/data/model.h5 weights/gzip types/text',
    '../../fixtures/data/model.h5 ../../fixtures/data/session.mat --tree',
    '../../fixtures/data/session.mat',
    '../../fixtures/data/model.h5 --weights',
    '../../fixtures/weights/cells_edges.h5 --weights',
    '../../fixtures/weights/before.npz ../../fixtures/weights/after.npz',
    '../../fixtures/weights/cells_edges.h5 ../../fixtures/sonata/cortex_cortex_edges.h5',
    '../../fixtures/data/objects.npy',
  ],
  diagnose: [
    '--data ../../fixtures/rates/session.mat',
    '--data ../../fixtures/rates/session.mat --code ../../fixtures/rates/ei.py --weights ../../fixtures/rates/checkpoint.pt --history ../../fixtures/rates/history.json',
    '--data ../../fixtures/rates/session.mat --weights ../../fixtures/rates/checkpoint.pt --set activation=softplus',
  ],
  live: ['../../fixtures/live/service.log'],
  rule: ['', 'unit-mismatch'],
  drive: ['../../../examples/background', '../../../examples/sound-nest.py ../../../examples/sound-pynn.py'],
};

describe('JSON', () => {
  test('of every command has a schema and a test', () => {
    assert.deepEqual(commands.map(({ name }) => name).sort(), Object.keys(runs).sort());
  });

  for (const [command, operands] of Object.entries(runs)) {
    for (const given of operands) {
      test(`of ${command} ${given} is as its schema says`, async () => {
        const words = [command, ...given.split(' ').filter(Boolean), '--format', 'json'];
        const { out } = await run(words, { folder: 'test/golden/models' });
        assert.deepEqual(faultsOf(JSON.parse(out), schemaOf(command)), []);
      });
    }
  }
});

describe('the check of schemas', () => {
  const schema = schemaOf('rule');
  const page = { id: 'a', severity: 'error', summary: 'b', documentation: 'c' };

  test('names what is missing, wrong or not described', () => {
    assert.deepEqual(faultsOf({ version: 1, rules: [page] }, schema), []);
    assert.deepEqual(faultsOf({ version: 2, rules: [] }, schema), ['/version: is not 1']);
    assert.deepEqual(faultsOf({ version: 1 }, schema), ['the whole: "rules" is missing']);
    assert.deepEqual(faultsOf({ version: 1, rules: [{ ...page, severity: 'bad', more: 1 }] }, schema), [
      '/rules/0/severity: is none of ["error","warning","information"]',
      '/rules/0/more: the schema does not describe it',
    ]);
  });
});
