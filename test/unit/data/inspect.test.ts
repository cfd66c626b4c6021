// Inspecting real files: every figure as numpy finds it, and everything that can't be read named instead of guessed.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { memoryBytes } from '../../../src/data/bytes';
import { DataError } from '../../../src/data/error';
import { inspectFile, type InspectReport } from '../../../src/data/inspect';
import { assertFigures, assertNear, entryOf, type Figures } from './_figures';
import { tools, withFile } from './_files';

const folder = 'test/fixtures/data';

interface Recorded extends Figures {
  readonly percentiles: readonly number[] | null;
}

const recorded = (
  JSON.parse(readFileSync('test/recordings/data.json', 'utf8')) as { files: Record<string, Record<string, Recorded>> }
).files;

const inspect = (name: string): Promise<InspectReport> =>
  withFile(join(folder, name), (source) => inspectFile(name, source, tools));

describe('figures as numpy finds them', () => {
  for (const [name, paths] of Object.entries(recorded)) {
    test(name, async () => {
      const report = await inspect(name);
      assert.equal(report.version, 1);
      assert.equal(report.file, name);
      for (const [path, expected] of Object.entries(paths)) {
        const entry = entryOf(report, path);
        assert.equal(entry.unread, undefined, path);
        assertFigures(report, path, expected);
        const percentiles = [1, 5, 25, 50, 75, 95, 99].map((each) => entry.percentiles?.[each] ?? null);
        percentiles.forEach((value, i) =>
          assertNear(value, expected.percentiles?.[i] ?? null, `${path} percentile ${i}`),
        );
        if (entry.histogram !== null) {
          assert.equal(entry.histogram.edges.length, entry.histogram.counts.length + 1);
          assert.deepEqual([entry.histogram.edges[0], entry.histogram.edges.at(-1)], [expected.min, expected.max]);
        }
      }
    });
  }
});

