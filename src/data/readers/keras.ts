// Reads Keras 3's .keras: a zip archive with the model's configuration and its weights as an HDF5 file.
import { memoryBytes } from '../bytes';
import { type Reader } from '../dataset';
import { DataError } from '../error';
import { contentOf, isZip, type Member, membersOf } from '../zip/archive';

const weights = /(?:^|\/)model(?:_\d+)?\.weights\.h5$/;
/** Up to here the weights are held as they are; stored beyond it they are read where they lie. */
const mostHeld = 2 ** 26;

const note =
  'Keras numbers the weights of a layer in the order in which it makes them: kernel, recurrent kernel where there is one, bias';

/** None where the archive is damaged: then nothing tells what it is. */
function weightsIn(source: Parameters<Reader['recognises']>[0]): Member[] {
  try {
    return membersOf(source).filter(({ name }) => weights.test(name));
  } catch (error) {
    if (error instanceof DataError) return [];
    throw error;
  }
}

const reader: Reader = {
  recognises: (source) => isZip(source) && weightsIn(source).length > 0,
  async open(source, tools) {
    const [first, ...others] = weightsIn(source);
    if (!first) throw new DataError('the archive holds no weights');
    const library = await tools.loadHdf5();
    const inner = first.size <= mostHeld ? memoryBytes(contentOf(first, first.size)) : first.open(false);
    const file = await library.openHdf5(inner);
    const left =
      others.length === 0
        ? []
        : [`${others.map(({ name }) => name).join(', ')}: more weights, which are not read here`];
    return { ...file, format: 'Keras', notes: [note, ...left, ...file.notes] };
  },
};

export default reader;
