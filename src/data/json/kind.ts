// Tells JSON and lines of JSON from other text by how it begins.
import { type ByteSource } from '../bytes';
import { DataError } from '../error';
import { sampleOf } from '../text/sniff';
import { parseJson } from './parse';

export type JsonKind = 'json' | 'lines';

const begins = /^\s*(?:\{\s*(?:"|\}|$)|\[\s*(?:["{[\]\d-]|true|false|null|NaN|Infinity|$))/;

export function jsonKind(source: ByteSource): JsonKind | null {
  const sample = sampleOf(source) ?? oneLine(source);
  if (sample === null) return null;
  const text = new TextDecoder().decode(sample.bytes);
  if (!begins.test(text)) return null;
  const [first = '', ...rest] = text.split('\n');
  if (!rest.some((line) => /^\s*[[{]/.test(line)) || rest.some((line) => /^\s*[\]}],?\s*$/.test(line))) return 'json';
  try {
    parseJson(new TextEncoder().encode(first));
    return 'lines';
  } catch (error) {
    if (error instanceof DataError) return 'json';
    throw error;
  }
}

/** A long file without any end of a line in its first part. */
function oneLine(source: ByteSource): { readonly bytes: Uint8Array } | null {
  const bytes = source.read(0, 256);
  return bytes.length > 0 && bytes.every((byte) => byte >= 0x20) ? { bytes } : null;
}
