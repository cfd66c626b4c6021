// What the live client is given by the extension host: its fetch, clock, waiting and chance.
import type { Machine } from '../../live/machine';

export const hostMachine: Machine = {
  // `manual`: whether a redirect may be followed is for the client to say.
  fetch: (url, init) => fetch(url, init),
  now: () => Date.now(),
  random: () => Math.random(),
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done, { once: true });
    }),
};
