// Reads numpy's .npy: a header that is a Python literal, then the numbers. Python objects in it are listed and never made.
import { asciiAt } from '../bytes';
import { type Reader } from '../dataset';
import { npyDatasets } from '../numpy/file';
import { signature } from '../numpy/header';

const reader: Reader = {
  recognises: (source) => asciiAt(source, 0, signature.length) === signature,
  async open(source) {
    return { format: 'npy', ...npyDatasets(source, 'array'), close: () => undefined };
  },
};

export default reader;
