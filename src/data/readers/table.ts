// Reads tables of text: CSV, TSV, columns between blanks; each column of numbers is a dataset.
import { type Reader } from '../dataset';
import { DataError } from '../error';
import { jsonKind } from '../json/kind';
import { readColumns } from '../text/columns';
import { sniffTable } from '../text/sniff';
import { spikeText } from '../text/spikes';

const reader: Reader = {
  recognises: (source, name) =>
    jsonKind(source) === null && sniffTable(source, name) !== null && spikeText(source, name) === null,
  async open(source, _tools, name) {
    const table = sniffTable(source, name);
    if (table === null) throw new DataError('no table of numbers');
    const { datasets, notes } = readColumns(source, table);
    return { format: 'table of text', datasets, notes, close: () => undefined };
  },
};

export default reader;
