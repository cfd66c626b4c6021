// Recognises HDF5 and MATLAB 7.3 files; the library that reads them is heavy and comes through the tools.
import { type Reader } from '../dataset';
import { signatureOffset } from '../hdf5/objectHeader';

const reader: Reader = {
  recognises: (source) => signatureOffset(source) !== null,
  async open(source, tools) {
    const library = await tools.loadHdf5();
    return library.openHdf5(source);
  },
};

export default reader;
