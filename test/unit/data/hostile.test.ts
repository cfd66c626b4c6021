// Files made to do harm: bombs, cycles, claims of 2^60 bytes, code to be run. Each ends in one line or in a short list, soon and in little memory.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { type ByteSource, memoryBytes } from '../../../src/data/bytes';
import { DataError } from '../../../src/data/error';
import { inspectFile, type InspectReport } from '../../../src/data/inspect';
import { tools } from './_files';

const latin = (text: string): Uint8Array => Uint8Array.from(text, (each) => each.charCodeAt(0));

const inspect = (content: string | Uint8Array, name = 'data'): Promise<InspectReport> =>
  inspectFile(name, memoryBytes(typeof content === 'string' ? latin(content) : content), tools);

async function refusal(content: string | Uint8Array): Promise<string> {
  try {
    await inspect(content);
  } catch (error) {
    assert.ok(error instanceof DataError, String(error));
    assert.ok(!error.message.includes('\n'));
    return error.message;
  }
  return 'was read';
}

const paths = (report: InspectReport): string[] => report.entries.map(({ path }) => path);

describe('a pickle', () => {
  test('that doubles itself sixty times is cut, not expanded', async () => {
    // a = [[]]; then sixty times [a, a].
    const doubled = Array.from(
      { length: 60 },
      (_, i) => `(h${String.fromCharCode(i)}h${String.fromCharCode(i)}lq${String.fromCharCode(i + 1)}`,
    );
    const report = await inspect(`\x80\x02]q\x00${doubled.join('')}.`);
    assert.ok(report.entries.length <= 10_000);
    assert.match(report.notes.join(), /only the first/);
  });

  test('that holds itself ends', async () => {
    const report = await inspect('\x80\x02}q\x00X\x04\x00\x00\x00selfh\x00s.');
    assert.deepEqual(paths(report), ['self']);
    assert.match(report.entries[0]?.unread ?? '', /holds itself/);
  });

  test('nested a hundred thousand deep is named', async () => {
    const report = await inspect(`\x80\x02${']'.repeat(100_000)}${'a'.repeat(99_999)}.`);
    assert.equal(report.entries.length, 1);
    assert.match(report.entries[0]?.unread ?? '', /nested more than/);
  });

  test('with lengths that no file has is truncated', async () => {
    for (const opcode of [
      'X\xff\xff\xff\xff',
      '\x8d\xff\xff\xff\xff\xff\xff\xff\x7f',
      '\x8e\0\0\0\0\0\0\0\x10',
      'T\xff\xff\xff\x7f',
      '\x8b\xff\xff\xff\x7f',
    ]) {
      assert.match(await refusal(`\x80\x04${opcode}x.`), /truncated|number of/);
    }
  });

  test('in a pickle in a pickle without end, as joblib nests them, is refused', async () => {
    const dtype = 'cnumpy\ndtype\nX\x01\x00\x00\x00O\x85R';
    const state = `}(X\x05\x00\x00\x00shape)X\x05\x00\x00\x00dtype${dtype}ub`;
    const wrapper = `\x80\x02cjoblib.numpy_pickle\nNumpyArrayWrapper\n)\x81${state}`;
    assert.match(await refusal(wrapper.repeat(5000)), /pickles within pickles/);
  });

  test('of opcodes that fit nothing is damaged', async () => {
    for (const code of [
      '0',
      'R',
      'b',
      's',
      'u',
      'h\x05',
      't',
      '(',
      '\x93',
      'o',
      '}(K\x01K\x02K\x03e',
      'K\x01K\x02\x81',
      ']h\x00a',
    ]) {
      assert.match(await refusal(`\x80\x02${code}.`), /damaged|truncated/);
    }
  });

  test('that would reach for the system in any of its ways is warned of', async () => {
    const ways: readonly (readonly [string, RegExp])[] = [
      ['\x80\x02cos\nsystem\nX\x02\x00\x00\x00ls\x85R.', /os\.system\("ls"\)/],
      ['\x80\x04\x8c\x05posix\x8c\x06system\x93\x8c\x02ls\x85R.', /os\.system\("ls"\)/],
      ["(S'ls'\nios\nsystem\n.", /os\.system\("ls"\)/],
      ["(cos\nsystem\nS'ls'\no.", /os\.system\("ls"\)/],
      ['\x80\x02cbuiltins\neval\nX\x03\x00\x00\x001+1\x85R.', /builtins\.eval\("1\+1"\)/],
      ['\x80\x02csubprocess\nPopen\n)\x81}b.', /subprocess\.Popen/],
      ['\x80\x02ccopyreg\n_reconstructor\ncos\nsystem\nc__builtin__\nobject\nN\x87R.', /os\.system/],
      ['\x80\x02cnumpy.testing._private.utils\nrunstring\nX\x01\x00\x00\x00x}\x86R.', /runstring/],
      ['\x80\x02crunpy\n_run_code\n.', /runpy\._run_code/],
    ];
    for (const [pickle, named] of ways) {
      const report = await inspect(pickle);
      assert.ok(named.test([...report.notes, ...report.entries.map(({ unread }) => unread ?? '')].join('; ')), pickle);
    }
  });

  test('of ordinary classes is not warned of', async () => {
    const report = await inspect('\x80\x02cmymodule\nConfig\n)\x81}X\x02\x00\x00\x00dtK\x05sb.');
    assert.deepEqual(report.notes, []);
    assert.deepEqual(paths(report), ['value', 'dt']);
    assert.equal(report.entries[0]?.unread, 'mymodule.Config, not executed');
  });
});

