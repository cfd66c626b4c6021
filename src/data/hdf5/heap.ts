// Keeps damaged heaps from the library: a piece whose length is 0, or more than its memory counts, makes it go round for ever (HDF5 2.0, H5HG, 32 bits).

const headerBytes = 16;
const objectBytes = 16;

/** The library reads its structures in blocks, and several that lie side by side at once; larger reads are of numbers. */
const largestBlock = 2 ** 20;
const firstOfSignature = 0x47;

/** Takes their signature from all such heaps in a block that was read, so that the library refuses them. */
export function spoilEndlessHeaps(block: Uint8Array): void {
  if (block.length > largestBlock) return;
  for (let at = block.indexOf(firstOfSignature); at >= 0; at = block.indexOf(firstOfSignature, at + 1)) {
    if (isEndless(block.subarray(at))) block[at] = 0;
  }
}

/** Whether the library would not come out of the heap that begins here (specification III.E). */
function isEndless(bytes: Uint8Array): boolean {
  const [, c, o, l, version] = bytes;
  // GCOL, version 1.
  if (c !== 0x43 || o !== 0x4f || l !== 0x4c || version !== 1 || bytes.length < headerBytes) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = Number(view.getBigUint64(8, true));
  const end = Math.min(bytes.length, size);
  for (let at = headerBytes; at + objectBytes <= end;) {
    const length = Number(view.getBigUint64(at + 8, true));
    // The length of free space counts its header, that of an object doesn't.
    const step = view.getUint16(at, true) === 0 ? length : objectBytes + Math.ceil(length / 8) * 8;
    if (step === 0 || step > size) return true;
    at += step;
  }
  return false;
}
