// Files of every format but HDF5: each figure as numpy finds it, what is no number named, and damaged files refused in one line.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { memoryBytes } from '../../../src/data/bytes';
import { DataError } from '../../../src/data/error';
import { inspectFile, type InspectReport } from '../../../src/data/inspect';
import { assertFigures, entryOf, type Figures } from './_figures';
import { tools, withFile } from './_files';
import { zipOf } from './_zip';

const folder = 'test/fixtures/formats';

const recorded = (
  JSON.parse(readFileSync('test/recordings/formats.json', 'utf8')) as { files: Record<string, Record<string, Figures>> }
).files;

const inspect = (name: string): Promise<InspectReport> =>
  withFile(join(folder, name), (source) => inspectFile(name, source, tools));

describe('figures as numpy, scipy and torch find them', () => {
  for (const [name, paths] of Object.entries(recorded)) {
    test(name, async () => {
      const report = await inspect(name);
      for (const [path, expected] of Object.entries(paths)) assertFigures(report, path, expected);
    });
  }
});

describe('a format is known by its content', () => {
  const formats: readonly (readonly [string, string])[] = [
    ['record.npy', 'npy'],
    ['stored.npz', 'npz'],
    ['checkpoint.pt', 'PyTorch'],
    ['legacy.pth', 'PyTorch (before 1.6)'],
    ['script.pt', 'TorchScript'],
    ['protocol0.pkl', 'pickle'],
    ['protocol5.pkl', 'pickle'],
    ['model.safetensors', 'safetensors'],
    ['compressed.mat', 'MATLAB 5'],
    ['version4.mat', 'MATLAB 4'],
    ['table.csv', 'table of text'],
    ['savetxt.txt', 'table of text'],
    ['history.json', 'JSON'],
    ['log.jsonl', 'JSON lines'],
    ['spike_recorder-11-0.dat', 'spike times (NEST)'],
    ['pynn.ras', 'spike times (PyNN or NeuroTools)'],
    ['sonata_spikes.csv', 'spike times (SONATA)'],
    ['trains.txt', 'spike times (a line for each neuron)'],
  ];
  for (const [name, format] of formats) {
    test(`${name} is ${format}, whatever it is called`, async () => {
      const bytes = readFileSync(join(folder, name));
      assert.equal((await inspectFile('data', memoryBytes(bytes), tools)).format, format);
    });
  }
});

describe('what is no array of numbers is named', () => {
  test('in a checkpoint', async () => {
    const report = await inspect('checkpoint.pt');
    assert.equal(entryOf(report, 'config/name').text, 'ei');
    assert.equal(entryOf(report, 'config/dtype').text, 'torch.float32');
    assert.equal(entryOf(report, 'config/nothing').unread, 'no value');
    assert.equal(entryOf(report, 'types/quantised').dtype, 'qint8');
    assert.match(entryOf(report, 'types/quantised').note ?? '', /^quantised: .*\(scale 0.1, zero point 0\)/);
    assert.equal(entryOf(report, 'types/bfloat16').dtype, 'bfloat16');
    assert.deepEqual(report.notes, []);
  });

  test('a part of a quantised tensor has the scales of its own channels', async () => {
    const { entries } = await withFile(join(folder, 'quantised.pt'), (source) =>
      inspectFile('quantised.pt', source, tools, undefined, { paths: ['columns'], slice: '1:3,2:4' }),
    );
    const values = entries[0]?.preview?.values ?? [];
    assert.equal(values.length, 4);
    // Whole numbers of the third and the fourth column's scale.
    for (const [i, value] of values.entries()) {
      const steps = Number(value) / (i % 2 === 0 ? 0.02 : 0.04);
      assert.ok(Math.abs(steps - Math.round(steps)) < 1e-4, `${i}: ${String(value)}`);
    }
  });

  test('a module lists its parameters under their own names, and nothing of its hooks', async () => {
    const report = await inspect('module.pt');
    assert.equal(entryOf(report, '0.weight').dtype, 'float32');
    assert.ok(!report.entries.some(({ path }) => /hook|_parameters|training/.test(path)));
  });

  test('classes of others are never made', async () => {
    const report = await inspect('protocol4.pkl');
    assert.equal(entryOf(report, 'config').unread, '__main__.Config, not executed');
    assert.equal(entryOf(report, 'text').text, 'häß');
    assert.equal(entryOf(report, 'pair[1][0]').text, 'x');
    assert.equal(entryOf(report, 'objects[1]').text, 'x');
    assert.deepEqual(report.notes, []);
  });

  test('units of columns stand in their names', async () => {
    const report = await inspect('table.csv');
    assert.equal(entryOf(report, 'time').unit, 'ms');
    assert.equal(entryOf(report, 'rate').unit, 'Hz');
    assert.equal(entryOf(report, 'v_mV').unit, 'mV');
    assert.equal(entryOf(report, 'v_mV').note, '1 missing');
    assert.equal(entryOf(report, 'all').note, '1 no numbers, the first "oops" in row 6');
    assert.equal(entryOf(report, 'name').dtype, 'text');
    assert.equal(entryOf(report, 'ok').dtype, 'bool');
  });

  test('texts and tables of characters of MATLAB', async () => {
    const report = await inspect('compressed.mat');
    assert.equal(entryOf(report, 'session').text, 'spring');
    assert.equal(entryOf(report, 'rows').unread, 'text');
    assert.equal(entryOf(report, 'sparse').note, 'sparse, 22 of 108 numbers are stored');
    assert.equal(entryOf(report, 'nothing').unread, 'empty');
    assert.equal(entryOf(report, 'mask').dtype, 'bool');
  });
});