describe('a tensor', () => {
  /** `shape` and `strides` as pickled tuples over a storage of four floats in a file of PyTorch before 1.6. */
  const legacy = (shape: string, strides: string, offset = 'K\x00'): string => {
    const storage = '(X\x07\x00\x00\x00storagectorch\nFloatStorage\nX\x01\x00\x00\x000X\x03\x00\x00\x00cpuK\x04NtQ';
    const tensor = `ctorch._utils\n_rebuild_tensor_v2\n(${storage}${offset}${shape}${strides}\x89}tR`;
    const numbers = String.fromCharCode(...new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer));
    const start = '\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03.\x80\x02}.';
    return `${start}\x80\x02${tensor}.\x80\x02]X\x01\x00\x00\x000a.\x04\0\0\0\0\0\0\0${numbers}`;
  };

  test('is read by its strides', async () => {
    const [entry] = (await inspect(legacy('K\x02K\x02\x86', 'K\x01K\x02\x86'))).entries;
    assert.deepEqual([entry?.shape, entry?.mean], [[2, 2], 2.5]);
  });

  test('that claims more than is stored, or repeats it without end, is refused', async () => {
    const huge = '\x8a\x08\0\0\0\0\0\0\0\x10';
    const unread = async (...given: Parameters<typeof legacy>): Promise<string> =>
      (await inspect(legacy(...given))).entries[0]?.unread ?? '';
    assert.match(await unread(`${huge}\x85`, 'K\x01\x85'), /truncated or damaged/);
    assert.match(await unread(`${huge}\x85`, 'K\x00\x85'), /repeats/);
    assert.match(await unread('K\x02\x85', `${huge}\x85`), /truncated or damaged/);
    assert.match(await unread('K\x04\x85', 'K\x01\x85', 'K\x01'), /truncated or damaged/);
    assert.match(await refusal(legacy('J\xff\xff\xff\xff\x85', 'K\x01\x85')), /damaged/);
    assert.match(await refusal(legacy('K\x02\x85', 'K\x01K\x01\x86')), /damaged/);
  });
});

