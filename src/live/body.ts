// Reads an answer's body piece by piece, up to a limit: how long it says it is, and how long it is, may be two things.
import type { FetchAnswer } from './machine';

export type Body = { readonly text: string; readonly bytes: number } | { readonly tooLarge: true };

export async function readBody(answer: FetchAnswer, mostBytes: number): Promise<Body> {
  const { body } = answer;
  if (!body) return { text: '', bytes: 0 };
  const announced = Number(answer.headers.get('content-length') ?? 0);
  if (announced > mostBytes) {
    await quietly(() => body.cancel());
    return { tooLarge: true };
  }
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (!value) continue;
    bytes += value.byteLength;
    if (bytes > mostBytes) {
      await quietly(() => reader.cancel());
      return { tooLarge: true };
    }
    pieces.push(decoder.decode(value, { stream: true }));
  }
  pieces.push(decoder.decode());
  return { text: pieces.join('').replace(/^\ufeff/, ''), bytes };
}

/** Of an answer that is not read any further, nothing is waited for. */
export async function quietly(end: () => Promise<void>): Promise<void> {
  try {
    await end();
  } catch {
    // It was gone already.
  }
}
