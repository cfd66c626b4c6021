// Reads PyTorch's checkpoints (.pt, .pth, .ckpt, .bin): tensors, optimizer states, configurations; nothing in them is executed.
import { type Reader } from '../dataset';
import { Dangers } from '../pickle/dangers';
import { listPickled } from '../pickle/listing';
import { isLegacy, loadTorch } from '../pytorch/load';
import { isZip } from '../zip/archive';
import { zipKind } from '../zip/kind';

const reader: Reader = {
  recognises: (source) => isLegacy(source) || (isZip(source) && zipKind(source) === 'pytorch'),
  async open(source) {
    const dangers = new Dangers();
    const { value, format, notes } = loadTorch(source, dangers);
    const listed = listPickled(value, '', dangers);
    return { format, datasets: listed.datasets, notes: [...listed.notes, ...notes], close: () => undefined };
  },
};

export default reader;
