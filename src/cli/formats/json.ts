// The findings as JSON, for scripts.
import type { Format } from '../format';
import { jsonText } from '../json';

const format: Format = {
  name: 'json',
  write: ({ findings, files, summary }) => jsonText({ findings, files, summary }),
};

export default format;
