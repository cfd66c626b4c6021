// Reads tables of text: CSV, TSV, columns between blanks; each column of numbers is a dataset.
import { type Reader } from '../dataset';
import { jsonKind } from '../json/kind';
import { readColumns } from '../text/columns';
import { sniffTable } from '../text/sniff';
import { DataError } from '../error';

const reader: Reader = {
  recognises: (source) => jsonKind(source) === null && sniffTable(source) !== null,
  async open(source) {
    const table = sniffTable(source);
    if (table === null) throw new DataError('no table of numbers');
    const { datasets, notes } = readColumns(source, table);
    return { format: 'table of text', datasets, notes, close: () => undefined };
  },
};

export default reader;