describe('an HDF5 file', () => {
  test('is listed with types, filters and units', async () => {
    const report = await inspect('model.h5');
    assert.equal(report.format, 'HDF5');
    const type = (path: string) => entryOf(report, path).dtype;
    assert.equal(type('weights/recurrent'), 'float32');
    assert.equal(type('types/bool'), 'bool');
    assert.equal(type('types/half'), 'float16');
    assert.equal(type('types/uint64'), 'uint64');
    assert.deepEqual([type('types/compound.id'), type('types/compound.weight')], ['int32', 'float64']);
    assert.equal(entryOf(report, 'weights/recurrent').unit, 'pA');
    assert.equal(entryOf(report, 'weights/input').unit, 'nS');
    assert.equal(entryOf(report, 'weights/gzip').unit, undefined);
    assert.deepEqual(entryOf(report, 'weights/gzip').filters, ['shuffle', 'gzip']);
    assert.deepEqual(entryOf(report, 'weights/packed').filters, ['scaleoffset']);
  });

  test('says why something was not read', async () => {
    const report = await inspect('model.h5');
    for (const [path, reason] of [
      ['types/text', /^text$/],
      ['types/reference', /^references$/],
      ['odd/empty', /no dataspace/],
      ['odd/huge', /claims 1125899906842624 elements/],
      ['odd/virtual', /another file, other\.h5/],
    ] as const) {
      const entry = entryOf(report, path);
      assert.match(entry.unread ?? '', reason);
      assert.deepEqual([entry.min, entry.histogram], [null, null]);
    }
    assert.deepEqual(report.notes, [
      'odd/broken points nowhere',
      'odd/elsewhere lies in another file, other.h5, and is not followed',
    ]);
  });

  test('with cycles ends, and a soft link leads to its dataset', async () => {
    const report = await inspect('model.h5');
    assert.ok(report.entries.length < 40);
    assert.equal(entryOf(report, 'odd/soft').mean, entryOf(report, 'weights/recurrent').mean);
  });

  test('compressed with LZF is named, never read as zeros', async () => {
    const lzf = entryOf(await inspect('filters.h5'), 'lzf');
    assert.match(lzf.unread ?? '', /^compressed with LZF, which can’t be decoded here: "h5repack/);
    assert.deepEqual(lzf.filters, ['LZF']);
    assert.equal(lzf.min, null);
  });

  test('is read in slices, not whole', async () => {
    const listed = await withFile(join(folder, 'model.h5'), async (source, bytesRead) => {
      const file = await tools.loadHdf5();
      const opened = await file.openHdf5(source);
      const dataset = opened.datasets.find(({ path }) => path === 'weights/input');
      const before = bytesRead();
      assert.equal(dataset?.read([2, 3, 1], [1, 2, 2]).length, 4);
      opened.close();
      return bytesRead() - before;
    });
    assert.ok(listed < 7 * 11 * 3 * 8, `${listed} bytes read for four numbers`);
  });
});

describe('a MATLAB 7.3 file', () => {
  test('is recognised, and its reversed axes are said', async () => {
    const report = await inspect('session.mat');
    assert.equal(report.format, 'MATLAB 7.3');
    assert.ok(report.notes.some((note) => note.includes('axes reversed')));
    const rates = entryOf(report, 'firing_rates');
    assert.deepEqual(rates.shape, [12, 8, 4]);
    assert.equal(rates.dtype, 'float64');
    assert.deepEqual(rates.matlabShape, [4, 8, 12]);
  });

  test('has text, cells, logicals and empty arrays', async () => {
    const report = await inspect('session.mat');
    assert.equal(entryOf(report, 'session').text, 'spring');
    assert.equal(entryOf(report, 'valid').dtype, 'uint8 (MATLAB logical)');
    assert.match(entryOf(report, 'cells').unread ?? '', /a cell: see cells\{1\}/);
    assert.equal(entryOf(report, 'cells{1}').mean, entryOf(report, 'valid').mean);
    assert.equal(entryOf(report, 'nothing').unread, 'empty in MATLAB');
  });
});

describe('a .npy file', () => {
  test('of objects is a pickle: listed, never executed', async () => {
    const [entry] = (await inspect('objects.npy')).entries;
    assert.match(entry?.unread ?? '', /pickle/);
  });

  test('of complex numbers has their two parts', async () => {
    const report = await inspect('complex.npy');
    assert.deepEqual([entryOf(report, 'array.real').max, entryOf(report, 'array.imag').max], [1, 2]);
  });
});

describe('what is no data file', () => {
  const refusal = async (bytes: Uint8Array): Promise<string> => {
    try {
      await inspectFile('x', memoryBytes(bytes), tools);
    } catch (error) {
      assert.ok(error instanceof DataError, String(error));
      assert.ok(!error.message.includes('\n'));
      return error.message;
    }
    return 'was read';
  };
  const text = (content: string) => Uint8Array.from(content, (character) => character.charCodeAt(0));
  const npy = (header: string, body = '') => {
    const length = String.fromCharCode(header.length & 255, header.length >> 8);
    return text(`\x93NUMPY\x01\x00${length}${header}${body}`);
  };

  test('is refused in one line', async () => {
    const refused =
      'no file of data that is known here: not HDF5, MATLAB, numpy, PyTorch, pickle, safetensors, JSON, or a table of numbers';
    assert.equal(await refusal(new Uint8Array()), 'the file is empty');
    assert.equal(await refusal(text('name = 1\n')), refused);
    assert.match(await refusal(text('PK\x03\x04')), /zip archive/);
    assert.match(await refusal(text('\x80\x04cos\nsystem\n')), /pickle is truncated/);
    assert.match(await refusal(text('MATLAB 5.0 MAT-file')), /truncated/);
    assert.match(await refusal(text('\x1f\x8b\x08')), /gunzip/);
  });

  test('or a .npy that lies is refused too', async () => {
    const header = (shape: string, descr = "'<f8'") =>
      `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }`;
    assert.match(await refusal(npy(header('(1152921504606846976,)'))), /truncated: 9223372036854776000 bytes/);
    assert.match(await refusal(npy(header('(3,)'), 'too short')), /truncated: 24 bytes of numbers announced, 9 there/);
    assert.match(await refusal(npy('{}')), /header is damaged/);
    assert.match(await refusal(text('\x93NUMPY')), /header is damaged/);
    assert.match(await refusal(text('\x93NUMPY\x01\x00\xff\xffx')), /header is damaged/);
  });

  test('or a truncated HDF5 file is refused in one line', async () => {
    const whole = readFileSync(join(folder, 'model.h5'));
    for (const part of [8, 100, 1000, 20_000, whole.length - 1]) {
      assert.equal(await refusal(whole.subarray(0, part)), 'the HDF5 file is truncated or damaged');
    }
  });
});

test('an HDF5 file damaged in any one place is read, or refused, but never breaks the reader', async () => {
  const whole = readFileSync(join(folder, 'filters.h5'));
  let refused = 0;
  for (let at = 0; at < whole.length; at += 61) {
    const bytes = Uint8Array.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    try {
      const report = await inspectFile('x', memoryBytes(bytes), tools);
      assert.ok(
        report.entries.every(({ path, min, unread }) => path !== 'lzf' || min === null || unread === undefined),
      );
    } catch (error) {
      assert.ok(error instanceof DataError, `byte ${at}: ${String(error)}`);
      refused++;
    }
  }
  assert.ok(refused > 0);
  assert.equal(entryOf(await inspect('filters.h5'), 'szip').max, 32);
});

test('a damaged chunk is named and the other datasets are still read', async () => {
  const bytes = Uint8Array.from(readFileSync(join(folder, 'model.h5')));
  // The first gzip chunk begins with the header of a zlib stream.
  const start = bytes.findIndex((byte, i) => byte === 0x78 && bytes[i + 1] === 0x5e);
  assert.ok(start > 0);
  bytes.fill(0xaa, start + 20, start + 60);
  const report = await inspectFile('x', memoryBytes(bytes), tools);
  assert.equal(entryOf(report, 'weights/gzip').unread, 'its numbers are truncated or damaged');
  assert.equal(entryOf(report, 'weights/gzip').min, null);
  assert.equal(entryOf(report, 'weights/recurrent').unread, undefined);
});

describe('control', () => {
  test('progress rises to 1 and a cancelled inspection says how far it came', async () => {
    const seen: number[] = [];
    const control = { progress: (fraction: number) => void seen.push(fraction), cancelled: () => seen.length >= 3 };
    const part = await withFile(join(folder, 'model.h5'), (source) => inspectFile('model.h5', source, tools, control));
    assert.match(part.notes.at(-1) ?? '', /cancelled after \d+ of \d+ datasets/);
    const all: number[] = [];
    const watch = { progress: (fraction: number) => void all.push(fraction) };
    await withFile(join(folder, 'model.h5'), (source) => inspectFile('model.h5', source, tools, watch));
    assert.equal(all.at(-1), 1);
    assert.deepEqual(
      all,
      [...all].sort((a, b) => a - b),
    );
  });

  test('numbers too many to keep are read twice and give the same figures', async () => {
    const temporary = mkdtempSync(join(tmpdir(), 'spikelint-'));
    try {
      const length = 4 * 2 ** 20 + 1000;
      const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${length},), }`.padEnd(118) + '\n';
      const head = Buffer.from(`\x93NUMPY\x01\x00${String.fromCharCode(header.length, 0)}${header}`, 'latin1');
      const values = Float32Array.from({ length }, (_, i) => i % 100);
      const path = join(temporary, 'long.npy');
      writeFileSync(path, Buffer.concat([head, Buffer.from(values.buffer)]));
      const [entry] = (await withFile(path, (source) => inspectFile('long.npy', source, tools))).entries;
      assert.deepEqual([entry?.min, entry?.max], [0, 99]);
      assert.equal(
        entry?.histogram?.counts.reduce((sum, count) => sum + count, 0),
        length,
      );
      // Two values per bin, each of them in every hundred.
      assert.equal(entry?.histogram?.counts[0], 2 * Math.ceil(length / 100) - (length % 100 <= 1 ? 1 : 0));
    } finally {
      rmSync(temporary, { recursive: true });
    }
  });
});
