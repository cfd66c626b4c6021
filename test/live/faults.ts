// The faults that the test service commits to order: what goes wrong on real networks and with real services.
import type { ServerResponse } from 'node:http';

export type Fault =
  /** Answers after so long. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Takes the request and never answers. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  | { readonly kind: 'html'; readonly status?: number }
  /** Sends half of the answer and hangs up. */
  | { readonly kind: 'cut-off' }
  /** One body of so many bytes; with its length said before, or not. */
  | { readonly kind: 'huge'; readonly bytes: number; readonly announced?: boolean }
  /** A body that never ends, as fast as it is taken, or a byte at a time. */
  | { readonly kind: 'endless'; readonly everyMs?: number }
  /** Python's own JSON: every number of the answer becomes NaN, Infinity or -Infinity in turn. */
  | { readonly kind: 'nan' }
  | { readonly kind: 'body'; readonly text: string; readonly type?: string }
  | { readonly kind: 'redirect'; readonly to: string; readonly status?: number }
  /** A stream of events that goes on for ever, a sign of life first. */
  | { readonly kind: 'events'; readonly everyMs: number }
  /** Hangs up before anything is sent. */
  | { readonly kind: 'hang-up' };

/** True where the fault was the whole answer. */
export async function answerWith(fault: Fault, response: ServerResponse, answer: () => unknown): Promise<boolean> {
  switch (fault.kind) {
    case 'events': {
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
      response.write(': alive\n\n');
      const text = JSON.stringify(answer() ?? {}, null, 1);
      const event = text
        .split('\n')
        .map((line) => `data: ${line}\n`)
        .join('');
      const timer = setInterval(() => response.write(`event: update\n${event}\n`), fault.everyMs);
      response.on('close', () => clearInterval(timer));
      return true;
    }
    case 'slow':
      await pause(fault.ms);
      return false;
    case 'silent':
      return true;
    case 'status':
      response.writeHead(fault.status, {
        'content-type': 'application/json',
        ...(fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter }),
      });
      response.end(JSON.stringify({ detail: `as ordered: ${fault.status}` }));
      return true;
    case 'html':
      response.writeHead(fault.status ?? 200, { 'content-type': 'text/html; charset=utf-8' });
      response.end('<!doctype html><title>Sign in</title><p>Please sign in.</p>');
      return true;
    case 'cut-off': {
      const text = JSON.stringify(answer() ?? {});
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
      response.write(text.slice(0, Math.ceil(text.length / 2)), () => response.destroy());
      return true;
    }
    case 'huge':
      await sendHuge(response, fault.bytes, fault.announced === true);
      return true;
    case 'endless':
      await sendEndless(response, fault.everyMs);
      return true;
    case 'nan': {
      const words = ['NaN', 'Infinity', '-Infinity'];
      let next = 0;
      const text = JSON.stringify(answer() ?? {}).replace(
        /(?<=[:[,]\s*)-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?(?=\s*[,\]}])/g,
        () => words[next++ % words.length] as string,
      );
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(text);
      return true;
    }
    case 'body':
      response.writeHead(200, { 'content-type': fault.type ?? 'application/json' });
      response.end(fault.text);
      return true;
    case 'redirect':
      response.writeHead(fault.status ?? 307, { location: fault.to });
      response.end();
      return true;
    case 'hang-up':
      response.destroy();
      return true;
  }
}

const pieceBytes = 1 << 20;

async function sendHuge(response: ServerResponse, bytes: number, announced: boolean): Promise<void> {
  response.writeHead(200, {
    'content-type': 'application/json',
    ...(announced ? { 'content-length': bytes } : {}),
  });
  response.write('{"spike_rate": 0.1, "pad": "');
  const piece = Buffer.alloc(pieceBytes, 0x78);
  for (let sent = 28; sent < bytes && !response.destroyed; sent += pieceBytes) await taken(response, piece);
  response.end();
}

async function sendEndless(response: ServerResponse, everyMs: number | undefined): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"spikes": [');
  const piece = everyMs === undefined ? Buffer.from('[0, 1], '.repeat(8192)) : Buffer.from(' ');
  while (!response.destroyed) {
    await taken(response, piece);
    if (everyMs !== undefined) await pause(everyMs);
  }
}

/** Waits until the other end has room, or is gone. */
function taken(response: ServerResponse, piece: Buffer): Promise<void> {
  return new Promise((resolve) => {
    if (response.destroyed) return resolve();
    const done = (): void => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    if (response.write(piece)) setImmediate(resolve);
    else response.on('drain', done).on('close', done);
  });
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
