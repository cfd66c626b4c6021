// Asks for the latest view only: while one is on its way, the next waits, and those between are never asked for.

export interface Latest {
  ask(): void;
  close(): void;
}

export function latest<Result>(
  request: (signal: AbortSignal) => Promise<Result>,
  show: (result: Result) => void,
  fail: (cause: unknown) => void,
): Latest {
  const end = new AbortController();
  let busy = false;
  let wanted = false;
  const run = async (): Promise<void> => {
    busy = true;
    do {
      wanted = false;
      try {
        const result = await request(end.signal);
        if (!end.signal.aborted) show(result);
      } catch (cause) {
        if (!end.signal.aborted) fail(cause);
      }
    } while (wanted && !end.signal.aborted);
    busy = false;
  };
  return {
    ask() {
      if (busy) wanted = true;
      else void run();
    },
    close: () => end.abort(),
  };
}
