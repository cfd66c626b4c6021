// What the message handler needs of a channel: a worker thread, a webview and a pair in one process all fit it.

/** A buffer that is handed over rather than copied, where the channel can do that. */
export type Handover = ArrayBuffer;

export interface Port {
  /** Resolves to false, or throws, where nobody can receive any more. */
  post(message: unknown, handover?: readonly Handover[]): unknown;
  onMessage(listener: (message: unknown) => void): void;
}

/** Two ports that are each other's far end, for work in one process. Messages are copied and arrive later, as between threads. */
export function portPair(): [Port, Port] {
  const listeners: ((message: unknown) => void)[][] = [[], []];
  const portTo = (own: number, far: number): Port => ({
    post(message, handover) {
      const copy: unknown = structuredClone(message, { transfer: [...(handover ?? [])] });
      queueMicrotask(() => listeners[far]?.forEach((listener) => listener(copy)));
    },
    onMessage(listener) {
      listeners[own]?.push(listener);
    },
  });
  return [portTo(0, 1), portTo(1, 0)];
}
