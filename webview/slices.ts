// Long work in short pieces, so that the page answers in between. No DOM.

/** After so long the page gets its turn. */
const sliceMs = 12;
/** Looked at the clock after so many. */
const perLook = 20_000;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** @param isWanted asked between the slices; @returns whether it was done to the end */
export async function inSlices(
  start: number,
  end: number,
  work: (from: number, to: number) => void,
  isWanted: () => boolean = () => true,
  now: () => number = () => performance.now(),
): Promise<boolean> {
  let since = now();
  for (let from = start; from < end; from += perLook) {
    work(from, Math.min(from + perLook, end));
    if (now() - since < sliceMs) continue;
    await pause();
    if (!isWanted()) return false;
    since = now();
  }
  return isWanted();
}