describe('safetensors', () => {
  const file = (header: string, data = '', length = header.length): string => {
    const head = Buffer.alloc(8);
    head.writeBigUInt64LE(BigInt(length));
    return head.toString('latin1') + header + data;
  };

  test('with a header of 2^60 bytes is refused', async () => {
    assert.match(await refusal(file('{"w":{}}', '', 2 ** 60)), /claims 11529215046068\d+ bytes/);
  });

  test('whose entries lie is refused, or says so', async () => {
    const entry = (shape: string, from: number, to: number): string =>
      `{"dtype":"F32","shape":${shape},"data_offsets":[${from},${to}]}`;
    const reason = async (header: string): Promise<string> =>
      (await inspect(file(header, '12345678'))).entries[0]?.unread ?? '';
    assert.match(await reason(`{"w":${entry('[1152921504606846976]', 0, 8)}}`), /needs 46116860184273\d+ bytes/);
    assert.match(await reason(`{"w":${entry('[2]', 0, 80)}}`), /truncated/);
    assert.match(await reason(`{"w":${entry('[2]', 8, 0)}}`), /damaged/);
    assert.match(await reason(`{"w":${entry('[-1]', 0, 4)}}`), /shape .* damaged/);
    assert.match(await reason('{"w":[]}'), /damaged/);
    assert.match(await refusal(file(`{"a":${entry('[2]', 0, 8)},"b":${entry('[1]', 4, 8)}}`, '12345678')), /overlaps/);
    assert.match(await refusal(file('{"w":'.repeat(300))), /nested more than 200/);
  });
});

describe('a MATLAB 5 file', () => {
  const head = `${'MATLAB 5.0 MAT-file'.padEnd(116)}${'\0'.repeat(8)}\x00\x01IM`;
  const element = (type: number, body: string): string => {
    const tag = Buffer.alloc(8);
    tag.writeUInt32LE(type, 0);
    tag.writeUInt32LE(body.length, 4);
    return tag.toString('latin1') + body + '\0'.repeat((8 - (body.length % 8)) % 8);
  };
  const words = (...values: number[]): string =>
    String.fromCharCode(...new Uint8Array(Uint32Array.from(values).buffer));
  const cell = (inner: string): string =>
    element(14, element(6, words(1, 0)) + element(5, words(1, 1)) + element(1, 'c') + inner);
  const row = (...values: number[]): string => {
    const numbers = String.fromCharCode(...new Uint8Array(Float64Array.from(values).buffer));
    return element(
      14,
      element(6, words(6, 0)) + element(5, words(1, values.length)) + element(1, 'x') + element(9, numbers),
    );
  };

  test('of cells within cells without end is refused', async () => {
    let inner = row(1);
    for (let i = 0; i < 100; i++) inner = cell(inner);
    const report = await inspect(head + inner);
    assert.match(report.entries.map(({ unread }) => unread).join(), /nested more than 50/);
  });

  test('whose compressed numbers were changed is damaged, whatever they are now', async () => {
    const deflated = deflateSync(latin(row(1, 2, 3)));
    const wrong = deflated.with(deflated.length - 1, deflated.at(-1) === 0 ? 1 : 0);
    const file = (bytes: Uint8Array): Uint8Array =>
      Buffer.concat([latin(head), latin(element(15, '').slice(0, 4)), latin(words(bytes.length)), bytes]);
    assert.equal((await inspect(new Uint8Array(file(deflated)))).entries[0]?.max, 3);
    const [entry] = (await inspect(new Uint8Array(file(wrong)))).entries;
    assert.match(entry?.unread ?? '', /checksum/);
    assert.equal(entry?.max, null);
  });
});

describe('a text', () => {
  test('of Git LFS is named for what it is', async () => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n';
    assert.match(await refusal(pointer), /git lfs pull/);
  });

  test('of settings or code is no table', async () => {
    for (const text of [
      'a = 1\nb = 2\n',
      'tau: 10\nv_rest: -65\n',
      'import nest\nx = [1, 2]\n',
      'one line, no numbers\n',
    ]) {
      assert.match(await refusal(text), /no file of data/);
    }
  });

  test('with a line that never ends is refused, in bounded memory', async () => {
    let most = 0;
    const source: ByteSource = {
      size: 2 ** 40,
      read(offset, length) {
        most = Math.max(most, length);
        return new Uint8Array(Math.min(length, 2 ** 24)).fill(offset < 4 ? 0x31 : 0x20);
      },
    };
    await assert.rejects(inspectFile('x.csv', source, tools), DataError);
    assert.ok(most <= 2 ** 26, `${most} bytes at once`);
  });

  test('of JSON nested without end is refused', async () => {
    assert.match(await refusal('['.repeat(100_000)), /nested more than 200/);
    assert.match(await refusal('{"a": [1, 2'), /truncated/);
    assert.match(await refusal('{"a": [1, 2}'), /damaged in line 1/);
  });
});