describe('a pickle that would call the system', () => {
  for (const name of ['evil0.pkl', 'evil4.pkl', 'evil.pt']) {
    test(`${name} is read, warned of in one line, and not obeyed`, async () => {
      const report = await inspect(name);
      assert.equal(entryOf(report, 'w').max, 1);
      const warnings = report.notes.filter((note) => note.startsWith('warning'));
      assert.equal(warnings.length, 1);
      assert.match(warnings[0] ?? '', /os\.system\("echo executed > \/tmp\/spikelint-executed"\)/);
      assert.match(entryOf(report, 'evil').unread ?? '', /system, not executed/);
    });
  }
});

describe('cut at any byte', () => {
  for (const name of readdirSync(folder)) {
    test(`${name} is read or refused, never breaks a reader`, async () => {
      const bytes = new Uint8Array(readFileSync(join(folder, name)));
      for (let length = 0; length < bytes.length; length++) {
        try {
          const report = await inspectFile(name, memoryBytes(bytes.subarray(0, length)), tools);
          assert.ok(report.entries.length + report.notes.length > 0, `${length} bytes`);
        } catch (error) {
          assert.ok(error instanceof DataError, `${length} bytes: ${String(error)}`);
          assert.ok(!error.message.includes('\n') && error.message.length < 200);
        }
      }
    });
  }
});

describe('what is called a table and is none', () => {
  for (const text of ['time,v\n', 'a,b\n1,2,3\n4\n5,6\n'])
    test(`says why: ${JSON.stringify(text)}`, () =>
      assert.rejects(
        inspectFile('x.csv', memoryBytes(new TextEncoder().encode(text)), tools),
        /no rows of data, or its rows have different numbers of columns/,
      ));
});

describe('Keras 3 keeps its weights as HDF5 within a zip archive', () => {
  const weights = readFileSync('test/fixtures/data/model.h5');
  const config = { name: 'config.json', content: new TextEncoder().encode('{}') };
  for (const deflate of [false, true])
    test(deflate ? 'deflated' : 'stored', async () => {
      const archive = zipOf([config, { name: 'model.weights.h5', content: weights, deflate }]);
      const report = await inspectFile('model.keras', memoryBytes(archive), tools);
      const plain = await inspectFile('model.h5', memoryBytes(weights), tools);
      assert.equal(report.format, 'Keras');
      assert.deepEqual(report.entries, plain.entries);
      assert.match(report.notes[0] ?? '', /kernel, recurrent kernel/);
    });

  test('an archive without weights is none, and one with damaged weights is refused in one line', async () => {
    const content = new Uint8Array(weights.subarray(0, 40));
    for (const [name, why] of [
      ['model.weights.h5', /truncated or damaged/],
      ['other.h5', /zip archive that holds neither/],
    ] as const)
      await assert.rejects(
        inspectFile('model.keras', memoryBytes(zipOf([{ name, content }])), tools),
        (error: unknown) => error instanceof DataError && why.test(error.message),
      );
  });
});
