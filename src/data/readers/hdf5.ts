// Recognises HDF5 and MATLAB 7.3 files; the library that reads them is heavy and comes through the tools.
import { asciiAt, type ByteSource } from '../bytes';
import { type Reader } from '../dataset';

const signature = '\x89HDF\r\n\x1a\n';

const reader: Reader = {
  recognises: (source) => signatureOffset(source) !== null,
  async open(source, tools) {
    const library = await tools.loadHdf5();
    return library.openHdf5(source);
  },
};

export default reader;

/** The signature stands at 0 or, behind a user block, at 512, 1024, 2048 … */
function signatureOffset(source: ByteSource): number | null {
  for (let offset = 0; offset + signature.length <= source.size; offset = offset === 0 ? 512 : offset * 2) {
    if (asciiAt(source, offset, signature.length) === signature) return offset;
  }
  return null;
}
