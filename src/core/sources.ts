// The Python text of a document, and the way back: a script as it is, a notebook as one module in cell order.
import { readNotebook } from './notebook/notebook';
import { type SourceDocument } from './report';
import { LineIndex, type Span } from './text';

export interface PythonSource {
  readonly text: string;
  /** From offsets of the module to offsets of the document; null where they are the same. */
  readonly fileRange: ((start: number, end: number) => { start: number; end: number }) | null;
  readonly error: string | null;
  /** The Markdown cells of a notebook. */
  readonly prose: readonly string[];
}

export const isPython = (file: string): boolean => /\.(?:pyw?|ipynb)$/.test(file);

export function pythonSource(document: SourceDocument): PythonSource {
  if (!document.file.endsWith('.ipynb')) return { text: document.text, fileRange: null, error: null, prose: [] };
  const { notebook, error } = readNotebook(document.text);
  if (notebook)
    return {
      text: notebook.module.text,
      fileRange: (start, end) => notebook.fileRange(start, end),
      error: null,
      prose: notebook.prose,
    };
  const { line } = new LineIndex(document.text).place({ file: document.file, start: error.start, end: error.end });
  return { text: '', fileRange: null, error: `line ${line}: ${error.message}`, prose: [] };
}

/** Plain data with every span of one file moved: reports hold nothing but plain data. */
export function moved<Data>(
  data: Data,
  file: string,
  range: (start: number, end: number) => { start: number; end: number },
): Data {
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return value;
    if (isSpan(value)) return value.file === file ? { ...value, ...range(value.start, value.end) } : value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, visit(each)]));
  };
  return visit(data) as Data;
}

const isSpan = (value: object): value is Span =>
  'file' in value && 'start' in value && 'end' in value && typeof value.start === 'number';
