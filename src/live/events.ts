// Answers that never end on purpose: of a stream of events, or of lines, the first whole one is read, and the rest is let go.
import { type Body, quietly } from './body';
import type { FetchAnswer } from './machine';

export type StreamKind = 'events' | 'lines';

/** By the type of the content; null where it is an answer that ends. */
export function streamKind(contentType: string | null): StreamKind | null {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'text/event-stream') return 'events';
  return /^application\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-seq|stream\+json)$/.test(type) ? 'lines' : null;
}

/** The first event that holds JSON, or the first line that is not empty; what comes before it, such as signs of life, is passed over. */
export async function readFirst(answer: FetchAnswer, kind: StreamKind, mostBytes: number): Promise<Body> {
  const { body } = answer;
  if (!body) return { text: '', bytes: 0 };
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for (;;) {
    const { done, value } = await reader.read();
    if (value) {
      bytes += value.byteLength;
      text += decoder.decode(value, { stream: true });
    }
    if (done) text += `${decoder.decode()}\n\n`;
    const found = kind === 'events' ? firstEvent(text) : firstLine(text);
    if (found.first !== null || done) {
      if (!done) void quietly(() => reader.cancel());
      return { text: found.first ?? '', bytes };
    }
    text = found.rest;
    if (bytes > mostBytes) {
      void quietly(() => reader.cancel());
      return { tooLarge: true };
    }
  }
}

interface Found {
  readonly first: string | null;
  /** What is not whole yet. */
  readonly rest: string;
}

/** Events end with an empty line; their lines of data belong together. */
function firstEvent(text: string): Found {
  const blocks = text.replaceAll('\r\n', '\n').split('\n\n');
  const rest = blocks.pop() ?? '';
  for (const block of blocks) {
    const data = block
      .split('\n')
      .flatMap((line) => (line.startsWith('data:') ? [line.slice(5).replace(/^ /, '')] : []))
      .join('\n');
    if (/^\s*[[{]/.test(data)) return { first: data, rest };
  }
  return { first: null, rest };
}

function firstLine(text: string): Found {
  const lines = text.split('\n');
  const rest = lines.pop() ?? '';
  // A sequence of JSON texts puts a sign before each.
  const first = lines.map((line) => line.replace(/^\u001e/, '').trim()).find((line) => line !== '');
  return { first: first ?? null, rest };
}
