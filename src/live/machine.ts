// What the room is given by the machine around it: fetch, a clock, a way to wait, and chance. A test gives its own.

export interface Machine {
  fetch(url: string, init: FetchInit): Promise<FetchAnswer>;
  /** ms since 1970. */
  now(): number;
  /** Resolves after so long, or at once when the signal says so; never rejects. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** At least 0 and below 1. */
  random(): number;
}

export interface FetchInit {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly redirect: 'manual';
  readonly signal: AbortSignal;
}

export interface FetchAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: ByteStream | null;
}

export interface ByteStream {
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
    cancel(): Promise<void>;
  };
  cancel(): Promise<void>;
}
