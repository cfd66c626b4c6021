// Inflating as zlib would, in any order and in bounded memory; archives that lie refused in one line.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { constants, deflateRawSync, gzipSync } from 'node:zlib';
import { memoryBytes } from '../../../src/data/bytes';
import { DataError } from '../../../src/data/error';
import { inspectFile } from '../../../src/data/inspect';
import { inflated } from '../../../src/data/zip/inflated';
import { membersOf } from '../../../src/data/zip/archive';
import { crc32 } from '../../../src/data/zip/checksum';
import { tools } from './_files';
import { npyOf, type Part, zipOf } from './_zip';

/** Numbers that are the same in every run (Park and Miller 1988). */
function* minimalStandard(seed: number): Generator<number, never> {
  for (let state = seed; ;) yield (state = (state * 16_807) % 2_147_483_647);
}

const random = minimalStandard(1);
const draw = (below: number): number => random.next().value % below;

/** What compresses well, badly and in between. */
const contents: readonly (readonly [string, Uint8Array])[] = [
  ['nothing', new Uint8Array()],
  ['noise', Uint8Array.from({ length: 70_000 }, () => draw(256))],
  ['zeros', new Uint8Array(3_000_000)],
  ['runs', Uint8Array.from({ length: 900_000 }, (_, i) => (i >> 9) & 255)],
  ['far matches', Uint8Array.from({ length: 400_000 }, (_, i) => ((i % 32_768) * 7919) >> 5)],
  ['few letters', Uint8Array.from({ length: 600_000 }, () => 97 + Math.floor(Math.sqrt(draw(20))))],
];

describe('inflating', () => {
  const { Z_DEFAULT_STRATEGY, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED } = constants;
  for (const [name, bytes] of contents) {
    test(`${name}, whichever way it was deflated`, () => {
      for (const level of [0, 1, 6, 9]) {
        for (const strategy of [Z_DEFAULT_STRATEGY, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED]) {
          const source = inflated(memoryBytes(deflateRawSync(bytes, { level, strategy })), bytes.length);
          assert.ok(Buffer.from(source.read(0, bytes.length)).equals(bytes), `level ${level}, strategy ${strategy}`);
        }
      }
    });

    test(`${name}, in any order`, () => {
      const source = inflated(memoryBytes(deflateRawSync(bytes)), bytes.length);
      for (let i = 0; i < 60; i++) {
        const at = draw(bytes.length + 1);
        const part = source.read(at, draw(5000));
        assert.ok(Buffer.from(part).equals(bytes.subarray(at, at + part.length)));
      }
    });
  }

  test('what claims more than deflate can hold, or a bomb, is refused before it is expanded', () => {
    const bomb = { size: 2 ** 26, read: () => assert.fail('read') };
    assert.throws(() => inflated(bomb, 2 ** 37), /more than deflate can/);
    assert.throws(() => inflated(bomb, 2 ** 35), /zip bomb/);
  });

  test('what claims more than it holds, or is cut, is truncated', () => {
    const deflated = deflateRawSync(Buffer.from('spikes spikes spikes'));
    assert.throws(() => inflated(memoryBytes(deflated), 21).read(0, 21), /truncated/);
    for (let length = 0; length < deflated.length - 1; length++) {
      const cut = memoryBytes(deflated.subarray(0, length));
      assert.throws(() => inflated(cut, 20).read(0, 20), DataError);
    }
  });

  test('damaged data end in an error or in other bytes, never otherwise', () => {
    const deflated = deflateRawSync(contents[5]?.[1] ?? new Uint8Array());
    for (let i = 0; i < 300; i++) {
      const damaged = Uint8Array.from(deflated.subarray(0, 3000));
      damaged[draw(300)] = draw(256);
      try {
        assert.equal(inflated(memoryBytes(damaged), 5000).read(0, 5000).length, 5000);
      } catch (error) {
        assert.ok(error instanceof DataError, String(error));
      }
    }
  });
});

describe('an archive', () => {
  const array = npyOf([1, 2, 3]);
  const open = (parts: readonly Part[], spoil: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes) =>
    inspectFile('x.npz', memoryBytes(spoil(zipOf(parts))), tools);

  test('with something in front of it and a remark behind it is read', async () => {
    const plain = zipOf([{ name: 'w.npy', content: array }]);
    const whole = Uint8Array.of(...Buffer.from('PK\x03\x04 not yet'), ...plain);
    assert.deepEqual(
      membersOf(memoryBytes(whole)).map((member) => [...member.open(true).read(0, array.length)]),
      [[...array]],
    );
  });

  test('whose numbers are damaged does not pass for a sound one', async () => {
    for (const deflate of [false, true]) {
      const parts = [{ name: 'w.npy', content: array, deflate, crc: 1 }];
      const [entry] = (await open(parts)).entries;
      assert.match(entry?.unread ?? '', /checksum/);
      assert.equal(entry?.min, null);
    }
  });

  test('with encrypted members, or other compression, says so and reads the rest', async () => {
    const report = await open([
      { name: 'a.npy', content: array, flags: 1 },
      { name: 'b.npy', content: array, method: 14 },
      { name: 'c.npy', content: array },
    ]);
    assert.match(report.entries[0]?.unread ?? '', /encrypted/);
    assert.match(report.entries[1]?.unread ?? '', /method 14/);
    assert.equal(report.entries[2]?.max, 3);
  });

  test('whose members overlap is a bomb and refused', async () => {
    const parts = Array.from({ length: 5 }, (_, i) => ({ name: `${i}.npy`, content: array, offset: 0 }));
    await assert.rejects(open(parts), /overlap/);
  });

  test('that claims absurd lengths is refused or says so', async () => {
    const [entry] = (await open([{ name: 'w.npy', content: array, deflate: true, size: 2 ** 32 - 2 }])).entries;
    assert.match(entry?.unread ?? '', /more than deflate can/);
    await assert.rejects(open([{ name: 'w.npy', content: array, offset: 2 ** 31 }]), /damaged/);
    const count = (bytes: Uint8Array): Uint8Array => bytes.with(bytes.length - 12, 255).with(bytes.length - 11, 255);
    await assert.rejects(open([{ name: 'w.npy', content: array }], count), /damaged/);
  });

  test('within an archive is not opened', async () => {
    const inner = zipOf([{ name: 'w.npy', content: array }]);
    const report = await open([
      { name: 'inner.zip', content: inner },
      { name: 'w.npy', content: array },
    ]);
    assert.equal(report.entries[0]?.unread, 'not an .npy array');
  });

  test('has the checksums that zlib finds', () => {
    // gzip ends with the checksum and the length of what it holds.
    for (const [name, bytes] of contents) {
      assert.equal(crc32(bytes), gzipSync(bytes).readUInt32LE(gzipSync(bytes).length - 8), name);
    }
  });
});
